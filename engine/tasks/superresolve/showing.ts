// A picture beside what it was made small from: as bicubic enlarging gives it, and as the network does, in its own colours.

import type { Frame } from "../../data/album/album";
import { middleOf as partOf } from "../../data/album/frames";
import type { ShownPicture } from "../pictures/events";
import { gainsOf, middleOf, shownFrame, shownSide } from "../pictures/shown";
import type { Field } from "../pictures/tiles";
import { putTogether, takeApart } from "./luma";
import { lumaFigures } from "./metrics";
import type { Enlarged } from "./network";
import { type BothSizes, enlarge, modcrop, pairOf, reduce } from "./pairs";

/** The middle of a picture at both sizes, as far as it is shown; where there is no small one, of the large one. */
export function middleOfBoth({ large, small }: BothSizes, factor: number): BothSizes {
  const most = shownSide(large.channels);
  if (!small) return { large: middleOf(large, most) };
  const side = Math.floor(most / factor);
  const [width, height] = [Math.min(side, small.width), Math.min(side, small.height)];
  const [left, top] = [(small.width - width) >> 1, (small.height - height) >> 1];
  const cut = (frame: Frame, times: number) =>
    partOf(frame, { left: times * left, top: times * top, size: [times * width, times * height] });
  return { large: cut(large, factor), small: cut(small, 1) };
}

/** The figures are of luma, as it is judged; `enlargeSmall` is what the network makes of a small picture's. */
export async function shownEnlarged(
  about: Pick<ShownPicture, "row" | "name">,
  { large, small }: BothSizes,
  factor: number,
  enlargeSmall: (small: Field) => Promise<Enlarged>,
): Promise<ShownPicture> {
  const cut = modcrop(large, factor);
  const pair = pairOf({ large: cut, small }, factor);
  const { bicubic, drawn } = await enlargeSmall(pair.small);
  const { chroma } = takeApart(small ?? cut);
  const truth = chroma ? cut : pair.truth;
  const again = (plane: Field) => enlarge(small ? plane : reduce(plane, factor), factor);
  const colours = chroma ? { chroma: [again(chroma[0]), again(chroma[1])] as const } : {};
  const shown = (luma: Field) => shownFrame(putTogether({ luma, ...colours }, truth) as Frame);
  const figures = (luma: Field) => lumaFigures(luma, pair.truth, factor);
  return {
    ...about,
    input: shown(bicubic),
    output: shown(drawn),
    truth: shownFrame(truth),
    ...gainsOf(figures(bicubic), figures(drawn)),
  };
}
