// The sample workspace: tables, graphs and drawn photographs from our own seeded generators, and experiments on them.

import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type GeneratedTable, generators, toCsv, truthTable } from "../../engine/data/generate";
import { blockGraph, type GeneratedGraph, karateClub } from "../../engine/data/generate/block-graph";
import { gridDensity } from "../../engine/data/generate/grid";
import { labelPictures } from "../../engine/data/generate/label-pictures";
import { cutOutLeaf, inGrey, photograph, sceneNames } from "../../engine/data/generate/photographs";
import { ringDensity } from "../../engine/data/generate/ring";
import { drawShape, shapeNames } from "../../engine/data/generate/shapes";
import { writePicture } from "../../engine/data/image";
import type { Image } from "../../engine/data/image/image";
import { pictureKindOf } from "../../engine/data/image/names";
import { layOut } from "../../engine/experiment/lay-out";
import type { Experiment } from "../../engine/experiment/schema";
import type { GenerateExperiment } from "../../engine/tasks/generate/spec";

/** Two or three digits in each, with tables of which they are and of a vector for each. */
const digits = labelPictures(240, 1);

const tables: Record<string, GeneratedTable> = {
  "customers.csv": generators.customers(800, 1),
  "digits/labels.csv": digits.labels,
  "digits/vectors.csv": digits.vectors,
  "friedman.csv": generators.friedman(1000, 1),
  "from-scratch.csv": truthTable,
  "gaussians.csv": generators.gaussians(400, 1),
  "grid.csv": generators.grid(2000, 1),
  "moons.csv": generators.moons(400, 1),
  "ring.csv": generators.ring(1600, 1),
  "spirals.csv": generators.spirals(600, 1),
  "weather.csv": generators.weather(600, 1),
  "xor.csv": generators.xor(400, 1),
};

const graphs: Record<string, GeneratedGraph> = { blocks: blockGraph(1, { size: 60 }), karate: karateClub() };

const numbered = (index: number): string => `${String(index + 1).padStart(2, "0")}.png`;

/** Small ones to fit kernels to. */
const patches = Array.from({ length: 12 }, (_, i): [string, () => Image] => [
  `patches/${numbered(i)}`,
  () => inGrey(photograph(sceneNames[i % sceneNames.length], 96, 96, 10 + i)),
]);

/** Small ones to tell apart, a folder for each class. */
const classes = shapeNames.flatMap((name) =>
  Array.from({ length: 40 }, (_, i): [string, () => Image] => [
    `shapes/${name}/${numbered(i)}`,
    () => drawShape(name, 28, i).picture,
  ]),
);

/** Pictures with the masks of what is drawn on them. */
const masked = Array.from({ length: 24 }, (_, i): [string, () => Image][] => {
  const drawn = () => drawShape(shapeNames[i % shapeNames.length], 48, 100 + i);
  return [
    [`cutouts/pictures/${numbered(i)}`, () => drawn().picture],
    [`cutouts/masks/${numbered(i)}`, () => drawn().mask],
  ];
}).flat();

/** Photographs without their colours, and with them. */
const coloured = Array.from({ length: 20 }, (_, i): [string, () => Image][] => {
  const drawn = () => photograph(sceneNames[i % sceneNames.length], 64, 64, 40 + i);
  return [
    [`colours/inputs/${numbered(i)}`, () => inGrey(drawn())],
    [`colours/targets/${numbered(i)}`, drawn],
  ];
}).flat();

const numbers = digits.pictures.map(({ name, image }): [string, () => Image] => [`digits/${name}`, () => image]);

const pictures: Record<string, () => Image> = {
  "photos/hills.png": () => photograph("hills", 320, 240, 1),
  "photos/leaf.png": () => cutOutLeaf(240, 180, 1),
  "photos/leaves.png": () => photograph("leaves", 320, 240, 1),
  "photos/street.png": () => inGrey(photograph("street", 320, 240, 1)),
  ...Object.fromEntries([...patches, ...classes, ...masked, ...coloured, ...numbers]),
};

