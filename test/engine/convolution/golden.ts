// Filtered noise of other tools, and how far a program's result is from it.

import {
  type Channels,
  type Elements,
  type FilterProgram,
  lower,
  type Pipeline,
  referenceFilterExecutor,
  type Window,
} from "../../../engine";
import { noise } from "../../golden/noise.mjs";
import { readGolden } from "../../golden/read";

export interface GoldenCase {
  seed: number;
  width: number;
  height: number;
  channels: Channels;
  elements: Elements;
  /** Left, top, right, bottom of a part without opacity. */
  hole?: [number, number, number, number];
  pipeline: Pipeline;
  /** Base64 of the samples. */
  output: string;
}

export const goldenCases = (name: string): GoldenCase[] => readGolden<{ cases: GoldenCase[] }>(name).cases;

/** A whole picture of noise. */
export function sourceOf({
  seed,
  width,
  height,
  channels,
  elements,
  hole,
}: Omit<GoldenCase, "pipeline" | "output">): Window {
  const samples = noise(seed, width * height * channels, elements);
  const [left, top, right, bottom] = hole ?? [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) samples[(y * width + x + 1) * channels - 1] = 0;
  return { width, height, channels, region: { x: 0, y: 0, width, height }, samples };
}

export function outputOf({ output, elements }: GoldenCase): Window["samples"] {
  const { buffer } = Uint8Array.from(Buffer.from(output, "base64"));
  if (elements === "u8") return new Uint8Array(buffer);
  return elements === "u16" ? new Uint16Array(buffer) : new Float32Array(buffer);
}

export const titleOf = ({ pipeline, channels, elements, seed }: GoldenCase): string =>
  `${seed}: ${JSON.stringify(pipeline).slice(0, 160)}, ${channels} channels of ${elements}`;

/** A sample that is not the tool's. */
export interface Miss {
  title: string;
  /** Index of the sample, and of its alpha. */
  at: number;
  alphaAt: number;
  ours: number;
  theirs: number;
  /** Our value before it was rounded, where the last node is a correlation. */
  exact?: number;
}

/** The samples of a case that differ, those of floats by more than 1e-5 of them or of 1. */
export function misses(golden: GoldenCase): Miss[] {
  const { elements, channels } = golden;
  const source = sourceOf(golden);
  const program = lower(golden.pipeline, { elements, channels });
  const render = (rendered: FilterProgram) => referenceFilterExecutor.render(rendered, source, source.region).samples;
  const ours = render(program);
  const theirs = outputOf(golden);
  if (ours.length !== theirs.length)
    throw new Error(`${titleOf(golden)}: ${ours.length} samples, not ${theirs.length}`);
  const last = program.nodes[program.nodes.length - 1];
  const nodes = [...program.nodes.slice(0, -1), { ...last, elements: "f32" as const }];
  const exact = last.op === "correlate" ? render({ ...program, nodes }) : undefined;
  const found: Miss[] = [];
  for (const [at, value] of ours.entries()) {
    const away = Math.abs(value - theirs[at]);
    if (away <= (elements === "f32" ? 1e-5 * Math.max(1, Math.abs(value)) : 0)) continue;
    const alphaAt = at - (at % channels) + channels - 1;
    found.push({ title: titleOf(golden), at, alphaAt, ours: value, theirs: theirs[at], exact: exact?.[at] });
  }
  return found;
}
