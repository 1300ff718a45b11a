// Runs one case of an op on an executor, measures it against the reference, and its gradients against differences.

import assert from "node:assert/strict";
import type { Executor, Session, Steps } from "../../../engine/core/executor";
import { gradient } from "../../../engine/core/gradient";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { f32, i32, type Shape, shapeAt, sizeOf } from "../../../engine/core/shape";
import { referenceExecutor } from "../../../engine/kernels/reference";
import { add } from "../../../engine/ops/add";
import { batch } from "../../../engine/ops/batch";
import { gather } from "../../../engine/ops/gather";
import { multiply } from "../../../engine/ops/multiply";
import { sum } from "../../../engine/ops/sum";
import { variable } from "../../../engine/ops/variable";

export interface Input {
  /** At capacity. */
  shape: Shape;
  /** Row-major, at capacity; rounded to f32 unless integers. */
  values: readonly number[];
  batched?: boolean;
  integers?: boolean;
}

export interface Case {
  name: string;
  inputs: readonly Input[];
  build(inputs: readonly Node[], graph: Graph): Node;
  /** Rows of the batch at run time; all unless said. */
  extent?: number;
  /** The step within the epoch; 0 unless said. */
  step?: number;
  /** Rows at most, where no input is batched. */
  capacity?: number;
  scalars?: Readonly<Record<string, number>>;
  /** Relative to |b| + Σ|terms|. */
  tolerance: number;
  /** Σ|terms| of each element of the result, for sums; zero without. */
  terms?(inputs: readonly Node[]): Node;
  /** What the result must be, computed by hand or by PyTorch, within `tolerance` on every executor. */
  expected?: readonly number[];
  /** Whether gradients are held against differences; not at kinks, poles and infinities. */
  smooth?: boolean;
}

/** Tolerances of DESIGN §3: results that are exact, plain arithmetic, and everything with a series in it. */
export const exact = 0;
export const arithmetic = 1e-6;
export const transcendental = 1e-5;

/** The smallest normal f32, below which a result of a series may be flushed to zero; and the smallest of all. */
const smallestNormal = 2 ** -126;
const smallest = 2 ** -149;

const seed = 11;
const program = "case";

/** Uniform values in [low, high), rounded to f32. */
export function values(shape: Shape, low = -2, high = 2, stream = 0): number[] {
  const random = new Random(seed, stream + 1000 * sizeOf(shape));
  return Array.from({ length: sizeOf(shape) }, () => Math.fround(low + (high - low) * random.uniform()));
}

export const tensor = (shape: Shape, content: readonly number[] = values(shape)): Input => ({ shape, values: content });
export const rows = (shape: Shape, content: readonly number[] = values(shape)): Input => ({
  shape,
  values: content,
  batched: true,
});
export const integers = (shape: Shape, content: readonly number[]): Input => ({
  shape,
  values: content,
  integers: true,
});

const capacityOf = ({ inputs, capacity }: Case): number =>
  inputs.find(({ batched }) => batched)?.shape[0] ?? capacity ?? 1;
const extentOf = (test: Case): number => test.extent ?? capacityOf(test);

/** A model and a graph with a case's inputs: `x0`, `x1`, … are variables, batched ones are gathered from them. */
function prepare(test: Case): { graph: Graph; inputs: Node[] } {
  const capacity = capacityOf(test);
  const model = new Model();
  const graph = new Graph(model, { capacity });
  const length = ((test.step ?? 0) + 1) * capacity;
  const order = model.declare({
    name: "order",
    kind: "data",
    type: i32([length]),
    initial: Array.from({ length }, (_, i) => i % capacity),
  });
  const indices = test.inputs.some(({ batched }) => batched) ? batch(variable(graph, order)) : undefined;
  const inputs = test.inputs.map((input, index) => feed(graph, `x${index}`, input, indices));
  return { graph, inputs };
}

function feed(graph: Graph, name: string, { shape, values: initial, batched, integers }: Input, indices?: Node): Node {
  const type = integers ? i32(shape) : f32(shape);
  const node = variable(graph, graph.model.declare({ name, kind: "data", type, initial: initial.map(Math.fround) }));
  return batched ? gather(node, indices!) : node;
}

function run(session: Session, test: Case, index = 3): void {
  const first = test.step ?? 0;
  const scalars = Object.fromEntries(Object.entries(test.scalars ?? {}).map(([name, value]) => [name, [value]]));
  const steps: Steps = { seed, rows: first * capacityOf(test) + extentOf(test), first, count: 1, index, scalars };
  assert.equal(session.run(program, steps).done, 1);
}

/** The elements that are there at run time. */
function read(session: Session, graph: Graph, name: string, extent: number): number[] {
  const { type } = graph.outputs.get(name)!;
  return Array.from(session.output(program, name)).slice(0, sizeOf(shapeAt(type, extent)));
}

/** The graph of a case, its result the output `result`. */
export function graphOf(test: Case): Graph {
  const { graph, inputs } = prepare(test);
  graph.output("result", test.build(inputs, graph));
  return graph;
}

/** Keeps what was made of a case while tests of the same case follow each other. */
function keepLast<T>(make: (test: Case) => T): (test: Case) => T {
  let last: { test: Case; made: T } | undefined;
  return (test) => {
    if (last?.test !== test) last = { test, made: make(test) };
    return last.made;
  };
}

/** Result of a case, and the contents of its variables afterwards. */
function evaluate(executor: Executor, test: Case): { result: number[]; variables: number[][]; terms: number[] } {
  const { graph, inputs } = prepare(test);
  if (test.terms) graph.output("terms", test.terms(inputs));
  graph.output("result", test.build(inputs, graph));
  const session = executor.open(graph.model, { [program]: graph });
  run(session, test);
  const variables = test.inputs.map((_, index) => Array.from(session.read(`x${index}`)));
  const terms = test.terms ? read(session, graph, "terms", extentOf(test)) : [];
  return { result: read(session, graph, "result", extentOf(test)), variables, terms };
}

