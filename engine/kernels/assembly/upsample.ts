// Bilinear upsampling of images and its adjoint, four channels at a time.

import { fillRun } from "./copy";
import { dimension, input, output } from "./instruction";
import { all, multiplyAdd, storeUpTo } from "./vector";

/** Where pixel `index` of the larger image lies among the pixels of the smaller one. */
@inline
function placeOf(index: usize, factor: usize): f64 {
  return max((<f64>index + 0.5) / <f64>factor - 0.5, 0);
}

@inline
function addTo(address: usize, value: v128, weight: v128, room: usize): void {
  storeUpTo(address, multiplyAdd(value, weight, v128.load(address)), room);
}

/** From the smaller images to the larger ones, or for the adjoint back, adding. */
@inline
function upsample(instruction: usize, adjoint: bool, small: usize, large: usize): void {
  const height = dimension(instruction, 1);
  const width = dimension(instruction, 2);
  const channels = dimension(instruction, 3);
  const factor = dimension(instruction, 4);
  const pixel = channels << 2;
  const row = width * pixel;
  for (let images = dimension(instruction, 0); images > 0; images--) {
    if (adjoint) fillRun(small, all(0), (height * row) >> 2);
    for (let i: usize = 0; i < height * factor; i++) {
      const y = placeOf(i, factor);
      const above = <usize>y;
      const lower = <f32>(y - <f64>above);
      const upper = <f32>1 - lower;
      const first = small + above * row;
      const second = small + min(above + 1, height - 1) * row;
      for (let j: usize = 0; j < width * factor; j++) {
        const x = placeOf(j, factor);
        const before = <usize>x;
        const right = <f32>(x - <f64>before);
        const left = <f32>1 - right;
        const after = min(before + 1, width - 1) * pixel;
        const w0 = all(upper * left);
        const w1 = all(upper * right);
        const w2 = all(lower * left);
        const w3 = all(lower * right);
        let a = first + before * pixel;
        let b = first + after;
        let c = second + before * pixel;
        let d = second + after;
        for (let k: usize = 0; k < channels; k += 4) {
          const room = channels - k;
          const at = large + (k << 2);
          if (adjoint) {
            const g = v128.load(at);
            addTo(a, g, w0, room);
            addTo(b, g, w1, room);
            addTo(c, g, w2, room);
            addTo(d, g, w3, room);
          } else {
            const sum = multiplyAdd(w1, v128.load(b), f32x4.mul(w0, v128.load(a)));
            storeUpTo(at, multiplyAdd(w3, v128.load(d), multiplyAdd(w2, v128.load(c), sum)), room);
          }
          a += 16;
          b += 16;
          c += 16;
          d += 16;
        }
        large += pixel;
      }
    }
    small += height * row;
  }
}

export function upsampleBilinear(instruction: usize): void {
  upsample(instruction, false, input(instruction, 0), output(instruction));
}
export function upsampleBilinearAdjoint(instruction: usize): void {
  upsample(instruction, true, output(instruction), input(instruction, 0));
}
