// A complete experiment that generates: what of the data, by which networks and losses, and how they are trained.

import type { Album } from "../../data/album/album";
import { sizesOf } from "../../data/album/sizes";
import type { Dataset } from "../../data/dataset";
import { suggestTargets } from "../../data/targets";
import { FieldError } from "../../experiment/field-error";
import type { InitializerName } from "../../neural/initializers";
import { countOf } from "../../words";
import { bringsTest, channelsOf } from "../pictures/suggested";
import { arePoints, classColumn, generatedColumns, mostClasses } from "./columns";
import type { GeneratorDescription } from "./samples";
import type { GenerateExperiment } from "./spec";

type Data = GenerateExperiment["data"];
type Model = NonNullable<GenerateExperiment["model"]>;
type Train = NonNullable<GenerateExperiment["train"]>;

/** What samples are made after; of points, how many modes they have, where that is of use. */
export type GenerateSource = { dataset: Dataset; modes?: number } | { album: Album };

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError where it does not suit the data
 */
export const completeGenerate = (
  given: GenerateExperiment,
  source: GenerateSource,
  name: string,
): GenerateExperiment =>
  "album" in source ? completePictures(given, source.album, name) : completeTable(given, source, name);

/** What the settings of a suggestion depend on. */
interface Extent {
  kind: GeneratorDescription["kind"];
  /** Examples to train on. */
  trained: number;
  conditional: boolean;
  /** Of points. */
  modes?: number;
  /** Pixels of the shorter side, of pictures. */
  side?: number;
}

function completeTable(
  given: GenerateExperiment,
  { dataset, modes }: Extract<GenerateSource, { dataset: Dataset }>,
  name: string,
): GenerateExperiment {
  refuse(given.data, onlyPictures, "pictures", "a table", dataset.name);
  if (given.model?.kind === "convolutional") {
    const message = "Convolutional networks make pictures, and the data are a table: take mlp.";
    throw new FieldError(["model", "kind"], message, { file: dataset.name });
  }
  const target = given.data.class ?? suggestClass(given.data, dataset);
  const { columns } = generatedColumns({ ...given.data, class: target }, dataset);
  const conditional = given.model?.conditional ?? target !== undefined;
  const points = arePoints(columns) && (conditional || target === undefined);
  checkDensity(given.data, points ? columns.length : undefined, dataset.name);
  const classes = target === undefined ? undefined : classColumn(target, dataset).classes;
  if (conditional && target === undefined) throw withoutClass(dataset.name);
  const rows = classes ? classes.reduce((count, label) => count + Number(label >= 0), 0) : dataset.rows;
  const split = given.data.split ?? suggestSplit(rows);
  const trained = split === "none" ? rows : Math.round(rows * (1 - split.validation - split.test));
  return complete(
    {
      ...given,
      name: given.name ?? name,
      data: {
        ...given.data,
        columns: columns.map((column) => column.name),
        ...(target === undefined ? {} : { class: target }),
        split: split === "none" ? split : { seed: 1, ...split },
      },
    },
    { kind: points ? "points" : "rows", trained, conditional, modes },
  );
}

/** The likeliest class of a table all of whose columns may be generated. */
function suggestClass({ columns }: Data, dataset: Dataset): string | undefined {
  if (columns) return undefined;
  const [found] = suggestTargets(dataset).filter(
    ({ task, classes = 0 }) => task === "classify" && classes <= mostClasses,
  );
  return found?.column;
}

const onlyTables = ["columns", "density"] as const;
const onlyPictures = ["size", "fit", "channels", "group", "test", "testNames", "labels", "testLabels"] as const;

function refuse(
  data: Data,
  keys: readonly (keyof Data)[],
  what: string,
  found: string,
  file: string | undefined,
): void {
  const odd = keys.find((key) => data[key] !== undefined);
  if (!odd) return;
  throw new FieldError(["data", odd], `data.${odd} is for ${what}, and the data are ${found}: leave it out.`, { file });
}

const withoutClass = (file: string | undefined): FieldError =>
  new FieldError(["model", "conditional"], "Nothing says what the classes are: name data.class, or leave it out.", {
    file,
  });

/** `columns`: how many, where they are points. */
function checkDensity({ density }: Data, columns: number | undefined, file: string | undefined): void {
  if (!density) return;
  if (columns === undefined) {
    const message =
      "data.density is known of one or two columns of numbers, and others are generated here: name those as data.columns.";
    throw new FieldError(["data", "density"], message, { file });
  }
  const odd = density.centres.findIndex((centre) => centre.length !== columns);
  if (odd < 0) return;
  const message = `This centre has ${countOf(density.centres[odd].length, "number")}, and ${countOf(columns, "column is", "columns are")} generated.`;
  throw new FieldError(["data", "density", "centres", odd], message, { file });
}

