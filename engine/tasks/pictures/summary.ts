// What the first event of a run on pictures says of its album.

import type { Album } from "../../data/album/album";
import type { AlbumSummary } from "../../experiment/events";

export function albumSummary({ frames, classes, problems }: Album): AlbumSummary {
  const range = (sides: readonly number[]): [number, number] => [
    sides.reduce((least, side) => Math.min(least, side)),
    sides.reduce((most, side) => Math.max(most, side)),
  ];
  return {
    pictures: frames.length,
    width: range(frames.map(({ width }) => width)),
    height: range(frames.map(({ height }) => height)),
    channels: frames[0].channels,
    unreadable: problems.filter(({ code }) => code === "unreadable-picture").length,
    ...(classes ? { classes } : {}),
  };
}