/** Asserts |a − b| ≤ tolerance·(|b| + terms), and the same infinities and NaN. */
export function assertClose(
  actual: readonly number[],
  expected: readonly number[],
  { tolerance, terms, what = "" }: { tolerance: number; terms?: (index: number) => number; what?: string },
): void {
  assert.equal(actual.length, expected.length, `${what}: number of elements`);
  actual.forEach((a, index) => {
    const b = Math.fround(expected[index]);
    const floor = tolerance >= transcendental ? smallestNormal : tolerance > 0 ? smallest : 0;
    const bound = tolerance * (Math.abs(expected[index]) + (terms?.(index) ?? 0)) + floor;
    const close = Number.isFinite(b) ? Math.abs(a - expected[index]) <= bound : Object.is(Math.fround(a), b);
    if (close || a === b) return;
    assert.fail(`${what} element ${index}: ${a} instead of ${expected[index]}, bound ${bound}`);
  });
}

const referenceOf = keepLast((test) => evaluate(referenceExecutor, test));

/** The executor's result, and what it leaves in the variables, against the reference and the expected values. */
export function checkResult(executor: Executor, test: Case): void {
  const reference = referenceOf(test);
  const own = executor === referenceExecutor ? reference : evaluate(executor, test);
  const terms = (index: number): number => reference.terms[index] ?? 0;
  if (test.expected) assertClose(own.result, test.expected, { tolerance: test.tolerance, terms, what: "expected" });
  assertClose(own.result, reference.result, { tolerance: test.tolerance, terms, what: "result" });
  own.variables.forEach((content, index) => {
    const before = (element: number): number => Math.abs(test.inputs[index].values[element]);
    const options = { tolerance: test.tolerance, terms: before, what: `variable ${index}` };
    assertClose(content, reference.variables[index], options);
  });
}

const gradientCheck = 1e-4;
const difference = 1e-5;

/**
 * With weights r, the gradients g of Σ r·y, and the gradients h of Σ r·g: as outputs g0, …, h0, …, of the graph whose
 * outputs `first` and `second` are the two sums.
 */
function withGradients(test: Case): { graph: Graph; targets: number[] } {
  const { graph, inputs } = prepare(test);
  const targets = test.inputs.flatMap(({ integers }, index) => (integers ? [] : [index]));
  const nodes = targets.map((index) => inputs[index]);
  const indices = graph.nodes.find(({ op }) => op.name === "batch");
  const weigh = (node: Node, name: string): Node => {
    const { shape, batched } = node.type;
    const weights = feed(graph, name, { shape, batched, values: values(shape, 0.5, 1.5, name.length) }, indices);
    return sum(multiply(node, weights));
  };
  const first = graph.output("first", weigh(test.build(inputs, graph), "weights"));
  const gradients = gradient(first, nodes);
  gradients.forEach((node, i) => {
    graph.output(`g${i}`, node);
  });
  const second = graph.output(
    "second",
    gradients.map((node, i) => weigh(node, `weights${i}`)).reduce((a, b) => add(a, b)),
  );
  gradient(second, nodes).forEach((node, i) => {
    graph.output(`h${i}`, node);
  });
  return { graph, targets };
}

/** Gradients of first and second order against central differences, in double precision. */
export function checkGradients(test: Case): void {
  const { graph, targets } = withGradients(test);
  const session = referenceExecutor.open(graph.model, { [program]: graph });
  run(session, test);
  const extent = extentOf(test);
  const analytic = targets.map((_, i) => [
    read(session, graph, `g${i}`, extent),
    read(session, graph, `h${i}`, extent),
  ]);
  const random = new Random(seed);
  targets.forEach((target, i) => {
    const content = test.inputs[target].values;
    const there = analytic[i][0].length;
    const chosen = there <= 12 ? [...Array(there).keys()] : Array.from({ length: 12 }, () => random.integer(there));
    for (const element of chosen) {
      const at = (value: number): number[] => {
        session.write(`x${target}`, [value], element);
        run(session, test);
        return ["first", "second"].map((name) => read(session, graph, name, extent)[0]);
      };
      const above = at(content[element] + difference);
      const below = at(content[element] - difference);
      session.write(`x${target}`, [content[element]], element);
      for (const order of [0, 1]) {
        const slope = (above[order] - below[order]) / (2 * difference);
        const own = analytic[i][order][element];
        const bound = gradientCheck * (1 + Math.abs(slope));
        const what = `order ${order + 1}, input ${target}, element ${element}`;
        assert.ok(Math.abs(own - slope) <= bound, `${what}: ${own}, by differences ${slope}`);
      }
    }
  });
}

/** The gradients of both orders, one after the other, of each input in turn. */
function gradientsOf(executor: Executor, test: Case): number[][] {
  const { graph, targets } = withGradients(test);
  const session = executor.open(graph.model, { [program]: graph });
  run(session, test);
  return targets.flatMap((_, i) => ["g", "h"].map((order) => read(session, graph, `${order}${i}`, extentOf(test))));
}

const referenceGradientsOf = keepLast((test) => gradientsOf(referenceExecutor, test));

/** The executor's gradients of both orders against the reference's. */
export function checkGradientResults(executor: Executor, test: Case): void {
  const reference = referenceGradientsOf(test);
  gradientsOf(executor, test).forEach((content, index) => {
    const largest = Math.max(...reference[index].map(Math.abs));
    assertClose(content, reference[index], { tolerance: 1e-4, terms: () => largest, what: `gradient ${index}` });
  });
}
