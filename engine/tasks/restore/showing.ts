// What a run that restores shows while it trains: a few pictures, and the codes of an autoencoder as a map.

import type { Album } from "../../data/album/album";
import type { RunEvent } from "../../experiment/events";
import { embeddingLimit } from "../network/events";
import { type PlaneMap, planeMap } from "../nodes/embedding";
import { observer } from "../pictures/observe";
import { middleOf, shownPicture, shownSide } from "../pictures/shown";
import type { OpenPictures } from "../pictures/training";
import type { Breathe } from "../table/matrix";
import type { Training } from "../training/training";
import type { Degraded, RestoreExamples } from "./examples";
import { takesWhole } from "./network";
import { inputField } from "./restorer";
import type { RestoreExperiment } from "./spec";

/** Pixels of the pictures of a map at most: codes are computed several times in a run. */
const mapPixels = 8e6;

export interface ShowingOptions {
  album: Album;
  examples: RestoreExamples;
  epochs: number;
  member: number;
  breathe: Breathe;
}

export function restoreObserver(
  open: OpenPictures,
  { model }: RestoreExperiment,
  { album, examples, epochs, member, breathe }: ShowingOptions,
): NonNullable<Training["observe"]> {
  const { rows, names, clean, channels, masked, degraded } = examples;
  const side = shownSide(channels);
  // A network that sees whole pictures needs them; of the others the middle is enough.
  const seen = takesWhole(model!) ? Number.POSITIVE_INFINITY : side;
  const { width, height } = clean[rows[0]];
  const map = new CodeMap(open, album, examples, { member, breathe });
  const more = model!.kind === "residualCnn" ? undefined : (epoch: number) => map.events(epoch);
  return observer(open, { examples, picture: [height, width, channels], epochs, member, more }, async (example) => {
    const row = rows[example];
    const given = middleOfDegraded(await degraded(row), seen);
    const [output] = await open.applier.apply([inputField(given, masked)]);
    const pictures = { input: middleOf(given.picture, side), output: middleOf(output, side) };
    return shownPicture({ row, name: names[row] }, { ...pictures, truth: middleOf(clean[row], side) });
  });
}

/** Where the codes of the pictures lie in their two main directions, turned as little as can be from one time to the next. */
class CodeMap {
  private last?: PlaneMap;

  constructor(
    private readonly open: OpenPictures,
    private readonly album: Album,
    private readonly examples: RestoreExamples,
    private readonly about: { member: number; breathe: Breathe },
  ) {}

  /** None where the network has no codes. */
  async events(epoch: number): Promise<RunEvent[]> {
    const { rows, clean, degraded, masked } = this.examples;
    const { breathe, member } = this.about;
    const { width, height } = clean[rows[0]];
    const count = Math.min(rows.length, embeddingLimit, Math.max(2, Math.floor(mapPixels / (width * height))));
    const nodes = Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]);
    const fields = [];
    for (const row of nodes) {
      fields.push(inputField(await degraded(row), masked));
      await breathe();
    }
    const codes = await this.open.applier.codes(fields);
    if (!codes) return [];
    const map = await planeMap(codes.values, codes.width, Uint32Array.from(nodes.keys()), breathe, this.last);
    this.last = map;
    const truth = nodes.map((row) => this.album.pictures[row].label ?? -1);
    const [x, y] = [Array.from(map.x), Array.from(map.y)];
    const prediction = truth.map(() => -1);
    return [{ event: "embedding", member, epoch, nodes, x, y, truth, prediction, explained: map.explained }];
  }
}

/** The middle of a picture, and what is known of it. */
function middleOfDegraded({ picture, known }: Degraded, side: number): Degraded {
  if (!known) return { picture: middleOf(picture, side) };
  const { width, height } = picture;
  return {
    picture: middleOf(picture, side),
    known: middleOf({ width, height, channels: 1, samples: known }, side).samples,
  };
}
