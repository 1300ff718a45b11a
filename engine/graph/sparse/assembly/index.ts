// The kernels for eigenvalues of sparse matrices: each works on a range of rows, so that threads can share them.

export { factorRows, solveBackward, solveForward } from "./cholesky";
export { moment } from "./moment";
export { combine, gram, rotate } from "./panels";
export { product } from "./product";
export { narrow, productSingle, widen } from "./single";

/** First address that the module itself does not use. */
export function freeFrom(): usize {
  return __heap_base;
}
