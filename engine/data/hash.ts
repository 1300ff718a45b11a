// MurmurHash3 (x86, 128 bit) over bytes that come in pieces: how a run recognises that its data are still the same.

const c1 = 0x239b961b;
const c2 = 0xab0e9789 | 0;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93 | 0;

/** Incremental, not cryptographic; after Austin Appleby's public-domain `MurmurHash3_x86_128`, seed 0. */
export class Hash {
  private readonly state = new Int32Array(4);
  private readonly tail = new Uint8Array(16);
  private readonly tailWords = new Int32Array(this.tail.buffer);
  private tailLength = 0;
  private length = 0;

  update(bytes: Uint8Array): void {
    this.length += bytes.length;
    let position = 0;
    if (this.tailLength > 0) {
      position = Math.min(16 - this.tailLength, bytes.length);
      this.tail.set(bytes.subarray(0, position), this.tailLength);
      this.tailLength += position;
      if (this.tailLength < 16) return;
      this.blocks(this.tailWords);
      this.tailLength = 0;
    }
    const whole = (bytes.length - position) & ~15;
    if (whole > 0) {
      const part = bytes.subarray(position, position + whole);
      const aligned = (part.byteOffset & 3) === 0 ? part : new Uint8Array(part);
      this.blocks(new Int32Array(aligned.buffer, aligned.byteOffset, whole >> 2));
      position += whole;
    }
    this.tail.set(bytes.subarray(position));
    this.tailLength = bytes.length - position;
  }

  /** 32 hexadecimal digits; nothing may be added afterwards. */
  digest(): string {
    let [h1, h2, h3, h4] = this.state as unknown as [number, number, number, number];
    this.tail.fill(0, this.tailLength);
    const [k1, k2, k3, k4] = this.tailWords as unknown as [number, number, number, number];
    h1 ^= mix(k1, c1, 15, c2);
    h2 ^= mix(k2, c2, 16, c3);
    h3 ^= mix(k3, c3, 17, c4);
    h4 ^= mix(k4, c4, 18, c1);
    h1 ^= this.length;
    h2 ^= this.length;
    h3 ^= this.length;
    h4 ^= this.length;
    h1 = (h1 + h2 + h3 + h4) | 0;
    h2 = (h2 + h1) | 0;
    h3 = (h3 + h1) | 0;
    h4 = (h4 + h1) | 0;
    h1 = finalize(h1);
    h2 = finalize(h2);
    h3 = finalize(h3);
    h4 = finalize(h4);
    h1 = (h1 + h2 + h3 + h4) | 0;
    return [h1, h2 + h1, h3 + h1, h4 + h1].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  private blocks(words: Int32Array): void {
    let [h1, h2, h3, h4] = this.state as unknown as [number, number, number, number];
    for (let i = 0; i < words.length; i += 4) {
      h1 ^= mix(words[i], c1, 15, c2);
      h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
      h2 ^= mix(words[i + 1], c2, 16, c3);
      h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
      h3 ^= mix(words[i + 2], c3, 17, c4);
      h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
      h4 ^= mix(words[i + 3], c4, 18, c1);
      h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
    }
    this.state.set([h1, h2, h3, h4]);
  }
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function mix(word: number, first: number, by: number, second: number): number {
  return Math.imul(rotate(Math.imul(word, first), by), second);
}

function finalize(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
