// Typed arrays that grow by blocks, so that a long column costs its size and not twice that.

const blockLength = 1 << 16;

/** Numbers pushed one by one; `finish` joins them. */
export class Growing<T extends Float64Array | Int32Array | Uint32Array> {
  length = 0;
  private readonly full: T[] = [];
  private block: T;
  private used = 0;
  private size = 0;

  constructor(private readonly make: (length: number) => T) {
    this.block = make(this.size);
  }

  push(value: number): void {
    if (this.used === this.size) this.nextBlock();
    this.block[this.used++] = value;
    this.length++;
  }

  /** All values in one array of exactly their number; the parts are given up. */
  finish(): T {
    const all = this.make(this.length);
    let offset = 0;
    for (const part of this.full) {
      all.set(part, offset);
      offset += part.length;
    }
    all.set(this.block.subarray(0, this.used), offset);
    this.full.length = 0;
    this.block = this.make(0);
    this.used = 0;
    this.size = 0;
    this.length = 0;
    return all;
  }

  private nextBlock(): void {
    if (this.size > 0) this.full.push(this.block);
    this.size = Math.min(Math.max(16, this.size * 2), blockLength);
    this.block = this.make(this.size);
    this.used = 0;
  }
}

export const growingFloats = () => new Growing((length) => new Float64Array(length));
export const growingCodes = () => new Growing((length) => new Int32Array(length));
export const growingLines = () => new Growing((length) => new Uint32Array(length));
