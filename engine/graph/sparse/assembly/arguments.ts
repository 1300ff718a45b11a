// Arguments of a kernel: slots of eight bytes each, that hold an address, a count or a number in double precision.

@inline
export function word(slots: usize, slot: i32): usize {
  return load<u32>(slots + (<usize>slot << 3));
}

@inline
export function number(slots: usize, slot: i32): f64 {
  return load<f64>(slots + (<usize>slot << 3));
}
