// The memory plan: buffers that are not needed at the same time share room.

/** A buffer that is written at instruction `from` and last read at instruction `to`. */
export interface Lifetime {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** Elements to which every buffer is aligned: a cache line of f32. */
export const alignment = 16;

export const align = (size: number): number => Math.ceil(size / alignment) * alignment;

/**
 * Offsets, in the order given, so that buffers whose lifetimes overlap never share an element. Largest first, each at
 * the lowest gap that holds it: within a few per cent of the best on networks, where the largest buffers decide.
 */
export function planMemory(buffers: readonly Lifetime[]): { offsets: number[]; size: number } {
  const offsets = new Array<number>(buffers.length).fill(0);
  const placed: { offset: number; end: number; from: number; to: number }[] = [];
  let size = 0;
  const order = buffers.map((_, index) => index).sort((a, b) => buffers[b].size - buffers[a].size || a - b);
  for (const index of order) {
    const { from, to, size: wanted } = buffers[index];
    const length = align(wanted);
    let offset = 0;
    for (const other of placed) {
      const overlaps = other.from <= to && from <= other.to;
      if (overlaps && offset < other.end && other.offset < offset + length) offset = other.end;
    }
    offsets[index] = offset;
    const entry = { offset, end: offset + length, from, to };
    const at = placed.findIndex((other) => other.offset > offset);
    placed.splice(at < 0 ? placed.length : at, 0, entry);
    size = Math.max(size, entry.end);
  }
  return { offsets, size };
}
