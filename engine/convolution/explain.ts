// Explains one pixel of a filtered picture from the nodes that computed it and from what the same executor gives for their inputs.

import { type Channels, hasAlpha } from "../data/image/image";
import { edgePosition } from "./edges";
import type { FilterExecutor } from "./executor";
import { explainNode, type Neighbours, type Reader } from "./explain-node";
import type { ExplainedStage, PixelExplanation } from "./explanation";
import { describeSemantics } from "./lower";
import type { EdgeMode, Pipeline } from "./pipeline";
import type { FilterNode, FilterProgram, Window } from "./program";
import { isInside, type Reach } from "./reach";

export interface ExplainRequest {
  program: FilterProgram;
  /** What the program was lowered from. */
  pipeline: Pipeline;
  /** Of the pipeline, counted from 0. */
  step: number;
  /** Holds what `neededRegion` says for the pixel at the step's node. */
  source: Window;
  executor: FilterExecutor;
  x: number;
  y: number;
  channel: number;
}

/** How a pixel of a step's result came about. `result` is what the executor renders there. */
export function explainPixel(request: ExplainRequest): PixelExplanation {
  const { program, pipeline, step, x, y, channel } = request;
  const { node, input } = program.steps[step];
  const reader = readerOf(request);
  const { channels, elements } = program.nodes[node];
  const stages = new Map<string, ExplainedStage>();
  const visit = (index: number, at: number): void => {
    const key = `${index}:${at}`;
    if (index <= input || stages.has(key)) return;
    const explained = program.nodes[index];
    for (const [earlier, channelThere] of inputsOf(explained, at)) visit(earlier, channelThere);
    stages.set(key, explainNode(program, index, at, reader));
  };
  if (node !== input) visit(node, channel);
  return {
    x,
    y,
    channel,
    channelName: channelName(channels, channel),
    step,
    before: reader.pixel(input)[channel],
    result: reader.pixel(node)[channel],
    elements,
    stages: [...stages.values()],
    notes: describeSemantics(pipeline),
  };
}

const channelName = (channels: Channels, channel: number): string => {
  if (hasAlpha(channels) && channel === channels - 1) return "alpha";
  return channels < 3 ? "grey" : ["red", "green", "blue"][channel];
};

/** The channels of earlier nodes that a channel of a node is made of. */
function inputsOf(node: FilterNode, channel: number): [node: number, channel: number][] {
  switch (node.op) {
    case "source":
      return [];
    case "blend": {
      const inside = (node.mask >> channel) % 2 === 1;
      const onlySecond = inside && node.mode === "mix" && node.a === 0 && node.threshold === 0;
      const inputs = node.inputs.filter((_, i) => (i === 0 ? !onlySecond : inside));
      return inputs.map((input) => [input, channel]);
    }
    case "relight": {
      const [image, after, before] = node.inputs;
      return [
        [image, channel],
        [before, 0],
        [after, 0],
      ];
    }
    case "luminance":
      return [[node.input, 0]];
    default:
      return [[node.input, channel]];
  }
}

function readerOf({ program, source, executor, x, y }: ExplainRequest): Reader {
  const size = { width: source.width, height: source.height };
  const read = (node: number, column: number, row: number, width: number, height: number) =>
    executor.render(program, source, { x: column, y: row, width, height }, node);
  return {
    pixel: (node) => Array.from(read(node, x, y, 1, 1).samples),
    neighbours(node: number, reach: Reach, edge: EdgeMode): Neighbours | undefined {
      if (edge === "copy" && !isInside(reach, size, x, y)) return undefined;
      const columns = positions(x - reach.anchorColumn, reach.columns, size.width, edge);
      const rows = positions(y - reach.anchorRow, reach.rows, size.height, edge);
      const known = new Map<number, number[]>();
      for (const [top, height] of runsOf(rows))
        for (const [left, width] of runsOf(columns)) {
          const { samples, channels } = read(node, left, top, width, height);
          for (let i = 0; i < width * height; i++) {
            const key = (top + Math.floor(i / width)) * size.width + left + (i % width);
            known.set(key, Array.from(samples.subarray(i * channels, (i + 1) * channels)));
          }
        }
      const places = rows.flatMap((row, r) =>
        columns.map((column, c) => {
          const [dx, dy] = [c - reach.anchorColumn, r - reach.anchorRow];
          const outside = x + dx !== column || y + dy !== row;
          const pixel = row < 0 || column < 0 ? undefined : known.get(row * size.width + column)!;
          return pixel ? { dx, dy, outside, x: column, y: row, pixel } : { dx, dy, outside };
        }),
      );
      return { places, outside: places.filter(({ outside }) => outside).length };
    },
  };
}

const positions = (first: number, count: number, size: number, edge: EdgeMode): number[] =>
  Array.from({ length: count }, (_, i) => edgePosition(first + i, size, edge));

/** First and length of each run of positions that follow each other, so that few regions are rendered. */
function runsOf(places: readonly number[]): [first: number, length: number][] {
  const runs: [number, number][] = [];
  for (const place of [...new Set(places)].filter((position) => position >= 0).toSorted((a, b) => a - b)) {
    const last = runs[runs.length - 1];
    if (last && last[0] + last[1] === place) last[1]++;
    else runs.push([place, 1]);
  }
  return runs;
}
