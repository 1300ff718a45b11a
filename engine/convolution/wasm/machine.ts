// An instance of the module of filters: its kernels by name, and its memory, which grows as it is asked for.

import type { Elements, Rounding } from "../program";

/** Element types as the kernels number them; i16 and i32 are types of sums. */
export const kinds = { u8: 0, u16: 1, f32: 2, i16: 3, i32: 4 } as const;
export type Kind = keyof typeof kinds;

export const bytesOf: Readonly<Record<Kind, number>> = { u8: 1, u16: 2, f32: 4, i16: 2, i32: 4 };

/** Half away from 0 and half up differ only below 0, where both are clamped. */
export const roundings: Readonly<Record<Rounding, number>> = { even: 0, truncate: 1, up: 2, away: 2 };

type Kernel = (...words: number[]) => void;

/** By the names of `assembly/index.ts`, where their arguments are described. */
export interface Kernels {
  bilateral: Kernel;
  bilateralBytes: Kernel;
  blend: Kernel;
  boxSums: Kernel;
  finish: Kernel;
  finishShort: Kernel;
  finishWhole: Kernel;
  lookup: Kernel;
  luminance: Kernel;
  median5: Kernel;
  medianNetwork: Kernel;
  pad: Kernel;
  pairBytes: Kernel;
  pairSums: Kernel;
  premultiply: Kernel;
  relight: Kernel;
  restore: Kernel;
  restoreAs: Kernel;
  splitBytes: Kernel;
  tapsF32: Kernel;
  tapsI16: Kernel;
  tapsI32: Kernel;
  three: Kernel;
  transfer: Kernel;
  freeFrom(): number;
}

const pageBytes = 65536;
/** Kernels read and write whole vectors: so much beyond what they are given. */
const spareBytes = 1024;

export const aligned = (bytes: number, unit = 64): number => Math.ceil(bytes / unit) * unit;

/** Bytes from row to row for so many bytes of content; rows that begin a page apart would share their places in the cache. */
export function strideOf(bytes: number): number {
  const stride = aligned(bytes);
  return stride % 4096 === 0 ? stride + 64 : stride;
}

export class Machine {
  readonly kernels: Kernels;
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  /** Where the constants of the present program end. */
  private top: number;

  constructor(module: WebAssembly.Module) {
    const instance = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.kernels = instance.exports as unknown as Kernels;
    this.top = aligned(this.kernels.freeFrom());
  }

  /** Forgets the constants of the program before. */
  clear(): void {
    this.top = aligned(this.kernels.freeFrom());
  }

  /** The first address behind all constants. */
  get free(): number {
    return this.top;
  }

  /** Has memory up to an address. */
  reserve(end: number): void {
    const missing = end + spareBytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
  }

  /** Keeps constants until `clear`; their address. */
  keep(values: ArrayBufferView): number {
    const address = this.top;
    this.top = aligned(address + values.byteLength);
    this.reserve(this.top);
    this.bytes(address, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return address;
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  words(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length);
  }

  /** The samples at an address, as an array of their type. */
  samples(elements: Elements, address: number, length: number): Uint8Array | Uint16Array | Float32Array {
    const { buffer } = this.memory;
    if (elements === "u8") return new Uint8Array(buffer, address, length);
    return elements === "u16" ? new Uint16Array(buffer, address, length) : new Float32Array(buffer, address, length);
  }
}
