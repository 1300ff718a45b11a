// From graph to program: lowered to instructions, cut into stages, buffers placed by lifetime.

import type { Graph, Node } from "./graph";
import { invariants, usualKeepFrom, writtenVariables } from "./invariants";
import { liveNodes, upTo } from "./live";
import { type Buffer, type Lowered, lower } from "./lower";
import { overwriteInputs } from "./overwrite";
import { align, type Lifetime, planMemory } from "./plan";
import type { Place, PlacedInstruction, PlacedStage, Program } from "./program";
import { formStages, type Stage, type StageLimits, usualStageLimits } from "./stages";

export interface CompileOptions {
  /** Every node keeps a buffer of its own until the end, so that a view can step through a finished program. */
  keepAll?: boolean;
  /** Threads that may compute at once: each has working memory of its own. */
  threads?: number;
  /** Sizes from which on work is cut and results are kept, where they should not be the usual. */
  limits?: CompileLimits;
  /** Data variables that a program of the session writes into; those of this graph unless said. */
  written?: ReadonlySet<string>;
}

export interface CompileLimits extends StageLimits {
  readonly keepFrom: number;
}

const usualLimits: CompileLimits = { ...usualStageLimits, keepFrom: usualKeepFrom };

export function compile(graph: Graph, options: CompileOptions = {}): Program {
  const { keepAll = false, threads = 1, limits = usualLimits, written = writtenVariables([graph]) } = options;
  const settings = { keepAll, threads, limits, capacity: graph.capacity };
  const roots = keepAll ? new Set<Node>() : invariants(graph, { written, keepFrom: limits.keepFrom });
  const once = placeNodes(upTo(graph, roots), { constants: roots }, settings);
  const constants = new Map([...roots].map((node) => [node, once.buffers.get(node)!]));
  const outputs = new Set(graph.outputs.values());
  const live = liveNodes(graph, roots);
  const steady = placeNodes(live, { known: constants, outputs }, settings);
  const constantPlaces = placeConstants(constants.values());

  const placeOf = ({ offsetOf }: PlacedNodes, buffer: Buffer): Place | undefined => {
    if (buffer.variable) return { in: "variable", name: buffer.variable };
    const constant = constantPlaces.offsets.get(buffer);
    if (constant !== undefined) return { in: "constant", offset: constant };
    const offset = offsetOf.get(buffer);
    return offset === undefined ? undefined : { in: "working", offset };
  };
  const places = new Map<Node, Place>();
  for (const [node, buffer] of steady.buffers) {
    const place = placeOf(steady, buffer);
    if (place) places.set(node, place);
  }
  return {
    graph,
    once: placeStages(once, (buffer) => placeOf(once, buffer)!),
    stages: placeStages(steady, (buffer) => placeOf(steady, buffer)!),
    sources: namesOf(upTo(graph, roots), "variable"),
    places,
    workingSize: Math.max(once.size, steady.size),
    constantSize: constantPlaces.size,
    scalars: namesOf(live, "stepScalar"),
  };
}

/** The attribute `name` of all nodes of one op, each once. */
const namesOf = (nodes: readonly Node[], op: string): string[] => [
  ...new Set(nodes.filter((node) => node.op.name === op).map(({ attributes }) => String(attributes.name))),
];

interface Settings {
  keepAll: boolean;
  threads: number;
  limits: CompileLimits;
  capacity: number;
}

/** Nodes as stages whose buffers have their places. */
interface PlacedNodes {
  readonly buffers: ReadonlyMap<Node, Buffer>;
  readonly stages: readonly Stage[];
  readonly regions: readonly Region[];
  /** Of buffers in working memory that are no thread's own. */
  readonly offsetOf: ReadonlyMap<Buffer, number>;
  readonly regionOffsets: readonly number[];
  readonly size: number;
}

interface Lasting {
  /** Results that are read after the program has run. */
  outputs?: ReadonlySet<Node>;
  /** Results that lie beyond working memory, to be kept for all runs. */
  constants?: ReadonlySet<Node>;
  /** Where the constants lie that have been computed already. */
  known?: ReadonlyMap<Node, Buffer>;
}

