// How one pixel came about, as tables for a terminal: neighbours and weights in their places, then the arithmetic.

import type { ExplainedStage, PixelExplanation } from "../convolution/explanation";
import { table } from "./table";

/** Neighbourhoods that are wider are only summed up. */
const widest = 9;

/** Lines that explain a pixel of a step; `name` is the step's. */
export function explanationLines(
  { channelName, before, result, stages, step }: PixelExplanation,
  name: string,
): string[] {
  const lines = [`step ${step + 1}, ${name}, ${channelName}: ${plain(before)} → ${plain(result)}`];
  for (const stage of stages)
    lines.push(`  ${stage.title} (${stage.values})`, ...stageLines(stage).map((line) => `    ${line}`));
  return lines;
}

function stageLines({ rows, columns, terms, arithmetic, notes }: ExplainedStage): string[] {
  const drawn = terms.length === rows * columns && columns <= widest ? grid(terms, columns) : [];
  const steps = table(arithmetic.map(({ does, value }) => [does, plain(value)]));
  return [...drawn, ...steps, ...notes];
}

/** A neighbour beyond the border stands in brackets, the value in the middle of a median between stars. */
function grid(terms: ExplainedStage["terms"], columns: number): string[] {
  const cells = terms.map(({ value, weight, outside, middle }) => {
    const shown = outside ? `(${plain(value)})` : middle ? `*${plain(value)}*` : plain(value);
    return weight === undefined ? shown : `${shown}×${plain(weight)}`;
  });
  const lines = Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) =>
    cells.slice(row * columns, (row + 1) * columns),
  );
  return table(lines);
}

/** As few digits as tell single-precision values apart on a screen. */
const plain = (value: number): string => String(Number(value.toPrecision(6)));
