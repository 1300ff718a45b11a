// The worker's call on albums: a description for lenses, or the word that there is none.

import assert from "node:assert/strict";
import { albumCalls } from "../../../engine/worker/album-calls";
import { AlbumFiles, breathe } from "../data/album/support";
import { inputError } from "../data/source";

describe("worker on albums", () => {
  it("describes pictures in folders, and nothing else", async () => {
    const files = new AlbumFiles();
    const { describeAlbum } = albumCalls({ files, breathe });
    await files.picture("/a/cat/1.png", { pixel: [1, 2, 3] });
    await files.picture("/a/dog/1.png", { width: 6, pixel: [4, 5, 6] });
    await files.place("/a/dog/2.png", "no picture");
    await files.place("/t/table.csv", "a,b\n1,2\n");
    const described = await describeAlbum({ path: "/a" });
    assert.deepEqual(
      [described?.images, described?.labels, described?.formats, described?.width, described?.channels],
      [2, { cat: 1, dog: 2 }, { png: 2 }, [4, 6], "colour"],
    );
    assert.deepEqual(
      described?.problems.map(({ file }) => file),
      ["dog/2.png"],
    );
    assert.equal(await describeAlbum({ path: "/t" }), null);
    assert.equal(await describeAlbum({ path: "/t/table.csv" }), null);
    await files.place("/b/1.png", "no picture");
    await assert.rejects(describeAlbum({ path: "/b" }), inputError(/No picture here can be read; the first: /));
  });
});
