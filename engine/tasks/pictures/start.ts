// What the first event of a run on pictures says of its album.

import type { Album } from "../../data/album/album";
import { groupsOf } from "../../data/album/groups";
import type { Assumption } from "../../data/dataset";
import type { AlbumSummary, StartEvent } from "../../experiment/events";
import { countOf } from "../../words";
import { type StartOptions, startOf } from "../training/start";
import type { JudgedExamples, TrainingRun } from "../training/training";
import type { PictureExperiment } from "./task";

interface PictureStartOptions extends StartOptions {
  experiment: PictureExperiment;
  album: Album;
}

/** `said`: beside what the album says of itself. */
export function pictureStart(
  options: PictureStartOptions,
  examples: Pick<JudgedExamples, "rows" | "parts">,
  data: Pick<StartEvent["data"], "features" | "target" | "classes">,
  said: Partial<Pick<StartEvent, "assumptions" | "problems">> = {},
): ReturnType<TrainingRun["start"]> {
  const { album, experiment } = options;
  return startOf(
    options,
    examples,
    { ...data, album: albumSummary(album) },
    {
      assumptions: [...album.assumptions, ...groupsSaid(album, experiment.data.group), ...(said.assumptions ?? [])],
      problems: [...album.problems, ...(said.problems ?? [])],
    },
  );
}

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

/** Which groups the names of pictures tell. */
export function groupsSaid({ pictures, name }: Album, pattern: string | undefined): Assumption[] {
  const names = pictures.map((picture) => picture.name);
  const groups = groupsOf(names, pattern, name);
  if (!groups) return [];
  const first = groups.findIndex((group) => group !== undefined);
  const count = new Set(groups.filter((group) => group !== undefined)).size;
  const text = `By their names the pictures are of ${countOf(count, "group")}, each on one side of the split: ${names[first]} is of ${groups[first]}.`;
  return [{ text }];
}
