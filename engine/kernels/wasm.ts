// The WebAssembly executor: one call runs many steps of a program that lies in linear memory.

import { type CompileOptions, compile } from "../core/compile";
import type { Executor, Session, Steps, StepsResult, Values } from "../core/executor";
import type { Graph, Node } from "../core/graph";
import { writtenVariables } from "../core/invariants";
import { initialValuesOf, type Model } from "../core/model";
import {
  instructionsOf,
  isParallel,
  MemoryError,
  memoryLimit,
  memoryOf,
  type Place,
  type PlacedInstruction,
  type Program,
} from "../core/program";
import { sizeOf, type TensorType } from "../core/shape";
import { addressOf, type Layout, layOut } from "./layout";
import { executorId, type VectorKind } from "./modules";
import { Opcode } from "./opcodes";
import { Pace } from "./pace";
import {
  callWord,
  checkWord,
  endWord,
  failedWord,
  firstIndexWord,
  firstStepWord,
  readyWord,
  rowsWord,
  scalarTableWord,
  seedWord,
  stageCountWord,
  stagesWord,
  stepCountWord,
  stepLimit,
  syncWords,
  watchWord,
} from "./tape";
import { writeProgram } from "./write-tape";

const pageBytes = 65536;

/** What a helping thread needs; `helpThread` runs it there. */
export interface ThreadStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Addresses of the words through which threads meet, and of what threads have for themselves. */
  sync: number;
  own: number;
}

export interface WasmOptions extends Pick<CompileOptions, "keepAll" | "limits"> {
  /** Fills the working memory with NaN before each run, so that a value read before it is written shows. */
  poison?: boolean;
  /** That the module was compiled for; plain unless said. */
  vector?: VectorKind;
  /** For a module with shared memory. */
  threads?: {
    /** Threads that compute, the caller's counted. */
    count: number;
    /** Sends another thread to a session; what it returns is called when the session has let it go. */
    start(session: ThreadStart): () => void;
    /**
     * Calls wait until all threads are there, and take them all; otherwise those that have not started yet join a later
     * call, and one thread computes while that is faster.
     */
    wait?: boolean;
  };
}

/** Runs programs with the kernels of a module that `engine/kernels/assembly` was compiled to. */
export function wasmExecutor(module: WebAssembly.Module, options: WasmOptions = {}): Executor {
  return {
    id: executorId(options.vector ?? "plain"),
    threads: options.threads?.count ?? 1,
    open: (model, graphs) => new WasmSession(module, model, graphs, options),
  };
}

/** Helps the session that asked for this thread until it is closed: returns only then. */
export function helpThread({ module, memory, sync, own }: ThreadStart): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  (exports as unknown as Exports).help(sync, own);
}

interface Exports {
  run(header: number, threads: number): number;
  help(sync: number, own: number): void;
  freeFrom(): number;
}

interface LoadedProgram {
  readonly program: Program;
  readonly instructions: readonly PlacedInstruction[];
  /** Byte address of its header. */
  readonly header: number;
  /** Whether several threads have something to do in it. */
  readonly parallel: boolean;
  /** Rows of an epoch at most: those of the variables that a step reads or writes by its place in the epoch. */
  readonly rowLimit: number;
  readonly pace: Pace;
  /** Number of the program in the layout. */
  readonly index: number;
  /** Whether what runs once has to run before the next step. */
  stale: boolean;
}

class WasmSession implements Session {
  private readonly memory: WebAssembly.Memory;
  private readonly kernels: Exports;
  private readonly layout: Layout;
  private readonly programs = new Map<string, LoadedProgram>();
  /** What is called when the other threads are let go. */
  private readonly helpers: (() => void)[] = [];
  /** Small programs stay on one thread. */
  threads = 1;

