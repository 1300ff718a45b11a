// Fewer events for the same picture: what a page is sent of a long run.

import type { EpochEvent, GeneratedEvent, RunEvent } from "../../engine";

/** Epochs of one member that a page is sent at most; a chart has fewer pixels. */
const epochLimit = 2000;
/** Maps, samples or fields of one member that a page is sent at most, which a slider goes through; fewer where they are large. */
const mapLimit = 60;
const fewestMaps = 12;
/** Points of them all together. */
const pointLimit = 60_000;
/** Numbers of the samples, or of the fields, of one member all together; four bytes of a picture are one. */
const numberLimit = 600_000;

/**
 * All events but those that add nothing to a picture: of each member's epochs every n-th, the last and the one with the
 * lowest validation loss; of its maps of nodes, of what it generates and of its fields every n-th and the last; of its
 * samples the last of each split, and the last that tells of its layers, its weights or how far a further head has come.
 */
export function thin(events: RunEvent[]): RunEvent[] {
  if (events.length < 2) return events;
  const counts = new Map<string, number>();
  const best = new Map<number, EpochEvent>();
  const last = new Map<string, RunEvent>();
  for (const event of events) {
    const series = seriesOf(event);
    if (series === undefined) continue;
    counts.set(series, (counts.get(series) ?? 0) + 1);
    last.set(series, event);
    if (event.event === "epoch" && lossOf(event) < lossOf(best.get(event.member))) best.set(event.member, event);
  }
  const seen = new Map<string, number>();
  return events.filter((event) => {
    const series = seriesOf(event);
    if (series === undefined || last.get(series) === event) return true;
    const index = seen.get(series) ?? 0;
    seen.set(series, index + 1);
    if (event.event === "epoch" && event === best.get(event.member)) return true;
    const limit = limitOf(event);
    return limit > 0 && index % Math.ceil(counts.get(series)! / limit) === 0;
  });
}

/** What an event is one of many of; undefined for what is told once. */
function seriesOf(event: RunEvent): string | undefined {
  switch (event.event) {
    case "epoch":
    case "embedding":
    case "generated":
    case "field":
    case "layers":
    case "weights":
      return `${event.event} ${event.member}`;
    case "sample":
      return `${event.event} ${event.member} ${event.split}`;
    case "head":
      return `${event.event} ${event.member} ${event.head}`;
    default:
      return undefined;
  }
}

/** So many of a series beside its last one; 0 where only that is looked at. */
function limitOf(event: RunEvent): number {
  switch (event.event) {
    case "epoch":
      return epochLimit;
    case "embedding":
      return mapsWithin(pointLimit, event.nodes.length);
    case "generated":
      return mapsWithin(numberLimit, numbersOf(event));
    case "field":
      return mapsWithin(numberLimit, event.width * event.height * (event.density ? 4 : 1));
    default:
      return 0;
  }
}

const mapsWithin = (limit: number, size: number): number =>
  Math.max(fewestMaps, Math.min(mapLimit, Math.floor(limit / Math.max(1, size))));

function numbersOf({ columns = [], rows = [], pictures = [] }: GeneratedEvent): number {
  const bytes = pictures.reduce((sum, { width, height, channels }) => sum + width * height * channels, 0);
  return columns.length * rows.length + bytes / 4;
}

const lossOf = (epoch: EpochEvent | undefined): number => epoch?.validation?.loss ?? Number.POSITIVE_INFINITY;
