// Albums in memory for tests: pictures of one value written as files, and reading them.

import type { Album, AlbumOptions } from "../../../../engine/data/album/album";
import { readAlbum } from "../../../../engine/data/album/read";
import { writePicture } from "../../../../engine/data/image";
import type { Channels, Samples } from "../../../../engine/data/image/image";
import { MemoryFiles } from "../../memory-files";

/** Every pixel of a picture has the same samples, one a channel; 16 bits for values above 255. */
export interface Flat {
  width?: number;
  height?: number;
  pixel: number[];
}

export class AlbumFiles extends MemoryFiles {
  async place(path: string, content: Uint8Array | string): Promise<void> {
    await this.makeFolder(this.folderOf(path));
    await this.write(path, content);
  }

  async picture(path: string, { width = 4, height = 3, pixel }: Flat): Promise<void> {
    const wide = pixel.some((value) => value > 255);
    const length = width * height * pixel.length;
    const samples: Samples = wide ? new Uint16Array(length) : new Uint8Array(length);
    for (let i = 0; i < length; i++) samples[i] = pixel[i % pixel.length];
    await this.samples(path, width, height, pixel.length as Channels, samples);
  }

  async samples(path: string, width: number, height: number, channels: Channels, samples: Samples): Promise<void> {
    await this.place(path, (await writePicture({ width, height, channels, samples }, "png")).bytes);
  }
}

export const breathe = async (): Promise<void> => {};

export const albumAt = (files: MemoryFiles, options: AlbumOptions = {}, path = "/a"): Promise<Album> =>
  readAlbum(files, path, options, breathe);

export const namesOf = (album: Album): string[] => album.pictures.map(({ name }) => name);

/** Of each picture its class, or "-". */
export const labelsOf = (album: Album): string =>
  album.pictures.map(({ label }) => (label === undefined ? "-" : album.classes![label])).join(" ");

export const saidOf = (album: Album): string => album.assumptions.map(({ text }) => text).join("\n");

export const problemsOf = (album: Album): string => album.problems.map(({ text }) => text).join("\n");

/** The first pixel of every frame. */
export const pixelsOf = (frames: Album["frames"]): number[][] =>
  frames.map(({ channels, samples }) => [...samples.subarray(0, channels)]);
