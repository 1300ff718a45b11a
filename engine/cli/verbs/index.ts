// The table of verbs.

import type { VerbEntry } from "../verb";

export const verbs: Readonly<Record<string, VerbEntry>> = {
  describe: {
    usage: "FILE",
    does: "says what a file is and what was assumed",
    load: async () => (await import("./describe")).describe,
  },
  suggest: {
    usage: "FILE [--task T] [--target C]",
    does: "writes an experiment for a data file to standard output",
    load: async () => (await import("./suggest")).suggest,
  },
  run: {
    usage: "FILE [--task T] [--target C] [--seed N] [--folds K] [--epochs N] [--threads N] [--out DIR] [--resume RUN]",
    does: "trains an experiment, or a network on a data file",
    load: async () => (await import("./run")).run,
  },
  predict: {
    usage: "RUN FILE [--out FILE]",
    does: "applies a finished run to new rows",
    load: async () => (await import("./predict")).predict,
  },
  compare: {
    usage: "RUN RUN … | FILE --over KEY=A,B,… [--folds K] [--seeds N] [--out DIR]",
    does: "sets finished runs side by side, or every choice on the same splits and seeds",
    load: async () => (await import("./compare")).compare,
  },
  bench: {
    usage: "[NAME …] [--threads N] [--scale]",
    does: "times the benchmark workloads, or how time and memory grow with a size",
    load: async () => (await import("./bench")).bench,
  },
};
