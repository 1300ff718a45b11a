// The gradient of a convolution in its kernel: tiles of inner indices × channels, summed over pixels in registers.

import { fillRun } from "./copy";
import { accumulates, dimension, input, isFirstPart, output, scalar, scratch } from "./instruction";
import {
  channelsIndex,
  columnsIndex,
  copyPadded,
  dilationIndex,
  featuresIndex,
  groupsIndex,
  heightIndex,
  horizontal,
  kernelIndex,
  paddingIndex,
  rowsIndex,
  strideIndex,
  vertical,
  widthIndex,
} from "./convolution-rows";
import { all, multiplyAdd, storeUpTo } from "./vector";

/** Inner indices of a tile, and vectors of a tile of lanes. */
const tileDepth: usize = 4;
const lanesTiles: usize = 6;

/** 64 words at the beginning of the scratch: a block of rows of the output, and how its pixels are walked. */
@unmanaged
class Block {
  /** Table of the rows: addresses in the images and in the gradient. */
  rows: usize;
  afterRows: usize;
  /** Pixels of a row, and bytes from pixel to pixel of both. */
  columns: usize;
  imageStep: usize;
  gradientStep: usize;
}

const blockBytes: usize = 256;

export function convolutionKernel(instruction: usize): void {
  const block = changetype<Block>(scratch(instruction));
  const kernel = dimension(instruction, kernelIndex);
  const stride = dimension(instruction, strideIndex);
  const padding = dimension(instruction, paddingIndex);
  const dilation = dimension(instruction, dilationIndex);
  const height = dimension(instruction, heightIndex);
  const width = dimension(instruction, widthIndex);
  const rows = dimension(instruction, rowsIndex);
  const columns = dimension(instruction, columnsIndex);
  const features = dimension(instruction, featuresIndex);
  const channels = dimension(instruction, channelsIndex);
  const depth = channels / dimension(instruction, groupsIndex);
  const inPlace = scalar(instruction, 1) != 0;
  const bandRows = <usize>scalar(instruction, 0);
  const pixel = channels << 2;
  const span = (vertical(kernel) - 1) * vertical(dilation) + 1;
  const read = (columns - 1) * horizontal(stride) + (horizontal(kernel) - 1) * horizontal(dilation) + 1;
  const rowBytes = inPlace ? width * pixel : read * pixel;
  const taps = vertical(kernel) * horizontal(kernel);
  const offsets = changetype<usize>(block) + blockBytes;
  block.rows = offsets + ((taps * depth) << 2);
  block.columns = columns;
  block.imageStep = horizontal(stride) * pixel;
  block.gradientStep = features << 2;
  const copy = block.rows + (bandRows << 3);
  if (isFirstPart(instruction)) planOffsets(offsets, kernel, dilation, depth, rowBytes, pixel);
  if (!accumulates(instruction)) fillRun(output(instruction), all(0), taps * depth * features);

  let image = input(instruction, 0);
  let gradient = input(instruction, 1);
  for (let images = dimension(instruction, 0); images > 0; images--) {
    for (let row: usize = 0; row < rows; row += bandRows) {
      const end = min(row + bandRows, rows);
      const first = <isize>(row * vertical(stride)) - <isize>vertical(padding);
      let from = copy;
      if (inPlace) {
        from = image + <usize>first * rowBytes;
      } else {
        const count = (end - row - 1) * vertical(stride) + span;
        const left = <isize>horizontal(padding);
        copyPadded(image, <isize>height, <isize>width, pixel, first, -left, count, read, from);
      }
      let entry = block.rows;
      for (let i = row; i < end; i++) {
        store<usize>(entry, from);
        store<usize>(entry, gradient + i * columns * block.gradientStep, 4);
        from += vertical(stride) * rowBytes;
        entry += 8;
      }
      block.afterRows = entry;
      addBlock(instruction, block, offsets, taps * depth, depth);
    }
    image += height * width * pixel;
    gradient += rows * columns * block.gradientStep;
  }
}

/** Byte offsets in the images of the inner indices: taps in order, in each the channels of a group. */
function planOffsets(to: usize, kernel: usize, dilation: usize, depth: usize, row: usize, pixel: usize): void {
  for (let k: usize = 0; k < vertical(kernel); k++) {
    for (let l: usize = 0; l < horizontal(kernel); l++) {
      const first = k * vertical(dilation) * row + l * horizontal(dilation) * pixel;
      for (let c: usize = 0; c < depth; c++) {
        store<usize>(to, first + (c << 2));
        to += 4;
      }
    }
  }
}

