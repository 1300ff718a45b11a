// Stages of a program: neighbouring instructions that are computed part by part, each part on one thread and in its cache.

import { Opcode } from "../kernels/opcodes";
import { stageLimit } from "../kernels/tape";
import type { Buffer, Lowered } from "./lower";
import { sizeOf } from "./shape";

/**
 * whole: one thread, instruction by instruction. parts: a few units at a time, all instructions on one part after the
 * other. tasks: one instruction, whose kernel cuts itself.
 */
export interface Stage {
  readonly kind: "whole" | "parts" | "tasks";
  readonly instructions: readonly Lowered[];
  /** Of parts: number of units; undefined for the rows of the batch. */
  readonly units?: number;
  readonly unitsPerPart: number;
  /** Threads take slots of so many units: their sums over units lie side by side until they are summed. */
  readonly unitsPerSlot: number;
  /** At capacity. */
  readonly slots: number;
}

export interface StageLimits {
  /** Stages with less work (elements read and written, multiplications) than this are not cut: threads would cost more. */
  readonly cutFrom: number;
  /** Bytes that the buffers of one part have together: they stay in the second cache. */
  readonly partBytes: number;
}

export const usualStageLimits: StageLimits = { cutFrom: 65536, partBytes: 131072 };
/** An instruction with less work than this share of `cutFrom` does not end a stage that it cannot join. */
const slight = 1 / 16;
const unitMultiple = 16;
const slotLimit = 16;
/** Work that each element of a slot must stand for. */
const slotWork = 64;

/** What a stage does with a buffer: elements of a unit, 0 for all of it; undefined where its instructions differ. */
interface Use {
  written: boolean;
  perUnit: number | undefined;
}

const partsOf = ({ instruction: { parts }, inputs, output }: Lowered): [Buffer, number, boolean][] => [
  [output, parts?.[0] ?? 0, true],
  ...inputs.map((buffer, i): [Buffer, number, boolean] => [buffer, parts?.[i + 1] ?? 0, false]),
];

const workOf = ({ instruction: { work = 0 }, inputs, output }: Lowered): number =>
  Math.max(
    work,
    [output, ...inputs].reduce((sum, { size }) => sum + size, 0),
  );

/** Instructions that want to be computed together. */
class Draft {
  readonly instructions: Lowered[] = [];
  readonly uses = new Map<Buffer, Use>();

  constructor(
    readonly units: number | undefined,
    readonly count: number,
  ) {}

  /** Whether each part of the stage would still touch its own units of every buffer that is written in it. */
  fits(lowered: Lowered): boolean {
    return partsOf(lowered).every(([buffer, perUnit, writes]) => {
      const use = this.uses.get(buffer);
      if (!use || !(writes || use.written)) return true;
      return perUnit !== 0 && perUnit === use.perUnit;
    });
  }

  /** Whether the instruction may run before all of the stage. */
  isIndependent({ inputs, output, node }: Lowered): boolean {
    return !node.op.inPlace && !this.uses.has(output) && !inputs.some((input) => this.uses.get(input)?.written);
  }

  writes(buffer: Buffer): boolean {
    return this.uses.get(buffer)?.written ?? false;
  }

  add(lowered: Lowered): void {
    this.instructions.push(lowered);
    for (const [buffer, perUnit, written] of partsOf(lowered)) {
      const use = this.uses.get(buffer);
      if (!use) this.uses.set(buffer, { written, perUnit });
      else {
        use.written ||= written;
        if (use.perUnit !== perUnit) use.perUnit = undefined;
      }
    }
  }
}

/**
 * Instructions in an order that keeps what depends on what, cut into stages by the shapes alone. Results in `kept` are
 * there before a variable that is updated after them changes: a loss that is not finite must be seen in time.
 */
