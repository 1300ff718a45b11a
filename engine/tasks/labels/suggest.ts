// A complete experiment on several labels: which they are, features or pictures, split, heads and training.

import type { Album } from "../../data/album/album";
import { sizesOf } from "../../data/album/sizes";
import type { Assumption, Dataset } from "../../data/dataset";
import { fitFeatureEncodings } from "../../data/encode";
import type { LabelLayout } from "../../data/labels/layout";
import { labelSetsOf, refuseHuge } from "../../data/labels/read";
import { InputError } from "../../errors";
import { FieldError } from "../../experiment/field-error";
import {
  epochsFor,
  suggestAugmentation,
  suggestLayers,
  suggestSplit as suggestPictureSplit,
  suggestSize,
} from "../classify-pictures/suggest";
import { channelsOf } from "../pictures/suggested";
import { checkColumns } from "../table/columns";
import { sampleRows, suggestSplit } from "../table/suggest";
import { labelLayout, type NamedXml } from "./layout";
import type { LabelsExperiment } from "./spec";

/** What an experiment on labels is made for, once it is read. */
export type LabelSource =
  | { dataset: Dataset; xml?: NamedXml & { assumptions: Assumption[] } }
  | {
      album: Album;
      /** The table of labels that was found, with its path as the experiment has it. */
      labels?: string;
    };

type Data = LabelsExperiment["data"];
type Model = NonNullable<LabelsExperiment["model"]>;
type Split = NonNullable<Data["split"]>;

/** A threshold and a weight of neighbours as in Z.-M. Chen et al., "Multi-label image recognition with graph convolutional networks", 2019. */
const threshold = 0.4;
const reweight = 0.2;
/** Label sets, and sets of labels, of one row in a hundred are no accident. */
const support = 0.01;

/** Samples of all training pictures together below which three trainings are suggested. */
const fewSamples = 2e6;
/** With more training rows, one training says enough. */
const manyRows = 20_000;

/**
 * The experiment with every value written out; what is given stays as it is.
 * @throws FieldError where it names what the data do not have; InputError where they have no labels
 */
export function completeLabels(given: LabelsExperiment, source: LabelSource, name: string): LabelsExperiment {
  const named = { ...given, name: given.name ?? name };
  return "album" in source ? onPictures(named, source) : onTable(named, source);
}

function onTable(given: LabelsExperiment, { dataset, xml }: Extract<LabelSource, { dataset: Dataset }>) {
  refusePictureParts(given, dataset.name);
  const layout = labelLayout(given.data, dataset, xml);
  const labels = layout.kind === "columns" ? layout.columns : [layout.column];
  const { sets, missing } = labelSetsOf(dataset, layout);
  refuseFew(sets.names.length, dataset.name);
  const features = given.data.features ?? chooseFeatures(dataset, labels);
  checkFeatures(features, labels, dataset);
  const rows = dataset.rows - missing.length;
  const folds = given.train?.folds;
  const split = given.data.split ?? suggestSplit(rows, folds !== undefined);
  const validation = split === "none" ? 0 : split.validation;
  const trained = split === "none" ? rows : Math.round(rows * (1 - validation - (folds ? 1 / folds : split.test)));
  const size = sizeFor(trained);
  const layers = given.model?.layers ?? [{ dense: size.units, activation: "relu" as const }, { dropout: size.dropout }];
  return {
    ...given,
    data: {
      ...given.data,
      ...labelsWritten(layout, xml),
      features,
      split: seeded(split),
    },
    model: completeModel(given, layers, features.length),
    standardizeFeatures: given.standardizeFeatures ?? true,
    train: {
      optimizer: "adam" as const,
      learningRate: size.learningRate,
      schedule: { kind: "constant" as const },
      epochs: validation > 0 ? size.mostEpochs : size.epochs,
      batch: size.batch,
      ...(validation > 0 ? { earlyStopping: size.patience } : {}),
      seeds: folds || trained > manyRows ? [1] : [1, 2, 3],
      ...given.train,
    },
  };
}

