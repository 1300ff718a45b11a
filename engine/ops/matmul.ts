// Matrix product with optional transposes and bias: the dense layer.

import type { Node } from "../core/graph";
import type { Instruction, Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { sumTo } from "./sum";

type MatmulAttributes = { transposeA: boolean; transposeB: boolean };

export const matmulOp: Op<MatmulAttributes> = {
  name: "matmul",
  type([a, b, bias], { transposeA, transposeB }) {
    if (a.shape.length !== 2 || b.shape.length !== 2) throw new Error("Both operands must be matrices.");
    const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
    const [k2, n] = transposeB ? [b.shape[1], b.shape[0]] : b.shape;
    const innerBatched = transposeA ? a.batched : false;
    if (k !== k2 || innerBatched !== (b.batched && !transposeB)) {
      throw new Error(`${formatShape(a)} and ${formatShape(b)} do not fit (transposes ${transposeA}, ${transposeB}).`);
    }
    if (b.batched && transposeB) throw new Error("The columns of a product cannot be a batch.");
    if (bias && (bias.shape.length !== 1 || bias.shape[0] !== n)) throw new Error(`The bias must have ${n} elements.`);
    return f32([m, n], a.batched && !transposeA);
  },
  evaluate({ inputs: [a, b, bias], inputShapes, output, shape: [m, n], attributes: { transposeA, transposeB } }) {
    const k = inputShapes[0][transposeA ? 0 : 1];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = bias ? bias[j] : 0;
        for (let l = 0; l < k; l++)
          sum += a[transposeA ? l * m + i : i * k + l] * b[transposeB ? j * k + l : l * n + j];
        output[i * n + j] = sum;
      }
    }
  },
  gradient({ inputs: [a, b, bias], attributes: { transposeA, transposeB } }, g) {
    const toA = transposeA
      ? matmul(b, g, { transposeA: transposeB, transposeB: true })
      : matmul(g, b, { transposeB: !transposeB });
    const toB = transposeB
      ? matmul(g, a, { transposeA: true, transposeB: transposeA })
      : matmul(a, g, { transposeA: !transposeA });
    return [toA, toB, ...(bias ? [sumTo(g, bias.type)] : [])];
  },
  lower: (node) => [lowered(node)],
  appliesActivation: true,
  onnx: "Gemm",
  pytorch: "torch.nn.functional.linear",
};

/** The weights of a product that is cut by rows have at most so many elements (256 KB), so that they stay in cache. */
const cachedWeights = 65536;
/** From so many multiplications and rows on it pays to pack them, unless they are few columns. */
const packedFrom = 65536;
const packedRows = 16;
const narrow = 4;
/** A product that is a sum over at least so many inner indices is cut into partial sums of at most so many elements. */
const summedIndices = 256;
const partialElements = 131072;
/** From so many multiplications on another product is cut into blocks of the result. */
const tasksFrom = 2 ** 20;

/** Which way it is computed and cut depends on the shapes at capacity alone; see kernels/assembly/matmul.ts. */
function lowered(node: Node<MatmulAttributes>): Instruction {
  const { transposeA, transposeB } = node.attributes;
  const [a, , bias] = node.inputs;
  const [m, n] = node.type.shape;
  const k = a.type.shape[transposeA ? 0 : 1];
  const work = m * n * k;
  const whole: Instruction = {
    opcode: Opcode.Matmul,
    inputs: node.inputs,
    dimensions: [
      node.type.batched ? { perUnit: 1 } : m,
      n,
      a.type.batched && transposeA ? { perUnit: 1 } : k,
      Number(transposeA),
      Number(transposeB),
    ],
    work,
  };
  const flags = [Number(transposeA), Number(transposeB)];
  if (!transposeA && k * n <= cachedWeights) {
    const packs = transposeB || (m >= packedRows && n > narrow && work > packedFrom);
    return {
      ...whole,
      dimensions: [{ perUnit: 1 }, n, k, ...flags],
      units: node.type.batched ? undefined : m,
      parts: [n, k, 0, ...(bias ? [0] : [])],
      scratch: packs ? packedSize(n, k) : undefined,
    };
  }
  if (transposeA && !transposeB && !bias && k >= summedIndices && m * n <= partialElements) {
    return {
      ...whole,
      dimensions: [m, n, { perUnit: 1 }, ...flags],
      units: a.type.batched ? undefined : k,
      parts: [0, m, n],
      partial: true,
    };
  }
  return work >= tasksFrom && n > narrow ? { ...whole, tasks: true } : whole;
}

/** f32 elements of b in panels of eight or twelve columns, and what packing writes beyond them. */
const packedSize = (n: number, k: number): number => (n + 11) * k + 48;

export interface MatmulOptions {
  transposeA?: boolean;
  transposeB?: boolean;
  /** Added to every row. */
  bias?: Node;
}

/** a·b, [m, k] × [k, n]: with transposes of the operands as stored, and a bias [n]. */
export function matmul(a: Node, b: Node, { transposeA = false, transposeB = false, bias }: MatmulOptions = {}): Node {
  return a.graph.add(matmulOp, bias ? [a, b, bias] : [a, b], { transposeA, transposeB });
}
