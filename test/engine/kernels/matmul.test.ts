// Matrix products of odd sizes, with every transpose, bias and activation, against double precision; whole and cut.

import assert from "node:assert/strict";
import { compile } from "../../../engine/core/compile";
import type { Values } from "../../../engine/core/executor";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { f32, i32 } from "../../../engine/core/shape";
import type { VectorKind } from "../../../engine/kernels/modules";
import { batch } from "../../../engine/ops/batch";
import { gather } from "../../../engine/ops/gather";
import { leakyRelu } from "../../../engine/ops/leakyRelu";
import { matmul } from "../../../engine/ops/matmul";
import { relu } from "../../../engine/ops/relu";
import { variable } from "../../../engine/ops/variable";
import { compute, oneStep } from "./compute";
import { executorOn, threadedExecutor, vectorKinds } from "./module";

const sizes = [1, 3, 4, 5, 8, 17, 33, 64, 257];
const tolerance = 1e-6;
/** From so many inner indices on, a product with the first operand transposed is a sum of partial sums. */
const partialFrom = 256;

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

const sameBits = (a: Values, b: Values): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

function assertClose(actual: Values, { product, magnitude }: ReturnType<typeof exactProduct>, what: string): void {
  const wrong = actual.findIndex((value, i) => !(Math.abs(value - product[i]) <= tolerance * magnitude[i]));
  assert.equal(wrong, -1, `${what}, element ${wrong}: ${actual[wrong]}, not ${product[wrong]}`);
}

const transposes = [0, 1, 2, 3].map((i) => ({ transposeA: i > 1, transposeB: i % 2 === 1 }));

/**
 * Checks one triple of sizes: all transposes give the product and, where none is a sum of partial sums, the same bits;
 * an activation that is applied to what is written gives what it gives afterwards.
 */
function check(m: number, n: number, k: number): void {
  const [a, b, bias] = [randomValues(m * k), randomValues(k * n), randomValues(n)];
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const declare = (name: string, shape: number[], initial: Float32Array): Node =>
    variable(graph, model.declare({ name, kind: "data", type: f32(shape), initial }));
  const as = [declare("a", [m, k], a), declare("aT", [k, m], transposed(a, m, k))];
  const bs = [declare("b", [k, n], b), declare("bT", [n, k], transposed(b, k, n))];
  const term = declare("bias", [n], bias);
  for (const [i, flags] of transposes.entries()) {
    const operands = [as[Number(flags.transposeA)], bs[Number(flags.transposeB)]] as const;
    graph.output(`plain${i}`, matmul(...operands, flags));
    graph.output(`biased${i}`, matmul(...operands, { ...flags, bias: term }));
    graph.output(`activated${i}`, leakyRelu(matmul(...operands, { ...flags, bias: term }), 0.25));
  }
  const exact = { plain: exactProduct(m, n, k, a, b), biased: exactProduct(m, n, k, a, b, bias) };
  for (const vector of vectorKinds) {
    const session = executorOn(vector, { poison: true }).open(model, { program: graph });
    session.run("program", oneStep);
    for (const kind of ["plain", "biased"] as const) {
      const first = session.output("program", `${kind}0`);
      for (const [i, { transposeA, transposeB }] of transposes.entries()) {
        const what = `${vector} ${kind} ${m}×${k}${transposeA ? "ᵀ" : ""}·${k}×${n}${transposeB ? "ᵀ" : ""}`;
        const actual = session.output("program", kind + i);
        assertClose(actual, exact[kind], what);
        const isPartial = transposeA && k >= partialFrom;
        if (!isPartial) assert.ok(sameBits(actual, first), `${what}: other bits than without transposes`);
      }
    }
    for (const i of transposes.keys()) {
      const wanted = session.output("program", `biased${i}`).map((x) => (x > 0 ? x : x / 4));
      assert.ok(sameBits(session.output("program", `activated${i}`), wanted), `${vector} activated ${m}×${n}×${k}`);
    }
  }
}

/** Rows of the batch times weights, for the first `rows` of the rows of `values`. */
function ofBatch(vector: VectorKind, values: Float32Array, weights: Float32Array, k: number, rows: number): Values {
  const n = weights.length / k;
  const count = values.length / k;
  const model = new Model();
  const graph = new Graph(model, { capacity: rows });
  const initial = Int32Array.from({ length: count }, (_, i) => i);
  const order = variable(graph, model.declare({ name: "order", kind: "data", type: i32([count]), initial }));
  const table = model.declare({ name: "values", kind: "data", type: f32([count, k]), initial: values });
  const x = gather(variable(graph, table), batch(order));
  const w = variable(graph, model.declare({ name: "w", kind: "data", type: f32([k, n]), initial: weights }));
  graph.output("product", matmul(x, w));
  const session = executorOn(vector).open(model, { program: graph });
  session.run("program", { ...oneStep, rows });
  return session.output("program", "product");
}

