// Runs a program step by step and fills every buffer with NaN as soon as nobody reads it any more.

import { compile } from "../../../engine/core/compile";
import type { Graph, Node } from "../../../engine/core/graph";
import { initialValuesOf } from "../../../engine/core/model";
import { elementBytes, type Place, type PlacedInstruction, type Program } from "../../../engine/core/program";
import { sizeOf } from "../../../engine/core/shape";
import type { StageLimits } from "../../../engine/core/stages";
import { addressOf, layOut } from "../../../engine/kernels/layout";
import {
  instructionWords,
  rowsWord,
  seedWord,
  stageCountWord,
  stageEndWord,
  stageFirstWord,
  stagesWord,
  stageWords,
  stepCountWord,
  watchWord,
} from "../../../engine/kernels/tape";
import { writeProgram } from "../../../engine/kernels/write-tape";
import { kernels } from "./module";

/** Instructions that run together: one, or all of a stage that is cut. */
interface Step {
  stage: number;
  instructions: readonly PlacedInstruction[];
}

/** A stretch of working memory, in elements, and the step after which nobody reads it. */
interface Freed {
  offset: number;
  size: number;
  after: number;
}

const stepsOf = ({ stages }: Program): Step[] =>
  stages.flatMap(({ kind, instructions }, stage) =>
    kind === "whole" ? instructions.map((one) => ({ stage, instructions: [one] })) : [{ stage, instructions }],
  );

/**
 * Until when everything is read that instructions write: found from the instructions alone, so that it shares no bug
 * with the plan. Regions are left out.
 */
function freedBuffers({ graph, places, stages }: Program, steps: readonly Step[]): Freed[] {
  const now = new Map<number, Freed & { writer: Node }>();
  const freed: Freed[] = [];
  steps.forEach(({ instructions, stage }, step) => {
    const { slots } = stages[stage];
    for (const { node, inputs, output, slotSize } of instructions) {
      const reads = inputs.flatMap((place) => (place.in === "working" ? [place.offset] : []));
      for (const offset of reads) {
        const read = now.get(offset);
        if (read) read.after = step;
      }
      if (output.in !== "working") continue;
      const { offset } = output;
      const known = now.get(offset);
      if (known && (known.writer === node || reads.includes(offset))) known.after = step;
      else {
        const fresh = { offset, size: slotSize * slots || sizeOf(node.type.shape), after: step, writer: node };
        now.set(offset, fresh);
        freed.push(fresh);
      }
    }
  });
  const kept = new Set([...graph.outputs.values()].map((node) => places.get(node)!));
  const offsets = [...kept].flatMap((place) => (place.in === "working" ? [now.get(place.offset)] : []));
  return freed.filter((buffer) => !offsets.includes(buffer as Freed & { writer: Node }));
}

/** The outputs of a program after one full step in which what is freed was overwritten. */
export function runPoisoned(graph: Graph, seed: number, limits?: StageLimits): Map<string, Float32Array> {
  const program = compile(graph, { limits });
  const memory = new WebAssembly.Memory({ initial: 200 });
  const { exports } = new WebAssembly.Instance(kernels, { env: { memory } });
  const { run, freeFrom } = exports as unknown as { run(header: number, threads: number): number; freeFrom(): number };
  const layout = layOut([program], 1, freeFrom());
  writeProgram(memory.buffer, program, layout, 0);
  for (const variable of graph.model.variables) {
    const kind = variable.type.elements === "i32" ? Int32Array : Float32Array;
    const values = new kind(memory.buffer, layout.variables.get(variable.name)!, sizeOf(variable.type.shape));
    values.set(initialValuesOf(variable) ?? []);
  }
  const { header, stages, tape } = layout.programs[0];
  const words = new Int32Array(memory.buffer, header);
  words[rowsWord] = graph.capacity;
  words[stepCountWord] = 1;
  words[watchWord] = -1;
  words[stageCountWord] = 1;
  words[seedWord] = seed;
  const steps = stepsOf(program);
  const freed = freedBuffers(program, steps);
  let at = tape;
  steps.forEach(({ stage, instructions }, step) => {
    const address = stages + stage * stageWords * elementBytes;
    const record = new Int32Array(memory.buffer, address, stageWords);
    record[stageFirstWord] = at;
    at += instructions.length * instructionWords * elementBytes;
    record[stageEndWord] = at;
    words[stagesWord] = address;
    run(header, 1);
    for (const { offset, size, after } of freed) {
      const from = layout.working + offset * elementBytes;
      if (after === step) new Float32Array(memory.buffer, from, size).fill(Number.NaN);
    }
  });
  const valuesAt = (place: Place, node: Node): Float32Array =>
    new Float32Array(memory.buffer, addressOf(layout, place), sizeOf(node.type.shape)).slice();
  return new Map([...graph.outputs].map(([name, node]) => [name, valuesAt(program.places.get(node)!, node)]));
}
