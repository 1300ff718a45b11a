// What the module of filters offers: each kernel computes a block of rows, whose addresses and strides are in bytes.

export { bilateral } from "./bilateral";
export { bilateralBytes } from "./bilateral-bytes";
export { blend } from "./blend";
export { boxSums } from "./box";
export { finish, finishShort, finishWhole } from "./finish";
export { lookup } from "./lookup";
export { luminance } from "./luminance";
export { medianNetwork } from "./median-network";
export { median5 } from "./median5";
export { pad } from "./pad";
export { pairBytes, pairSums } from "./pairs";
export { premultiply } from "./premultiply";
export { relight } from "./relight";
export { restore, restoreAs } from "./restore";
export { splitBytes } from "./split";
export { tapsF32, tapsI16, tapsI32 } from "./taps";
export { three } from "./three";
export { transfer } from "./transfer";

/** The first address that the module itself does not use. */
export function freeFrom(): usize {
  return __heap_base;
}
