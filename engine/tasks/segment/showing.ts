// A picture beside its true mask and the mask that a network draws, in greys that can be told apart.

import type { Frame } from "../../data/album/album";
import type { ShownPicture } from "../pictures/events";
import { shownFrame } from "../pictures/shown";
import type { SegmentEncoder } from "./examples";
import { maskOf } from "./masks";
import { overlapOf } from "./metrics";
import type { Labelled } from "./patches";

/** `before` is the IoU of `plain`, the class that is most frequent, everywhere; `after` that of the network's mask. */
export async function shownMask(
  about: Pick<ShownPicture, "row" | "name">,
  { frame, mask }: Labelled,
  { classes, plain }: Pick<SegmentEncoder, "classes" | "plain">,
  classesOf: (frame: Frame) => Promise<Uint8Array>,
): Promise<ShownPicture> {
  const { width, height, samples: truth } = mask;
  const own = await classesOf(frame);
  // Values such as 0, 1 and 2 would all look black.
  const greys = classes.map((_, index) => String(Math.round((255 * index) / (classes.length - 1))));
  const values = classes.some((name) => name.startsWith("#")) ? classes : greys;
  const iou = (given: Uint8Array) => overlapOf(given, truth, classes.length).iou;
  return {
    ...about,
    input: shownFrame(frame),
    output: shownFrame(maskOf(own, width, height, values)),
    truth: shownFrame(maskOf(truth, width, height, values)),
    before: iou(new Uint8Array(truth.length).fill(plain)),
    after: iou(own),
  };
}
