// What networks show of whole pictures while they train: the same few of a split each time, and their first weights.

import type { RunEvent, Split } from "../../experiment/events";
import type { JudgedExamples } from "../training/training";
import { picturesLimit, type ShownPicture, type ToldPicture } from "./events";
import { firstWeights } from "./first-weights";
import type { OpenPictures } from "./training";
import { weightsEvent } from "./weights";

/** Times in a run, at most, that pictures are shown before its end. */
const times = 20;
/** Showing takes at most this share of the time of a training. */
const share = 0.2;
/** Weights, and what else a task shows, are large and change slowly: they come once in so many times. */
const seldom = 5;

/** The splits whose pictures are shown: the one that chooses, in the end those that judge, or what trains where no others are. */
function splitsShown({ parts }: Pick<JudgedExamples, "parts">, over: boolean): Split[] {
  const judging = (["validation", "test"] as const).filter((split) => parts[split].length > 0);
  if (judging.length === 0) return ["train"];
  return over ? judging : [judging[0]];
}

/** `Training.observe` of a network on pictures [height, width, channels]; `show` is asked for examples. */
export function observer(
  { model, session }: Pick<OpenPictures, "model" | "session">,
  { examples, picture, epochs, member, more }: ObserverOptions,
  show: (example: number) => Promise<ShownPicture>,
): (epoch: number, over: boolean) => Promise<RunEvent[]> {
  const every = Math.max(1, Math.ceil(epochs / times));
  const told = new Set<string>();
  let shown = 0;
  let next = Number.NEGATIVE_INFINITY;
  const tell = ({ input, truth, ...changing }: ShownPicture, split: Split): ToldPicture => {
    const key = `${split} ${changing.row}`;
    if (told.has(key)) return changing;
    told.add(key);
    return { ...changing, input, truth };
  };
  return async (epoch, over) => {
    const began = performance.now();
    if (!over && (epoch % every !== 0 || began < next)) return [];
    const events: RunEvent[] = [];
    for (const split of splitsShown(examples, over)) {
      const part = examples.parts[split];
      const count = Math.min(picturesLimit, part.length);
      const pictures: ToldPicture[] = [];
      for (let i = 0; i < count; i++) {
        pictures.push(tell(await show(part[Math.floor((i * part.length) / count)]), split));
      }
      events.push({ event: "pictures", member, epoch, split, pictures });
    }
    if (over || shown++ % seldom === 0) {
      const first = firstWeights(model, session, picture);
      if (first) events.push(weightsEvent({ member, epoch }, first));
      if (more) events.push(...(await more(epoch)));
    }
    const now = performance.now();
    next = now + (now - began) * (1 / share - 1);
    return events;
  };
}

interface ObserverOptions {
  examples: Pick<JudgedExamples, "parts">;
  picture: readonly [height: number, width: number, channels: number];
  epochs: number;
  /** Index of the training among those of the run. */
  member: number;
  /** What the task shows beside. */
  more?(epoch: number): Promise<RunEvent[]>;
}
