// Which sizes the pictures of an album have.

import type { Album } from "./album";

/** Widths and heights that occur, the most frequent first. */
export function sizesOf({ frames }: Pick<Album, "frames">): [width: number, height: number][] {
  const sizes = new Map<string, { size: [number, number]; count: number }>();
  for (const { width, height } of frames) {
    const key = `${width} × ${height}`;
    const entry = sizes.get(key) ?? { size: [width, height] as [number, number], count: 0 };
    entry.count++;
    sizes.set(key, entry);
  }
  return [...sizes.values()].sort((a, b) => b.count - a.count).map(({ size }) => size);
}
