// What features share: the worker, what is known of data and runs, what trains, and the panels.

import type * as vscode from "vscode";
import type { Panels } from "../editors/panels";
import type { Profiles } from "./profiles";
import type { Runs } from "./runs";
import type { Training } from "./training";
import type { EngineWorker } from "./worker";

export interface Services {
  extension: vscode.Uri;
  worker: EngineWorker;
  profiles: Profiles;
  training: Training;
  runs: Runs;
  panels: Panels;
}
