// Cell texts by number: equal bytes get equal codes without a string being made for each cell.

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");
const encoder = new TextEncoder();

/** A text as it was read from bytes, and what was wrong with them. */
export interface DecodedText {
  text: string;
  /** The bytes are not UTF-8 and were read as windows-1252. */
  invalid: boolean;
  /** There were NUL bytes, which were left out. */
  nul: boolean;
}

export function decodeCell(bytes: Uint8Array): DecodedText {
  let text: string;
  let invalid = false;
  try {
    text = utf8.decode(bytes);
  } catch {
    text = windows1252.decode(bytes);
    invalid = true;
  }
  const nul = text.includes("\0");
  return { text: nul ? text.replaceAll("\0", "") : text, invalid, nul };
}

/** An open-addressing table from byte strings to codes, which count up from 0 in order of first appearance. */
export class Interner {
  readonly texts: string[] = [];
  /** Whether a text that has been added came from bytes that are not UTF-8, or with NULs. */
  invalidSeen = false;
  nulSeen = false;

  private arena = new Uint8Array(64);
  private arenaUsed = 0;
  private keys = 0;
  private keyEnd = new Int32Array(16);
  private keyCode = new Int32Array(16);
  private keyHash = new Int32Array(16);
  private slots = new Int32Array(32);

  code(bytes: Uint8Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193) ^ (hash >>> 15);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const key = this.slots[slot] - 1;
      if (key < 0) return this.add(bytes, start, end, hash, slot);
      if (this.keyHash[key] === hash && this.equals(key, bytes, start, end)) return this.keyCode[key];
    }
  }

  codeOfText(text: string): number {
    const bytes = encoder.encode(text);
    return this.code(bytes, 0, bytes.length);
  }

  private equals(key: number, bytes: Uint8Array, start: number, end: number): boolean {
    let at = key === 0 ? 0 : this.keyEnd[key - 1];
    if (this.keyEnd[key] - at !== end - start) return false;
    for (let i = start; i < end; i++) if (this.arena[at++] !== bytes[i]) return false;
    return true;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const key = this.keys++;
    if (this.arenaUsed + end - start > this.arena.length) {
      const arena = new Uint8Array((this.arena.length + end - start) * 2);
      arena.set(this.arena.subarray(0, this.arenaUsed));
      this.arena = arena;
    }
    this.arena.set(bytes.subarray(start, end), this.arenaUsed);
    this.arenaUsed += end - start;
    if (key === this.keyEnd.length) {
      this.keyEnd = doubled(this.keyEnd);
      this.keyCode = doubled(this.keyCode);
      this.keyHash = doubled(this.keyHash);
    }
    this.keyEnd[key] = this.arenaUsed;
    this.keyHash[key] = hash;
    this.slots[slot] = key + 1;
    const { text, invalid, nul } = decodeCell(bytes.subarray(start, end));
    if (this.keys * 2 > this.slots.length) this.rehash();
    if (invalid) this.invalidSeen = true;
    if (nul) this.nulSeen = true;
    // The same text may have come in other bytes (another encoding, NULs), so it is looked up by its own ones.
    const code = invalid || nul ? this.codeOfText(text) : this.texts.push(text) - 1;
    this.keyCode[key] = code;
    return code;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let key = 0; key < this.keys; key++) {
      let slot = this.keyHash[key] & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = key + 1;
    }
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
