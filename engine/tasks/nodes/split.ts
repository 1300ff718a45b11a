// Which nodes train, which choose and which judge: the split of the data, so many a class, or shares.

import { Random } from "../../core/random";
import { codeValues, columnNamed, isMissingAt } from "../../data/cells";
import type { Assumption, Dataset } from "../../data/dataset";
import type { Network } from "../../data/graph/network";
import { type Partition, rowsWithTarget, splitRows, strataOf } from "../../data/split";
import { FieldError } from "../../experiment/field-error";
import { countOf } from "../../words";
import type { NodesExperiment } from "./spec";

export type NodeSplit = NonNullable<NodesExperiment["data"]["split"]>;

/** What is predicted of nodes. */
export type NodeKind = "classify" | "regress";

/** Stream of the random sequence that draws nodes of each class. */
const classStream = 0x5b12;

const at = ["data", "split"] as const;

/**
 * The partitions that the trainings of a run take in turn, of nodes that have a target: one, or as many as the data bring.
 * @throws FieldError at data.split where the nodes are not enough, or the data bring no split
 */
export function nodePartitions(
  split: NodeSplit,
  { network, table, target, kind }: { network: Network; table: Dataset; target: string; kind: NodeKind },
): { partitions: Partition[]; assumptions: Assumption[] } {
  const place = { file: table.name };
  const column = columnNamed(table, target);
  if (split === "given") return givenPartitions(network, (node) => !isMissingAt(column, node));
  const labelled = rowsWithTarget(column);
  if (!("perClass" in split)) {
    const partition = splitRows(labelled, strataOf(column, labelled, kind), { seed: 1, ...split });
    if (partition.train.length === 0) throw new FieldError(at, "No nodes are left to train on.", place);
    return { partitions: [partition], assumptions: [] };
  }
  if (kind === "regress") {
    throw new FieldError(
      [...at, "perClass"],
      `“${target}” has values, not classes, of which data.split.perClass could take some each: give shares.`,
      place,
    );
  }
  const { codes, texts } = codeValues(column)!;
  return { partitions: [perClass(split, labelled, codes, texts, place)], assumptions: [] };
}

function givenPartitions(
  { splits = [], name }: Network,
  hasTarget: (node: number) => boolean,
): { partitions: Partition[]; assumptions: Assumption[] } {
  if (splits.length === 0) {
    const message = "The data bring no split of their own: give data.split numbers of nodes, or shares.";
    throw new FieldError(at, message, { file: name });
  }
  const assumptions: Assumption[] = [];
  const left = (nodes: Uint32Array) => nodes.filter(hasTarget);
  const partitions = splits.map(({ train, validation, test }) => ({
    train: left(train),
    validation: left(validation),
    test: left(test),
  }));
  if (splits.length > 1) {
    assumptions.push({ text: `The data bring ${splits.length} splits: every training takes the next one of them.` });
  }
  const [first] = splits;
  const count = ({ train, validation, test }: Partition) => train.length + validation.length + test.length;
  const gone = count(first) - count(partitions[0]);
  if (gone > 0) assumptions.push({ text: `${countOf(gone, "node")} of the split without a target take no part.` });
  if (partitions.some(({ train }) => train.length === 0)) {
    throw new FieldError(at, "The split of the data leaves no nodes with a target to train on.", { file: name });
  }
  return { partitions, assumptions };
}

/** So many of each class train, drawn at random; validation and test are drawn from all others (Planetoid). */
function perClass(
  { perClass: wanted, validation, test, seed = 1 }: Extract<NodeSplit, { perClass: number }>,
  labelled: Uint32Array,
  codes: Int32Array,
  names: readonly string[],
  place: { file?: string },
): Partition {
  const sizes = new Array<number>(names.length).fill(0);
  for (const node of labelled) sizes[codes[node]]++;
  const small = sizes.findIndex((size) => size > 0 && size < wanted);
  if (small >= 0) {
    const message = `data.split.perClass asks for ${countOf(wanted, "training node")} of each class, but “${names[small]}” has ${sizes[small]}: ask for fewer.`;
    throw new FieldError([...at, "perClass"], message, place);
  }
  const order = new Random(seed, classStream).shuffle(labelled.slice());
  const taken = new Array<number>(names.length).fill(0);
  const train = order.filter((node) => taken[codes[node]]++ < wanted);
  const trains = new Set(train);
  const rest = order.filter((node) => !trains.has(node));
  if (validation + test > rest.length) {
    const message = `data.split asks for ${validation + test} nodes to validate and test with, but ${countOf(rest.length, "node")} with a target are left: ask for fewer.`;
    throw new FieldError(at, message, place);
  }
  return {
    train: train.sort(),
    validation: rest.slice(0, validation).sort(),
    test: rest.slice(validation, validation + test).sort(),
  };
}

/** Most nodes of each class that train, and of validation and test, as in Planetoid. */
const planetoid = { perClass: 20, validation: 500, test: 1000 };

/** The split of the data where they bring one; Planetoid's, scaled down for small graphs; shares for values. */
export function suggestSplit(network: Network, table: Dataset, target: string, kind: NodeKind): NodeSplit {
  if (network.splits && network.splits.length > 0) return "given";
  const column = columnNamed(table, target);
  if (kind === "regress") return { validation: 0.2, test: 0.2, seed: 1 };
  const sizes = codeValues(column)!.counts.filter((count) => count > 0);
  const labelled = sizes.reduce((sum, size) => sum + size, 0);
  const smallest = Math.min(...sizes);
  const perClass = Math.min(planetoid.perClass, Math.floor(labelled / (4 * sizes.length)), Math.floor(smallest / 2));
  if (perClass < 2) return { validation: 0.2, test: 0.4, seed: 1 };
  const rest = labelled - perClass * sizes.length;
  const validation = Math.min(planetoid.validation, Math.floor(rest / 3));
  return { perClass, validation, test: Math.min(planetoid.test, rest - validation), seed: 1 };
}
