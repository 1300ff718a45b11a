// A band to tridiagonal form: what a reflection spills over the band is chased to its end (H. Rutishauser, 1963; B. Lang, 1993).

import { left, makeReflection, tau } from "./reflection";
import { multiplySymmetric } from "./symmetric";
import { addScaled, dot, dotRows, scale, subtractRows, subtractTwo } from "./vector";

/** D − v·wᵀ − w·vᵀ of a block on the diagonal, which is D reflected on both sides; `w` is overwritten. */
function reflectDiagonal(d: usize, step: usize, length: usize, v: usize, factor: f64, w: usize): void {
  if (factor == 0) return;
  memory.fill(w, 0, length << 3);
  multiplySymmetric(d, step, 0, length, v, w);
  scale(w, factor, length);
  addScaled(w, v, -0.5 * factor * dot(w, v, length), length);
  for (let row: usize = 0; row < length; row++) {
    const at = row << 3;
    subtractTwo(d + row * step, load<f64>(v + at), w, load<f64>(w + at), v, row + 1);
  }
}

/**
 * Brings the columns first … last − 1 of a band of `width` entries beside the diagonal to tridiagonal form. Entry (i, j) of
 * its lower triangle is at band + i · step + 8j, `step` being at least 2 · width − 1 entries; of each row, 2 · width − 1
 * entries before the diagonal are there, those beyond the band 0. Writes the entries beside the diagonal. `scratch` has
 * room for 4 · width entries.
 */
export function chase(
  band: usize,
  step: usize,
  n: usize,
  width: usize,
  first: usize,
  last: usize,
  beside: usize,
  scratch: usize,
): void {
  const size = width << 3;
  const t = scratch + 2 * size;
  const g = t + size;
  for (let column = first; column < last; column++) {
    let v = scratch;
    let start = column + 1;
    let length = min(width, n - start);
    for (let i: usize = 0; i < length; i++)
      store<f64>(v + (i << 3), load<f64>(band + (start + i) * step + (column << 3)));
    makeReflection(v, v + 8, length - 1);
    store<f64>(beside + (column << 3), left);
    let factor = tau;
    for (;;) {
      const corner = band + start * step + (start << 3);
      reflectDiagonal(corner, step, length, v, factor, t);
      const below = start + length;
      if (below >= n) break;
      const count = min(width, n - below);
      const spill = corner + length * step;
      // E(I − τvvᵀ), whose first column gives the next reflection, and then that from the left: one change of rank two.
      dotRows(t, spill, step, count, v, length);
      const next = v == scratch ? scratch + size : scratch;
      for (let i: usize = 0; i < count; i++) {
        const at = i << 3;
        store<f64>(next + at, load<f64>(spill + i * step) - factor * load<f64>(t + at) * load<f64>(v));
      }
      makeReflection(next, next + 8, count - 1);
      memory.fill(g, 0, length << 3);
      subtractRows(g, spill, step, count, next, length);
      addScaled(g, v, factor * dot(t, next, count), length);
      for (let i: usize = 0; i < count; i++) {
        const at = i << 3;
        subtractTwo(spill + i * step, factor * load<f64>(t + at), v, -tau * load<f64>(next + at), g, length);
        store<f64>(spill + i * step, 0);
      }
      store<f64>(spill, left);
      v = next;
      factor = tau;
      start = below;
      length = count;
    }
  }
}
