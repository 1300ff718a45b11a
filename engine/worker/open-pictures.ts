// The pictures that are open: decoded once, with their reduced sizes, and let go when others need the memory.

import { cut, inBands, shareable } from "../convolution/bands";
import type { Files } from "../data/files";
import { readPicture } from "../data/image";
import type { Image, Picture } from "../data/image/image";
import { InputError } from "../errors";
import type { Breathe } from "../tasks/table/matrix";
import { levelSize, Reducer } from "./reduce";

/** Bytes of all open pictures together; the one that was asked for last stays in any case. */
export const openLimit = 2 ** 30;

export interface OpenPicture extends Picture {
  path: string;
  /** A reduced size of the whole picture, made when it is first asked for; level 0 is the picture itself. */
  level(level: number): Promise<Image>;
  /** Bytes of its samples and of the reduced sizes that have been made. */
  memory(): number;
}

interface Entry {
  version: string;
  opened: Promise<OpenPicture>;
  picture?: OpenPicture;
}

export interface OpenPicturesPorts {
  files: Files;
  breathe: Breathe;
  /** Larger pictures are refused. */
  maxPixels?: number;
  /** Bytes of all open pictures together, where it should not be the usual. */
  limit?: number;
}

export class OpenPictures {
  /** In the order in which they were last asked for. */
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly ports: OpenPicturesPorts) {}

  /**
   * The picture at a path, as its file is now.
   * @throws InputError when there is none, or none that can be read
   */
  async open(path: string): Promise<OpenPicture> {
    const { files, maxPixels, limit = openLimit } = this.ports;
    const stat = await files.stat(path);
    if (stat === null) throw new InputError("There is no file at this path.", { file: path });
    if (stat.kind === "folder") throw new InputError("This is a folder, not a picture.", { file: path });
    const version = `${stat.size} ${stat.modified}`;
    const known = this.entries.get(path);
    this.entries.delete(path);
    const entry: Entry = known?.version === version ? known : { version, opened: this.read(path, maxPixels) };
    this.entries.set(path, entry);
    try {
      entry.picture = await entry.opened;
    } catch (error) {
      // What failed may have been mended by the next time.
      if (this.entries.get(path) === entry) this.entries.delete(path);
      throw error;
    }
    this.letGo(limit);
    return entry.picture;
  }

  private async read(path: string, maxPixels: number | undefined): Promise<OpenPicture> {
    const picture = await readPicture(await this.ports.files.open(path), { maxPixels });
    const image = shareable(picture.image);
    const levels = new Map<number, Promise<Image>>();
    let made = 0;
    const level = (wanted: number): Promise<Image> => {
      if (wanted === 0) return Promise.resolve(image);
      let reduced = levels.get(wanted);
      if (!reduced) {
        reduced = reduceImage(image, wanted, this.ports.breathe);
        levels.set(wanted, reduced);
        reduced.then(
          ({ samples }) => {
            made += samples.byteLength;
          },
          () => levels.delete(wanted),
        );
      }
      return reduced;
    };
    return { ...picture, image, path, level, memory: () => image.samples.byteLength + made };
  }

  private letGo(limit: number): void {
    let total = 0;
    const last = [...this.entries.keys()].at(-1);
    for (const { picture } of this.entries.values()) total += picture?.memory() ?? 0;
    for (const [path, { picture }] of this.entries) {
      if (total <= limit || path === last) return;
      if (!picture) continue;
      total -= picture.memory();
      this.entries.delete(path);
    }
  }
}

async function reduceImage(image: Image, level: number, breathe: Breathe): Promise<Image> {
  const { width, height, channels } = image;
  const size = levelSize(image, level);
  const reducer = new Reducer(level, { x: 0, y: 0, ...size }, image);
  await inBands({ x: 0, y: 0, width, height }, { breathe }, (band) => reducer.add(cut(image, band)));
  return { ...size, channels, samples: reducer.result.samples };
}
