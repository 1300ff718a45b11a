// The chain for a preview on a reduced picture: lengths shrink with the picture, and the result resembles the true one.

import assert from "node:assert/strict";
import { lower } from "../../../engine/convolution/lower";
import type { Step } from "../../../engine/convolution/pipeline";
import { reducedChain } from "../../../engine/convolution/reduced-chain";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";

const reduced = (steps: Step[], factor: number) => reducedChain({ steps }, factor).steps;
const side = 64;

/** A picture of waves that reduction by 4 keeps. */
const waves = Uint8Array.from({ length: side * side }, (_, i) =>
  Math.round(128 + 60 * Math.sin((i % side) / 5) + 50 * Math.cos(i / side / 7)),
);

/** Means of 4 × 4 pixels. */
function quarter(samples: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: (side * side) / 16 }, (_, i) => {
    const [x, y] = [4 * (i % (side / 4)), 4 * Math.floor(i / (side / 4))];
    let sum = 0;
    for (let dy = 0; dy < 4; dy++) for (let dx = 0; dx < 4; dx++) sum += samples[(y + dy) * side + x + dx];
    return Math.round(sum / 16);
  });
}

function filtered(steps: Step[], samples: Uint8Array, size: number): ArrayLike<number> {
  const region = { x: 0, y: 0, width: size, height: size };
  const program = lower({ steps }, { elements: "u8", channels: 1 });
  return referenceFilterExecutor.render(program, { width: size, height: size, channels: 1, region, samples }, region)
    .samples;
}

describe("chains on reduced pictures", () => {
  it("divide lengths and leave everything else", () => {
    assert.deepEqual(reduced([{ kernel: "gauss:8" }], 4), [{ kernel: "gauss:2" }]);
    assert.deepEqual(reduced([{ kernel: "median15" }], 2), [{ kernel: "median7" }]);
    assert.deepEqual(reduced([{ kernel: "unsharp:4,1.5,10", channels: "red" }], 2), [
      { kernel: "unsharp:2,1.5,10", channels: "red" },
    ]);
    assert.deepEqual(reduced([{ kernel: "motion:20,45" }], 4), [{ kernel: "motion:5,45" }]);
    const kept: Step[] = [{ kernel: "sharpen" }, { matrix: [[1, 2, 1]], divisor: 4 }, { kernel: "exposure:1.5" }];
    assert.deepEqual(reduced(kept, 8), kept);
  });

  it("pass over what would be shorter than a pixel", () => {
    assert.deepEqual(reduced([{ kernel: "gauss:1" }], 4), [{ kernel: "gauss:1", off: true }]);
    assert.deepEqual(reduced([{ kernel: "median3" }], 2), [{ kernel: "median3", off: true }]);
  });

  it("look like the picture that is filtered and then reduced", () => {
    const steps = [{ kernel: "gauss:6" }];
    const truth = quarter(Uint8Array.from(filtered(steps, waves, side) as ArrayLike<number>));
    const error = (chain: Step[]) => {
      const preview = filtered(chain, quarter(waves), side / 4);
      return Math.max(...truth.map((value, i) => Math.abs(value - preview[i])));
    };
    assert.ok(error(reduced(steps, 4)) <= 12, `${error(reduced(steps, 4))}`);
    assert.ok(error(steps) > 20, `${error(steps)}`);
  });
});
