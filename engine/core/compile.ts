// From graph to program: lowered to instructions, cut into stages, buffers placed by lifetime.

import type { Graph, Node } from "./graph";
import { type Buffer, type Lowered, lower } from "./lower";
import { overwriteInputs } from "./overwrite";
import { type Lifetime, planMemory } from "./plan";
import type { Place, PlacedInstruction, PlacedStage, Program } from "./program";
import { formStages, type Stage, type StageLimits } from "./stages";

export interface CompileOptions {
  /** Every node keeps a buffer of its own until the end, so that a view can step through a finished program. */
  keepAll?: boolean;
  /** Threads that may compute at once: each has working memory of its own. */
  threads?: number;
  /** How large stages and parts are, where they should not be the usual. */
  limits?: StageLimits;
}

export function compile(graph: Graph, { keepAll = false, threads = 1, limits }: CompileOptions = {}): Program {
  const lowered = lower(graph, keepAll);
  const outputs = [...graph.outputs.values()].map((node) => lowered.buffers.get(node)!);
  const { instructions, renamed } = keepAll
    ? { instructions: lowered.instructions, renamed: new Map<Buffer, Buffer>() }
    : overwriteInputs(lowered.instructions, new Set(outputs));
  const kept = new Set(outputs.map((buffer) => renamed.get(buffer) ?? buffer));
  const stages = formStages(instructions, graph.capacity, limits);
  const regions = stages.map((stage, index) =>
    planRegion(stage, keepAll ? new Set() : ownBuffers(stages, index, kept)),
  );
  const { offsetOf, regionOffsets, size } = placeShared(stages, regions, kept, { keepAll, threads });

  const placeOf = (buffer: Buffer): Place =>
    buffer.variable ? { in: "variable", name: buffer.variable } : { in: "working", offset: offsetOf.get(buffer)! };
  const places = new Map<Node, Place>();
  for (const [node, buffer] of lowered.buffers) {
    const now = renamed.get(buffer) ?? buffer;
    if (now.variable || offsetOf.has(now)) places.set(node, placeOf(now));
  }
  const placed: PlacedStage[] = stages.map((stage, index) => {
    const { offsets, scratches, size: regionSize } = regions[index];
    const base = regionOffsets[index];
    const placeIn = (buffer: Buffer): Place => {
      const local = offsets.get(buffer);
      return local === undefined ? placeOf(buffer) : { in: "region", offset: base + local };
    };
    return {
      ...stage,
      regionSize,
      instructions: stage.instructions.map((each, at): PlacedInstruction => {
        const { node, instruction, activation, inputs, output } = each;
        return {
          node,
          instruction,
          activation,
          inputs: inputs.map(placeIn),
          output: placeIn(output),
          scratchOffset: base + (scratches[at] ?? 0),
          slotSize: instruction.partial && stage.slots > 1 ? output.size / stage.slots : 0,
        };
      }),
    };
  });
  return { graph, stages: placed, places, workingSize: size, scalars: lowered.scalars };
}

/** The working memory of one thread in a stage. */
interface Region {
  /** Where buffers lie that live within a part. */
  readonly offsets: ReadonlyMap<Buffer, number>;
  /** Where the scratch of each instruction lies, which it keeps through all parts. */
  readonly scratches: readonly number[];
  readonly size: number;
}

/** Buffers that a stage writes and nobody else reads, unit by unit: a part of them is enough. */
function ownBuffers(stages: readonly Stage[], index: number, kept: ReadonlySet<Buffer>): Set<Buffer> {
  const { kind, instructions } = stages[index];
  const own = new Set<Buffer>();
  if (kind !== "parts") return own;
  const candidates = new Set(instructions.map(({ output }) => output));
  for (const { instruction, inputs, output } of instructions) {
    const advances = instruction.parts ?? [];
    [output, ...inputs].forEach((buffer, i) => {
      if (!advances[i] || (instruction.partial && i === 0)) candidates.delete(buffer);
    });
  }
  stages.forEach((other, at) => {
    if (at === index) return;
    for (const { inputs, output } of other.instructions)
      for (const buffer of [output, ...inputs]) candidates.delete(buffer);
  });
  for (const buffer of candidates) if (!buffer.variable && !kept.has(buffer)) own.add(buffer);
  return own;
}

function planRegion({ instructions, unitsPerPart }: Stage, own: ReadonlySet<Buffer>): Region {
  const lifetimes = new Map<Buffer, Lifetime>();
  instructions.forEach(({ instruction: { parts = [] }, inputs, output }, at) => {
    [output, ...inputs].forEach((buffer, i) => {
      if (!own.has(buffer)) return;
      const from = lifetimes.get(buffer)?.from ?? at;
      lifetimes.set(buffer, { size: parts[i] * unitsPerPart, from, to: at });
    });
  });
  const scratchLifetimes = instructions.flatMap(({ instruction: { scratch } }, at) =>
    scratch ? [{ at, lifetime: { size: scratch, from: 0, to: instructions.length } }] : [],
  );
  const { offsets, size } = planMemory([...lifetimes.values(), ...scratchLifetimes.map(({ lifetime }) => lifetime)]);
  const scratches: number[] = [];
  scratchLifetimes.forEach(({ at }, i) => {
    scratches[at] = offsets[lifetimes.size + i];
  });
  return { offsets: new Map([...lifetimes.keys()].map((buffer, i) => [buffer, offsets[i]])), scratches, size };
}

/** Places all other buffers, and for each stage the regions of the threads, one after the other. */
function placeShared(
  stages: readonly Stage[],
  regions: readonly Region[],
  kept: ReadonlySet<Buffer>,
  { keepAll, threads }: { keepAll: boolean; threads: number },
): { offsetOf: Map<Buffer, number>; regionOffsets: number[]; size: number } {
  const lifetimes = new Map<Buffer, { size: number; from: number; to: number }>();
  let position = 0;
  const end = stages.reduce((sum, { instructions }) => sum + instructions.length, 0);
  const spans = stages.map(({ instructions }) => {
    const first = position;
    position += instructions.length;
    return { first, last: position - 1 };
  });
  stages.forEach(({ kind, instructions }, index) => {
    const { first, last } = spans[index];
    instructions.forEach(({ inputs, output }: Lowered, at) => {
      // All parts of a stage are under way at once.
      const [from, to] = kind === "parts" ? [first, last] : [first + at, first + at];
      for (const buffer of [output, ...inputs]) {
        if (buffer.variable || regions[index].offsets.has(buffer)) continue;
        const before = lifetimes.get(buffer);
        const until = keepAll || kept.has(buffer) ? end : to;
        lifetimes.set(buffer, { size: buffer.size, from: keepAll ? 0 : (before?.from ?? from), to: until });
      }
    });
  });
  const regionLifetimes = regions.map(({ size }, index): Lifetime => {
    const { first, last } = spans[index];
    const copies = stages[index].kind === "parts" ? threads : 1;
    return { size: size * copies, from: first, to: last };
  });
  const { offsets, size } = planMemory([...lifetimes.values(), ...regionLifetimes]);
  return {
    offsetOf: new Map([...lifetimes.keys()].map((buffer, i) => [buffer, offsets[i]])),
    regionOffsets: offsets.slice(lifetimes.size),
    size,
  };
}
