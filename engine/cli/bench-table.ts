// The table of all benchmark workloads of the command line: the engine's, and those that need files or processes.

import { type Workload, workloads } from "../bench";
import { csvRead } from "./bench-csv";
import { filterWorkloads } from "./bench-filters";
import { irisCold } from "./bench-process";
import { sparseWorkloads } from "./bench-sparse";
import { spectrumWorkloads } from "./bench-spectra";

export const benchTable: readonly Workload[] = [
  ...workloads,
  ...filterWorkloads,
  ...spectrumWorkloads,
  ...sparseWorkloads,
  irisCold,
  csvRead,
];
