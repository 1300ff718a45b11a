// A picture beside what it was made small from: as bicubic enlarging gives it, and as the network does, in its own colours.

import type { Frame } from "../../data/album/album";
import type { ShownPicture } from "../pictures/events";
import { shownFrame } from "../pictures/shown";
import type { Field } from "../pictures/tiles";
import { putTogether, takeApart } from "./luma";
import { lumaFigures } from "./metrics";
import type { Enlarged } from "./network";
import { enlarge, modcrop, pairOf, reduce } from "./pairs";

/** `before` and `after` are of luma, as it is judged; `enlargeSmall` is what the network makes of a small picture's. */
export async function shownEnlarged(
  about: Pick<ShownPicture, "row" | "name">,
  frame: Frame,
  factor: number,
  enlargeSmall: (small: Field) => Promise<Enlarged>,
): Promise<ShownPicture> {
  const cut = modcrop(frame, factor);
  const pair = pairOf(cut, factor);
  const { bicubic, drawn } = await enlargeSmall(pair.small);
  const { chroma } = takeApart(cut);
  const truth = chroma ? cut : pair.truth;
  const again = (plane: Field) => enlarge(reduce(plane, factor), factor);
  const colours = chroma ? { chroma: [again(chroma[0]), again(chroma[1])] as const } : {};
  const shown = (luma: Field) => shownFrame(putTogether({ luma, ...colours }, truth) as Frame);
  const decibels = (luma: Field) => lumaFigures(luma, pair.truth, factor)[0];
  return {
    ...about,
    input: shown(bicubic),
    output: shown(drawn),
    truth: shownFrame(truth),
    before: decibels(bicubic),
    after: decibels(drawn),
  };
}
