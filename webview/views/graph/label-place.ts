// Where the name of a node stands: beside it, on a side on which it covers no other node.

export interface Disc {
  x: number;
  y: number;
  size: number;
}

/** Pixels between a node and its name, and half the height of a name. */
const gap = 3;
const half = 6;

/** Left end and middle of a name of this width: to the right unless it lies on another node there and elsewhere on none. */
export function labelPlace(
  { x, y, size }: Disc,
  width: number,
  others: readonly Disc[],
): { left: number; middle: number } {
  const places = [
    { left: x + size + gap, middle: y },
    { left: x - size - gap - width, middle: y },
    { left: x - width / 2, middle: y - size - half - 1 },
    { left: x - width / 2, middle: y + size + half + 1 },
  ];
  const free = places.find(({ left, middle }) =>
    others.every((other) => {
      const acrossX = Math.max(left - other.x, 0, other.x - left - width);
      const acrossY = Math.max(middle - half - other.y, 0, other.y - middle - half);
      return Math.hypot(acrossX, acrossY) >= other.size;
    }),
  );
  return free ?? places[0]!;
}
