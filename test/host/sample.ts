// The sample workspace: tables from our own seeded generators, and experiments on them.

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GeneratedTable, generators, toCsv, truthTable } from "../../engine/data/generate";
import type { Experiment } from "../../engine/experiment/schema";

const tables: Record<string, GeneratedTable> = {
  "customers.csv": generators.customers(800, 1),
  "friedman.csv": generators.friedman(1000, 1),
  "from-scratch.csv": truthTable,
  "gaussians.csv": generators.gaussians(400, 1),
  "moons.csv": generators.moons(400, 1),
  "spirals.csv": generators.spirals(600, 1),
  "xor.csv": generators.xor(400, 1),
};

/** A comment for the reader, and what follows it in the file. */
const experiments: Record<string, [string, Experiment]> = {
  "from-scratch.lens.json": [
    "The two-layer network that many write first: sigmoids without bias, the sum of squares, plain gradient descent on four rows.",
    {
      task: "regress",
      data: { file: "from-scratch.csv", target: "y", features: ["x1", "x2", "x3"], split: "none" },
      model: { layers: [{ dense: 4, activation: "sigmoid" }], bias: false, outputActivation: "sigmoid" },
      loss: "sumOfSquares",
      standardizeTarget: false,
      standardizeFeatures: false,
      train: { optimizer: "gradientDescent", learningRate: 1, epochs: 1500, batch: "full", seeds: [1] },
    },
  ],
  "spirals.lens.json": [
    "Three spiral arms: two hidden layers follow them, a straight line cannot. Three seeds show how much is luck.",
    {
      task: "classify",
      data: { file: "spirals.csv", target: "arm", split: { validation: 0.15, test: 0.15, seed: 1 } },
      model: {
        layers: [
          { dense: 32, activation: "tanh" },
          { dense: 32, activation: "tanh" },
        ],
      },
      train: { optimizer: "adam", learningRate: 0.01, epochs: 200, batch: 32, seeds: [1, 2, 3] },
    },
  ],
};

/** JSON as one would write it by hand: lists and objects without others inside stay on one line. */
function layOut(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /([[{])\s+([^[\]{}]*?)\s+([\]}])/g,
    (_, open, inside: string, close) => {
      const space = open === "{" ? " " : "";
      return open + space + inside.replace(/\n\s+/g, " ") + space + close;
    },
  );
}

/** Writes what is missing of the sample workspace into a folder; files that are there keep a person's changes. */
export function writeSampleWorkspace(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: () => string) => {
    if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), text());
  };
  for (const [name, table] of Object.entries(tables)) write(name, () => toCsv(table));
  for (const [name, [comment, experiment]] of Object.entries(experiments)) {
    write(name, () => `// ${comment}\n${layOut(experiment)}\n`);
  }
}

/** Gives `work` a fresh sample workspace of its own and removes it afterwards. */
export async function withSampleWorkspace<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), "neural-lens-"));
  try {
    // The window's title shows the folder's name.
    const folder = join(scratch, "sample");
    writeSampleWorkspace(folder);
    return await work(folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
