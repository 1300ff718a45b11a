// The worker's calls on networks on pictures, and on the albums of their runs.

import type { AppliedRun } from "../experiment/apply-run";
import type { ShownPicture, Thumbnail } from "../tasks/pictures/events";
import type { PictureExperiment } from "../tasks/pictures/task";

export interface PictureRunsApi {
  /** A complete experiment on the pictures of a folder or file. */
  suggestPictures(request: { path: string; task: PictureExperiment["task"] }): Promise<PictureExperiment>;
  /**
   * What the network of a finished run (of several trainings `member`, or the best) makes of a picture that it was trained
   * or judged on, by its row of the album, at full size.
   */
  shownPicture(request: { run: string; member?: number; row: number }): Promise<ShownPicture>;
  /** Applies a finished run to a picture or a folder of them; `progress` tells how far it has come with the path. */
  applyRun(request: { run: string; path: string }): Promise<AppliedRun>;
  /** Ends that after the picture it is at; what is written stays. */
  stopApplying(request: { path: string }): Promise<void>;
  /** Pictures of a run's album, in the order that they are asked for. */
  thumbnails(request: { run: string; rows: readonly number[] }): Promise<Thumbnail[]>;
  /** Path of the file that a picture of a run's album lies in, alone or with others. */
  albumFile(request: { run: string; row: number }): Promise<string>;
}
