// Pictures that are the same as others, which a split may put on both sides.

import { countOf } from "../../words";
import type { Problem } from "../dataset";
import { Hash } from "../hash";
import type { Album } from "./album";

/** Undefined where all pictures differ. The data's own test set is named where it repeats pictures to train on. */
export function duplicatesIn({ pictures, frames, testFrom = frames.length }: Album): Problem | undefined {
  const first = new Map<string, number>();
  const pairs: { index: number; same: number }[] = [];
  for (const [index, { width, height, channels, samples }] of frames.entries()) {
    const hash = new Hash();
    hash.update(samples);
    const key = `${width} ${height} ${channels} ${hash.digest()}`;
    const same = first.get(key);
    if (same === undefined) first.set(key, index);
    else pairs.push({ index, same });
  }
  if (pairs.length === 0) return undefined;
  const across = pairs.filter(({ index, same }) => index >= testFrom && same < testFrom);
  const [{ index, same }] = across.length > 0 ? across : pairs;
  const judging = across.length > 0 ? `, ${across.length} of the test set one that is trained on` : "";
  const text = `${countOf(pairs.length, "picture")} repeat${pairs.length === 1 ? "s" : ""} another to the last pixel${judging}: ${pictures[index].name} is ${pictures[same].name}. What is judged by a picture that was trained on says little.`;
  return { code: "duplicate-rows", text, severity: "warning" };
}
