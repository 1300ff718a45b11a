// What experiments on pictures are suggested alike, whatever their task: the channels, and what is held out of training.

import type { Album } from "../../data/album/album";

/** The channels that the frames of an album have. */
export const channelsOf = ({ frames }: Pick<Album, "frames">): "grey" | "colour" =>
  frames[0].channels === 3 ? "colour" : "grey";

/** Whether the data bring pictures to judge by, so that none of the others are held out for that. */
export const bringsTest = ({ testFrom }: Pick<Album, "testFrom">, { testNames }: { testNames?: string }): boolean =>
  testFrom !== undefined || testNames !== undefined;

/** Where patches of pictures train, of which there are many. */
export const patchSplit = (album: Pick<Album, "testFrom">, data: { testNames?: string }) => ({
  validation: 0.1,
  test: bringsTest(album, data) ? 0 : 0.2,
  seed: 1,
});
