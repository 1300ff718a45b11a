// What features share: the workers, what is known of data, graphs and runs, what trains, is filtered or computed, panels and picture editors.

import type * as vscode from "vscode";
import type { Panels } from "../editors/panels";
import type { PictureEditors } from "../editors/picture-editors";
import type { Batches } from "./batches";
import type { GraphProfiles } from "./graph-profiles";
import type { Learnables } from "./learnables";
import type { Profiles } from "./profiles";
import type { Runs } from "./runs";
import type { Spectra } from "./spectra";
import type { Training } from "./training";
import type { EngineWorker } from "./worker";

export interface Services {
  extension: vscode.Uri;
  /** Reads data and trains. */
  worker: EngineWorker;
  /** A thread of its own for pictures: decoding a large one must not keep a training from being stopped. */
  pictureWorker: EngineWorker;
  /** A thread of its own for graphs: a spectrum may take minutes. */
  graphWorker: EngineWorker;
  profiles: Profiles;
  graphProfiles: GraphProfiles;
  learnables: Learnables;
  training: Training;
  batches: Batches;
  spectra: Spectra;
  runs: Runs;
  panels: Panels;
  pictures: PictureEditors;
}
