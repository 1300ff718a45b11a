// Hundreds of random programs with their gradients of both orders: every executor against the reference.

import assert from "node:assert/strict";
import type { Executor } from "../../../engine/core/executor";
import { shapeAt, sizeOf } from "../../../engine/core/shape";
import { executors } from "../executors";
import { runPoisoned } from "../kernels/freed";
import { smallParts } from "../kernels/module";
import { type Kind, kinds, randomProgram } from "./random-program";

/** Every output and variable after a full step and one that is not. */
function run(executor: Executor, kind: Kind, seed: number): Map<string, number[]> {
  const { graph, model, extent } = randomProgram(kind, seed);
  const session = executor.open(model, { program: graph });
  assert.equal(session.run("program", { seed, rows: graph.capacity + extent, first: 0, count: 2, index: 7 }).done, 2);
  const found = new Map<string, number[]>();
  for (const [name, { type }] of graph.outputs) {
    found.set(name, Array.from(session.output("program", name)).slice(0, sizeOf(shapeAt(type, extent))));
  }
  for (const { name } of model.variables) found.set(name, Array.from(session.read(name)));
  return found;
}

function assertNear(name: string, own: Iterable<number>, expected: ArrayLike<number>): void {
  let largest = 1;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]));
  let i = 0;
  for (const value of own) {
    const near = Math.abs(value - expected[i]) <= 1e-4 * largest;
    if (!near) assert.fail(`${name}, element ${i}: ${value} instead of ${expected[i]}`);
    i++;
  }
}

describe("random programs", () => {
  for (const kind of kinds) {
    for (let seed = 0; seed < kind.programs; seed++) {
      describe(`on ${kind.name}, number ${seed}`, () => {
        let reference: Map<string, number[]>;
        before(() => {
          reference = run(executors[0], kind, seed);
        });
        it("reads nothing that has been given free", () => {
          const { graph } = randomProgram(kind, seed);
          const session = executors[0].open(graph.model, { program: graph });
          session.run("program", { seed, rows: graph.capacity, first: 0, count: 1, index: 0 });
          for (const limits of [undefined, smallParts]) {
            for (const [name, own] of runPoisoned(graph, seed, limits)) {
              assertNear(name, own, session.output("program", name));
            }
          }
        });
        for (const executor of executors.slice(1)) {
          it(executor.id, () => {
            for (const [name, own] of run(executor, kind, seed)) assertNear(name, own, reference.get(name)!);
          });
        }
      });
    }
  }
});
