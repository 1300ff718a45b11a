// The table of verbs.

import type { VerbEntry } from "../verb";

const filterUsage = [
  'IMAGE --kernel NAME|FILE … [--matrix "a b c; d e f; g h i"] [--divisor D] [--offset O]',
  "[--as opencv|pillow|sharp|gimp|svg|matlab] [--edge MODE] [--light srgb|linear] [--alpha MODE]",
  "[--channels each|luminance|red|green|blue|alpha] [--reference FILE] [--explain X,Y] [--threads N] --out FILE",
  "| FOLDER --fit SIZE [--noise SIGMA] [--blur SIGMA] [--jpeg QUALITY] [--salt SHARE] [--seed N] [--out FILE.lens.json]",
].join(" ");

const spectrumUsage = [
  "FILE [--laplacian adjacency|combinatorial|normalized|randomwalk|propagation|hypergraph] [--k N]",
  "[--end smallest|largest|both] [--density] [--method dense|sparse] [--directions union|mutual]",
  "[--weight COLUMN] [--unweighted] [--neighbours N] [--threads N]",
].join(" ");

export const verbs: Readonly<Record<string, VerbEntry>> = {
  describe: {
    usage: "FILE",
    does: "says what a table, a graph, a picture or a folder of pictures is, and what was assumed",
    load: async () => (await import("./describe")).describe,
  },
  suggest: {
    usage: "FILE [--task T] [--target C] [--nodes FILE]",
    does: "writes an experiment for a table, a graph, a picture or a folder of pictures to standard output",
    load: async () => (await import("./suggest")).suggest,
  },
  run: {
    usage:
      "FILE [--task T] [--target C] [--nodes FILE] [--seed N] [--folds K] [--epochs N] [--threads N] [--out DIR] [--resume RUN]",
    does: "trains, filters or computes what an experiment says, or trains a network on a table or a graph",
    load: async () => (await import("./run")).run,
  },
  predict: {
    usage: "RUN FILE [--nodes FILE] [--out FILE]",
    does: "applies a finished run to new rows or nodes",
    load: async () => (await import("./predict")).predict,
  },
  filter: {
    usage: filterUsage,
    does: "applies a chain of kernels to a picture or to a folder of them, as a tool means it",
    load: async () => (await import("./filter")).filter,
  },
  spectrum: {
    usage: spectrumUsage,
    does: "computes eigenvalues of a graph's matrix, and says what they mean; a picture is a graph of pixels, --neighbours makes one of a table",
    load: async () => (await import("./spectrum")).spectrum,
  },
  sample: {
    usage: "RUN --n N [--class C] [--seed N] --out FILE|FOLDER",
    does: "writes rows or pictures that a finished run generates, marked as such and never over anything",
    load: async () => (await import("./sample")).sample,
  },
  augment: {
    usage: "FILE|RUN [--target C] [--folds K] [--seed N] [--epochs N] [--threads N]",
    does: "tests whether generated samples help a classifier, beside SMOTE and repetition, on the same folds",
    load: async () => (await import("./augment")).augment,
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
