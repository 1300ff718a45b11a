// Random programs of filters on random pictures, and how far an executor may be from the oracle on them.

import assert from "node:assert/strict";
import { u } from "../../../engine/bench/data";
import type { FilterExecutor } from "../../../engine/convolution/executor";
import { neededRegion } from "../../../engine/convolution/needed";
import { edgeModes } from "../../../engine/convolution/pipeline";
import type {
  Elements,
  FilterNode,
  FilterProgram,
  Region,
  Rounding,
  Window,
} from "../../../engine/convolution/program";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import { elementsOf, samplesOf, whiteOfElements } from "../../../engine/convolution/samples";
import type { Channels } from "../../../engine/data/image/image";

export const elementTypes: readonly Elements[] = ["u8", "u16", "f32"];
const channelCounts: readonly Channels[] = [1, 2, 3, 4];
const roundings: readonly Rounding[] = ["even", "away", "up", "truncate"];

/** Numbers that a seed alone decides. */
export class Chance {
  private drawn = 0;
  constructor(private readonly seed: number) {}

  /** In [0, 1). */
  share(): number {
    return u(this.seed, this.drawn++);
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1));
  }

  of<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)];
  }

  samples(elements: Elements, length: number): Window["samples"] {
    return samplesOf(elements, length).map(() => {
      if (elements === "f32") return this.share() * 1.2 - 0.1;
      return this.whole(0, whiteOfElements(elements));
    });
  }

  picture(elements: Elements, channels: Channels, width: number, height: number): Window {
    const samples = this.samples(elements, width * height * channels);
    return { width, height, channels, region: { x: 0, y: 0, width, height }, samples };
  }

  region({ width, height }: { width: number; height: number }): Region {
    const size = { width: this.whole(1, width), height: this.whole(1, height) };
    return { x: this.whole(0, width - size.width), y: this.whole(0, height - size.height), ...size };
  }
}

/** The part of a picture that a window onto `region` holds. */
export function windowOf(picture: Window, region: Region): Window {
  const { channels, width } = picture;
  const samples = samplesOf(elementsOf(picture.samples), region.width * region.height * channels);
  for (let y = 0; y < region.height; y++) {
    const from = ((region.y + y) * width + region.x) * channels;
    samples.set(picture.samples.subarray(from, from + region.width * channels), y * region.width * channels);
  }
  return { ...picture, region, samples };
}

/** A program, whether single precision cannot show in its result, and how much it amplifies at most. */
export interface Sample {
  program: FilterProgram;
  exact: boolean;
  gain?: number;
}

export const programOf = (...nodes: FilterNode[]): FilterProgram => ({ nodes, steps: [] });

type Op = Exclude<FilterNode["op"], "source">;
export const ops: readonly Op[] = [
  "correlate",
  "fixedGaussian",
  "box",
  "median",
  "bilateral",
  "affine",
  "lookup",
  "transfer",
  "premultiply",
  "luminance",
  "relight",
  "blend",
];

/** A chain of so many nodes, the first of them `first` where it takes such pictures. */
export function randomProgram(chance: Chance, picture: Window, length: number, first?: Op): Sample {
  const nodes: FilterNode[] = [{ op: "source", elements: elementsOf(picture.samples), channels: picture.channels }];
  let exact = true;
  let gain = 1;
  for (let i = 0; i < length; i++) {
    const op = i === 0 && first ? first : chance.of(ops);
    const added = makers[op](chance, nodes);
    if (!added) continue;
    nodes.push(...added.nodes);
    exact &&= added.exact;
    gain *= Math.max(1, added.gain ?? 1);
  }
  return { program: programOf(...nodes), exact, gain };
}

interface Added {
  nodes: FilterNode[];
  exact: boolean;
  gain?: number;
}

type Maker = (chance: Chance, nodes: readonly FilterNode[]) => Added | undefined;

/** What all nodes on the last one have. */
function common(chance: Chance, nodes: readonly FilterNode[]) {
  const { elements, channels } = nodes[nodes.length - 1];
  const mask = chance.share() < 0.3 ? chance.whole(0, 15) : 15;
  return { input: nodes.length - 1, elements, channels, mask, rounding: chance.of(roundings) };
}

