// What the hidden layers of a finished network on a table give of other rows.

import type { Executor, Session } from "../../core/executor";
import { Graph } from "../../core/graph";
import { Model } from "../../core/model";
import type { TensorFile } from "../../export/safetensors";
import { hiddenLayers, type NetworkOptions } from "../../neural/network";
import { modelVariable, Scope } from "../../neural/scope";
import { batchRows, variables } from "../../neural/step";
import { gather } from "../../ops/gather";

/** Rows of a step. */
const stepRows = 512;
const program = "hidden";

/** The hidden layers in a session of its own, which `close` ends. */
export class HiddenNetwork {
  /** Numbers that they give of a row. */
  readonly width: number;
  private readonly session: Session;

  /** `features`: columns of the rows as the network takes them. */
  constructor(
    private readonly features: number,
    { layers, bias }: Pick<NetworkOptions, "layers" | "bias">,
    weights: TensorFile["tensors"],
    executor: Executor,
  ) {
    const model = new Model();
    const graph = new Graph(model, { capacity: stepRows });
    const table = modelVariable(graph, "data", variables.features, [stepRows, features]);
    const rows = gather(table, batchRows(graph, { rows: stepRows }, variables.evaluationOrder));
    const hidden = graph.output(program, hiddenLayers(new Scope(graph, "evaluate", 0), rows, layers, bias));
    this.width = hidden.type.shape[1];
    this.session = executor.open(model, { [program]: graph });
    for (const [name, { values }] of weights) if (model.find(name)) this.session.write(name, values);
    this.session.write(
      variables.evaluationOrder,
      Int32Array.from({ length: stepRows }, (_, row) => row),
    );
  }

  /** Calls `take` with what the rows of `values` [rows × features] give, `width` numbers each, step after step. */
  async each(
    values: Float32Array,
    breathe: () => Promise<void>,
    take: (given: Float32Array, row: number) => void,
  ): Promise<void> {
    const { session, features, width } = this;
    const rows = values.length / features;
    for (let from = 0; from < rows; from += stepRows) {
      const count = Math.min(stepRows, rows - from);
      session.write(variables.features, values.subarray(from * features, (from + count) * features));
      session.run(program, { seed: 0, rows: count, first: 0, count: 1, index: 0 });
      take(Float32Array.from(session.output(program, program).subarray(0, count * width)), from);
      await breathe();
    }
  }

  close(): void {
    this.session.close();
  }
}