function placeNodes(
  nodes: readonly Node[],
  { outputs = new Set(), constants = new Set(), known = new Map() }: Lasting,
  { keepAll, threads, limits, capacity }: Settings,
): PlacedNodes {
  const kept = new Set([...outputs, ...constants]);
  const lowered = lower(nodes, { kept, known, keepAll });
  const keptBuffers = new Set([...[...kept].map((node) => lowered.buffers.get(node)!), ...known.values()]);
  const { instructions, renamed } = keepAll
    ? { instructions: lowered.instructions, renamed: new Map<Buffer, Buffer>() }
    : overwriteInputs(lowered.instructions, keptBuffers);
  const now = (buffer: Buffer): Buffer => renamed.get(buffer) ?? buffer;
  const lasting = new Set([...keptBuffers].map(now));
  const stages = formStages(instructions, lasting, capacity, limits);
  const regions = stages.map((stage, index) =>
    planRegion(stage, keepAll ? new Set() : ownBuffers(stages, index, lasting)),
  );
  const buffers = new Map([...lowered.buffers].map(([node, buffer]) => [node, now(buffer)]));
  const elsewhere = new Set([...known.values(), ...[...constants].map((node) => buffers.get(node)!)]);
  const shared = placeShared(stages, regions, { lasting, elsewhere }, { keepAll, threads });
  return { buffers, stages, regions, ...shared };
}

function placeConstants(buffers: Iterable<Buffer>): { offsets: ReadonlyMap<Buffer, number>; size: number } {
  const offsets = new Map<Buffer, number>();
  let size = 0;
  for (const buffer of buffers) {
    if (offsets.has(buffer) || buffer.variable) continue;
    offsets.set(buffer, size);
    size += align(buffer.size);
  }
  return { offsets, size };
}

function placeStages(
  { stages, regions, regionOffsets }: PlacedNodes,
  placeOf: (buffer: Buffer) => Place,
): PlacedStage[] {
  return stages.map((stage, index) => {
    const { offsets, scratches, size: regionSize } = regions[index];
    const base = regionOffsets[index];
    const placeIn = (buffer: Buffer): Place => {
      const own = offsets.get(buffer);
      return own === undefined ? placeOf(buffer) : { in: "region", offset: base + own };
    };
    const instructions = stage.instructions.map(
      ({ node, instruction, activation, inputs, output }, at): PlacedInstruction => ({
        node,
        instruction,
        activation,
        inputs: inputs.map(placeIn),
        output: placeIn(output),
        scratchOffset: base + (scratches[at] ?? 0),
        slotSize: instruction.partial && stage.slots > 1 ? output.size / stage.slots : 0,
      }),
    );
    return { ...stage, regionSize, instructions };
  });
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
function ownBuffers(stages: readonly Stage[], index: number, lasting: ReadonlySet<Buffer>): Set<Buffer> {
  const { kind, instructions } = stages[index];
  if (kind !== "parts") return new Set();
  const own = new Set(
    instructions.map(({ output }) => output).filter((buffer) => !buffer.variable && !lasting.has(buffer)),
  );
  for (const { instruction, inputs, output } of instructions) {
    const { parts = [], partial } = instruction;
    [output, ...inputs].forEach((buffer, i) => {
      if (!parts[i] || (partial && i === 0)) own.delete(buffer);
    });
  }
  stages.forEach((other, at) => {
    if (at === index) return;
    for (const { inputs, output } of other.instructions) for (const buffer of [output, ...inputs]) own.delete(buffer);
  });
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
  { lasting, elsewhere }: { lasting: ReadonlySet<Buffer>; elsewhere: ReadonlySet<Buffer> },
  { keepAll, threads }: { keepAll: boolean; threads: number },
): Pick<PlacedNodes, "offsetOf" | "regionOffsets" | "size"> {
  const lifetimes = new Map<Buffer, Lifetime>();
  const end = stages.reduce((sum, { instructions }) => sum + instructions.length, 0);
  let position = 0;
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
        if (buffer.variable || elsewhere.has(buffer) || regions[index].offsets.has(buffer)) continue;
        const before = lifetimes.get(buffer);
        const until = keepAll || lasting.has(buffer) ? end : to;
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