const filtering = (chance: Chance, nodes: readonly FilterNode[]) => ({
  ...common(chance, nodes),
  edge: chance.of(edgeModes),
});

/** Weights of a random kind: whole, large and whole, fractions; some of them of rank 1. */
export function randomWeights(chance: Chance, rows: number, columns: number): Float32Array {
  const weight = chance.of([() => chance.whole(-3, 5), () => chance.whole(-300, 300), () => chance.share() - 0.4]);
  if (chance.share() < 0.7) return Float32Array.from({ length: rows * columns }, weight);
  const [down, along] = [rows, columns].map((length) => Array.from({ length }, weight));
  return Float32Array.from({ length: rows * columns }, (_, i) => down[Math.floor(i / columns)] * along[i % columns]);
}

/** Whole weights of a Gaussian in fixed point, which add up to 256. */
function fixedWeights(chance: Chance, length: number): Uint16Array {
  const weights = Uint16Array.from({ length }, () => chance.whole(0, Math.floor(256 / length)));
  weights[length >> 1] += 256 - weights.reduce((sum, weight) => sum + weight, 0);
  return weights;
}

const makers: Record<Op, Maker> = {
  correlate(chance, nodes) {
    const base = filtering(chance, nodes);
    const largest = chance.share() < 0.1 ? 31 : 7;
    const [rows, columns] = [chance.whole(1, largest), chance.whole(1, largest)];
    const weights = randomWeights(chance, rows, columns);
    const elements = chance.share() < 0.2 ? chance.of(elementTypes) : base.elements;
    const unit = whiteOfElements(elements);
    const sum = weights.reduce((total, weight) => total + Math.abs(weight), 0) || 1;
    const scale = (chance.of([1, 1 / sum, 1 / 16, 0.37]) * unit) / whiteOfElements(base.elements);
    const offset = (chance.of([0, 0, 128, -20.5]) * unit) / 255;
    const anchors = { anchorRow: chance.whole(0, rows - 1), anchorColumn: chance.whole(0, columns - 1) };
    const whole = weights.every(Number.isInteger) && sum * whiteOfElements(base.elements) < 2 ** 31;
    return {
      nodes: [{ ...base, op: "correlate", elements, rows, columns, weights, ...anchors, scale, offset }],
      exact: whole && base.elements !== "f32",
      gain: sum * scale,
    };
  },
  fixedGaussian(chance, nodes) {
    const base = filtering(chance, nodes);
    if (base.elements !== "u8") return undefined;
    const weights = () => fixedWeights(chance, chance.of([1, 2, 3, 5, 19]));
    return { nodes: [{ ...base, op: "fixedGaussian", rowWeights: weights(), columnWeights: weights() }], exact: true };
  },
  box(chance, nodes) {
    const base = filtering(chance, nodes);
    const sizes = { rows: chance.whole(1, 9), columns: chance.whole(1, 9) };
    return { nodes: [{ ...base, op: "box", ...sizes }], exact: base.elements !== "f32" };
  },
  median: (chance, nodes) => ({
    nodes: [{ ...filtering(chance, nodes), op: "median", size: chance.of([1, 3, 5, 7, 9]) }],
    exact: true,
  }),
  bilateral(chance, nodes) {
    const base = filtering(chance, nodes);
    const sigmas = { sigmaColor: chance.of([10, 30, 75]), sigmaSpace: chance.of([1, 3, 75]) };
    return {
      nodes: [{ ...base, op: "bilateral", diameter: chance.of([3, 5, 7]), ...sigmas }],
      exact: base.elements === "u8",
    };
  },
  affine(chance, nodes) {
    const base = common(chance, nodes);
    const elements = chance.of(elementTypes);
    const unit = whiteOfElements(elements);
    const gain = (2 * chance.share() * unit) / whiteOfElements(base.elements);
    const offset = (chance.share() - 0.5) * unit;
    return { nodes: [{ ...base, op: "affine", elements, gain, offset }], exact: base.elements !== "f32" };
  },
  lookup(chance, nodes) {
    const base = common(chance, nodes);
    if (base.elements !== "u8") return undefined;
    const elements = chance.of(elementTypes);
    const [table, otherwise] = [chance.samples(elements, 256), chance.samples(elements, 256)];
    return { nodes: [{ ...base, op: "lookup", elements, table, otherwise }], exact: true };
  },
  transfer(chance, nodes) {
    const base = common(chance, nodes);
    const to = chance.of(["linear", "srgb"] as const);
    const elements = chance.of(elementTypes);
    return { nodes: [{ ...base, op: "transfer", elements, to }], exact: base.elements !== "f32" };
  },
  premultiply(chance, nodes) {
    const base = common(chance, nodes);
    if (base.channels % 2 === 1) return undefined;
    const direction = chance.of(["on", "off"] as const);
    const more = base.elements === "f32" ? { inputWhite: chance.of([1, 255]), least: chance.of([0, 0.01]) } : {};
    const elements = chance.of(elementTypes);
    return { nodes: [{ ...base, op: "premultiply", elements, direction, ...more }], exact: true };
  },
  luminance(chance, nodes) {
    const base = common(chance, nodes);
    const weights = [0.299, 0.587, 0.114] as const;
    return {
      nodes: [{ ...base, op: "luminance", elements: chance.of(elementTypes), channels: 1, weights }],
      exact: base.elements !== "f32",
    };
  },
  relight(chance, nodes) {
    const base = common(chance, nodes);
    const [before] = makers.luminance(chance, nodes)!.nodes;
    const { nodes: after } = makers.box(chance, [...nodes, before])!;
    const inputs = [base.input, base.input + 2, base.input + 1] as const;
    const exact = base.elements !== "f32" && before.elements !== "f32";
    return { nodes: [before, ...after, { ...base, op: "relight", inputs }], exact };
  },
  blend(chance, nodes) {
    const base = common(chance, nodes);
    const second = nodes.findIndex(
      ({ elements, channels }) => elements === base.elements && channels === base.channels,
    );
    // Singles may differ by as much as decides at a threshold.
    const threshold = base.elements === "u8" ? chance.of([0, 20]) : 0;
    const settings = { mode: chance.of(["mix", "screen"] as const), a: 2 * chance.share(), b: chance.share() - 0.5 };
    return {
      nodes: [{ ...base, op: "blend", inputs: [base.input, second], ...settings, threshold }],
      exact: base.elements !== "f32",
    };
  },
};

