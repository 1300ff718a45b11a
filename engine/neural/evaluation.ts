// Passes over rows that do not train: sums of loss and score, and what the network gives, in slices.

import type { Session, StepsResult } from "../core/executor";
import type { Graph } from "../core/graph";
import { type LossOptions, readSums, type Table, variables } from "./step";

/** Names of the two programs of a session over a table. */
export const programs = { train: "train", evaluate: "evaluate" } as const;

/** Quantities over rows, as `readSums` gives them. */
export type Sums = ReturnType<typeof readSums>;

export interface EvaluationOptions {
  session: Session;
  graphs: Readonly<{ evaluate: Graph }>;
  table: Table;
  loss: LossOptions;
}

/** Steps of one call into the executor take about this long. */
const callMilliseconds = 5;

/** One evaluation of some rows of the table. No other may begin on the same session before it is over. */
export class EvaluationPass {
  private step = 0;
  private stepMilliseconds = 1;

  constructor(
    private readonly options: EvaluationOptions,
    private readonly rows: Uint32Array,
  ) {
    options.session.write(variables.evaluationOrder, rows);
    options.session.write(variables.evaluationSums, [0, 0, 0]);
  }

  /** Goes on until `deadline` (by performance.now) at least; whether the pass is over. */
  run(deadline = Number.POSITIVE_INFINITY): boolean {
    const steps = Math.ceil(this.rows.length / this.options.graphs.evaluate.capacity);
    while (this.step < steps) {
      const wanted = Math.max(1, Math.floor(callMilliseconds / this.stepMilliseconds));
      const count = Math.min(steps - this.step, wanted);
      const begin = performance.now();
      this.call(this.step, count);
      const end = performance.now();
      this.stepMilliseconds = Math.max(1e-4, (end - begin) / count);
      this.step += count;
      if (end >= deadline) break;
    }
    return this.step >= steps;
  }

  sums(): Sums {
    const { session, table, loss } = this.options;
    return readSums(session.read(variables.evaluationSums), this.rows.length, table, loss);
  }

  /** What the network gave: [rows × outputs], as `variables.predictions` says. */
  predictions(): Float32Array {
    const { session, table } = this.options;
    return Float32Array.from(session.read(variables.predictions).subarray(0, this.rows.length * table.outputs));
  }

  /** Looks at every result of a whole pass for one that is not finite. */
  findFailure(): StepsResult["failed"] {
    const { session, table } = this.options;
    // What the pass that failed has left there.
    session.write(variables.predictions, new Float32Array((table.evaluated ?? table.rows) * table.outputs));
    return this.call(0, Math.ceil(this.rows.length / this.options.graphs.evaluate.capacity), true).failed;
  }

  private call(first: number, count: number, checkAll?: boolean): StepsResult {
    const { session } = this.options;
    return session.run(programs.evaluate, { seed: 0, rows: this.rows.length, first, count, index: 0, checkAll });
  }
}
