// Filtering a plane band by band, so that messages get their turn in between.

import type { Breathe } from "../../tasks/table/matrix";
import type { FilterExecutor } from "../executor";
import { lower } from "../lower";
import type { Step } from "../pipeline";
import { type Plane, windowOf } from "./plane";

/** Rows of a band: some milliseconds of most filters. */
const bandRows = 128;

/**
 * Applies a step, or none, in floats with reflected edges (reflect101), and hands each band on with the index of its first
 * sample. Throws StepError for a step that is wrong.
 */
export async function filterInBands(
  plane: Plane,
  step: Step | null,
  { executor, breathe }: { executor: FilterExecutor; breathe: Breathe },
  visit: (samples: Float32Array, from: number) => void,
): Promise<void> {
  const { width, height } = plane;
  const window = windowOf(plane);
  const program = lower({ edge: "reflect101", steps: step ? [step] : [] }, { elements: "f32", channels: 1 });
  for (let y = 0; y < height; y += bandRows) {
    const band = { x: 0, y, width, height: Math.min(bandRows, height - y) };
    visit(executor.render(program, window, band).samples as Float32Array, y * width);
    await breathe();
  }
}
