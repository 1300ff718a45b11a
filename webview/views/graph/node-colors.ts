// Colours of nodes by what is shown of them: a colour for each class, blue – neutral – orange around 0, or one ramp.

import { mix, parseColor, toHex } from "../../charts/colors";
import type { Theme } from "../../charts/theme";
import type { Shown } from "./graph-lab";

/** A ramp is drawn in so many steps, so that nodes share their colours. */
const steps = 48;

/** Least and largest value that colours tell apart; for signed values both sides reach equally far. */
export function rangeOf({ kind, values }: Shown): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 0];
  const far = Math.max(Math.abs(low), Math.abs(high));
  return kind === "signed" ? [-far, far] : [low, high];
}

/** The colour at a share 0 to 1 of the range. */
export function scaleColor(kind: "signed" | "magnitude", share: number, theme: Theme): string {
  const rounded = Math.round(Math.max(0, Math.min(1, share)) * steps) / steps;
  if (kind === "magnitude") return theme.ramp(0.15 + 0.85 * rounded).fill;
  const side = 2 * rounded - 1;
  const neutral = mix(parseColor(theme.background)!, parseColor(theme.foreground)!, 0.3);
  return toHex(mix(neutral, parseColor(theme.signed(Math.sign(side) || 1))!, Math.abs(side)));
}

/** Nodes of which nothing is known, and all of them where nothing is shown. */
export const plainColor = (theme: Theme): string => theme.series(0);
export const missingColor = (theme: Theme): string =>
  toHex(mix(parseColor(theme.background)!, parseColor(theme.foreground)!, 0.45));

/** The colour of each node of the whole graph. */
export function nodeColors(shown: Shown | null, theme: Theme): (node: number) => string {
  if (!shown) {
    const plain = plainColor(theme);
    return () => plain;
  }
  const missing = missingColor(theme);
  const { kind, values } = shown;
  if (kind === "class") {
    const classes = (shown.classes ?? []).map((_, index) => theme.classColor(index));
    return (node) => classes[values[node]!] ?? missing;
  }
  const [low, high] = rangeOf(shown);
  const ramp = Array.from({ length: steps + 1 }, (_, step) => scaleColor(kind, step / steps, theme));
  return (node) => {
    const value = values[node]!;
    if (!Number.isFinite(value)) return missing;
    return ramp[high > low ? Math.round(((value - low) / (high - low)) * steps) : steps >> 1]!;
  };
}