/** Two codes, two hidden layers, the loss of 2014 and nothing that steadies it. */
const naive: Pick<GenerateExperiment, "model" | "loss" | "gradientPenalty" | "rejection" | "train"> = {
  model: {
    latent: 2,
    code: {},
    pack: 1,
    generator: { layers: [64, 64] },
    discriminator: { layers: [64, 64], activation: "relu", initializer: "heUniform", spectralNorm: false },
  },
  loss: "nonSaturating",
  gradientPenalty: 0,
  rejection: 0,
  train: { learningRate: 0.001, discriminatorSteps: 1, averaging: 0, decay: "none", batch: 64 },
};

/** A comment for the reader, and what follows it in the file. */
const experiments: Record<string, [string, Experiment]> = {
  "blocks.lens.json": [
    "Three communities whose members' numbers hint at theirs: a graph convolution hears the neighbours, the MLP does not.",
    {
      task: "nodes",
      data: {
        file: "graphs/blocks.csv",
        nodes: "graphs/blocks-nodes.csv",
        target: "block",
        features: ["x1", "x2", "x3"],
        split: { perClass: 15, validation: 45, test: 90, seed: 1 },
      },
      model: { kind: "gcn" },
      train: { seeds: [1, 2, 3] },
    },
  ],
  "colours.lens.json": [
    "Grey photographs get their colours back from pairs: a U-Net draws, and a discriminator judges patches of what it drew.",
    {
      task: "translate",
      data: { file: "colours/inputs", target: "colours/targets", split: { validation: 0.1, test: 0.25, seed: 1 } },
      model: { kind: "unet", channels: 8, depth: 2 },
      adversarial: { weight: 1, discriminator: { layers: [16, 32] } },
      patch: { size: 32, count: 64 },
      train: { epochs: 50 },
    },
  ],
  "cutouts.lens.json": [
    "Shapes on grainy grounds and masks of where they are: a U-Net finds them for itself in other pictures.",
    {
      task: "segment",
      data: { file: "cutouts/pictures", masks: "cutouts/masks", split: { validation: 0.15, test: 0.25, seed: 1 } },
      model: { kind: "unet", channels: 8, depth: 2 },
      patch: { size: 48, count: 128 },
      train: { epochs: 12 },
    },
  ],
  "denoise.lens.json": [
    "Noise is added to small pictures and taken away again; the verdict asks whether that is better than classical filters.",
    {
      task: "restore",
      data: { file: "patches", split: { validation: 0.1, test: 0.25, seed: 1 } },
      degradation: { noise: 25 },
      model: { kind: "residualCnn", layers: 4, channels: 16 },
      patch: { size: 24, count: 192 },
      train: { epochs: 40, batch: 16 },
    },
  ],
  "digits.lens.json": [
    "Two or three digits side by side, an even one often with the next: does it help to know that? Each label is told by the bars of a display that show it.",
    {
      task: "labels",
      data: {
        file: "digits",
        labels: "digits/labels.csv",
        vectors: "digits/vectors.csv",
        split: { validation: 0.15, test: 0.25, seed: 1 },
      },
      model: {
        head: "graph",
        layers: [{ conv: 8 }, { maxPool: 2 }, { conv: 16 }, { maxPool: 2 }, { conv: 32 }, { globalPool: "max" }],
        vectors: "file",
        labelLayers: [32],
        threshold: 0.3,
      },
      train: { epochs: 60, learningRate: 0.01, batch: 16, seeds: [1] },
    },
  ],
  "edges.lens.json": [
    "Where brightness changes: a little blur against grain, then the slope to the right, grey where there is none.",
    {
      task: "filter",
      name: "edges",
      data: { file: "photos/street.png" },
      as: "opencv",
      steps: [{ kernel: "gauss:1" }, { kernel: "sobel-x", offset: 128 }],
    },
  ],
  "graphs/blocks.spectrum.lens.json": [
    "Three communities leave three small eigenvalues of the normalized Laplacian, apart from all others; the gap says how well the graph holds together.",
    { task: "spectrum", data: { file: "blocks.csv" }, laplacian: "normalized", k: 12, end: "smallest" },
  ],
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
  "grid.lens.json": [
    "25 clouds of points: a discrete code has a value for each, and an average over the last steps makes them as narrow as they are.",
    { task: "generate", data: { file: "grid.csv", density: gridDensity } },
  ],
  "grid-naive.lens.json": [
    "The same clouds and the plainest GAN: curves near ½ look like an equilibrium, and clouds are left out all the same.",
    {
      task: "generate",
      data: { file: "grid.csv", density: gridDensity },
      ...naive,
      train: { ...naive.train, epochs: 150 },
    },
  ],
  "ring.lens.json": [
    "Eight narrow clouds on a circle; watch where the discriminator looks, and which clouds the generator finds first.",
    { task: "generate", data: { file: "ring.csv", density: ringDensity } },
  ],
  "ring-naive.lens.json": [
    "The same circle and a generator that is trained five times as often as its judge: it hurries after what fools it just now, and settles nowhere.",
    {
      task: "generate",
      data: { file: "ring.csv", density: ringDensity },
      ...naive,
      train: { ...naive.train, generatorSteps: 5, epochs: 100 },
    },
  ],
  "shapes.lens.json": [
    "Discs, rings, squares and triangles somewhere in small pictures: convolutions find them wherever they lie.",
    {
      task: "classify",
      data: { file: "shapes", split: { validation: 0.2, test: 0.2, seed: 1 } },
      model: {
        layers: [{ conv: 8 }, { maxPool: 2 }, { conv: 16 }, { maxPool: 2 }, { conv: 32 }, { globalPool: "max" }],
      },
      augment: { shift: 4, flip: "both", rotate: 180 },
      train: { epochs: 60, learningRate: 0.005, seeds: [1] },
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
  "watercolour.lens.json": [
    "A watercolour of every photograph: the median of 5 × 5 makes patches of one colour, sharpening draws their edges.",
    {
      task: "filter",
      name: "watercolour",
      data: { file: "photos" },
      edge: "reflect101",
      light: "srgb",
      alpha: "straight",
      steps: [{ kernel: "median5" }, { kernel: "sharpen" }],
    },
  ],
  "weather.lens.json": [
    "Six kinds of weather that bring each other: each for itself, in a chain, over a graph and a hypergraph of which come together, on the same rows.",
    {
      task: "labels",
      data: {
        file: "weather.csv",
        labels: ["clouds", "rain", "thunder", "gale", "frost", "fog"],
        split: { validation: 0.15, test: 0.25, seed: 1 },
      },
      model: { head: "graph", layers: [{ dense: 32, activation: "relu" }], threshold: 0.4, hyperedges: "labelSets" },
      train: { epochs: 100, seeds: [1, 2, 3] },
    },
  ],
};

/** Writes what is missing of the sample workspace into a folder; files that are there keep a person's changes. */
export async function writeSampleWorkspace(folder: string): Promise<void> {
  const write = async (name: string, content: () => string | Promise<Uint8Array>) => {
    const path = join(folder, name);
    if (existsSync(path)) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await content());
  };
  for (const [name, table] of Object.entries(tables)) await write(name, () => toCsv(table));
  for (const [name, { edges, nodes }] of Object.entries(graphs)) {
    await write(`graphs/${name}.csv`, () => toCsv(edges));
    await write(`graphs/${name}-nodes.csv`, () => toCsv(nodes));
  }
  for (const [name, [comment, experiment]] of Object.entries(experiments)) {
    await write(name, () => `// ${comment}\n${layOut(experiment)}\n`);
  }
  for (const [name, draw] of Object.entries(pictures)) {
    await write(name, async () => (await writePicture(draw(), pictureKindOf(name)!.format)).bytes);
  }
}

/** Environment variable with the path of a sample workspace to copy, which is sooner done than to draw all pictures again. */
export const sampleVariable = "NEURAL_LENS_SAMPLE";

/** Gives `work` a fresh sample workspace of its own and removes it afterwards. */
export async function withSampleWorkspace<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), "neural-lens-"));
  try {
    // The window's title shows the folder's name.
    const folder = join(scratch, "sample");
    const made = process.env[sampleVariable];
    if (made) cpSync(made, folder, { recursive: true });
    else await writeSampleWorkspace(folder);
    return await work(folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
