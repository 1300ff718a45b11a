// An instance of the module of dense symmetric matrices: its kernels by name, and a memory laid out once for all that a problem needs.

import { aligned } from "../../convolution/wasm/machine";
import { InputError } from "../../errors";
import { grouped } from "../../words";

type Kernel = (...words: number[]) => void;

/** By the names of `assembly/index.ts`, where their arguments are described. */
export interface Kernels {
  chase: Kernel;
  dotRows: Kernel;
  findPairs(...words: number[]): number;
  findRoots: Kernel;
  findValues(...words: number[]): number;
  finishRow: Kernel;
  freeFrom(): number;
  multiply: Kernel;
  multiplyRows: Kernel;
  multiplySymmetric: Kernel;
  packAcross: Kernel;
  packAlong: Kernel;
  reflect: Kernel;
  reflectPanel: Kernel;
  rootVector: Kernel;
  rotate: Kernel;
}

/** What becomes of the result of a product: it is set, added to, or subtracted from. */
export const [set, add, subtract] = [0, 1, 2];

/** Depth of a product at a time: a strip of each operand stays in the first cache. */
export const productDepth = 256;

/** Lengths, in bytes, of what a problem needs, by name. */
export type Sizes<Name extends string> = Readonly<Record<Name, number>>;

/** An array of doubles in the machine's memory. */
export interface Block {
  /** In bytes. */
  address: number;
  values: Float64Array;
}

const pageBytes = 65536;
/** A page of constants of the module itself, at most. */
const ownBytes = pageBytes;

/** Bytes of memory for blocks of so many bytes. */
export const memoryBytes = (sizes: Sizes<string>): number =>
  aligned(
    Object.values(sizes).reduce((sum, bytes) => sum + aligned(bytes), ownBytes),
    pageBytes,
  );

export class Machine {
  readonly kernels: Kernels;
  private readonly memory = new WebAssembly.Memory({ initial: 1 });

  constructor(module: WebAssembly.Module) {
    const instance = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.kernels = instance.exports as unknown as Kernels;
  }

  /** Bytes that it holds. */
  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * Blocks of these sizes; those that were laid out before are lost.
   * @throws InputError when the computer does not have so much memory
   */
  layOut<Name extends string>(sizes: Sizes<Name>): Record<Name, Block> {
    this.reserve(memoryBytes(sizes));
    let address = aligned(this.kernels.freeFrom());
    const blocks: Partial<Record<Name, Block>> = {};
    for (const name of Object.keys(sizes) as Name[]) {
      blocks[name] = { address, values: new Float64Array(this.memory.buffer, address, sizes[name] / 8) };
      address += aligned(sizes[name]);
    }
    return blocks as Record<Name, Block>;
  }

  private reserve(bytes: number): void {
    if (bytes <= this.bytes) return;
    try {
      this.memory.grow((bytes - this.bytes) / pageBytes);
    } catch {
      throw new InputError(
        `This computer does not give the ${grouped(bytes)} bytes of memory that the matrix takes: close other programs, or ask for some pairs from an end of the spectrum.`,
      );
    }
  }
}
