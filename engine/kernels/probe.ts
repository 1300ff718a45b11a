// What the WebAssembly of this machine can do.

import type { ModuleKind } from "./modules";

/**
 * A module with one function f: whether f32x4.relaxed_madd keeps the last bit of (1 + 2⁻¹²)² − (1 + 2⁻¹¹), which is
 * lost when the product is rounded first.
 */
const relaxedModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // Type 0: () → i32; function 0 of type 0; exported as "f"; one body of 28 bytes without locals.
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, 0x1e, 0x01, 0x1c, 0x00],
  // f32.const 1 + 2⁻¹², f32x4.splat; twice.
  ...[0x43, 0x00, 0x08, 0x80, 0x3f, 0xfd, 0x13],
  ...[0x43, 0x00, 0x08, 0x80, 0x3f, 0xfd, 0x13],
  // f32.const −(1 + 2⁻¹¹), f32x4.splat.
  ...[0x43, 0x00, 0x10, 0x80, 0xbf, 0xfd, 0x13],
  // f32x4.relaxed_madd, v128.any_true, end.
  ...[0xfd, 0x85, 0x02],
  ...[0xfd, 0x53, 0x0b],
);

/** Whether relaxed vector instructions are understood. */
export const hasRelaxedVectors = (): boolean => WebAssembly.validate(relaxedModule);

/** Whether they multiply and add with one rounding; a processor that cannot gains nothing by them. */
function fusesMultiplyAdd(): boolean {
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(relaxedModule)).exports as { f(): number };
  return f() !== 0;
}

function sharesMemory(): boolean {
  if (typeof SharedArrayBuffer === "undefined") return false;
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}

/** The most that this machine can use. */
export const supportedKind = (): ModuleKind => ({
  vector: hasRelaxedVectors() && fusesMultiplyAdd() ? "relaxed" : "plain",
  memory: sharesMemory() ? "shared" : "unshared",
});