  constructor(
    module: WebAssembly.Module,
    private readonly model: Model,
    graphs: Readonly<Record<string, Graph>>,
    private readonly options: WasmOptions,
  ) {
    const { keepAll, limits, threads } = options;
    const written = writtenVariables(Object.values(graphs));
    const programs = Object.values(graphs).map((graph) => {
      return compile(graph, { keepAll, limits, written, threads: threads?.count });
    });
    if (threads && programs.some(isParallel)) this.threads = threads.count;
    const needed = memoryOf(programs, this.threads);
    if (needed > memoryLimit) throw tooLarge(needed, "more than the 3 GB that a run can have");
    this.memory = newMemory(needed, threads !== undefined);
    const instance = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.kernels = instance.exports as unknown as Exports;
    this.layout = layOut(programs, this.threads, this.kernels.freeFrom());
    try {
      this.memory.grow(Math.ceil(this.layout.end / pageBytes) - 1);
    } catch {
      throw tooLarge(needed, "more than the system gives now");
    }
    Object.keys(graphs).forEach((name, index) => {
      const program = programs[index];
      writeProgram(this.memory.buffer, program, this.layout, index);
      const instructions = instructionsOf(program);
      this.programs.set(name, {
        program,
        instructions,
        header: this.layout.programs[index].header,
        parallel: isParallel(program),
        rowLimit: rowLimitOf(instructions),
        pace: new Pace(),
        index,
        stale: program.once.length > 0,
      });
    });
    for (const variable of model.variables) {
      const values = initialValuesOf(variable);
      if (values) this.write(variable.name, values);
    }
    const { sync, threads: own } = this.layout;
    for (let thread = 1; threads && thread < this.threads; thread++) {
      this.helpers.push(threads.start({ module, memory: this.memory, sync, own }));
    }
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  instructionCount(program: string): number {
    return this.loaded(program).program.stages.reduce((sum, { instructions }) => sum + instructions.length, 0);
  }

  write(variable: string, values: ArrayLike<number>, offset = 0): void {
    this.variable(variable).set(values, offset);
    for (const loaded of this.programs.values()) {
      if (loaded.program.sources.includes(variable)) loaded.stale = true;
    }
  }

  read(variable: string): Values {
    return this.variable(variable).slice();
  }

  output(program: string, name: string): Values {
    const { program: compiled, index } = this.loaded(program);
    const node = compiled.graph.outputs.get(name);
    if (!node) throw new Error(`The program ${program} has no output named ${name}.`);
    return this.values(addressOf(this.layout, index, compiled.places.get(node)!), node.type).slice();
  }

  run(program: string, steps: Steps): StepsResult {
    const loaded = this.loaded(program);
    if (steps.rows > loaded.rowLimit) {
      throw new Error(`An epoch of ${program} has at most ${loaded.rowLimit} rows, not ${steps.rows}.`);
    }
    const last = steps.first + steps.count - 1;
    if (steps.count > 0 && last * loaded.program.graph.capacity >= steps.rows) {
      throw new Error(`Step ${last} of ${program} begins after the last of ${steps.rows} rows.`);
    }
    if (this.options.poison) {
      new Float32Array(this.memory.buffer, this.layout.working, loaded.program.workingSize).fill(Number.NaN);
    }
    if (steps.count > 0 && (loaded.stale || (steps.checkAll && loaded.program.once.length > 0))) {
      const failed = this.runOnce(loaded, steps);
      if (failed) return { done: 0, failed: describe(failed) };
    }
    const unfit = steps.checkAll ? this.nonFiniteVariable(loaded.program) : undefined;
    if (unfit) return { done: 0, failed: describe(unfit) };
    for (let done = 0; done < steps.count; done += stepLimit) {
      const count = Math.min(stepLimit, steps.count - done);
      const ran = this.call(loaded, steps, done, count);
      if (ran < count) return { done: done + ran, failed: describe(this.failedNode(loaded, steps)) };
    }
    return { done: steps.count };
  }

  close(): void {
    if (this.threads === 1) return;
    this.threads = 1;
    const words = new Int32Array(this.memory.buffer, this.layout.sync, syncWords);
    Atomics.store(words, endWord, 1);
    Atomics.add(words, callWord, 2);
    Atomics.notify(words, callWord);
    for (const release of this.helpers) release();
  }

  /** Threads to run so many steps of a program now. */
  private threadsFor({ parallel, pace }: LoadedProgram, { checkAll }: Steps, count: number): number {
    if (!parallel || checkAll || this.threads === 1) return 1;
    if (!this.options.threads?.wait && pace.choose(count) === "one") return 1;
    const words = new Int32Array(this.memory.buffer, this.layout.sync, syncWords);
    let ready = Atomics.load(words, readyWord);
    while (this.options.threads?.wait && ready < this.threads - 1) {
      Atomics.wait(words, readyWord, ready, 100);
      ready = Atomics.load(words, readyWord);
    }
    return 1 + ready;
  }

  /** Computes what stays the same from step to step; the node that was not finite, if that is looked for. */
  private runOnce(loaded: LoadedProgram, steps: Steps): Node | undefined {
    const { program, header, index } = loaded;
    const { once, stages } = this.layout.programs[index];
    const words = new Int32Array(this.memory.buffer, header);
    const stageWordsOf = (address: number, count: number): void => {
      words[stagesWord] = address;
      words[stageCountWord] = count;
    };
    stageWordsOf(once, program.once.length);
    const ran = this.call(loaded, { ...steps, watch: undefined, scalars: zeroScalars(program) }, 0, 1);
    stageWordsOf(stages, program.stages.length);
    loaded.stale = ran === 0;
    return ran === 0 ? this.failedNode(loaded, steps) : undefined;
  }

  /** Runs `count` steps of `steps`, beginning with its step number `from`; the number that ran. */
  private call(loaded: LoadedProgram, steps: Steps, from: number, count: number): number {
    const { program, header } = loaded;
    const { buffer } = this.memory;
    const words = new Int32Array(buffer, header);
    words[seedWord] = steps.seed;
    words[rowsWord] = steps.rows;
    words[firstStepWord] = steps.first + from;
    words[stepCountWord] = count;
    words[firstIndexWord] = steps.index + from;
    words[watchWord] = steps.watch === undefined ? -1 : watchedInstruction(loaded, steps.watch);
    words[checkWord] = Number(steps.checkAll ?? false);
    const { scalars } = program;
    const table = new Float32Array(buffer, words[scalarTableWord] >>> 0, count * scalars.length);
    scalars.forEach((name, column) => {
      const values = steps.scalars?.[name];
      if (!values) throw new Error(`The step scalar ${name} has no value.`);
      for (let step = 0; step < count; step++) table[step * scalars.length + column] = values[from + step];
    });
    const threads = this.threadsFor(loaded, steps, count);
    const started = performance.now();
    const ran = this.kernels.run(header, threads);
    loaded.pace.note(threads === 1 ? "one" : "all", ran, performance.now() - started);
    return ran;
  }

  private failedNode({ program, instructions, header }: LoadedProgram, { watch, checkAll }: Steps): Node {
    if (!checkAll) return program.graph.outputs.get(watch!)!;
    return instructions[new Int32Array(this.memory.buffer, header)[failedWord]].node;
  }

  /** The first variable of a program that holds a value that is not finite: no instruction computes it. */
  private nonFiniteVariable({ graph, places }: Program): Node | undefined {
    return graph.nodes.find(({ op, type, attributes }, id) => {
      if (op.name !== "variable" || type.elements !== "f32" || !places.has(graph.nodes[id])) return false;
      return !this.variable(String(attributes.name)).every(Number.isFinite);
    });
  }

  private loaded(program: string): LoadedProgram {
    const loaded = this.programs.get(program);
    if (!loaded) throw new Error(`The session has no program named ${program}.`);
    return loaded;
  }

  private variable(name: string): Float32Array | Int32Array {
    const variable = this.model.find(name);
    const address = this.layout.variables.get(name);
    if (!variable || address === undefined) throw new Error(`The model has no variable named ${name}.`);
    return this.values(address, variable.type);
  }

  private values(address: number, { elements, shape }: TensorType): Float32Array | Int32Array {
    const length = sizeOf(shape);
    return elements === "f32"
      ? new Float32Array(this.memory.buffer, address, length)
      : new Int32Array(this.memory.buffer, address, length);
  }
}

/** Position of the instruction after which an output has its value. */
function watchedInstruction({ program: { graph, places }, instructions }: LoadedProgram, output: string): number {
  const watched = graph.outputs.get(output);
  if (!watched) throw new Error(`The program has no output named ${output}.`);
  const place = places.get(watched)!;
  const at = instructions.findLastIndex((each) => each.node.id <= watched.id && samePlace(each.output, place));
  if (at < 0) throw new Error(`The output ${output} is a variable, which no instruction computes.`);
  return at;
}

function samePlace(a: Place, b: Place): boolean {
  if (a.in === "variable") return b.in === "variable" && a.name === b.name;
  return b.in !== "variable" && a.in === b.in && a.offset === b.offset;
}

function rowLimitOf(instructions: readonly PlacedInstruction[]): number {
  const limits = instructions.map(({ instruction: { opcode, inputs } }) =>
    opcode === Opcode.BatchIndices || opcode === Opcode.StoreRows ? inputs[0].type.shape[0] : Number.POSITIVE_INFINITY,
  );
  return Math.min(...limits);
}

/** One page, to be grown. What a shared memory may grow to is reserved at once: the module's own data and the rest. */
function newMemory(needed: number, shared: boolean): WebAssembly.Memory {
  if (!shared) return new WebAssembly.Memory({ initial: 1 });
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: Math.ceil(needed / pageBytes) + 2, shared });
  } catch {
    throw tooLarge(needed, "more than the system gives now");
  }
}

/** For a call that reads none of them. */
const zeroScalars = ({ scalars }: Program): Record<string, number[]> =>
  Object.fromEntries(scalars.map((name) => [name, [0]]));

const describe = ({ op, label, id }: Node): StepsResult["failed"] => ({ op: op.name, label, nodeId: id });

function tooLarge(bytes: number, limit: string): MemoryError {
  const size = (bytes / 2 ** 30).toFixed(1);
  return new MemoryError(
    `This run needs ${size} GB of memory, ${limit}: make the batch, the layers or the data smaller.`,
  );
}
