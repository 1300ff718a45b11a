// A compiled program as words in linear memory, with absolute addresses.

import type { Node } from "../core/graph";
import type { Dimension } from "../core/op";
import { elementBytes, type PlacedInstruction, type Program } from "../core/program";
import { elementCount } from "../ops/elementwise";
import { addressOf, type Layout } from "./layout";
import { Opcode } from "./opcodes";
import {
  capacityWord,
  checkedAddressWord,
  checkedWord,
  dimensionLimit,
  dimensionWord,
  dynamicWord,
  firstPartWord,
  inputLimit,
  inputWord,
  instructionCountWord,
  instructionWords,
  nodeWord,
  opcodeWord,
  outputWord,
  perUnitWord,
  scalarCountWord,
  scalarLimit,
  scalarTableWord,
  scalarWord,
  scratchWord,
  tapeWord,
  workspaceWord,
} from "./tape";

/** Writes the header and the instructions of the session's program number `index`. */
export function writeProgram(buffer: ArrayBuffer, program: Program, layout: Layout, index: number): void {
  const { header, tape, scalars } = layout.programs[index];
  const words = new Int32Array(buffer, header);
  words[tapeWord] = tape;
  words[instructionCountWord] = program.instructions.length;
  words[capacityWord] = program.graph.capacity;
  words[scalarTableWord] = scalars;
  words[scalarCountWord] = program.scalars.length;
  words[workspaceWord] = layout.workspace;
  program.instructions.forEach((placed, at) => {
    const view = new DataView(buffer, tape + at * instructionWords * elementBytes, instructionWords * elementBytes);
    // An op of several instructions has its whole result only after the last of them.
    const complete = program.instructions[at + 1]?.node !== placed.node;
    writeInstruction(view, placed, program, layout, complete);
  });
}

function writeInstruction(
  view: DataView,
  { node, instruction, scratchOffset }: PlacedInstruction,
  program: Program,
  layout: Layout,
  complete: boolean,
): void {
  const { opcode, inputs, scalars = [], outputOffset = 0, inputOffset = 0, scratch, units } = instruction;
  const dimensions =
    opcode === Opcode.StepScalar ? [program.scalars.indexOf(String(node.attributes.name))] : instruction.dimensions;
  if (inputs.length > inputLimit || dimensions.length > dimensionLimit || scalars.length > scalarLimit) {
    throw new Error(`An instruction of ${node.op.name} has more operands than fit.`);
  }
  const set = (word: number, value: number) => view.setUint32(word * elementBytes, value, true);
  const address = (operand: Node) => addressOf(layout, program.places.get(operand)!);
  set(opcodeWord, opcode);
  set(firstPartWord, 1);
  set(nodeWord, node.id);
  set(outputWord, address(node) + outputOffset * elementBytes);
  inputs.forEach((operand, i) => {
    set(inputWord + i, address(operand) + (i === 0 ? inputOffset : 0) * elementBytes);
  });
  if (scratch) set(scratchWord, layout.working + scratchOffset * elementBytes);
  let dynamic = 0;
  const setDimension = (i: number, dimension: Dimension) => {
    if (typeof dimension === "number") return set(dimensionWord + i, dimension);
    if (units !== undefined) return set(dimensionWord + i, dimension.perUnit * units);
    dynamic |= 1 << i;
    set(perUnitWord + i, dimension.perUnit);
  };
  dimensions.forEach((dimension, i) => {
    setDimension(i, dimension);
  });
  set(checkedAddressWord, address(node));
  if (complete && node.type.elements === "f32") setDimension(checkedWord - dimensionWord, elementCount(node.type));
  set(dynamicWord, dynamic);
  scalars.forEach((value, i) => {
    view.setFloat64((scalarWord + 2 * i) * elementBytes, value, true);
  });
}