function onPictures(given: LabelsExperiment, { album, labels }: Extract<LabelSource, { album: Album }>) {
  refuseTableParts(given, album.name);
  const { labelSets } = album;
  if (!labelSets) {
    const message =
      "Nothing says which labels these pictures carry: name a table of names and labels as data.labels, with columns of zeros and ones or a list.";
    throw new FieldError(["data", "labels"], message, { file: album.name });
  }
  refuseFew(labelSets.names.length, album.name);
  refuseHuge(album.pictures.length, labelSets.names.length, album.name);
  const size = given.data.size ?? suggestSize(album);
  const channels = given.data.channels ?? channelsOf(album);
  const folds = given.train?.folds;
  const split = given.data.split ?? suggestPictureSplit(album, given.data);
  const held = split === "none" ? 0 : split.validation + (folds ? 1 / folds : split.test);
  const trained = Math.max(1, Math.round((album.testFrom ?? album.frames.length) * (1 - held)));
  const epochs = epochsFor(trained);
  const validated = split !== "none" && split.validation > 0;
  const samples = trained * size[0] * size[1] * (channels === "colour" ? 3 : 1);
  const layers = given.model?.layers ?? suggestLayers(Math.min(...size));
  // What a finished run has learned sees every picture as it is.
  const augment = given.model?.backbone ? undefined : suggestAugmentation({ classes: labelSets.names }, size, channels);
  return {
    ...given,
    data: {
      ...given.data,
      ...(given.data.labels === undefined && labels !== undefined ? { labels } : {}),
      size: [...size] as [number, number],
      fit: given.data.fit ?? (sizesOf(album).length > 1 ? ("crop" as const) : ("resize" as const)),
      channels,
      split: seeded(split),
    },
    model: completeModel(given, layers, labelSets.names.length),
    standardizeFeatures: given.standardizeFeatures ?? true,
    ...((given.augment ?? augment) ? { augment: given.augment ?? augment } : {}),
    train: {
      optimizer: "adam" as const,
      learningRate: 0.002,
      schedule: { kind: "cosine" as const },
      epochs,
      batch: trained < 1000 ? 16 : 64,
      ...(validated ? { earlyStopping: Math.max(10, Math.round(epochs / 3)) } : {}),
      seeds: !folds && samples < fewSamples ? [1, 2, 3] : [1],
      ...given.train,
    },
  };
}

const seeded = (split: Split): Split => (split === "none" ? split : { seed: 1, ...split });

/** As the experiment says it: a list by its column, an XML by its path, columns by their names. */
function labelsWritten(layout: LabelLayout, xml: NamedXml | undefined): Pick<Data, "target" | "labels"> {
  if (layout.kind === "list") return { target: layout.column };
  return { labels: layout.from === "xml" && xml ? xml.file : layout.columns };
}

/** Every setting of every head, for all are trained beside each other. */
function completeModel({ data, model }: LabelsExperiment, layers: Model["layers"], inputs: number): Model {
  const width = layers.reduce<number>((before, layer) => widthOf(layer) ?? before, inputs);
  return {
    head: "graph",
    layers,
    bias: true,
    vectors: data.vectors === undefined ? "oneHot" : "file",
    // Half as wide as the features, as the paper has 1024 for 2048.
    labelLayers: [Math.max(1, Math.round(width / 2))],
    threshold,
    reweight,
    hyperedges: "labelSets",
    support,
    order: "data",
    ...model,
  };
}

/** Features that a layer gives, where it sets their number. */
function widthOf(layer: Model["layers"][number]): number | undefined {
  if ("dense" in layer) return layer.dense;
  if ("conv" in layer) return layer.conv;
  return "residual" in layer ? layer.residual.map(widthOf).findLast((width) => width !== undefined) : undefined;
}

