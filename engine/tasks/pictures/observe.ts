// What networks show of whole pictures while they train: the same few of a split each time, and their first weights.

import type { RunEvent, Split } from "../../experiment/events";
import type { JudgedExamples } from "../training/training";
import { picturesLimit, type ShownPicture } from "./events";
import { firstWeights } from "./first-weights";
import type { OpenPictures } from "./training";
import { weightsEvent } from "./weights";

/** Times in a run, about, that pictures are shown. */
const times = 20;

/** The splits whose pictures are shown: the one that chooses, in the end those that judge, or what trains where no others are. */
function splitsShown({ parts }: Pick<JudgedExamples, "parts">, over: boolean): Split[] {
  const judging = (["validation", "test"] as const).filter((split) => parts[split].length > 0);
  if (judging.length === 0) return ["train"];
  return over ? judging : [judging[0]];
}

/** `Training.observe` of a network on pictures [height, width, channels]; `show` is asked for examples. */
export function observer(
  { model, session }: Pick<OpenPictures, "model" | "session">,
  { examples, picture, epochs, member }: ObserverOptions,
  show: (example: number) => Promise<ShownPicture>,
): (epoch: number, over: boolean) => Promise<RunEvent[]> {
  const every = Math.max(1, Math.ceil(epochs / times));
  return async (epoch, over) => {
    if (!over && epoch % every !== 0) return [];
    const events: RunEvent[] = [];
    for (const split of splitsShown(examples, over)) {
      const part = examples.parts[split];
      const count = Math.min(picturesLimit, part.length);
      const pictures: ShownPicture[] = [];
      for (let i = 0; i < count; i++) pictures.push(await show(part[Math.floor((i * part.length) / count)]));
      events.push({ event: "pictures", member, epoch, split, pictures });
    }
    const first = firstWeights(model, session, picture);
    if (first) events.push(weightsEvent({ member, epoch }, first));
    return events;
  };
}

interface ObserverOptions {
  examples: Pick<JudgedExamples, "parts">;
  picture: readonly [height: number, width: number, channels: number];
  epochs: number;
  /** Index of the training among those of the run. */
  member: number;
}
