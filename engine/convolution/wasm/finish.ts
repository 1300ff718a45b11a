// How sums become samples: the fastest kernel that gives exactly what the definition says.

import type { Elements, Rounding } from "../program";
import { toSample } from "../samples";
import { type Kind, kinds, type Machine, roundings } from "./machine";

/** value · scale + offset, rounded by a rule and clamped, in the units of `elements`. */
export interface Finishing {
  scale: number;
  offset: number;
  rounding: Rounding;
  elements: Elements;
}

/** Writes rows of samples, made of rows of sums. */
export type Finish = (
  from: number,
  fromStride: number,
  to: number,
  toStride: number,
  rows: number,
  samples: number,
) => void;

/** Results up to which the kernel rounds single precision. */
const singleMost = 2 ** 22;

/** For sums of a kind between two bounds. */
export function finishOf(
  { kernels }: Machine,
  kind: Kind,
  finishing: Finishing,
  range: { least: number; most: number },
): Finish {
  const { scale, offset, rounding, elements } = finishing;
  if (kind === "i16" && elements === "u8") {
    if (isWhole(finishing)) return (...words) => kernels.finishWhole(...words, offset);
    if (Math.abs(scale) * 2 ** 15 + Math.abs(offset) < singleMost && isExactInSingles(finishing, range))
      return (...words) => kernels.finishShort(...words, scale, offset, roundings[rounding]);
  }
  return (...words) => kernels.finish(kinds[kind], kinds[elements], ...words, scale, offset, roundings[rounding]);
}

/** Whether a sum and an integer of 16 bits add up to the sample, which is then clamped to 8. */
export const isWhole = ({ scale, offset, elements }: Finishing): boolean =>
  elements === "u8" && scale === 1 && Number.isInteger(offset) && Math.abs(offset) < 2 ** 15;

const known = new Map<string, boolean>();
/** Settings whose test is remembered, at most. */
const knownMost = 256;

/** Whether single precision gives the same bytes for each of the sums: tried one by one. */
function isExactInSingles(
  { scale, offset, rounding, elements }: Finishing,
  { least, most }: { least: number; most: number },
): boolean {
  const key = [scale, offset, rounding, least, most].join();
  let exact = known.get(key);
  if (exact === undefined) {
    const [factor, addend] = [Math.fround(scale), Math.fround(offset)];
    exact = true;
    for (let sum = least; exact && sum <= most; sum++) {
      const single = Math.fround(Math.fround(sum * factor) + addend);
      exact = toSample(single, elements, rounding) === toSample(sum * scale + offset, elements, rounding);
    }
    if (known.size === knownMost) known.clear();
    known.set(key, exact);
  }
  return exact;
}
