// The real training examples that generated samples are nearest to, in the space in which copies are told.

import { cellSpace, place } from "../../gan/measures/cells";
import { nearestRows, type Rows } from "../../gan/measures/neighbours";
import { coordinates, pictureComponents } from "../../gan/measures/pictureSpace";
import { shownFrame } from "../pictures/shown";
import type { Breathe } from "../table/matrix";
import { pick } from "../training/results";
import { decode } from "./codec";
import type { NearestExample } from "./events";
import type { Prepared } from "./examples";
import { decodeRows } from "./rows-codec";

/** Of each of the samples, encoded. */
export async function nearestExamples(
  { encoder, encoded, parts, rows, classes, width }: Prepared,
  samples: Float32Array,
  breathe: Breathe,
): Promise<NearestExample[]> {
  const training = { values: pick(encoded, parts.train, width), width };
  const within = encoder.codec
    ? (
        (space) => async (some: Rows) =>
          place(space, decodeRows(encoder.codec!, some.values, "number"))
      )(cellSpace(decodeRows(encoder.codec, training.values, "number")))
    : (
        (axes) => (some: Rows) =>
          coordinates(axes, some, breathe)
      )(await pictureComponents(training, breathe));
  const found = await nearestRows(await within({ values: samples, width }), await within(training), breathe);
  const examples = Uint32Array.from(found.rows, (index) => parts.train[index]);
  const asked = encoder.conditional && classes ? Int32Array.from(examples, (example) => classes[example]) : undefined;
  const shown = decode(encoder, pick(encoded, examples, width), asked);
  return Array.from(examples, (example, i) => ({
    row: rows[example],
    distance: found.distances[i],
    ...(shown.rows ? { values: shown.rows[i] } : {}),
    ...(shown.frames ? { picture: shownFrame(shown.frames[i]) } : {}),
  }));
}