/** Adds the products of a block of rows to the output. */
function addBlock(instruction: usize, block: Block, offsets: usize, inner: usize, depth: usize): void {
  const features = dimension(instruction, featuresIndex);
  const groups = dimension(instruction, groupsIndex);
  const last = offsets + ((inner - 1) << 2);
  const to = output(instruction);
  if (features == 1 && (depth & 3) == 0) {
    addFeature(block, offsets, last - 12, to);
    return;
  }
  if (depth == 1 && features == groups && groups > 1) {
    for (let j: usize = 0; j < features; j += 4) addChannels(block, j << 2, offsets, last, to, features);
    return;
  }
  const columns = features / groups;
  const row = features << 2;
  for (let group: usize = 0; group < groups; group++) {
    for (let j: usize = 0; j < columns; j += 8) {
      const feature = (group * columns + j) << 2;
      const room = columns - j;
      if ((depth & 3) == 0) addRuns(block, group * (depth << 2), offsets, last, feature, to + feature, row, room);
      else addEntries(block, group * (depth << 2), offsets, last, feature, to + feature, row, room);
    }
  }
}

/** All inner indices, four neighbours at a time, × 8 output channels, or as many as `room` says. */
function addRuns(
  block: Block,
  group: usize,
  offsets: usize,
  last: usize,
  feature: usize,
  to: usize,
  row: usize,
  room: usize,
): void {
  for (; offsets <= last; offsets += tileDepth << 2) {
    addTile(true, block, group, offsets, last, feature, to, row, room);
    to += tileDepth * row;
  }
}

/** The same where four inner indices need not be neighbours. */
function addEntries(
  block: Block,
  group: usize,
  offsets: usize,
  last: usize,
  feature: usize,
  to: usize,
  row: usize,
  room: usize,
): void {
  for (; offsets <= last; offsets += tileDepth << 2) {
    addTile(false, block, group, offsets, last, feature, to, row, room);
    to += tileDepth * row;
  }
}

/** All inner indices, vectors of four, × the only output channel. */
function addFeature(block: Block, offsets: usize, last: usize, to: usize): void {
  for (; offsets <= last; offsets += lanesTiles << 4) {
    addLanes(true, block, 0, offsets, 16, last, to, 16, 4);
    to += lanesTiles << 4;
  }
}

/** All taps × four channels by themselves, from byte `channel` on. */
function addChannels(block: Block, channel: usize, offsets: usize, last: usize, to: usize, channels: usize): void {
  const row = channels << 2;
  to += channel;
  for (; offsets <= last; offsets += lanesTiles << 2) {
    addLanes(false, block, channel, offsets, 4, last, to, row, channels - (channel >> 2));
    to += lanesTiles * row;
  }
}

/** The entry `index` entries further on, or the last one, which is then computed once more. */
@inline
function entry(offsets: usize, index: usize, step: usize, last: usize): usize {
  return min(offsets + index * step, last);
}

@inline
function loadHigh(address: usize, room: usize): v128 {
  return room > 4 ? v128.load(address, 16) : v128.load(address);
}

@inline
function storeRow(to: usize, low: v128, high: v128, room: usize): void {
  storeUpTo(to, low, room);
  if (room > 4) storeUpTo(to + 16, high, room - 4);
}

/**
 * Four inner indices from entry `offsets` on (`contiguous`: they are neighbours) × 8 output channels, over the pixels
 * of the block; `group` and `feature` are byte offsets in a pixel of the image and of the gradient.
 */
