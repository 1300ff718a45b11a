// The ids of nodes as they come: numbers while all are plain whole ones, texts otherwise, so that 7, 007 and 7.0 stay apart.

import { growingFloats, growingLines } from "../growing";
import { Interner } from "../intern";
import { plainInteger } from "./lines";

const encoder = new TextEncoder();

/** Ids below this are looked up by their value. */
const directLimit = 2 ** 24;

export interface FinishedIds {
  nodes: number;
  ids?: string[];
  firstId?: number;
  nodeLines: Uint32Array;
  /** New number of each node where they were put in the order of their ids; absent where they stayed. */
  order?: Uint32Array;
}

/** Nodes are counted in the order in which their ids first come. */
export class NodeIds {
  count = 0;
  private least = Number.POSITIVE_INFINITY;
  private most = -1;
  private readonly values = growingFloats();
  private readonly lines = growingLines();
  /** Node + 1 of ids below the limit; of the others, open addressing: the id in each slot, and its node + 1. */
  private direct = new Int32Array(1024);
  private keys = new Float64Array(1024);
  private slots = new Int32Array(1024);
  private hashed = 0;
  private texts: Interner | undefined;
  /** Nodes of ids that came as texts: sooner found than by their bytes. */
  private readonly byText = new Map<string, number>();

  /** The node whose id lies in the bytes. */
  node(bytes: Uint8Array, start: number, end: number, line: number): number {
    if (!this.texts) {
      const value = plainInteger(bytes, start, end);
      if (value >= 0) return this.ofNumber(value, line);
      this.toTexts();
    }
    const node = this.texts!.code(bytes, start, end);
    if (node === this.count) {
      this.count++;
      this.lines.push(line);
    }
    return node;
  }

  nodeOfText(id: string, line: number): number {
    let node = this.byText.get(id);
    if (node === undefined) {
      const bytes = encoder.encode(id);
      node = this.node(bytes, 0, bytes.length, line);
      this.byText.set(id, node);
    }
    return node;
  }

  ofNumber(value: number, line: number): number {
    if (this.texts) return this.nodeOfText(String(value), line);
    if (value < directLimit) {
      if (value >= this.direct.length) this.widen(value);
      const known = this.direct[value];
      if (known > 0) return known - 1;
      this.direct[value] = this.count + 1;
      return this.add(value, line);
    }
    const mask = this.slots.length - 1;
    for (let slot = slotOf(value, mask); ; slot = (slot + 1) & mask) {
      const node = this.slots[slot] - 1;
      if (node >= 0) {
        if (this.keys[slot] === value) return node;
        continue;
      }
      this.keys[slot] = value;
      this.slots[slot] = this.count + 1;
      if (++this.hashed * 2 > this.slots.length) this.rehash();
      return this.add(value, line);
    }
  }

  /** Whether some id came in bytes that are not UTF-8. */
  get invalid(): boolean {
    return this.texts?.invalidSeen ?? false;
  }

  /** `reorder` puts consecutive numbers in their order; without it the order stays. Nothing may be added afterwards. */
  finish(reorder: boolean): FinishedIds {
    const nodes = this.count;
    const nodeLines = this.lines.finish();
    if (this.texts) return { nodes, ids: this.texts.texts, nodeLines };
    const values = this.values.finish();
    if (nodes === 0) return { nodes, nodeLines, firstId: 0 };
    const consecutive = this.most - this.least + 1 === nodes;
    const inOrder = consecutive && values.every((value, node) => value === this.least + node);
    if (inOrder) return { nodes, nodeLines, firstId: this.least };
    if (!consecutive || !reorder) return { nodes, nodeLines, ids: Array.from(values, String) };
    const order = Uint32Array.from(values, (value) => value - this.least);
    const lines = new Uint32Array(nodes);
    for (let node = 0; node < nodes; node++) lines[order[node]] = nodeLines[node];
    return { nodes, nodeLines: lines, firstId: this.least, order };
  }

  private add(value: number, line: number): number {
    this.values.push(value);
    this.lines.push(line);
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
    return this.count++;
  }

  private widen(value: number): void {
    let length = this.direct.length * 2;
    while (length <= value) length *= 2;
    const larger = new Int32Array(length);
    larger.set(this.direct);
    this.direct = larger;
  }

  private toTexts(): void {
    this.texts = new Interner();
    for (const value of this.values.finish()) this.texts.codeOfText(String(value));
    this.direct = new Int32Array(0);
    this.keys = new Float64Array(0);
    this.slots = new Int32Array(0);
  }

  private rehash(): void {
    const [keys, slots] = [this.keys, this.slots];
    const mask = slots.length * 2 - 1;
    this.keys = new Float64Array(mask + 1);
    this.slots = new Int32Array(mask + 1);
    for (let old = 0; old < slots.length; old++) {
      if (slots[old] === 0) continue;
      let slot = slotOf(keys[old], mask);
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = slots[old];
      this.keys[slot] = keys[old];
    }
  }
}

/** Neighbouring ids stay neighbours in memory; what is above the low bits is mixed. */
function slotOf(value: number, mask: number): number {
  const low = value >>> 0;
  const high = (value - low) / 4294967296;
  return (low + Math.imul((low >>> 10) + high, 0x9e3779b1)) & mask;
}
