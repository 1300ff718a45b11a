// Numbers and texts at places of a picture's file; a place beyond its end means that the file is cut short.

import { CutShort } from "./codec";

export class Peek {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly file: string,
    /** Whether numbers begin with their lowest byte. */
    readonly little: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(at: number): number {
    this.need(at, 1);
    return this.view.getUint8(at);
  }

  u16(at: number): number {
    this.need(at, 2);
    return this.view.getUint16(at, this.little);
  }

  u32(at: number): number {
    this.need(at, 4);
    return this.view.getUint32(at, this.little);
  }

  i32(at: number): number {
    return this.u32(at) | 0;
  }

  /** Characters of one byte each. */
  text(at: number, length: number): string {
    return String.fromCharCode(...this.part(at, length));
  }

  /** The bytes themselves, not a copy. */
  part(at: number, length: number): Uint8Array {
    this.need(at, length);
    return this.bytes.subarray(at, at + length);
  }

  /** Throws CutShort unless the file has these bytes. */
  need(at: number, length: number): void {
    if (at < 0 || at + length > this.bytes.length) throw new CutShort(this.file);
  }
}

/** Bytes one after the other in a new array. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A text of one-byte characters as bytes. */
export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