export function formStages(
  instructions: readonly Lowered[],
  kept: ReadonlySet<Buffer>,
  capacity: number,
  limits: StageLimits,
): Stage[] {
  const stages: Stage[] = [];
  /** Sums over slots, by their result, until somebody reads it. */
  const sums = new Map<Buffer, Lowered>();
  let open: Draft | undefined;

  const close = (): void => {
    if (!open) return;
    const stage = decide(open, limits);
    if (stage.kind === "whole") appendWhole(...stage.instructions);
    else stages.push(stage);
    if (stage.slots > 1) {
      for (const [i, lowered] of open.instructions.entries()) {
        if (lowered.instruction.partial)
          sums.set(lowered.output, slotSum(lowered, stage.instructions[i].output, stage));
      }
    }
    open = undefined;
  };
  const appendWhole = (...added: Lowered[]): void => {
    const last = stages.at(-1);
    if (last?.kind === "whole") (last.instructions as Lowered[]).push(...added);
    else stages.push({ kind: "whole", instructions: added, unitsPerPart: 0, unitsPerSlot: 0, slots: 1 });
  };
  const add = (lowered: Lowered): void => {
    const { instruction, node } = lowered;
    const { units, parts, tasks } = instruction;
    const work = workOf(lowered);
    if (tasks && work >= limits.cutFrom) {
      if (open && !open.isIndependent(lowered)) close();
      stages.push({ kind: "tasks", instructions: [lowered], unitsPerPart: 0, unitsPerSlot: 0, slots: 1 });
      return;
    }
    const count = units ?? capacity;
    const cuttable = parts !== undefined && !tasks && count > 1;
    if (cuttable && open && open.units === units && open.instructions.length < stageLimit && open.fits(lowered)) {
      open.add(lowered);
      return;
    }
    if (open && (!cuttable || work < slight * limits.cutFrom) && open.isIndependent(lowered) && !node.op.inPlace) {
      appendWhole(lowered);
      return;
    }
    close();
    if (!cuttable) {
      appendWhole(lowered);
      return;
    }
    open = new Draft(units, count);
    open.add(lowered);
  };
  const addSum = (buffer: Buffer): void => {
    const sum = sums.get(buffer);
    if (!sum) return;
    sums.delete(buffer);
    add(sum);
  };
  const closeOnKept = (): void => {
    if ([...kept].some((buffer) => !buffer.variable && open?.writes(buffer))) close();
  };
  const finishKept = (): void => {
    closeOnKept();
    for (const buffer of kept) addSum(buffer);
    closeOnKept();
  };
  const addWithSums = (lowered: Lowered): void => {
    if (lowered.node.op.inPlace) finishKept();
    for (const buffer of [...lowered.inputs, lowered.output]) {
      if (open?.writes(buffer) && !open.fits(lowered)) close();
      addSum(buffer);
    }
    add(lowered);
  };

  for (const lowered of instructions) addWithSums(lowered);
  close();
  for (const sum of sums.values()) add(sum);
  close();
  return stages;
}

/** From 16 on a multiple of 16, so that vectors begin where they would in the whole. */
const whole16 = (units: number, round: (value: number) => number = Math.floor): number =>
  units < unitMultiple ? units : unitMultiple * round(units / unitMultiple);

/** A power of two of slots, which two, four or eight threads share evenly. */
function slotsFor(workPerElement: number, parts: number): number {
  const most = Math.min(slotLimit, parts, workPerElement / slotWork);
  return 2 ** Math.max(0, Math.floor(Math.log2(most)));
}

/** Whether and how a stage is cut. */
function decide({ instructions, uses, units, count }: Draft, { cutFrom, partBytes }: StageLimits): Stage {
  const work = instructions.reduce((sum, lowered) => sum + workOf(lowered), 0);
  const whole: Stage = { kind: "whole", instructions, units, unitsPerPart: 0, unitsPerSlot: 0, slots: 1 };
  if (work < cutFrom) return whole;
  const unitBytes =
    [...uses.values()].reduce((sum, { perUnit = 0 }) => sum + 4 * perUnit, 0) +
    instructions.reduce((sum, { instruction: { scattered = 0 } }) => sum + 4 * scattered, 0);
  const partialSize = instructions.reduce(
    (sum, { instruction: { partial }, output }) => sum + (partial ? output.size : 0),
    0,
  );
  // Every part reads and writes the sums once: larger sums want larger parts.
  const bytes = Math.max(partBytes, 4 * Math.min(partBytes, 4 * partialSize));
  const fitting = whole16(Math.max(1, Math.min(count, Math.floor(bytes / Math.max(1, unitBytes)))));
  const wanted = partialSize === 0 ? Math.ceil(count / fitting) : slotsFor(work / partialSize, count / fitting);
  const partsPerSlot = Math.ceil(count / wanted / fitting);
  const unitsPerPart = whole16(Math.ceil(count / wanted / partsPerSlot), Math.ceil);
  const unitsPerSlot = unitsPerPart * partsPerSlot;
  const slots = Math.ceil(count / unitsPerSlot);
  const cut = instructions.map((lowered) =>
    lowered.instruction.partial && slots > 1 ? { ...lowered, output: { size: slots * lowered.output.size } } : lowered,
  );
  return { kind: "parts", instructions: cut, units, unitsPerPart, unitsPerSlot, slots };
}

/** Sums what the slots of a stage have left of a sum over units. */
function slotSum({ node, output }: Lowered, slots: Buffer, { units, unitsPerSlot }: Stage): Lowered {
  const rows = node.type.shape[0] || 1;
  const width = sizeOf(node.type.shape) / rows;
  return {
    node,
    instruction: {
      opcode: Opcode.SumSlots,
      inputs: [node],
      dimensions: [{ perUnit: width }, output.size, units ?? 0, unitsPerSlot],
      units: rows,
      parts: [width, width],
    },
    output,
    inputs: [slots],
  };
}
