// The worker's calls on networks on pictures and on the albums of their runs.

import type { Executor } from "../core/executor";
import { InputError } from "../errors";
import { applyRun } from "../experiment/apply-run";
import { loadModel } from "../experiment/predict";
import { suggestPicturesAt } from "../experiment/suggest-pictures";
import { pictureTaskOf } from "../tasks/pictures/tasks";
import type { Breathe } from "../tasks/table/matrix";
import type { PictureRunsApi } from "./picture-runs-api";
import { RunAlbums, type RunAlbumsPorts } from "./run-albums";

export interface PictureRunsPorts extends RunAlbumsPorts {
  executor(): Promise<Executor>;
  breathe: Breathe;
  /** How far what is applied to the pictures at a path has come. */
  tell(path: string, fraction: number): void;
}

export function pictureRunCalls(ports: PictureRunsPorts): PictureRunsApi {
  const { files, executor, breathe } = ports;
  const albums = new RunAlbums(ports);
  /** Paths whose pictures a run is applied to, until they are stopped. */
  const applying = new Set<string>();
  return {
    suggestPictures: ({ path, task }) => suggestPicturesAt(ports, path, task),
    async shownPicture({ run, member, row }) {
      const { experiment, album } = await albums.of(run);
      const { shown } = pictureTaskOf(experiment.task);
      if (!shown) throw new InputError(`Runs of the task ${experiment.task} make no pictures.`, { file: run });
      const model = await loadModel(files, run, member);
      return shown({ ...model, experiment }, album, row, await executor(), breathe);
    },
    async applyRun({ run, path }) {
      applying.add(path);
      try {
        return await applyRun(files, run, path, { executor: await executor(), breathe }, (fraction) => {
          ports.tell(path, fraction);
          return applying.has(path) ? "go on" : "stop";
        });
      } finally {
        applying.delete(path);
      }
    },
    async stopApplying({ path }) {
      applying.delete(path);
    },
    thumbnails: ({ run, rows }) => albums.thumbnails(run, rows),
    albumFile: ({ run, row }) => albums.file(run, row),
  };
}
