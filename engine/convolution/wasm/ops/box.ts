// Means over rectangles, by sums of 2, 4, 8 … neighbours, so that a large one takes little longer than a small one.

import type { BoxNode } from "../../program";
import { whiteOfElements } from "../../samples";
import { finishOf } from "../finish";
import { bytesOf } from "../machine";
import { count, type Operation, Padding, type Setting } from "../operation";

export function box(node: BoxNode, { machine, size, inputs }: Setting): Operation {
  const { rows, columns, channels } = node;
  const [{ elements }] = inputs;
  const most = rows * columns * whiteOfElements(elements);
  const kind = elements !== "f32" && most < 2 ** 31 ? "i32" : "f32";
  const padding = new Padding(machine, node, size, elements, kind);
  const finish = finishOf(machine, kind, { ...node, scale: 1 / (rows * columns), offset: 0 }, { least: 0, most });
  return {
    scratch: (block) => padding.bytes(block) + 2 * (padding.rows(block) + 1) * padding.stride(block),
    run(block, output, [input], scratch) {
      const { address, stride, fill } = padding.open(block, input, scratch);
      const height = padding.rows(block);
      fill(height);
      const elementsOfRow = stride / bytesOf[kind];
      const total = height * elementsOfRow;
      const across = scratch + padding.bytes(block);
      const sums = across + (height + 1) * stride;
      const float = Number(kind === "f32");
      machine.kernels.boxSums(float, address, across, total, channels, columns);
      // The last sums along rows are those of the last row's slack, which are not there.
      const summed = total - (columns - 1) * channels;
      machine.kernels.boxSums(float, across, sums, summed, elementsOfRow, rows);
      const target = output.at(block.rows.from, block.columns.from);
      finish(sums, stride, target, output.stride, count(block.rows), count(block.columns) * channels);
    },
  };
}
