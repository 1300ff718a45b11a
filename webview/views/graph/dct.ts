// The discrete cosine transform of a signal on a full grid of nodes, to hold the graph Fourier transform against.

/** A full grid: every cell holds one node. */
export interface Grid {
  width: number;
  height: number;
  /** Row-major cell of each node. */
  cells: Uint32Array;
}

/** The grid that coordinates (x and y of each node in turn) form; undefined where they form none. */
export function gridOf(positions: ArrayLike<number>, nodes: number): Grid | undefined {
  if (positions.length < 2 * nodes || nodes < 4) return undefined;
  const columns = placesOf(positions, nodes, 0);
  const rows = placesOf(positions, nodes, 1);
  if (columns.count * rows.count !== nodes) return undefined;
  const cells = columns.of.map((column, node) => rows.of[node]! * columns.count + column);
  return new Set(cells).size === nodes ? { width: columns.count, height: rows.count, cells } : undefined;
}

/** The different values of one coordinate, counted, and which of them each node has, ascending. */
function placesOf(positions: ArrayLike<number>, nodes: number, axis: 0 | 1): { count: number; of: Uint32Array } {
  const order = Array.from({ length: nodes }, (_, node) => node).sort(
    (a, b) => positions[2 * a + axis]! - positions[2 * b + axis]!,
  );
  const of = new Uint32Array(nodes);
  const span = positions[2 * order.at(-1)! + axis]! - positions[2 * order[0]! + axis]!;
  // Coordinates are single precision: places of a grid lie further apart than a hundred-thousandth of it.
  const apart = span * 1e-5;
  let place = 0;
  order.forEach((node, at) => {
    if (at && positions[2 * node + axis]! - positions[2 * order[at - 1]! + axis]! > apart) place++;
    of[node] = place;
  });
  return { count: place + 1, of };
}

/**
 * The orthonormal two-dimensional DCT-II of a signal on the nodes of a grid: [height × width] coefficients, row-major,
 * at [v · width + u] that of u half-waves along a row and v along a column.
 */
export function cosineTransform(signal: ArrayLike<number>, { width, height, cells }: Grid): Float64Array {
  const values = new Float64Array(width * height);
  cells.forEach((cell, node) => {
    values[cell] = signal[node]!;
  });
  const across = transform(values, width, height, 1, width);
  return transform(across, height, width, width, 1);
}

/** The DCT-II of `lines` lines of `length` values, which lie `step` apart; lines begin `between` apart. */
function transform(values: Float64Array, length: number, lines: number, step: number, between: number): Float64Array {
  const cosines = Float64Array.from({ length: 4 * length }, (_, at) => Math.cos((Math.PI * at) / (2 * length)));
  const out = new Float64Array(values.length);
  for (let frequency = 0; frequency < length; frequency++) {
    const norm = Math.sqrt((frequency === 0 ? 1 : 2) / length);
    for (let line = 0; line < lines; line++) {
      let sum = 0;
      for (let at = 0; at < length; at++)
        sum += values[line * between + at * step]! * cosines[((2 * at + 1) * frequency) % (4 * length)]!;
      out[line * between + frequency * step] = norm * sum;
    }
  }
  return out;
}

/** Eigenvalue of L of the 4-neighbour grid that belongs to u and v half-waves. */
export const gridEigenvalue = (u: number, v: number, { width, height }: Grid): number =>
  4 - 2 * Math.cos((Math.PI * u) / width) - 2 * Math.cos((Math.PI * v) / height);
