// The reference executor: interprets the graph itself in double precision, so that it shares no bug with compiler or tape.

import type { Executor, Session, Steps, StepsResult } from "../core/executor";
import type { Graph, Node } from "../core/graph";
import { liveNodes } from "../core/live";
import { initialValuesOf, type Model } from "../core/model";
import type { StepContext } from "../core/op";
import { shapeAt, sizeOf } from "../core/shape";

export const referenceExecutor: Executor = {
  id: "reference",
  threads: 1,
  open: (model, graphs) => new ReferenceSession(model, graphs),
};

class ReferenceSession implements Session {
  readonly threads = 1;
  private readonly variables = new Map<string, Float64Array>();
  private readonly outputs = new Map<string, Float64Array>();

  constructor(
    model: Model,
    private readonly graphs: Readonly<Record<string, Graph>>,
  ) {
    for (const variable of model.variables) {
      const initial = initialValuesOf(variable);
      const values = initial ? Float64Array.from(initial) : new Float64Array(sizeOf(variable.type.shape));
      this.variables.set(variable.name, values);
    }
  }

  get bytes(): number {
    return [...this.variables.values()].reduce((sum, values) => sum + values.byteLength, 0);
  }

  instructionCount(program: string): number {
    return liveNodes(this.graphs[program]).length;
  }

  write(variable: string, values: ArrayLike<number>, offset = 0): void {
    this.find(variable).set(values, offset);
  }

  read(variable: string): Float64Array {
    return this.find(variable).slice();
  }

  output(program: string, name: string): Float64Array {
    const values = this.outputs.get(`${program}/${name}`)!;
    const padded = new Float64Array(sizeOf(this.graphs[program].outputs.get(name)!.type.shape));
    padded.set(values);
    return padded;
  }

  close(): void {}

  run(program: string, steps: Steps): StepsResult {
    const graph = this.graphs[program];
    for (let done = 0; done < steps.count; done++) {
      const start = (steps.first + done) * graph.capacity;
      const scalars = Object.entries(steps.scalars ?? {}).map(([name, values]) => [name, values[done]]);
      const failed = this.step(program, graph, steps, {
        seed: steps.seed,
        index: steps.index + done,
        start,
        extent: Math.min(graph.capacity, steps.rows - start),
        scalars: Object.fromEntries(scalars),
      });
      if (failed) return { done, failed: { op: failed.op.name, label: failed.label, nodeId: failed.id } };
    }
    return { done: steps.count };
  }

  /** Runs one step; the node that was not finite, if one that is checked was. */
  private step(program: string, graph: Graph, { watch, checkAll }: Steps, step: StepContext): Node | undefined {
    const values = new Map<Node, Float64Array>();
    const watched = watch === undefined ? undefined : graph.outputs.get(watch);
    for (const node of liveNodes(graph)) {
      const shape = shapeAt(node.type, step.extent);
      const inputs = node.inputs.map((input) => values.get(input)!);
      let output: Float64Array;
      if (node.op.name === "variable") {
        output = this.find(String(node.attributes.name));
      } else {
        // An alias is its input under another shape, also when that is a variable which changes later.
        const sharesInput = node.op.inPlace || node.op.lower(node) === "alias";
        output = sharesInput ? inputs[0] : new Float64Array(sizeOf(shape));
        const inputShapes = node.inputs.map((input) => shapeAt(input.type, step.extent));
        node.op.evaluate({ attributes: node.attributes, inputs, inputShapes, output, shape, step });
      }
      values.set(node, output);
      if ((checkAll || node === watched) && !output.every(Number.isFinite)) return node;
    }
    for (const [name, node] of graph.outputs) this.outputs.set(`${program}/${name}`, values.get(node)!);
    return undefined;
  }

  private find(variable: string): Float64Array {
    const values = this.variables.get(variable);
    if (!values) throw new Error(`The model has no variable named ${variable}.`);
    return values;
  }
}
