// What the module offers: the interpreter, and where free memory begins.

export { run } from "./interpreter";

/** The first address that the module itself does not use. */
export function freeFrom(): usize {
  return __heap_base;
}
