// Convolutions and their adjoints in the images: band by band, tiles of pixels × channels as planned.

import { copyPadded } from "./convolution-rows";
import {
  depthwise,
  dots,
  Phase,
  Plan,
  panelColumns,
  phaseBytes,
  planConvolution,
  planTranspose,
} from "./convolution-plan";
import {
  depthwisePixels,
  depthwiseTile,
  dotTile,
  narrowPixels,
  narrowTile,
  panelPixels,
  panelTile,
} from "./convolution-tile";
import { dimension, input, isFirstPart, output, scratch } from "./instruction";
import { activate } from "./unary";

export function convolution(instruction: usize): void {
  if (isFirstPart(instruction)) planConvolution(instruction);
  computeImages(instruction);
}

export function convolutionTranspose(instruction: usize): void {
  if (isFirstPart(instruction)) planTranspose(instruction);
  computeImages(instruction);
}

function computeImages(instruction: usize): void {
  const plan = changetype<Plan>(scratch(instruction));
  let source = input(instruction, 0);
  let target = output(instruction);
  for (let images = dimension(instruction, 0); images > 0; images--) {
    for (let row: usize = 0; row < plan.rows; row += plan.bandRows) computeBand(plan, instruction, source, target, row);
    source += plan.image;
    target += plan.targetImage;
  }
}

function computeBand(plan: Plan, instruction: usize, source: usize, target: usize, row: usize): void {
  const end = min(row + plan.bandRows, plan.rows);
  const firstRead = <isize>(row * plan.step) - plan.above;
  let from = plan.copy;
  if (from) {
    const rows = (end - row - 1) * plan.step + plan.span;
    const width = <isize>plan.width;
    copyPadded(source, <isize>plan.height, width, plan.pixel, firstRead, -plan.left, rows, plan.columns, from);
  } else {
    from = source + <usize>firstRead * plan.row;
  }
  for (let i: usize = 0; i < plan.phases; i++) {
    const phase = changetype<Phase>(plan.first + i * phaseBytes);
    const first = max(phase.firstRow, row);
    const after = min(phase.endRow, end);
    if (first >= after || phase.columns == 0) continue;
    const pixels = phase.pixels + (((first - row) * phase.columns) << 3);
    const last = phase.pixels + (((after - row) * phase.columns - 1) << 3);
    const to = target + row * plan.targetStep * plan.targetRow + phase.target;
    computePhase(plan, phase, from, pixels, last, to, input(instruction, 2));
  }
  const above: usize = row == 0 ? 0 : row * plan.targetStep - plan.targetAbove;
  const below = min(end * plan.targetStep - plan.targetAbove, plan.targetRows);
  activate(instruction, target + above * plan.targetRow, ((below - above) * plan.targetRow) >> 2);
}

/** All channels of the pixels from `pixels` to `last`. */
function computePhase(
  plan: Plan,
  phase: Phase,
  source: usize,
  pixels: usize,
  last: usize,
  target: usize,
  bias: usize,
): void {
  const packing = plan.packing;
  const depth = phase.runs * phase.runBytes;
  // Channels by themselves are taken four at a time, as if they were the columns of one group.
  const groups: usize = packing == depthwise ? 1 : plan.groups;
  const columns = packing == depthwise ? plan.groups : plan.groupColumns;
  const allotted = (columns + 3) & ~3;
  for (let group: usize = 0; group < groups; group++) {
    const weights = phase.weights + group * allotted * depth;
    for (let j: usize = 0; j < columns; ) {
      const room = columns - j;
      const first = (group * columns + j) << 2;
      const start = bias ? bias + first : 0;
      if (packing == depthwise) {
        const own = phase.weights + first;
        depthwiseColumns(phase, plan.pixel, source + first, own, start, pixels, last, target + first, room);
        j += 4;
      } else if (packing == dots) {
        dotColumn(phase, source, weights + j * depth, start, pixels, last, target + first);
        j++;
      } else if (room > 4) {
        panel(phase, source, weights + j * depth, start, pixels, last, target + first, room);
        j += panelColumns;
      } else {
        narrowColumns(phase, source, weights + j * depth, start, pixels, last, target + first, room);
        j += 4;
      }
    }
    source += plan.inner;
  }
}

function panel(
  phase: Phase,
  source: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
  room: usize,
): void {
  const runs = phase.runs;
  for (; pixels <= last; pixels += panelPixels << 3) {
    panelTile(source, phase.offsets, runs, phase.runBytes, weights, bias, pixels, last, target, room);
  }
}

function narrowColumns(
  phase: Phase,
  source: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
  room: usize,
): void {
  const runs = phase.runs;
  for (; pixels <= last; pixels += narrowPixels << 3) {
    narrowTile(source, phase.offsets, runs, phase.runBytes, weights, bias, pixels, last, target, room);
  }
}

function dotColumn(
  phase: Phase,
  source: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
): void {
  const runs = phase.runs;
  for (; pixels <= last; pixels += narrowPixels << 3) {
    dotTile(source, phase.offsets, runs, phase.runBytes, weights, bias, pixels, last, target);
  }
}

function depthwiseColumns(
  phase: Phase,
  weightStep: usize,
  source: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
  room: usize,
): void {
  const runs = phase.runs;
  for (; pixels <= last; pixels += depthwisePixels << 3) {
    depthwiseTile(source, phase.offsets, runs, weightStep, weights, bias, pixels, last, target, room);
  }
}
