// Packing of matrices into panels: `panelWidth` of their rows or columns side by side for each inner index.

// Strides are in bytes. A last panel that is not full holds anything in what it has too much.
import { panelStep, panelWidth } from "./matmul-core";

/** Panels of a matrix that are packed together, so that cache lines are read whole. */
const together: usize = 4;

/** A matrix that is contiguous across the panels: `count` columns in `depth` rows. */
export function packAlong(from: usize, stride: usize, count: usize, depth: usize, to: usize): void {
  const panel = depth * panelStep();
  for (let first: usize = 0; first < count; first += together * panelWidth()) {
    const panels = min(together, (count - first + panelWidth() - 1) / panelWidth());
    let row = from + (first << 2);
    for (let l: usize = 0; l < depth; l++) {
      let source = row;
      let target = to + l * panelStep();
      for (let p: usize = 0; p < panels; p++) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
        if (panelWidth() == 12) v128.store(target, v128.load(source, 32), 32);
        source += panelStep();
        target += panel;
      }
      row += stride;
    }
    to += panels * panel;
  }
}

/** A matrix that is contiguous along the inner index: `count` rows of `depth` columns. */
export function packAcross(from: usize, stride: usize, count: usize, depth: usize, to: usize): void {
  for (let first: usize = 0; first < count; first += panelWidth()) {
    const last = min(count - first, panelWidth()) - 1;
    for (let row: usize = 0; row <= last; row += 4) {
      packFour(from + row * stride, stride, last - row, depth, to + (row << 2));
    }
    from += panelWidth() * stride;
    to += depth * panelStep();
  }
}

/**
 * Four rows, or the last of fewer repeated, as columns of a panel. Four inner indices at a time: beyond the depth it
 * reads and writes up to three more, into the panel that is packed next.
 */
function packFour(r0: usize, stride: usize, last: usize, depth: usize, to: usize): void {
  let r1 = r0 + min<usize>(1, last) * stride;
  let r2 = r0 + min<usize>(2, last) * stride;
  let r3 = r0 + min<usize>(3, last) * stride;
  const end = r0 + (depth << 2);
  while (r0 < end) {
    const v0 = v128.load(r0);
    const v1 = v128.load(r1);
    const v2 = v128.load(r2);
    const v3 = v128.load(r3);
    const low01 = v128.shuffle<u32>(v0, v1, 0, 4, 1, 5);
    const low23 = v128.shuffle<u32>(v2, v3, 0, 4, 1, 5);
    const high01 = v128.shuffle<u32>(v0, v1, 2, 6, 3, 7);
    const high23 = v128.shuffle<u32>(v2, v3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<u64>(low01, low23, 0, 2));
    v128.store(to + panelStep(), v128.shuffle<u64>(low01, low23, 1, 3));
    v128.store(to + 2 * panelStep(), v128.shuffle<u64>(high01, high23, 0, 2));
    v128.store(to + 3 * panelStep(), v128.shuffle<u64>(high01, high23, 1, 3));
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
    to += 4 * panelStep();
  }
}
