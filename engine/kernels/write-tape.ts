// A compiled program as words in linear memory, with absolute addresses.

import type { Dimension } from "../core/op";
import {
  elementBytes,
  instructionsOf,
  type Place,
  type PlacedInstruction,
  type PlacedStage,
  type Program,
} from "../core/program";
import { sizeOf } from "../core/shape";
import { rowElements } from "../ops/units";
import { addressOf, type Layout } from "./layout";
import { Opcode } from "./opcodes";
import {
  activationScalar,
  activationWord,
  capacityWord,
  checkedAddressWord,
  checkedWord,
  copiesWord,
  dimensionLimit,
  dimensionWord,
  dynamicWord,
  firstPartWord,
  headerWords,
  inputLimit,
  inputWord,
  instructionCountWord,
  instructionWords,
  nodeWord,
  opcodeWord,
  outputWord,
  partialWord,
  perUnitWord,
  regionWord,
  scalarCountWord,
  scalarLimit,
  scalarTableWord,
  scalarWord,
  scratchWord,
  slotBytesWord,
  stageCountWord,
  stageEndWord,
  stageFirstWord,
  stageKindWord,
  stageParts,
  stageRegionWord,
  stagesWord,
  stageTasks,
  stageUnitsPerPartWord,
  stageUnitsPerSlotWord,
  stageUnitsWord,
  stageWhole,
  stageWords,
  syncWord,
  tapeWord,
  unitBytesWord,
  unitsWord,
  workspaceWord,
} from "./tape";

const instructionBytes = instructionWords * elementBytes;
const stageKinds = { whole: stageWhole, parts: stageParts, tasks: stageTasks };

/** Writes the header, the stages and the instructions of the session's program number `index`. */
export function writeProgram(buffer: ArrayBufferLike, program: Program, layout: Layout, index: number): void {
  const { header, tape, once, stages, scalars } = layout.programs[index];
  const instructions = instructionsOf(program);
  const words = new Int32Array(buffer, header);
  words[tapeWord] = tape;
  words[instructionCountWord] = instructions.length;
  words[stagesWord] = stages;
  words[stageCountWord] = program.stages.length;
  words[capacityWord] = program.graph.capacity;
  words[scalarTableWord] = scalars;
  words[scalarCountWord] = program.scalars.length;
  words[workspaceWord] = layout.workspace;
  words[syncWord] = layout.sync;
  words[copiesWord] = layout.threads + headerWords * elementBytes;
  // An op of several instructions has its whole result only after the last of them.
  const last = new Map(instructions.map((placed) => [placed.node, placed]));
  const addressAt = (place: Place): number => addressOf(layout, index, place);
  let at = tape;
  const write = (written: readonly PlacedStage[], address: number): void => {
    written.forEach((stage, position) => {
      writeStage(new Int32Array(buffer, address + position * stageWords * elementBytes), stage, at);
      for (const placed of stage.instructions) {
        const view = new DataView(buffer, at, instructionBytes);
        writeInstruction(view, placed, program, addressAt, last.get(placed.node) === placed);
        if (placed.instruction.scratch) {
          const scratch = layout.working + placed.scratchOffset * elementBytes;
          view.setUint32(scratchWord * elementBytes, scratch, true);
        }
        at += instructionBytes;
      }
    });
  };
  write(program.once, once);
  write(program.stages, stages);
}

/** A number of units as its word: one more, since 0 stands for the rows of the batch. */
const wordOfUnits = (units: number | undefined): number => (units === undefined ? 0 : units + 1);

/** Elements of a result that a check looks at: of a part its own, where the result is made in parts. */
function checkedElements({ node: { type }, instruction: { parts } }: PlacedInstruction): Dimension {
  if (type.batched) return { perUnit: rowElements(type) };
  return parts?.[0] ? { perUnit: parts[0] } : sizeOf(type.shape);
}

function writeStage(words: Int32Array, stage: PlacedStage, first: number): void {
  words[stageFirstWord] = first;
  words[stageEndWord] = first + stage.instructions.length * instructionBytes;
  words[stageKindWord] = stageKinds[stage.kind];
  words[stageUnitsWord] = wordOfUnits(stage.units);
  words[stageUnitsPerPartWord] = stage.unitsPerPart;
  words[stageUnitsPerSlotWord] = stage.unitsPerSlot;
  words[stageRegionWord] = stage.regionSize * elementBytes;
}

function writeInstruction(
  view: DataView,
  placed: PlacedInstruction,
  program: Program,
  addressOf: (place: Place) => number,
  complete: boolean,
): void {
  const { node, instruction, activation, output, inputs, slotSize } = placed;
  const { opcode, scalars = [], outputOffset = 0, inputOffset = 0, units, parts = [] } = instruction;
  const dimensions =
    opcode === Opcode.StepScalar ? [program.scalars.indexOf(String(node.attributes.name))] : instruction.dimensions;
  if (inputs.length > inputLimit || dimensions.length > dimensionLimit || scalars.length > scalarLimit) {
    throw new Error(`An instruction of ${node.op.name} has more operands than fit.`);
  }
  const set = (word: number, value: number) => view.setUint32(word * elementBytes, value, true);
  const setScalar = (position: number, value: number) =>
    view.setFloat64((scalarWord + 2 * position) * elementBytes, value, true);
  const outputAddress = addressOf(output);
  set(opcodeWord, opcode);
  set(nodeWord, node.id);
  set(unitsWord, wordOfUnits(units));
  set(firstPartWord, 1);
  set(outputWord, outputAddress + outputOffset * elementBytes);
  inputs.forEach((place, i) => {
    set(inputWord + i, addressOf(place) + (i === 0 ? inputOffset : 0) * elementBytes);
  });
  let region = 0;
  [output, ...inputs].forEach((place, i) => {
    if (place.in === "region") region |= 1 << i;
    else set(unitBytesWord + i, (parts[i] ?? 0) * elementBytes);
  });
  set(regionWord, region);
  set(partialWord, Number(instruction.partial ?? false));
  set(slotBytesWord, slotSize * elementBytes);
  let dynamic = 0;
  const setDimension = (i: number, dimension: Dimension) => {
    if (typeof dimension === "number") return set(dimensionWord + i, dimension);
    dynamic |= 1 << i;
    set(perUnitWord + i, dimension.perUnit);
  };
  dimensions.forEach((dimension, i) => {
    setDimension(i, dimension);
  });
  set(checkedAddressWord, outputAddress);
  // Integers are not checked, nor what slots hold of a sum before they are summed.
  if (complete && node.type.elements === "f32") setDimension(checkedWord - dimensionWord, checkedElements(placed));
  set(dynamicWord, dynamic);
  scalars.forEach((value, i) => {
    setScalar(i, value);
  });
  if (activation) {
    set(activationWord, activation.opcode);
    setScalar(activationScalar, activation.parameter);
  }
}
