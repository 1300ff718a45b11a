// Eigenvalues that are equal within the accuracy of the method, and those among them that theory fixes.

import type { Spike } from "./motifs";
import type { EigenvalueGroup } from "./spectrum-types";

/** A value that theory fixes, at an index among the eigenvalues, as the solver had computed it. */
export interface ProvenValue {
  index: number;
  computed: number;
  reason: string;
}

/**
 * Sets eigenvalues that motifs prove to their exact values: of each spike as many as are proven, those that came closest
 * and within `tolerance`. The order stays ascending.
 */
export function setProven(eigenvalues: Float64Array, spikes: readonly Spike[], tolerance: number): ProvenValue[] {
  const proven: ProvenValue[] = [];
  for (const { value, count, reason } of spikes) {
    let from = lowerBound(eigenvalues, value - tolerance);
    let to = lowerBound(eigenvalues, value + tolerance);
    while (to < eigenvalues.length && eigenvalues[to] <= value + tolerance) to++;
    const distance = (index: number) => Math.abs(eigenvalues[index] - value);
    while (to - from > count) {
      if (distance(from) > distance(to - 1)) from++;
      else to--;
    }
    for (let index = from; index < to; index++) {
      if (eigenvalues[index] === value) continue;
      proven.push({ index, computed: eigenvalues[index], reason });
      eigenvalues[index] = value;
    }
  }
  return proven;
}

function lowerBound(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * `eigenvalues` ascending; a group ends where the next differs by more than `tolerance`, and around a `counted` value,
 * which theory gives as often as it is there and no oftener: others come near it, as λ₂ of a long path does.
 */
export function groupsOf(
  eigenvalues: Float64Array,
  proven: readonly ProvenValue[],
  tolerance: number,
  counted: readonly number[] = [],
): EigenvalueGroup[] {
  const together = (before: number, value: number) =>
    value - before <= tolerance && (value === before || !counted.some((fixed) => fixed === before || fixed === value));
  const exact = new Map(proven.map((value) => [value.index, value]));
  const groups: EigenvalueGroup[] = [];
  for (let first = 0; first < eigenvalues.length; ) {
    let [end, sum] = [first, 0];
    let fixed: { value: number; reason: string; computed: number } | undefined;
    for (; end < eigenvalues.length && (end === first || together(eigenvalues[end - 1], eigenvalues[end])); end++) {
      const value = eigenvalues[end];
      sum += value;
      const own = exact.get(end);
      if (!own) continue;
      const farther = !fixed || Math.abs(own.computed - value) > Math.abs(fixed.computed - value);
      if (farther) fixed = { value, reason: own.reason, computed: own.computed };
    }
    const base = { value: fixed?.value ?? sum / (end - first), multiplicity: end - first, first };
    groups.push(fixed ? { ...base, exact: { reason: fixed.reason, computed: fixed.computed } } : base);
    first = end;
  }
  return groups;
}
