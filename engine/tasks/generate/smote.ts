// SMOTE: new examples between an example and one of its nearest neighbours of the same class.

import { Random } from "../../core/random";
import type { Cells } from "../../gan/measures/cells";
import { nearestOthers, type Rows } from "../../gan/measures/neighbours";
import type { Breathe } from "../table/matrix";

/** N. V. Chawla et al., "SMOTE: synthetic minority over-sampling technique", 2002. */
const neighbours = 5;
const stream = 0x6a60;

/** Where a new example lies: at `from`, `share` of the way to `to`. */
export interface Between {
  from: number;
  to: number;
  /** 0 to 1. */
  share: number;
  /** The nearest neighbours of `from` among its class, `to` among them; none of an example that is alone. */
  near: readonly number[];
}

/**
 * As many places between neighbours as there are examples, of each class as many as it has: one from every example. An example
 * that is alone in its class is repeated.
 */
export async function placesBetween(
  rows: Rows,
  classes: Int32Array,
  seed: number,
  breathe: Breathe,
): Promise<Between[]> {
  const random = new Random(seed, stream);
  const near = await nearestOthers(rows, neighbours, (i, j) => classes[i] === classes[j], breathe);
  return near.map((own, from) => {
    const to = own.length > 0 ? own[random.integer(own.length)] : from;
    return { from, to, share: random.uniform(), near: own };
  });
}

/** Rows of numbers, such as pictures, on the lines between neighbours. */
export function rowsBetween({ values, width }: Rows, places: readonly Between[]): Rows {
  const made = new Float32Array(places.length * width);
  for (const [row, { from, to, share }] of places.entries()) {
    for (let i = 0; i < width; i++) {
      const [a, b] = [values[from * width + i], values[to * width + i]];
      made[row * width + i] = a + share * (b - a);
    }
  }
  return { values: made, width };
}

/**
 * Rows of a table: numbers on the lines between neighbours, categories as most of the neighbours have them (SMOTE-NC, as
 * published beside SMOTE), the first example's where none has more. A number of which an end is missing is the first example's.
 */
export function cellsBetween(cells: Cells, places: readonly Between[]): Cells {
  return places.map(({ from, to, share, near }) =>
    cells[from].map((own, column) => {
      const other = cells[to][column];
      if (typeof own === "number" && typeof other === "number") return own + share * (other - own);
      if (typeof own === "number" || typeof other === "number") return own;
      return mostFrequent(
        near.map((row) => cells[row][column]),
        own,
      );
    }),
  );
}

/** Of equals `first`, where it is one of them. */
function mostFrequent(names: Cells[number], first: number | string): number | string {
  const counts = new Map<number | string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  let best = first;
  for (const [name, count] of counts) if (count > (counts.get(best) ?? 0)) best = name;
  return best;
}

/** The classes of the places: those of the examples that they begin at. */
export const classesBetween = (classes: Int32Array, places: readonly Between[]): Int32Array =>
  Int32Array.from(places, ({ from }) => classes[from]);