/** All columns but the labels that can serve. */
function chooseFeatures(dataset: Dataset, labels: readonly string[]): string[] {
  const taken = new Set(labels);
  const others = { ...dataset, columns: dataset.columns.filter(({ name }) => !taken.has(name)) };
  const every = Math.ceil(dataset.rows / sampleRows);
  const sample = Uint32Array.from({ length: Math.floor((dataset.rows + every - 1) / every) }, (_, i) => i * every);
  return fitFeatureEncodings(others, sample, {}, []).map(({ column }) => column);
}

function checkFeatures(features: readonly string[], labels: readonly string[], dataset: Dataset): void {
  checkColumns({ features }, dataset);
  const taken = new Set(labels);
  const odd = features.findIndex((name) => taken.has(name));
  if (odd < 0) return;
  const message = `"${features[odd]}" is one of the labels: take it out of data.features.`;
  throw new FieldError(["data", "features", odd], message, { file: dataset.name });
}

function refuseFew(labels: number, file: string | undefined): void {
  if (labels > 1) return;
  const which = labels === 0 ? "There is no label" : "There is one label only";
  throw new InputError(`${which}, and this task learns how several occur together: take the task classify.`, { file });
}

const pictureKeys = ["size", "fit", "channels", "group", "test", "testNames", "testLabels"] as const;
const tableLayers = ["dense", "dropout", "batchNorm", "layerNorm"];

function refusePictureParts({ data, model, augment }: LabelsExperiment, file: string | undefined): void {
  const odd = pictureKeys.find((key) => data[key] !== undefined);
  const path = odd ? ["data", odd] : augment ? ["augment"] : undefined;
  if (path) {
    throw new FieldError(path, `${path.join(".")} is for pictures, and the data are a table: leave it out.`, { file });
  }
  refuseLayers(model, (layer) => tableLayers.some((key) => key in layer), "pictures, and the data are a table", file);
}

function refuseTableParts({ data, model }: LabelsExperiment, file: string): void {
  const odd = (["target", "features"] as const).find((key) => data[key] !== undefined);
  if (odd || Array.isArray(data.labels)) {
    const key = odd ?? "labels";
    const instead = odd === "features" ? "leave it out" : "name a file of their labels as data.labels";
    const what = odd ? `data.${key} is` : "Names of columns as data.labels are";
    throw new FieldError(["data", key], `${what} for tables, and the data are pictures: ${instead}.`, { file });
  }
  const suits = (layer: object) =>
    model?.backbone ? tableLayers.some((key) => key in layer) : !("layerNorm" in layer);
  const reason = model?.backbone ? "pictures, and a backbone gives features" : "tables, and the data are pictures";
  refuseLayers(model, suits, reason, file);
}

function refuseLayers(
  model: LabelsExperiment["model"],
  suits: (layer: object) => boolean,
  reason: string,
  file: string | undefined,
): void {
  const layers: readonly object[] = model?.layers ?? [];
  const odd = layers.findIndex((layer) => !suits(layer));
  if (odd < 0) return;
  const message = `The layer ${JSON.stringify(layers[odd])} is for ${reason}: leave it out.`;
  throw new FieldError(["model", "layers", odd], message, { file });
}

interface Size {
  units: number;
  dropout: number;
  learningRate: number;
  batch: number;
  /** Where nothing is held out to choose the best epoch by; early stopping ends a longer training. */
  epochs: number;
  mostEpochs: number;
  patience: number;
}

/** The fewer rows, the fewer units, and the more of them are left out in training. */
function sizeFor(rows: number): Size {
  const few = { units: 64, dropout: 0.3, learningRate: 0.002 };
  if (rows < 1_000) return { ...few, batch: 32, epochs: 30, mostEpochs: 150, patience: 20 };
  if (rows < 5_000) return { ...few, batch: 32, epochs: 30, mostEpochs: 100, patience: 15 };
  const many = { units: 128, dropout: 0.2, learningRate: 0.002 };
  if (rows < 50_000) return { ...many, batch: 128, epochs: 30, mostEpochs: 60, patience: 10 };
  return { ...many, batch: 512, epochs: 20, mostEpochs: 30, patience: 5 };
}
