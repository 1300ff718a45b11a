// The picture formats by name and extension, without the code that reads and writes them.

import type { PictureFormat } from "./image";

export interface PictureKind {
  format: PictureFormat;
  /** As people write it: "PNG". */
  title: string;
  /** Lower case, with the dot; the first is the one that new files get. */
  extensions: readonly string[];
  writable: boolean;
}

export const pictureKinds: readonly PictureKind[] = [
  { format: "png", title: "PNG", extensions: [".png", ".apng"], writable: true },
  { format: "jpeg", title: "JPEG", extensions: [".jpg", ".jpeg", ".jpe", ".jfif"], writable: true },
  { format: "bmp", title: "BMP", extensions: [".bmp", ".dib"], writable: true },
  { format: "gif", title: "GIF", extensions: [".gif"], writable: false },
  { format: "webp", title: "WebP", extensions: [".webp"], writable: true },
  { format: "tiff", title: "TIFF", extensions: [".tif", ".tiff"], writable: true },
  { format: "pnm", title: "PNM", extensions: [".ppm", ".pgm", ".pbm", ".pnm", ".pam"], writable: true },
  { format: "npy", title: "NumPy", extensions: [".npy"], writable: true },
];

/** The formats that pictures can be written in, with their extensions. */
export const writableFormats: readonly PictureKind[] = pictureKinds.filter((kind) => kind.writable);

/** Extensions that say that a file is a picture; an npy file may hold anything. */
export const pictureExtensions: readonly string[] = pictureKinds
  .filter((kind) => kind.format !== "npy")
  .flatMap((kind) => kind.extensions);

/** The kind that a name claims by its extension; undefined for other extensions and none. */
export function pictureKindOf(name: string): PictureKind | undefined {
  const extension = /\.[^./\\]+$/.exec(name.toLowerCase())?.[0];
  return pictureKinds.find((kind) => extension !== undefined && kind.extensions.includes(extension));
}

/** Whether a file is a picture by its extension; npy files are not, since theirs does not tell. */
export function isPicturePath(name: string): boolean {
  const kind = pictureKindOf(name);
  return kind !== undefined && kind.format !== "npy";
}

/** The title of a format, for sentences. */
export function titleOf(format: PictureFormat): string {
  return pictureKinds.find((kind) => kind.format === format)!.title;
}
