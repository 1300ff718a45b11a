// The albums of finished runs for views: pictures made small, and the files that they lie in; the album asked about last is kept.

import type { Album, Frame } from "../data/album/album";
import { imresize } from "../data/album/imresize";
import type { Files } from "../data/files";
import { InputError } from "../errors";
import { albumOptions } from "../experiment/album-options";
import { readTrainingExperiment } from "../experiment/layout";
import type { RunHost } from "../experiment/run";
import { isPictureExperiment } from "../experiment/table-experiment";
import { type Thumbnail, thumbnailSide } from "../tasks/pictures/events";
import { shownFrame } from "../tasks/pictures/shown";
import type { PictureExperiment } from "../tasks/pictures/task";

export interface RunAlbum {
  experiment: PictureExperiment;
  album: Album;
}

export interface RunAlbumsPorts {
  files: Files;
  readAlbum: RunHost["readAlbum"];
}

export class RunAlbums {
  private last?: { run: string; opened: Promise<RunAlbum> };

  constructor(private readonly ports: RunAlbumsPorts) {}

  /** @throws InputError where the run is none on pictures, or they are not there any more */
  of(run: string): Promise<RunAlbum> {
    if (this.last?.run !== run) this.last = { run, opened: this.open(run) };
    const { opened } = this.last;
    opened.catch(() => {
      if (this.last?.opened === opened) this.last = undefined;
    });
    return opened;
  }

  async thumbnails(run: string, rows: readonly number[]): Promise<Thumbnail[]> {
    const { album } = await this.of(run);
    return rows.map((row) => ({ row, name: pictureAt(album, row).name, frame: shownFrame(small(album.frames[row])) }));
  }

  /** Where a picture lies: alone, in an array beside others, or in the folder of a test set. */
  async file(run: string, row: number): Promise<string> {
    const { files } = this.ports;
    const { experiment, album } = await this.of(run);
    const name = pictureAt(album, row).name.replace(/#\d+$/, "");
    const own = files.join(run, experiment.data.file);
    const test = experiment.data.test === undefined ? [] : [files.join(run, experiment.data.test)];
    const places = [
      files.join(own, name),
      ...[own, ...test].flatMap((at) => [files.join(files.folderOf(at), name), at]),
    ];
    for (const place of places) if ((await files.stat(place))?.kind === "file") return place;
    throw new InputError(`There is no file ${name} any more.`, { file: own });
  }

  private async open(run: string): Promise<RunAlbum> {
    const { files, readAlbum } = this.ports;
    const experiment = await readTrainingExperiment(files, run);
    if (!isPictureExperiment(experiment)) {
      throw new InputError(`This run is of the task ${experiment.task}, and has no pictures.`, { file: run });
    }
    const options = await albumOptions(files, experiment, run);
    return { experiment, album: await readAlbum(files.join(run, experiment.data.file), options) };
  }
}

function pictureAt({ name, pictures }: Album, row: number): Album["pictures"][number] {
  const picture = pictures[row];
  if (!picture)
    throw new InputError(`There is no picture ${row + 1}: the folder has changed since the run.`, { file: name });
  return picture;
}

/** At most `thumbnailSide` pixels a side. */
function small(frame: Frame): Frame {
  const { width, height, channels } = frame;
  const scale = Math.min(1, thumbnailSide / Math.max(width, height));
  if (scale === 1) return frame;
  const size = [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const samples = imresize(frame, ...size);
  // Typed arrays of clamped bytes round and clamp.
  return { width: size[0], height: size[1], channels, samples: new Uint8Array(Uint8ClampedArray.from(samples).buffer) };
}