interface Operands {
  a: Float32Array;
  b: Float32Array;
  bias: Float32Array;
}

/** A product that is cut into tasks, on one thread and on several that share them; `values` serve every transpose. */
function byTasks(
  vector: VectorKind,
  [m, n, k]: readonly number[],
  values: Operands,
  flags: (typeof transposes)[number],
): Values[] {
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const declare = (name: keyof Operands, shape: number[]): Node =>
    variable(graph, model.declare({ name, kind: "state", type: f32(shape), initial: values[name] }));
  const a = declare("a", flags.transposeA ? [k, m] : [m, k]);
  const b = declare("b", flags.transposeB ? [n, k] : [k, n]);
  graph.output("product", relu(matmul(a, b, { ...flags, bias: declare("bias", [n]) })));
  assert.deepEqual(
    compile(graph).stages.map(({ kind }) => kind),
    ["tasks"],
  );
  return [executorOn(vector), threadedExecutor(vector, 3)].map((executor) => {
    const session = executor.open(model, { program: graph });
    session.run("program", oneStep);
    return session.output("program", "product");
  });
}

describe("matrix products", () => {
  for (const m of sizes) {
    it(`of ${m} rows`, () => {
      for (const n of sizes) for (const k of sizes) check(m, n, k);
    });
  }

  it("of sizes beside those of blocks, panels and parts", () => {
    check(101, 1030, 261);
    check(49, 13, 65);
    check(193, 25, 255);
    check(385, 23, 257);
    check(5, 505, 300);
    check(195, 509, 513);
    check(3, 1001, 600);
    check(2, 1001, 600);
    check(1, 300, 700);
    check(700, 1, 300);
    check(600, 8, 600);
  });

  it("of no terms", () => {
    for (const vector of vectorKinds) {
      const empty = { shape: [3, 0], values: [] };
      const bias = { shape: [2], values: [1, 2] };
      const both = compute(
        [empty, { shape: [0, 2], values: [] }, bias],
        ([a, b, c]) => matmul(a, b, { bias: c }),
        vector,
      );
      assert.deepEqual([...both], [1, 2, 1, 2, 1, 2]);
    }
  });

  it("add up over rows that are cut into parts", () => {
    const [m, n, k] = [65, 70, 5003];
    const [a, b] = [randomValues(m * k), randomValues(n * k)];
    const exact = exactProduct(m, n, k, a, b);
    const operands = [
      { shape: [k, m], values: transposed(a, m, k) },
      { shape: [k, n], values: b },
    ];
    for (const vector of vectorKinds) {
      const product = compute(operands, ([x, y]) => matmul(x, y, { transposeA: true }), vector);
      assertClose(product, exact, vector);
      // The activation of a sum is not the sum of activations.
      const activated = compute(operands, ([x, y]) => relu(matmul(x, y, { transposeA: true })), vector);
      assert.ok(
        sameBits(
          activated,
          Float32Array.from(product, (x) => Math.max(x, 0)),
        ),
        vector,
      );
      for (const columns of [1, 3]) {
        const right = b.filter((_, i) => i % n < columns);
        const narrow = [operands[0], { shape: [k, columns], values: right }];
        const actual = compute(narrow, ([x, y]) => matmul(x, y, { transposeA: true }), vector);
        assertClose(actual, exactProduct(m, columns, k, a, right), `${vector}, ${columns} columns`);
      }
    }
  });

  it("have the same rows whatever the number of rows in a batch and its parts", () => {
    for (const [k, n] of [
      [130, 77],
      [13, 3],
    ]) {
      const [values, weights] = [randomValues(3000 * k), randomValues(k * n)];
      for (const vector of vectorKinds) {
        const all = ofBatch(vector, values, weights, k, 3000);
        for (const rows of [1, 2, 37, 1000]) {
          const some = ofBatch(vector, values, weights, k, rows);
          assert.ok(sameBits(some, all.slice(0, rows * n)), `${vector}, ${rows} rows`);
        }
      }
    }
  });

  it("have the same bits as a whole and task by task on several threads", () => {
    for (const [m, n, k] of [
      [300, 601, 257],
      [1100, 300, 230],
      [3, 2000, 300],
    ]) {
      const values = { a: randomValues(m * k), b: randomValues(k * n), bias: randomValues(n) };
      for (const vector of vectorKinds) {
        for (const flags of transposes) {
          const [whole, cut] = byTasks(vector, [m, n, k], values, flags);
          assert.ok(whole.some((x) => x > 0) && sameBits(cut, whole), `${vector} ${m}×${n}×${k}`);
        }
      }
    }
  });
});
