// The check for finite values.

import { all, firstLanes, sumOfLanes } from "./vector";

/** Whether none of the elements is infinite or NaN: x·0 is then 0 for each of them. */
export function isFiniteRun(from: usize, count: usize): bool {
  let sum = all(0);
  const end = from + ((count & ~3) << 2);
  for (; from < end; from += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(from), all(0)));
  const rest = count & 3;
  if (rest) sum = f32x4.add(sum, v128.and(f32x4.mul(v128.load(from), all(0)), firstLanes(rest)));
  return sumOfLanes(sum) == 0;
}
