// Means weighed by distance and by difference in colour.

import type { BilateralNode } from "../../program";
import { reachOf } from "../../reach";
import { whiteOfElements } from "../../samples";
import { aligned, bytesOf, kinds, type Machine, strideOf } from "../machine";
import { count, type Operation, Padding, type Setting } from "../operation";
import type { Block } from "../plane";

/** Bytes of a tap of the kernel's table. */
const tapBytes = 16;

/** A place in the disc: its offset from the pixel in the middle, and its weight by distance. */
interface Tap {
  row: number;
  column: number;
  weight: number;
}

export function bilateral(node: BilateralNode, setting: Setting): Operation {
  const [{ elements }] = setting.inputs;
  const { rows, columns, anchorRow, anchorColumn } = reachOf(node);
  const taps = Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns) - anchorRow, (at % columns) - anchorColumn];
    const squared = row ** 2 + column ** 2;
    return { row, column, squared, weight: Math.exp(-squared / (2 * node.sigmaSpace ** 2)) };
  }).filter(({ squared }) => squared <= (node.diameter >> 1) ** 2);
  const prepare = elements === "u8" && node.elements === "u8" ? ofBytes : ofSamples;
  return prepare(node, setting, taps);
}

/** Weights of whole differences of 8-bit samples. */
const similarities = ({ channels, sigmaColor }: BilateralNode): Float64Array =>
  Float64Array.from({ length: 255 * channels + 1 }, (_, d) => Math.exp(-(d * d) / (2 * sigmaColor ** 2)));

/** Writes the table of taps, whose offsets count from the first of the rows and columns that a pixel is computed from. */
function putTaps(
  machine: Machine,
  address: number,
  taps: readonly Tap[],
  stride: number,
  pixel: number,
  centre: number,
) {
  const view = new DataView(machine.bytes(address, taps.length * tapBytes).buffer, address);
  taps.forEach(({ row, column, weight }, i) => {
    view.setUint32(i * tapBytes, centre + row * stride + column * pixel, true);
    view.setFloat32(i * tapBytes + 4, weight, true);
    view.setFloat64(i * tapBytes + 8, weight, true);
  });
}

function ofSamples(node: BilateralNode, { machine, size, inputs }: Setting, taps: readonly Tap[]): Operation {
  const [{ elements }] = inputs;
  const { channels, mask, sigmaColor } = node;
  const { anchorRow, anchorColumn } = reachOf(node);
  const padding = new Padding(machine, node, size, elements, elements);
  const white = whiteOfElements(elements);
  const table = elements === "u8" ? machine.keep(similarities(node)) : 0;
  const pixel = channels * bytesOf[elements];
  return {
    scratch: (block) => padding.bytes(block) + taps.length * tapBytes,
    run(block, output, [input], scratch) {
      const { address, stride, fill } = padding.open(block, input, scratch);
      fill(padding.rows(block));
      const start = scratch + padding.bytes(block);
      const centre = anchorRow * stride + anchorColumn * pixel;
      putTaps(machine, start, taps, stride, pixel, centre);
      machine.kernels.bilateral(
        kinds[elements],
        kinds[node.elements],
        address,
        stride,
        pixel,
        bytesOf[elements],
        output.at(block.rows.from, block.columns.from),
        output.stride,
        count(block.rows),
        count(block.columns),
        channels,
        mask,
        centre,
        start,
        taps.length,
        table,
        // exp(−difference² · …), difference in units of the samples.
        -((255 / white) ** 2) / (2 * sigmaColor ** 2),
        whiteOfElements(node.elements) / white,
      );
    },
  };
}

/**
 * Bytes in single precision. The kernel adds up products of 16 taps, and then those sums: with numbers of taps n, each of
 * the two sums has a relative error of up to (15 + n / 16) units of 2⁻²⁴, products and weights of up to 4, quotient and
 * the double's rounding of 1 each.
 */
const marginOf = (taps: number): number => (2 * (15 + Math.ceil(taps / 16) + 4) + 2) * 2 ** -24 * 255;

function ofBytes(node: BilateralNode, { machine, size }: Setting, taps: readonly Tap[]): Operation {
  const { channels, mask } = node;
  const { anchorRow, anchorColumn } = reachOf(node);
  const padding = new Padding(machine, node, size, "u8", "u8");
  const doubles = similarities(node);
  const doubleTable = machine.keep(doubles);
  const singleTable = machine.keep(Float32Array.from(doubles));
  /** Each channel by itself: its padded rows, with room for whole vectors behind them. */
  const planeOf = (block: Block) => aligned(padding.stride(block) / channels + 64);
  const strideIn = (block: Block) => strideOf(channels * planeOf(block));
  const planesBytes = (block: Block) => padding.rows(block) * strideIn(block);
  return {
    scratch: (block) => padding.bytes(block) + aligned(planesBytes(block)) + taps.length * tapBytes,
    run(block, output, [input], scratch) {
      const padded = padding.open(block, input, scratch);
      const rows = padding.rows(block);
      padded.fill(rows);
      const planes = scratch + padding.bytes(block);
      const [plane, stride] = [planeOf(block), strideIn(block)];
      const { left, right } = padding.margins;
      const width = left + count(block.columns) + right;
      machine.kernels.splitBytes(padded.address, padded.stride, planes, stride, plane, rows, width, channels);
      const start = planes + aligned(planesBytes(block));
      const centre = anchorRow * stride + anchorColumn;
      putTaps(machine, start, taps, stride, 1, centre);
      machine.kernels.bilateralBytes(
        planes,
        stride,
        plane,
        output.at(block.rows.from, block.columns.from),
        output.stride,
        count(block.rows),
        count(block.columns),
        channels,
        mask,
        centre,
        start,
        taps.length,
        singleTable,
        doubleTable,
        marginOf(taps.length),
      );
    },
  };
}
