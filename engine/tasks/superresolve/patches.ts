// What an epoch trains on: parts of small pictures with what lies around them, and what bicubic enlarging lacks there.

import type { PatchPlace } from "../pictures/patches";
import type { Field } from "../pictures/tiles";
import { enlarge, type Pair } from "./pairs";

/** How patches are cut for a network. */
export interface PatchPlan {
  factor: number;
  /** Pixels of a side in the small picture. */
  size: number;
  /** Pixels around the patch that the network sees beside it: of its input. */
  margin: number;
  /** Whether the input is the bicubic picture. */
  enlarged: boolean;
  /** Whether the target is what is to be added to the bicubic picture, in units of `outputUnit`. */
  residual: boolean;
}

/**
 * What the network counts in where it adds to the bicubic picture, of white: about what is to be added, so that neither a
 * network at its start drowns the picture nor its last layer has far to go.
 */
const residualUnit = 1 / 16;

/** What 1 of the network's output stands for, of white. */
export const outputUnit = ({ residual }: Pick<PatchPlan, "residual">): number => (residual ? residualUnit : 1);

/** Pixels of a side of what the network takes and gives for a patch. */
export function patchSides({ factor, size, margin, enlarged }: PatchPlan): { input: number; output: number } {
  return { input: (enlarged ? factor * size : size) + 2 * margin, output: factor * size };
}

/** Pixels that bicubic enlarging looks at beside the one that it enlarges. */
const bicubicReach = 2;

/** Writes the square of `side` pixels whose upper left corner is at (x, y), mirrored beyond the rim as imresize does. */
function squareAt({ width, height, samples }: Field, x: number, y: number, side: number): Field {
  const columns = Int32Array.from({ length: side }, (_, column) => mirrored(x + column, width));
  const square = new Float32Array(side * side);
  for (let row = 0, at = 0; row < side; row++) {
    const from = mirrored(y + row, height) * width;
    for (let column = 0; column < side; column++) square[at++] = samples[from + columns[column]];
  }
  return { width: side, height: side, channels: 1, samples: square };
}

/** … 1 0 | 0 1 … */
function mirrored(at: number, length: number): number {
  const round = ((at % (2 * length)) + 2 * length) % (2 * length);
  return Math.min(round, 2 * length - 1 - round);
}

/**
 * Writes the patch at each place of the small pictures as a row: features [places, input side²], targets [places, output
 * side²] and, where they are asked for, the bicubic patches beside them, likewise. `pairs` are by the rows of the places.
 */
export function writePatches(
  pairs: readonly Pair[],
  places: readonly PatchPlace[],
  plan: PatchPlan,
  features: Float32Array,
  targets: Float32Array,
  bicubics?: Float32Array,
): void {
  const { factor, size, margin, residual } = plan;
  const sides = patchSides(plan);
  const unit = outputUnit(plan);
  const around = bicubicReach + (plan.enlarged ? Math.ceil(margin / factor) : margin);
  for (const [index, { row, x, y, turn }] of places.entries()) {
    const { small, truth } = pairs[row];
    const seen = squareAt(small, x - around, y - around, size + 2 * around);
    const bicubic = enlarge(seen, factor);
    const input = plan.enlarged ? bicubic : seen;
    const rim = (input.width - sides.input) / 2;
    eachTurned(sides.input, turn, (i, from, column) => {
      features[index * sides.input ** 2 + i] = input.samples[(rim + from) * input.width + rim + column];
    });
    const cut = factor * around;
    eachTurned(sides.output, turn, (i, from, column) => {
      const wanted = truth.samples[(factor * y + from) * truth.width + factor * x + column] / 255;
      const enlarged = bicubic.samples[(cut + from) * bicubic.width + cut + column];
      targets[index * sides.output ** 2 + i] = (wanted - (residual ? enlarged : 0)) / unit;
      if (bicubics) bicubics[index * sides.output ** 2 + i] = enlarged;
    });
  }
}

/** Visits the pixels of a square turned as a place says: where each comes to lie, and its row and column before. */
function eachTurned(side: number, turn: number, visit: (i: number, row: number, column: number) => void): void {
  const last = side - 1;
  for (let row = 0, i = 0; row < side; row++) {
    for (let column = 0; column < side; column++, i++) {
      const [a, b] = turn & 4 ? [column, row] : [row, column];
      visit(i, turn & 2 ? last - a : a, turn & 1 ? last - b : b);
    }
  }
}
