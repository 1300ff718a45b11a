// How much memory each part of a dense eigenvalue problem takes, block by block.

import { strideOf } from "../../convolution/wasm/machine";
import { alongBytes, backRows, backVectors } from "./back";
import { bandBytes, bandWidth } from "./band";
import { heldBytes, joinRows } from "./join";
import { productDepth } from "./machine";
import { blockRows, panelRows } from "./tridiagonal";

/** Rows of a strip that packed operands are padded to. */
export const stripRows = 4;

/** Bytes of the blocks that tridiagonal form of an n × n matrix takes; the names are those of `Reduction`. */
function sizesOfReduction(n: number) {
  const stride = strideOf(8 * n);
  const column = 8 * n;
  return {
    matrix: n * stride,
    panel: panelRows * stride,
    across: 2 * panelRows * (column + 8 * stripRows),
    along: 2 * panelRows * 8 * blockRows,
    factors: 8 * panelRows,
    diagonal: column,
    beside: column,
    taus: column,
  };
}

/** All eigenvalues; the names are also those of `BandReduction`. */
export function sizesOfValues(n: number) {
  const stride = strideOf(8 * n);
  return {
    ...sizesOfReduction(n),
    taus: 8 * Math.max(n, bandWidth),
    reflections: bandWidth * stride,
    between: bandWidth * stride,
    triangle: 8 * bandWidth ** 2,
    inner: 8 * bandWidth ** 2,
    packed: bandWidth * 8 * n,
    scratch: 2 * 8 * blockRows ** 2,
    band: bandBytes(n),
  };
}

/** All pairs; the names are also those of `Joining` and `Back`. */
export function sizesOfPairs(n: number) {
  const stride = strideOf(8 * n);
  const column = 8 * n;
  return {
    ...sizesOfReduction(n),
    vectors: n * stride,
    poles: column,
    weights: column,
    products: column,
    roots: column,
    distances: column,
    origins: column,
    places: column,
    held: Math.max(heldBytes(n), 8 * backRows * n),
    secular: joinRows * stride,
    fresh: joinRows * stride,
    reflections: 2 * backRows * stride,
    triangle: 8 * backRows ** 2,
    turned: 8 * backVectors * backRows,
    across: Math.max(2 * panelRows, backRows) * 8 * (n + stripRows),
    along: Math.max(16 * panelRows * blockRows, alongBytes, 8 * joinRows * productDepth),
  };
}
