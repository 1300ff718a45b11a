// A filtered picture as the bytes of a file, with everything that is not as in its original in sentences.

import { writePicture } from "../../data/image";
import type { Image, PictureFacts, PictureFormat } from "../../data/image/image";
import { pictureKindOf, titleOf, writableFormats } from "../../data/image/names";
import { splitName } from "../../data/image/output-names";
import { InputError } from "../../errors";
import { listOf } from "../../words";

/** `facts` are those of the original. Throws InputError where the format cannot hold the picture. */
export async function encodeFiltered(
  image: Image,
  facts: PictureFacts,
  format: PictureFormat,
): Promise<{ bytes: Uint8Array; changes: string[] }> {
  const { bytes, changes } = await writePicture(image, format, { profile: facts.profile });
  return { bytes, changes: [...readingChanges(facts, format), ...changes] };
}

/** The format of the original where it can be written, else PNG. */
export const formatLike = ({ format }: PictureFacts): PictureFormat =>
  writableFormats.some((kind) => kind.format === format) ? format : "png";

/** The extension of a new file of the format: that of the original's name, where that says this format. */
export function extensionLike(name: string, format: PictureFormat): string {
  const { extension } = splitName(name);
  // Bitmaps have no grey between black and white.
  if (extension.toLowerCase() === ".pbm") return ".pgm";
  if (pictureKindOf(name)?.format === format) return extension;
  return writableFormats.find((kind) => kind.format === format)!.extensions[0];
}

/** The format that a new file's name asks for. Throws InputError where none can be written. */
export function formatNamed(path: string): PictureFormat {
  const kind = pictureKindOf(path);
  if (kind?.writable) return kind.format;
  const what = kind ? `${kind.title} pictures cannot be written` : "Its name says no format of pictures";
  const extensions = writableFormats.map(({ extensions: [first] }) => first);
  throw new InputError(`${what}: let it end in ${listOf(extensions)}.`, { file: path });
}

/** What reading has changed; writing says for itself what it cannot keep. */
function readingChanges({ format, palette, bits, assumptions }: PictureFacts, written: PictureFormat): string[] {
  const changes = assumptions.map(({ text }) => text);
  if (palette) changes.push("Its palette is gone: filtered pixels have colours of their own.");
  else if (bits < 8) changes.push(`A sample has 8 bits now; it had ${bits}.`);
  if (written !== format) changes.push(`It is ${titleOf(written)} now; it was ${titleOf(format)}.`);
  return changes;
}
