// Matrix products of odd sizes, with every transpose and with a bias, against double precision.

import assert from "node:assert/strict";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { f32 } from "../../../engine/core/shape";
import { wasmExecutor } from "../../../engine/kernels/wasm";
import { matmul } from "../../../engine/ops/matmul";
import { variable } from "../../../engine/ops/variable";
import { oneStep } from "./compute";
import { kernels } from "./module";

const sizes = [1, 3, 4, 5, 8, 17, 33, 64, 257];
const tolerance = 1e-6;

const random = new Random(5);
const randomValues = (length: number) => Float32Array.from({ length }, () => random.uniform() * 2 - 1);

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = values[i * columns + j];
  return result;
}

/** a·b + bias in double precision, and for each element the sum of the magnitudes of its terms. */
function exactProduct(m: number, n: number, k: number, a: Float32Array, b: Float32Array, bias?: Float32Array) {
  const product = new Float64Array(m * n);
  const magnitude = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      product[i * n + j] = bias ? bias[j] : 0;
      magnitude[i * n + j] = Math.abs(product[i * n + j]);
    }
    for (let l = 0; l < k; l++) {
      for (let j = 0, left = a[i * k + l]; j < n; j++) {
        const term = left * b[l * n + j];
        product[i * n + j] += term;
        magnitude[i * n + j] += Math.abs(term);
      }
    }
  }
  return { product, magnitude };
}

/** Checks one triple of sizes: all transposes give the same bits, which are the product. */
function check(m: number, n: number, k: number): void {
  const [a, b, bias] = [randomValues(m * k), randomValues(k * n), randomValues(n)];
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const declare = (name: string, shape: number[], initial: Float32Array): Node =>
    variable(graph, model.declare({ name, kind: "data", type: f32(shape), initial }));
  const as = [declare("a", [m, k], a), declare("aT", [k, m], transposed(a, m, k))];
  const bs = [declare("b", [k, n], b), declare("bT", [n, k], transposed(b, k, n))];
  const term = declare("bias", [n], bias);
  for (const [i, left] of as.entries()) {
    for (const [j, right] of bs.entries()) {
      const transposes = { transposeA: i === 1, transposeB: j === 1 };
      graph.output(`plain${i}${j}`, matmul(left, right, transposes));
      graph.output(`biased${i}${j}`, matmul(left, right, { ...transposes, bias: term }));
    }
  }
  const session = wasmExecutor(kernels).open(model, { program: graph });
  session.run("program", oneStep);
  for (const kind of ["plain", "biased"]) {
    const { product, magnitude } = exactProduct(m, n, k, a, b, kind === "biased" ? bias : undefined);
    const actual = session.output("program", `${kind}00`);
    const wrong = actual.findIndex((value, i) => !(Math.abs(value - product[i]) <= tolerance * magnitude[i]));
    assert.equal(wrong, -1, `${kind} ${m}×${k}·${k}×${n}, element ${wrong}: ${actual[wrong]}, ${product[wrong]}`);
    for (const which of ["01", "10", "11"]) {
      const other = session.output("program", kind + which);
      assert.ok(Buffer.from(other.buffer).equals(Buffer.from(actual.buffer)), `${kind}${which} ${m} ${n} ${k}`);
    }
  }
}

describe("matrix products", () => {
  for (const m of sizes) {
    it(`of ${m} rows`, () => {
      for (const n of sizes) for (const k of sizes) check(m, n, k);
    });
  }

  it("over several blocks of each operand", () => {
    check(101, 1030, 261);
  });

  it("that no workspace holds transposed", () => {
    check(2, 1001, 600);
  });
});