@inline
function addTile(
  contiguous: bool,
  block: Block,
  group: usize,
  offsets: usize,
  last: usize,
  feature: usize,
  to: usize,
  row: usize,
  room: usize,
): void {
  const e1 = entry(offsets, 1, 4, last);
  const e2 = entry(offsets, 2, 4, last);
  const e3 = entry(offsets, 3, 4, last);
  const t1 = to + ((e1 - offsets) >> 2) * row;
  const t2 = to + ((e2 - offsets) >> 2) * row;
  const t3 = to + ((e3 - offsets) >> 2) * row;
  let l0 = v128.load(to);
  let h0 = loadHigh(to, room);
  let l1 = v128.load(t1);
  let h1 = loadHigh(t1, room);
  let l2 = v128.load(t2);
  let h2 = loadHigh(t2, room);
  let l3 = v128.load(t3);
  let h3 = loadHigh(t3, room);
  const o0 = load<usize>(offsets) + group;
  const o1 = load<usize>(e1) + group;
  const o2 = load<usize>(e2) + group;
  const o3 = load<usize>(e3) + group;
  const step = block.imageStep;
  const gradientStep = block.gradientStep;
  const bytes = block.columns * gradientStep;
  for (let at = block.rows; at < block.afterRows; at += 8) {
    const from = load<usize>(at);
    let g = load<usize>(at, 4) + feature;
    const end = g + bytes;
    let a0 = from + o0;
    let a1 = from + o1;
    let a2 = from + o2;
    let a3 = from + o3;
    while (g < end) {
      const gl = v128.load(g);
      const gh = v128.load(g, 16);
      let x = v128.load32_splat(a0);
      l0 = multiplyAdd(x, gl, l0);
      h0 = multiplyAdd(x, gh, h0);
      x = contiguous ? v128.load32_splat(a0, 4) : v128.load32_splat(a1);
      l1 = multiplyAdd(x, gl, l1);
      h1 = multiplyAdd(x, gh, h1);
      x = contiguous ? v128.load32_splat(a0, 8) : v128.load32_splat(a2);
      l2 = multiplyAdd(x, gl, l2);
      h2 = multiplyAdd(x, gh, h2);
      x = contiguous ? v128.load32_splat(a0, 12) : v128.load32_splat(a3);
      l3 = multiplyAdd(x, gl, l3);
      h3 = multiplyAdd(x, gh, h3);
      a0 += step;
      if (!contiguous) {
        a1 += step;
        a2 += step;
        a3 += step;
      }
      g += gradientStep;
    }
  }
  storeRow(to, l0, h0, room);
  storeRow(t1, l1, h1, room);
  storeRow(t2, l2, h2, room);
  storeRow(t3, l3, h3, room);
}

/**
 * Vectors of the image, `entryStep` bytes of the table apart, times the gradient: with `splat` one value of it for all
 * lanes, else a vector too. Results lie `toStep` bytes apart; `room` lanes of each are stored.
 */
@inline
function addLanes(
  splat: bool,
  block: Block,
  channel: usize,
  offsets: usize,
  entryStep: usize,
  last: usize,
  to: usize,
  toStep: usize,
  room: usize,
): void {
  const e1 = entry(offsets, 1, entryStep, last);
  const e2 = entry(offsets, 2, entryStep, last);
  const e3 = entry(offsets, 3, entryStep, last);
  const e4 = entry(offsets, 4, entryStep, last);
  const e5 = entry(offsets, 5, entryStep, last);
  const t1 = to + ((e1 - offsets) / entryStep) * toStep;
  const t2 = to + ((e2 - offsets) / entryStep) * toStep;
  const t3 = to + ((e3 - offsets) / entryStep) * toStep;
  const t4 = to + ((e4 - offsets) / entryStep) * toStep;
  const t5 = to + ((e5 - offsets) / entryStep) * toStep;
  let s0 = v128.load(to);
  let s1 = v128.load(t1);
  let s2 = v128.load(t2);
  let s3 = v128.load(t3);
  let s4 = v128.load(t4);
  let s5 = v128.load(t5);
  const o0 = load<usize>(offsets) + channel;
  const o1 = load<usize>(e1) + channel;
  const o2 = load<usize>(e2) + channel;
  const o3 = load<usize>(e3) + channel;
  const o4 = load<usize>(e4) + channel;
  const o5 = load<usize>(e5) + channel;
  const step = block.imageStep;
  const gradientStep = block.gradientStep;
  const bytes = block.columns * gradientStep;
  for (let row = block.rows; row < block.afterRows; row += 8) {
    const from = load<usize>(row);
    let at = load<usize>(row, 4) + channel;
    const end = at + bytes;
    let a0 = from + o0;
    let a1 = from + o1;
    let a2 = from + o2;
    let a3 = from + o3;
    let a4 = from + o4;
    let a5 = from + o5;
    while (at < end) {
      const g = splat ? v128.load32_splat(at) : v128.load(at);
      s0 = multiplyAdd(v128.load(a0), g, s0);
      s1 = multiplyAdd(v128.load(a1), g, s1);
      s2 = multiplyAdd(v128.load(a2), g, s2);
      s3 = multiplyAdd(v128.load(a3), g, s3);
      s4 = multiplyAdd(v128.load(a4), g, s4);
      s5 = multiplyAdd(v128.load(a5), g, s5);
      a0 += step;
      a1 += step;
      a2 += step;
      a3 += step;
      a4 += step;
      a5 += step;
      at += gradientStep;
    }
  }
  storeUpTo(to, s0, room);
  storeUpTo(t1, s1, room);
  storeUpTo(t2, s2, room);
  storeUpTo(t3, s3, room);
  storeUpTo(t4, s4, room);
  storeUpTo(t5, s5, room);
}
