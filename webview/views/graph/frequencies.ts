// A signal by frequency: equal eigenvalues taken together, since only the energy of their whole space is the graph's own.

import type { GraphSignal } from "../../../engine";

export interface Frequency {
  value: number;
  /** Length of the signal's part in the space of this eigenvalue. */
  amplitude: number;
  /** Share of the energy up to and with this frequency. */
  cumulative: number;
  /** Response of the filter. */
  response: number;
}

// Eigenvalues agree within this share of the largest.
const tolerance = 1e-7;

export function frequenciesOf({ eigenvalues, coefficients, response, energy }: GraphSignal): Frequency[] {
  const order = Array.from(eigenvalues.keys()).sort((a, b) => eigenvalues[a]! - eigenvalues[b]!);
  const largest = order.reduce((most, at) => Math.max(most, Math.abs(eigenvalues[at]!)), 1e-300);
  const all: Frequency[] = [];
  let sum = 0;
  for (const at of order) {
    const value = eigenvalues[at]!;
    sum += coefficients[at]! ** 2;
    const cumulative = sum / (energy.nodes || 1);
    const last = all.at(-1);
    if (last && value - last.value <= tolerance * largest) {
      last.amplitude = Math.hypot(last.amplitude, coefficients[at]!);
      last.cumulative = cumulative;
    } else all.push({ value, amplitude: Math.abs(coefficients[at]!), cumulative, response: response[at]! });
  }
  return all;
}

/** Amplitudes of other coefficients at these frequencies, each to the one that it is nearest to. */
export function gather(frequencies: Frequency[], values: Iterable<[value: number, coefficient: number]>): Float64Array {
  const powers = new Float64Array(frequencies.length);
  for (const [value, coefficient] of values) {
    let low = 0;
    let high = frequencies.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((frequencies[middle]!.value + frequencies[middle + 1]!.value) / 2 < value) low = middle + 1;
      else high = middle;
    }
    if (low < powers.length) powers[low]! += coefficient ** 2;
  }
  return powers.map(Math.sqrt);
}
