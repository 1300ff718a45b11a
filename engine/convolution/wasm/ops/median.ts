// Medians, by minima and maxima of whole runs of samples.

import type { Elements, MedianNode } from "../../program";
import { aligned, bytesOf, kinds, type Machine, roundings, strideOf } from "../machine";
import { medianNetwork, type Network } from "../network";
import { count, type Operation, Padding, type Setting } from "../operation";
import type { Block } from "../plane";
import type { Rows } from "../sums";

/** Bytes of a run: what a network keeps of it should lie in the first cache. */
const runBytes = 512;

/** Bytes of planes that the kernel of 5 × 5 takes for itself. */
const ownBytes = 16384;

/** Computes rows of medians of padded rows, with scratch memory of its own. */
interface Finder {
  bytes: number;
  find(padded: Rows, target: Rows, rows: number, bytes: number, scratch: number): void;
}

export function median(node: MedianNode, setting: Setting): Operation {
  const { machine, size, inputs } = setting;
  const [{ elements }] = inputs;
  const padding = new Padding(machine, node, size, elements, elements);
  const pixelBytes = node.channels * bytesOf[elements];
  const finder =
    node.size === 5 ? ofFive(machine, elements, pixelBytes) : byNetwork(machine, node.size, elements, pixelBytes);
  const sameType = node.elements === elements;
  const rowBytes = ({ columns }: Block) => strideOf(count(columns) * pixelBytes);
  return {
    scratch: (block) =>
      padding.bytes(block) + finder.bytes + (sameType ? 0 : (count(block.rows) + 1) * rowBytes(block)),
    run(block, output, [input], scratch) {
      const padded = padding.open(block, input, scratch);
      padded.fill(padding.rows(block));
      const [rows, pixels] = [count(block.rows), count(block.columns)];
      const result = { address: output.at(block.rows.from, block.columns.from), stride: output.stride };
      const own = scratch + padding.bytes(block);
      const target = sameType ? result : { address: own + finder.bytes, stride: rowBytes(block) };
      finder.find(padded, target, rows, pixels * pixelBytes, own);
      if (sameType) return;
      const words = [
        target.address,
        target.stride,
        result.address,
        result.stride,
        rows,
        pixels * node.channels,
      ] as const;
      machine.kernels.finish(kinds[elements], kinds[node.elements], ...words, 1, 0, roundings.even);
    },
  };
}

const ofFive = ({ kernels }: Machine, elements: Elements, pixelBytes: number): Finder => ({
  bytes: ownBytes,
  find(padded, target, rows, bytes, scratch) {
    const words = [padded.address, padded.stride, target.address, target.stride, rows, bytes] as const;
    kernels.median5(kinds[elements], ...words, pixelBytes, scratch);
  },
});

function byNetwork(machine: Machine, size: number, elements: Elements, pixelBytes: number): Finder {
  const halo = (size - 1) * pixelBytes;
  const plane = aligned(runBytes + halo);
  const network = medianNetwork(size);
  const steps = machine.keep(tableOf(network, plane, pixelBytes));
  const end = steps + 16 * network.steps.length;
  return {
    bytes: aligned(network.planes * plane + halo + 64),
    find(padded, target, rows, bytes, scratch) {
      const words = [padded.address, padded.stride, target.address, target.stride, rows, bytes, size] as const;
      const planes = [scratch, plane, runBytes, steps, end, network.result * plane] as const;
      machine.kernels.medianNetwork(kinds[elements], ...words, ...planes);
    },
  };
}

/** The steps of a network for planes of so many bytes, as the kernel reads them. */
function tableOf({ steps }: Network, plane: number, pixelBytes: number): Int32Array {
  return Int32Array.from(
    steps.flatMap(({ a, b, least, greatest }) => [
      a.plane * plane + a.shift * pixelBytes,
      b.plane * plane + b.shift * pixelBytes,
      least === undefined ? -1 : least * plane,
      greatest === undefined ? -1 : greatest * plane,
    ]),
  );
}
