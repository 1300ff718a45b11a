// What translated pictures are held against: the untouched input, the mean of what is wanted, and a map of colours.

import { fieldOf, figureCount, figuresOf } from "../pictures/figures";
import type { Field } from "../pictures/tiles";
import { meanOf } from "../restore/components";
import type { Breathe } from "../table/matrix";
import type { Rival } from "../training/training";
import { fitColours, mapColours } from "./colour-map";
import type { TranslateExamples } from "./examples";

const input: Rival = { name: "input", title: "the untouched input" };
const meanTarget: Rival = { name: "mean target", title: "the mean of the wanted pictures" };
const colours: Rival = { name: "colour map", title: "the best linear map of colours" };

/** Where pictures have several sizes, they have no mean. */
export function translateRivals({ rows, clean }: TranslateExamples): Rival[] {
  const { width, height } = clean[rows[0]];
  const alike = rows.every((row) => clean[row].width === width && clean[row].height === height);
  return [input, ...(alike ? [meanTarget] : []), colours];
}

/** Figures of each rival for some examples, by what training pairs say; undefined where `stopped` says so on the way. */
export async function translateBaselines(
  examples: TranslateExamples,
  asked: Uint32Array,
  breathe: Breathe,
  stopped: () => boolean,
): Promise<Float64Array[] | undefined> {
  const { pairs, parts } = examples;
  const trained = Array.from(parts.train, (example) => pairs[example]);
  const map = await fitColours(trained, breathe);
  const ways = translateRivals(examples).map((rival): ((given: Field) => Field) => {
    if (rival === input) return (given) => given;
    if (rival === colours) return (given) => ({ ...given, samples: mapColours(map, given.samples) });
    const mean = Float32Array.from(meanOf(trained.map(({ target }) => target.samples)), (value) => value / 255);
    return (given) => ({ ...given, samples: mean });
  });
  const all = ways.map(() => new Float64Array(asked.length * figureCount));
  for (const [i, example] of asked.entries()) {
    const { input: given, target } = pairs[example];
    for (const [index, way] of ways.entries()) {
      all[index].set(figuresOf(way(fieldOf(given)), target), i * figureCount);
      await breathe();
    }
    if (stopped()) return undefined;
  }
  return all;
}
