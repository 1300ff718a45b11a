// What the module of dense symmetric matrices offers: addresses and strides are in bytes, all else counts entries.

export { multiplyRows, reflectPanel } from "./band";
export { chase } from "./chase";
export { findPairs } from "./pairs";
export { multiply, packAcross, packAlong } from "./product";
export { finishRow, reflect } from "./reduce";
export { findValues } from "./values";
export { findRoots, rootVector } from "./secular";
export { multiplySymmetric } from "./symmetric";
export { dotRows, rotate } from "./vector";

/** The first address that the module itself does not use. */
export function freeFrom(): usize {
  return __heap_base;
}
