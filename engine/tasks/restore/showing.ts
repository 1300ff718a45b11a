// What a run that restores shows while it trains: a few pictures, the first weights, and the codes of an autoencoder as a map.

import type { Album } from "../../data/album/album";
import type { RunEvent, Split } from "../../experiment/events";
import { embeddingLimit } from "../network/events";
import { type PlaneMap, planeMap } from "../nodes/embedding";
import { pictureSide, picturesLimit, type ShownPicture } from "../pictures/events";
import { firstWeights } from "../pictures/first-weights";
import { middleOf, shownPicture } from "../pictures/shown";
import type { OpenPictures } from "../pictures/training";
import { weightsEvent } from "../pictures/weights";
import type { Breathe } from "../table/matrix";
import type { Degraded, RestoreExamples } from "./examples";
import { takesWhole } from "./network";
import { inputField } from "./restorer";
import type { RestoreExperiment } from "./spec";

/** Pixels of the pictures of a map at most: codes are computed several times in a run. */
const mapPixels = 8e6;

/** Weights and maps come once in so many times. */
const seldom = 5;

export class Showing {
  private last?: PlaneMap;
  private times = 0;

  constructor(
    private readonly open: OpenPictures,
    private readonly experiment: RestoreExperiment,
    private readonly album: Album,
    private readonly examples: RestoreExamples,
    private readonly about: { member: number; breathe: Breathe },
  ) {}

  /** After an epoch; `over`: from the weights that are judged. */
  async events(epoch: number, over: boolean): Promise<RunEvent[]> {
    const { parts } = this.examples;
    const judging = (["validation", "test"] as const).filter((split) => parts[split].length > 0);
    const splits: Split[] = judging.length === 0 ? ["train"] : over ? judging : [judging[0]];
    const events: RunEvent[] = [];
    for (const split of splits) {
      const pictures = await this.pictures(split);
      events.push({ event: "pictures", member: this.about.member, epoch, split, pictures });
    }
    // Weights and maps are large, and change slowly.
    if (!over && this.times++ % seldom !== 0) return events;
    events.push(...this.weights(epoch));
    const map = await this.map(epoch);
    return map ? [...events, map] : events;
  }

  /** The same ones each time, evenly spread over the split. */
  private async pictures(split: Split): Promise<ShownPicture[]> {
    const { parts, rows, names, clean, masked } = this.examples;
    const part = parts[split];
    const count = Math.min(picturesLimit, part.length);
    const chosen = Array.from({ length: count }, (_, i) => rows[part[Math.floor((i * part.length) / count)]]);
    // A network that sees whole pictures needs them; of the others the middle is enough.
    const side = takesWhole(this.experiment.model!) ? Number.POSITIVE_INFINITY : pictureSide;
    const given: Degraded[] = [];
    for (const row of chosen) given.push(middleOfDegraded(await this.examples.degraded(row), side));
    const outputs = await this.open.applier.apply(given.map((one) => inputField(one, masked)));
    return chosen.map((row, i) =>
      shownPicture(
        { row, name: names[row] },
        {
          input: middleOf(given[i].picture),
          output: middleOf(outputs[i]),
          truth: middleOf(clean[row]),
        },
      ),
    );
  }

  private weights(epoch: number): RunEvent[] {
    const { model, session } = this.open;
    const { clean, rows, channels } = this.examples;
    const { width, height } = clean[rows[0]];
    const first = firstWeights(model, session, [height, width, channels]);
    return first ? [weightsEvent({ member: this.about.member, epoch }, first)] : [];
  }

  /** Where the codes of the pictures lie in their two main directions; undefined where there are none. */
  private async map(epoch: number): Promise<RunEvent | undefined> {
    if (this.experiment.model!.kind === "residualCnn") return undefined;
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
    if (!codes) return undefined;
    const map = await planeMap(codes.values, codes.width, Uint32Array.from(nodes.keys()), breathe, this.last);
    this.last = map;
    const truth = nodes.map((row) => this.album.pictures[row].label ?? -1);
    return {
      event: "embedding",
      member,
      epoch,
      nodes,
      x: Array.from(map.x),
      y: Array.from(map.y),
      truth,
      prediction: truth.map(() => -1),
      explained: map.explained,
    };
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
