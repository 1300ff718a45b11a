// Threads: whole trainings give the same bits on one and on several, small ones stay on one, and sessions let theirs go.

import assert from "node:assert/strict";
import { workloads } from "../../../engine/bench";
import type { Executor, Session } from "../../../engine/core/executor";
import type { Graph } from "../../../engine/core/graph";
import { executorOn, threadedExecutor, vectorKinds } from "./module";
import { contents, epochSteps, openTraining, trainingProgram } from "./training";

/** All variables after the steps with which a workload proves itself. */
async function trained(name: string, executor: Executor): Promise<string[]> {
  const opened: { session: Session; graph: Graph }[] = [];
  const spy: Executor = {
    ...executor,
    open(model, graphs) {
      const session = executor.open(model, graphs);
      opened.push({ session, graph: Object.values(graphs)[0] });
      return session;
    },
  };
  const { close } = await workloads.find((workload) => workload.name === name)!.prepare(spy);
  const { session, graph } = opened.at(-1)!;
  assert.equal(session.threads, executor.threads, "as many threads as there can be");
  const found = contents(session, graph);
  close?.();
  return found;
}

/** The two that take longest share the ops of the others, for which an even and an odd number of threads are tried. */
const trainings: readonly [name: string, counts: readonly number[]][] = [
  ["gan-mlp", [2, 3]],
  ["cnn-mnist", [2, 3]],
  ["gcn-cora", [2, 3]],
  ["denoise-cnn", [3]],
  ["dcgan-28", [3]],
];

describe("threads", () => {
  for (const vector of vectorKinds) {
    for (const [name, counts] of trainings) {
      it(`give ${name} the bits of one thread · ${vector}`, async () => {
        const one = await trained(name, executorOn(vector));
        for (const count of counts) assert.deepEqual(await trained(name, threadedExecutor(vector, count)), one);
      });
    }
  }

  it("are left alone by small programs", () => {
    assert.equal(openTraining(threadedExecutor("plain", 3)).threads, 1);
  });

  it("compute on where a session has let the others go", async () => {
    const graph = trainingProgram();
    const session = openTraining(threadedExecutor("plain", 2), graph);
    session.close();
    session.run("train", epochSteps(0, 1));
    assert.ok(Number.isFinite(session.output("train", "loss")[0]));
  });
});