/** How far a sample may lie from the oracle's where single precision shows: in steps, or relative to the largest values. */
const allowed: Readonly<Record<Elements, number>> = { u8: 1, u16: 2, f32: 1e-5 };

/** Renders a region from exactly what it needs, and compares with the oracle. */
export function compareWithOracle(
  executor: FilterExecutor,
  { program, exact, gain = 1 }: Sample,
  picture: Window,
  region: Region,
  node = program.nodes.length - 1,
): void {
  const expected = referenceFilterExecutor.render(program, picture, region, node);
  const part = windowOf(picture, neededRegion(program, picture, region, node));
  const { samples, ...rest } = executor.render(program, part, region, node);
  const { elements } = program.nodes[node];
  assert.deepEqual(rest, { width: picture.width, height: picture.height, channels: expected.channels, region });
  assert.equal(elementsOf(samples), elements);
  assert.equal(samples.length, expected.samples.length);
  const limit = exact ? 0 : allowed[elements];
  const wrong = expected.samples.findIndex((value, i) => {
    const scale = elements === "f32" ? Math.max(gain, Math.abs(value)) : 1;
    // Two zeros of different signs are the same.
    return !(Math.abs(value - samples[i]) <= limit * scale);
  });
  if (wrong < 0) return;
  const path = program.nodes.map(({ op, elements: type }) => `${op} ${type}`).join(", ");
  assert.fail(`${path}: sample ${wrong} is ${samples[wrong]} instead of ${expected.samples[wrong]}`);
}

export { channelCounts };
