// Fewer events for the same picture: what a page is sent of a long run.

import type { EpochEvent, RunEvent } from "../../engine";

/** Epochs of one member that a page is sent at most; a chart has fewer pixels. */
const epochLimit = 2000;

/**
 * All events but those that add nothing to a picture: of each member's epochs every n-th, the last and the one with the
 * lowest validation loss, of its samples the last of each split.
 */
export function thin(events: RunEvent[]): RunEvent[] {
  if (events.length < 2) return events;
  const epochs = new Map<number, number>();
  const best = new Map<number, EpochEvent>();
  const samples = new Map<string, RunEvent>();
  for (const event of events) {
    if (event.event === "epoch") {
      epochs.set(event.member, (epochs.get(event.member) ?? 0) + 1);
      if (lossOf(event) < lossOf(best.get(event.member))) best.set(event.member, event);
    }
    if (event.event === "sample") samples.set(`${event.member} ${event.split}`, event);
  }
  const seen = new Map<number, number>();
  return events.filter((event) => {
    if (event.event === "sample") return samples.get(`${event.member} ${event.split}`) === event;
    if (event.event !== "epoch") return true;
    const count = epochs.get(event.member)!;
    const index = seen.get(event.member) ?? 0;
    seen.set(event.member, index + 1);
    if (index === count - 1 || event === best.get(event.member)) return true;
    return index % Math.ceil(count / epochLimit) === 0;
  });
}

const lossOf = (epoch: EpochEvent | undefined): number => epoch?.validation?.loss ?? Number.POSITIVE_INFINITY;
