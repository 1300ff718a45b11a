// What makes the wanted eigenvectors outgrow the others in a panel: a Chebyshev filter, or the inverse of the shifted matrix.

import type { Factor } from "./factor";
import type { Operator, Recurrence } from "./operator";
import { type Panel, width } from "./panels";

/** What is known of the spectrum so far. */
export interface Knowledge {
  /** The smallest eigenvalue. */
  low: number;
  /** Of the vectors in the panel, the largest. */
  target: number;
  /** Eigenvalues from here on are unwanted. */
  cut: number;
  /** No eigenvalue is larger. */
  high: number;
  /** Whether vectors are so close to eigenvectors that single precision would spoil them. */
  fine: boolean;
}

export interface Expansion {
  /** In a word. */
  method: string;
  /** Whether it is the same operator each time, whatever is known: then a subspace grows best from what it grew by last. */
  constant: boolean;
  /** Applies it to the panel; both panels are written to. @returns the one that has the result */
  expand(panel: Panel, other: Panel, known: Knowledge): Promise<Panel>;
}

/** Factor by which a filter raises the target above what is unwanted, as exponent of e; and its degrees. */
const growth = 5;
const [degreeLeast, degreeMost] = [8, 250];

/**
 * The Chebyshev polynomial on [cut, high], scaled to be 1 at `low` (Y. Zhou, Y. Saad, M. Tiago, J. Chelikowsky,
 * "Self-consistent-field calculations using Chebyshev-filtered subspace iteration", 2006).
 */
export function chebyshevFilter(operator: Operator): Expansion {
  return {
    method: "chebyshev-davidson",
    constant: false,
    async expand(panel, other, known) {
      if (known.fine || !isOrdinary(known.high - known.low))
        return filter((...step) => operator.apply(...step), panel, other, known);
      const { rows } = operator.matrix;
      const halves = [other, other + rows * width * 4];
      await operator.machine.share("narrow", [panel, halves[0]], [], rows);
      const filtered = await filter((...step) => operator.applySingle(...step), halves[0], halves[1], known);
      await operator.machine.share("widen", [filtered, panel], [], rows);
      return panel;
    },
  };
}

/** Whether single precision can hold numbers of this size, and what becomes of them. */
const isOrdinary = (size: number): boolean => size > 1e-20 && size < 1e20;

async function filter(
  apply: (x: Panel, into: Panel, recurrence: Recurrence) => Promise<void>,
  panel: Panel,
  other: Panel,
  { low, target, cut, high }: Knowledge,
): Promise<Panel> {
  const half = (high - cut) / 2;
  const centre = (high + cut) / 2;
  const rate = Math.acosh(Math.max(1, (centre - target) / half));
  const degree = Math.max(degreeLeast, Math.min(degreeMost, Math.ceil(growth / Math.max(rate, 1e-9))));
  const first = half / (low - centre);
  let sigma = first;
  let [before, now] = [panel, other];
  const scale = sigma / half;
  await apply(before, now, { alpha: scale, beta: -centre * scale, gamma: 0, previous: before });
  for (let step = 2; step <= degree; step++) {
    const next = 1 / (2 / first - sigma);
    const alpha = (2 * next) / half;
    await apply(now, before, { alpha, beta: -centre * alpha, gamma: -sigma * next, previous: before });
    [before, now] = [now, before];
    sigma = next;
  }
  return now;
}

/** (A − shift · I)⁻¹. */
export function shiftInvert(factor: Factor): Expansion {
  return {
    method: "shift-invert davidson",
    constant: true,
    async expand(panel) {
      await factor.solve(panel);
      return panel;
    },
  };
}
