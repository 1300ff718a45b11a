// The gradient of a convolution in its kernel: tiles of inner indices × output channels, summed over pixels in registers.

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

/** Inner indices of a tile: with fused multiply-adds there are registers for six × 8 channels, else for four. */
const tileDepth: usize = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

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
  const columns = features / groups;
  const last = offsets + ((inner - 1) << 2);
  for (let group: usize = 0; group < groups; group++) {
    for (let j: usize = 0; j < columns; j += 8) {
      const feature = (group * columns + j) << 2;
      let to = output(instruction) + feature;
      for (let i: usize = 0; i < inner; i += tileDepth) {
        const at = offsets + (i << 2);
        addTile(block, group * (depth << 2), at, last, feature, to, features << 2, min(columns - j, 8));
        to += tileDepth * (features << 2);
      }
    }
  }
}

@inline
function add(to: usize, value: v128, room: usize): void {
  storeUpTo(to, f32x4.add(v128.load(to), value), room);
}

@inline
function addRow(to: usize, low: v128, high: v128, room: usize): void {
  add(to, low, room);
  if (room > 4) add(to + 16, high, room - 4);
}

/**
 * Inner indices from entry `offsets` on (those after `last` do not count) × 8 channels of which `room` are there, over
 * the pixels of the block; `group` and `feature` are byte offsets in a pixel of the image and of the gradient.
 */
function addTile(
  block: Block,
  group: usize,
  offsets: usize,
  last: usize,
  feature: usize,
  to: usize,
  row: usize,
  room: usize,
): void {
  const o0 = load<usize>(offsets) + group;
  const o1 = load<usize>(min(offsets + 4, last)) + group;
  const o2 = load<usize>(min(offsets + 8, last)) + group;
  const o3 = load<usize>(min(offsets + 12, last)) + group;
  const o4 = load<usize>(min(offsets + 16, last)) + group;
  const o5 = load<usize>(min(offsets + 20, last)) + group;
  let l0 = all(0);
  let h0 = all(0);
  let l1 = all(0);
  let h1 = all(0);
  let l2 = all(0);
  let h2 = all(0);
  let l3 = all(0);
  let h3 = all(0);
  let l4 = all(0);
  let h4 = all(0);
  let l5 = all(0);
  let h5 = all(0);
  const step = block.imageStep;
  const gradientStep = block.gradientStep;
  const bytes = block.columns * gradientStep;
  for (let entry = block.rows; entry < block.afterRows; entry += 8) {
    const from = load<usize>(entry);
    let g = load<usize>(entry, 4) + feature;
    const end = g + bytes;
    let a0 = from + o0;
    let a1 = from + o1;
    let a2 = from + o2;
    let a3 = from + o3;
    let a4 = from + o4;
    let a5 = from + o5;
    while (g < end) {
      const gl = v128.load(g);
      const gh = v128.load(g, 16);
      let x = v128.load32_splat(a0);
      l0 = multiplyAdd(x, gl, l0);
      h0 = multiplyAdd(x, gh, h0);
      x = v128.load32_splat(a1);
      l1 = multiplyAdd(x, gl, l1);
      h1 = multiplyAdd(x, gh, h1);
      x = v128.load32_splat(a2);
      l2 = multiplyAdd(x, gl, l2);
      h2 = multiplyAdd(x, gh, h2);
      x = v128.load32_splat(a3);
      l3 = multiplyAdd(x, gl, l3);
      h3 = multiplyAdd(x, gh, h3);
      a0 += step;
      a1 += step;
      a2 += step;
      a3 += step;
      if (ASC_FEATURE_RELAXED_SIMD) {
        x = v128.load32_splat(a4);
        l4 = multiplyAdd(x, gl, l4);
        h4 = multiplyAdd(x, gh, h4);
        x = v128.load32_splat(a5);
        l5 = multiplyAdd(x, gl, l5);
        h5 = multiplyAdd(x, gh, h5);
        a4 += step;
        a5 += step;
      }
      g += gradientStep;
    }
  }
  addRow(to, l0, h0, room);
  if (offsets + 4 <= last) addRow(to + row, l1, h1, room);
  if (offsets + 8 <= last) addRow(to + 2 * row, l2, h2, room);
  if (offsets + 12 <= last) addRow(to + 3 * row, l3, h3, room);
  if (ASC_FEATURE_RELAXED_SIMD) {
    if (offsets + 16 <= last) addRow(to + 4 * row, l4, h4, room);
    if (offsets + 20 <= last) addRow(to + 5 * row, l5, h5, room);
  }
}