/** Pictures larger than that on their longer side are made smaller, and those of several sizes square. */
const largestSide = 64;
/** On sides that are a multiple of this, networks can halve pictures twice. */
const sideStep = 4;
/** Up to this side a network without convolutions makes a picture as a whole. */
const smallSide = 12;

function completePictures(given: GenerateExperiment, album: Album, name: string): GenerateExperiment {
  refuse(given.data, onlyTables, "tables", "pictures", album.name);
  const conditional = given.model?.conditional ?? (given.data.class !== undefined || classesSuffice(album));
  if ((conditional || given.data.class !== undefined) && !classesSuffice(album)) {
    const message =
      "These pictures have no classes to ask for: put them into a folder a class, or name a file of their labels as data.labels; or leave data.class out.";
    throw new FieldError(["data", "class"], message, { file: album.name });
  }
  const size = given.data.size ?? suggestSize(album);
  const split = given.data.split ?? suggestPictureSplit(album, given.data);
  const held = split === "none" ? 0 : split.validation + split.test;
  const trained = Math.max(1, Math.round((album.testFrom ?? album.frames.length) * (1 - held)));
  const ofFolders = given.data.labels === undefined && !album.pictures[0].name.includes("#");
  return complete(
    {
      ...given,
      name: given.name ?? name,
      data: {
        ...given.data,
        size: [...size],
        fit: given.data.fit ?? (sizesOf(album).length > 1 ? "crop" : "resize"),
        channels: given.data.channels ?? channelsOf(album),
        ...(conditional ? { class: given.data.class ?? (ofFolders ? "folder" : "labels") } : {}),
        split: split === "none" ? split : { seed: 1, ...split },
      },
    },
    { kind: "pictures", trained, conditional, side: Math.min(...size) },
  );
}

const classesSuffice = ({ classes = [] }: Album): boolean => classes.length >= 2 && classes.length <= mostClasses;

function suggestSize(album: Album): [width: number, height: number] {
  const sizes = sizesOf(album);
  const longest = Math.max(...sizes.flat());
  const even = (side: number) => Math.max(sideStep, Math.round(side / sideStep) * sideStep);
  if (sizes.length > 1) {
    const side = even(Math.min(largestSide, longest));
    return [side, side];
  }
  const [[width, height]] = sizes;
  const scale = Math.min(1, largestSide / longest);
  return longest <= smallSide ? [width, height] : [even(width * scale), even(height * scale)];
}

/** With fewer examples nothing is held out: a part of a handful of them says nothing. */
const leastToSplit = 20;

function suggestSplit(rows: number): NonNullable<Data["split"]> {
  if (rows < leastToSplit) return "none";
  return { validation: 0, test: rows < 5000 ? 0.25 : 0.1 };
}

const suggestPictureSplit = (album: Album, data: Data): NonNullable<Data["split"]> =>
  bringsTest(album, data) ? { validation: 0, test: 0 } : suggestSplit(album.pictures.length);

/** Everything but the data. */
function complete(given: GenerateExperiment, extent: Extent): GenerateExperiment {
  const { kind, conditional, modes = 0 } = extent;
  const { trained } = extent;
  const size = kind === "pictures" ? pictureSize(extent, given.model?.kind) : kind === "points" ? pointSize : rowSize;
  const loss = given.loss ?? size.loss;
  const spectral = given.model?.discriminator?.spectralNorm ?? (size.spectralNorm && loss !== "wasserstein");
  const own = given.loss === undefined;
  const penalty = given.gradientPenalty ?? (own ? size.gradientPenalty : loss === "wasserstein" && !spectral ? 10 : 0);
  const { generator, discriminator, code: wanted, ...model } = given.model ?? {};
  // With a larger weight each value keeps to the middle of its mode, where it is told from the others most surely.
  const told = kind === "points" && !conditional && modes > 1 ? { categories: modes, weight: 0.1 } : undefined;
  const code = wanted ?? told;
  const batch = Math.min(size.batch, trained);
  const packed = model.pack ?? 1;
  return {
    ...given,
    model: {
      kind: size.kind,
      latent: size.latent,
      prior: "normal",
      conditional,
      ...model,
      ...(code ? { code: { weight: 1, ...code } } : {}),
      generator: { layers: [...size.generator], activation: "relu", batchNorm: size.batchNorm, ...generator },
      discriminator: {
        layers: [...size.discriminator],
        activation: "leakyRelu",
        batchNorm: false,
        ...(size.initializer ? { initializer: size.initializer } : {}),
        dropout: 0,
        spectralNorm: spectral,
        ...discriminator,
      },
      pack: packed,
    },
    loss,
    gradientPenalty: penalty,
    rejection: given.rejection ?? 0,
    train: trainOf(given.train, size, { trained, batch: Math.max(packed, batch - (batch % packed)) }),
  };
}

