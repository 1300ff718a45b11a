// An invented table of days: what instruments measured, and several kinds of weather that occur together by a stated law.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

/** Each kind of weather depends on one before it: its probability with that one, and without it. */
export interface LawOfWeather {
  label: string;
  /** Index of the kind that it depends on; the first one depends on none. */
  after?: number;
  given: number;
  otherwise: number;
}

export const weatherLaw: readonly LawOfWeather[] = [
  { label: "clouds", given: 0.55, otherwise: 0.55 },
  { label: "rain", after: 0, given: 0.6, otherwise: 0.03 },
  { label: "thunder", after: 1, given: 0.4, otherwise: 0.01 },
  { label: "gale", after: 2, given: 0.8, otherwise: 0.15 },
  { label: "frost", after: 0, given: 0.08, otherwise: 0.3 },
  { label: "fog", after: 4, given: 0.6, otherwise: 0.1 },
];

const instruments = ["humidity", "pressure", "warmth", "wind", "light", "static", "sight", "dew"];

/** What each kind of weather adds to each instrument, in units of the instrument's noise; thunder and fog are hard to see. */
const effects: readonly (readonly number[])[] = [
  [0.8, -0.6, -0.3, 0, -1.6, 0, -0.2, 0.2],
  [1.4, -0.9, -0.4, 0.2, -0.6, 0.1, -0.7, 0.5],
  [0.1, -0.3, 0.3, 0.2, -0.1, 0.8, 0, 0],
  [-0.2, -0.7, -0.1, 1.8, 0, 0.1, 0.2, -0.2],
  [-0.3, 0.7, -1.8, -0.1, 0.2, 0, 0.1, -0.6],
  [0.4, 0.2, -0.1, -0.4, -0.3, 0, -0.8, 0.5],
];

/**
 * A day's kinds are drawn by `weatherLaw`, in its order; each instrument shows the sum of their effects and normal noise of
 * σ = 1. The instruments come first, then a column of zeros and ones for each kind.
 */
export function labelTable(rows: number, seed: number): GeneratedTable {
  const random = new Random(seed);
  const table = Array.from({ length: rows }, () => {
    const kinds: number[] = [];
    for (const { after, given, otherwise } of weatherLaw) {
      const share = after !== undefined && kinds[after] === 1 ? given : otherwise;
      kinds.push(Number(random.uniform() < share));
    }
    const measured = instruments.map(
      (_, i) => kinds.reduce((sum, kind, label) => sum + kind * effects[label][i], 0) + random.normal(),
    );
    return [...measured, ...kinds];
  });
  return { columns: [...instruments, ...weatherLaw.map(({ label }) => label)], rows: table };
}
