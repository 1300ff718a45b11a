// Every op on every executor against the reference, and every gradient against finite differences.

import assert from "node:assert/strict";
import { compile } from "../../../engine/core/compile";
import { gradient } from "../../../engine/core/gradient";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { instructionsOf } from "../../../engine/core/program";
import { f32 } from "../../../engine/core/shape";
import { Opcode } from "../../../engine/kernels/opcodes";
import { type OpName, opTable } from "../../../engine/ops";
import { sum } from "../../../engine/ops/sum";
import { variable } from "../../../engine/ops/variable";
import { executors } from "../executors";
import { cases } from "./cases";
import { checkGradientResults, checkGradients, checkResult, graphOf } from "./harness";

const names = Object.keys(opTable) as OpName[];

describe("ops", () => {
  for (const name of names) {
    describe(name, () => {
      it("is named as in the table", () => assert.equal(opTable[name].name, name));
      it("has cases that contain it", () => {
        assert.ok(cases[name].some((test) => graphOf(test).nodes.some(({ op }) => op.name === name)));
        assert.ok(
          cases[name].some(({ expected }) => expected),
          "one with expected values",
        );
      });
      if (typeof opTable[name].gradient === "function") {
        it("has a case that checks its gradient", () => assert.ok(cases[name].some(({ smooth }) => smooth)));
      }
      if (opTable[name].gradient === "refused") {
        it("refuses to be differentiated by name", () => {
          const graph = graphOf(cases[name][0]);
          const result = graph.outputs.get("result")!;
          assert.throws(
            () => gradient(sum(result), [graph.nodes.find(isVariable)!]),
            new RegExp(`^Error: ${name} has`),
          );
        });
      }
      for (const test of cases[name]) {
        for (const executor of executors) {
          it(`${test.name} · ${executor.id}`, () => checkResult(executor, test));
        }
        if (!test.smooth) continue;
        it(`${test.name} · gradients by differences`, () => checkGradients(test));
        for (const executor of executors.slice(1)) {
          it(`${test.name} · gradients · ${executor.id}`, () => checkGradientResults(executor, test));
        }
      }
    });
  }

  it("lower to every instruction that there is", () => {
    const lowered = new Set(
      names.flatMap((name) =>
        cases[name].flatMap((test) =>
          instructionsOf(compile(graphOf(test))).map(({ instruction }) => instruction.opcode),
        ),
      ),
    );
    const all = Object.values(Opcode).filter((value) => typeof value === "number");
    assert.deepEqual(
      all.filter((opcode) => !lowered.has(opcode)).map((opcode) => Opcode[opcode]),
      [],
    );
  });

  it("write into variables only", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    const node = variable(graph, model.declare({ name: "x", kind: "data", type: f32([1]) }));
    for (const name of names.filter((each) => opTable[each].inPlace)) {
      assert.throws(() => cases[name][0].build([sum(node), node, node, node], graph), /writes into variables only/);
    }
  });
});

const isVariable = ({ op }: Node): boolean => op.name === "variable" && op.gradient === "none";