function trainOf(
  given: Train | undefined,
  size: Size,
  { trained, batch: suggested }: { trained: number; batch: number },
): Train {
  const batch = given?.batch ?? suggested;
  const steps = given?.discriminatorSteps ?? size.discriminatorSteps;
  const perEpoch = Math.max(1, Math.floor(trained / batch));
  const learningRate = given?.learningRate ?? size.learningRate;
  return {
    optimizer: "adam",
    learningRate,
    discriminatorRate: given?.learningRate ?? size.discriminatorRate,
    beta1: size.beta1,
    decay: size.decay,
    discriminatorSteps: steps,
    generatorSteps: 1,
    labelSmoothing: size.labelSmoothing,
    averaging: size.averaging,
    epochs: Math.max(1, Math.ceil((size.rounds * steps) / perEpoch)),
    batch,
    seeds: [1],
    ...given,
  };
}

/** Networks and training for a kind of samples. */
interface Size {
  kind: NonNullable<Model["kind"]>;
  latent: number;
  generator: readonly number[];
  discriminator: readonly number[];
  /** Of the discriminator; what suits its activation unless said. */
  initializer?: InitializerName;
  batchNorm: boolean;
  spectralNorm: boolean;
  loss: NonNullable<GenerateExperiment["loss"]>;
  gradientPenalty: number;
  learningRate: number;
  discriminatorRate: number;
  beta1: number;
  decay: NonNullable<Train["decay"]>;
  /** Steps of the generator in all. */
  rounds: number;
  discriminatorSteps: number;
  labelSmoothing: number;
  averaging: number;
  batch: number;
}

/** What the kinds of samples have in common. */
const usualSize: Size = {
  kind: "mlp",
  latent: 2,
  generator: [128, 128],
  discriminator: [128, 128],
  batchNorm: false,
  spectralNorm: false,
  loss: "nonSaturating",
  gradientPenalty: 0,
  learningRate: 0.001,
  discriminatorRate: 0.001,
  beta1: 0.5,
  decay: "linear",
  rounds: 6000,
  discriminatorSteps: 1,
  labelSmoothing: 0,
  averaging: 0.999,
  batch: 128,
};

/**
 * The average over many steps makes the samples; modes have a discrete code to be told apart by. A discriminator of small
 * initial weights that learns faster than the generator keeps the width of the modes, which narrow the longer it trains.
 */
const pointSize: Size = { ...usualSize, initializer: "glorotUniform", discriminatorRate: 0.003 };

/** Penalised, which suits categories, whose samples are corners that D tells from all between them without a doubt. */
const rowSize: Size = {
  ...usualSize,
  latent: 32,
  batchNorm: true,
  loss: "wasserstein",
  gradientPenalty: 10,
  rounds: 4000,
  discriminatorSteps: 2,
  batch: 64,
};

/** Small networks learn small pictures fast; larger ones take the slower rates of DCGAN (A. Radford et al., 2015). */
function pictureSize({ side = 28 }: Extent, kind: Model["kind"]): Size {
  const convolutional = (kind ?? (side > smallSide ? "convolutional" : "mlp")) === "convolutional";
  const shared = {
    ...usualSize,
    latent: 64,
    batchNorm: true,
    spectralNorm: true,
    loss: "hinge" as const,
    learningRate: 0.0002,
    discriminatorRate: 0.0002,
    batch: 64,
  };
  if (!convolutional) {
    return { ...shared, kind: "mlp", generator: [256, 512], discriminator: [512, 256] };
  }
  if (side > 32) {
    const layers = [128, 64, 32];
    return { ...shared, kind: "convolutional", generator: layers, discriminator: layers };
  }
  const layers = [32, 16];
  return {
    ...shared,
    kind: "convolutional",
    latent: 32,
    generator: layers,
    discriminator: layers,
    learningRate: 0.001,
    discriminatorRate: 0.001,
    rounds: 4000,
  };
}
