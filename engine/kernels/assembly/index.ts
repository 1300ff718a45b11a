// What the module offers: the interpreter, the life of a helping thread, and where free memory begins.

export { help, run } from "./interpreter";

/** The first address that the module itself does not use. */
export function freeFrom(): usize {
  return __heap_base;
}
