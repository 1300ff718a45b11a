// The task `segment`, as the table of tasks on pictures has it.

import type { PictureTask } from "../pictures/task";
import { openSegmenter, shownSegmented } from "./apply";
import type { SegmentEncoder } from "./examples";
import { runSegment } from "./run";
import type { SegmentExperiment } from "./spec";
import { completeSegment } from "./suggest";

export const segment: PictureTask<SegmentExperiment> = {
  complete: completeSegment,
  run: runSegment,
  maker: ({ encoder, ...run }, executor, breathe) => ({
    suffix: "mask",
    ...openSegmenter({ ...run, encoder: encoder as SegmentEncoder }, executor, breathe),
  }),
  shown: ({ encoder, ...run }, ...others) => shownSegmented({ ...run, encoder: encoder as SegmentEncoder }, ...others),
};
