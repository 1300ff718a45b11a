// Tensors one after the other along one axis, not the batch.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape, normalizeAxis, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { slice } from "./slice";
import { rowElements, unitsOf } from "./units";

type ConcatAttributes = { axis: number };

export const concatOp: Op<ConcatAttributes> = {
  name: "concat",
  type(inputs, { axis }) {
    const [first] = inputs;
    if (first.batched && axis === 0) throw new Error("Batches cannot be joined.");
    for (const { shape, batched } of inputs) {
      const fits = shape.length === first.shape.length && batched === first.batched;
      if (!fits || shape.some((size, i) => i !== axis && size !== first.shape[i])) {
        throw new Error(`${inputs.map(formatShape).join(" and ")} do not fit along axis ${axis}.`);
      }
    }
    const total = inputs.reduce((sum, { shape }) => sum + shape[axis], 0);
    return f32(
      first.shape.map((size, i) => (i === axis ? total : size)),
      first.batched,
    );
  },
  evaluate({ inputs, inputShapes, output, shape, attributes: { axis } }) {
    const stride = sizeOf(shape.slice(axis));
    let offset = 0;
    inputs.forEach((input, index) => {
      const width = sizeOf(inputShapes[index].slice(axis));
      for (let row = 0; row * width < input.length; row++) {
        output.set(input.subarray(row * width, (row + 1) * width), row * stride + offset);
      }
      offset += width;
    });
  },
  gradient({ inputs, attributes: { axis } }, g) {
    let end = 0;
    return inputs.map(({ type: { shape } }) => {
      const begin = end;
      end += shape[axis];
      return slice(g, axis, begin, end);
    });
  },
  /** One instruction an input; dimensions: rows, width, row stride of the input, row stride of the output. */
  lower({ inputs, type, attributes: { axis } }) {
    const stride = sizeOf(type.shape.slice(axis));
    let offset = 0;
    return inputs.map((input) => {
      const width = sizeOf(input.type.shape.slice(axis));
      const outputOffset = offset;
      offset += width;
      const block = { opcode: Opcode.CopyColumns, inputs: [input], outputOffset };
      if (axis === 0) return { ...block, dimensions: [1, width, width, stride] };
      const dimensions = [{ perUnit: rowElements(type) / (stride || 1) }, width, width, stride];
      return { ...block, dimensions, units: unitsOf(type), parts: [rowElements(type), rowElements(input.type)] };
    });
  },
  onnx: "Concat",
  pytorch: "torch.cat",
};

/** The inputs joined along `axis`. */
export function concat(inputs: readonly Node[], axis: number): Node {
  if (inputs.length === 1) return inputs[0];
  return inputs[0].graph.add(concatOp, inputs, { axis: normalizeAxis(axis, inputs[0].type.shape.length) });
}
