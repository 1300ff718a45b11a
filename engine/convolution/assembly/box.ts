// Sums of equal numbers of neighbours by doubling: of 2, 4, 8 … of them, and of these as many as the number asks for.

@inline
function plus<T>(a: v128, b: v128): v128 {
  return isFloat<T>() ? f32x4.add(a, b) : i32x4.add(a, b);
}

/** to[i] = from[i + shift], or that added to it, for `bytes` bytes, up to 12 more with them. */
@inline
function take<T>(from: usize, to: usize, bytes: usize, first: bool): void {
  const end = to + bytes;
  if (first) memory.copy(to, from, bytes);
  else
    for (; to < end; to += 16) {
      v128.store(to, plus<T>(v128.load(to), v128.load(from)));
      from += 16;
    }
}

/** Adds to each element the one `shift` bytes further on. */
@inline
function double<T>(at: usize, bytes: usize, shift: usize): void {
  const end = at + bytes;
  for (; at < end; at += 16) v128.store(at, plus<T>(v128.load(at), v128.load(at + shift)));
}

@inline
function runs<T>(from: usize, to: usize, count: usize, unit: usize, size: usize): void {
  const wanted = (count - (size - 1) * unit) << 2;
  let length = count << 2;
  let done: usize = 0;
  for (let power: usize = 1; power <= size; power <<= 1) {
    if (size & power) {
      take<T>(from + ((done * unit) << 2), to, wanted, done == 0);
      done += power;
    }
    if (power << 1 <= size) {
      const shift = (power * unit) << 2;
      length -= shift;
      double<T>(from, length, shift);
    }
  }
}

/**
 * to[i] = Σ from[i + j·unit] for 0 ≤ j < size, of 32-bit elements, floats or integers; `count` elements of `from` are
 * read, which become other ones. How a sum is formed depends on `size` alone.
 */
export function boxSums(float: bool, from: usize, to: usize, count: usize, unit: usize, size: usize): void {
  if (float) runs<f32>(from, to, count, unit, size);
  else runs<i32>(from, to, count, unit, size);
}
