// Albums with partners, masks and labels from files of their own.

import assert from "node:assert/strict";
import { describeAlbum } from "../../../../engine/data/album/describe";
import { inputError } from "../source";
import { AlbumFiles, albumAt, breathe, labelsOf, namesOf, pixelsOf, problemsOf, saidOf } from "./support";

async function folders(names: Record<string, number[]>): Promise<AlbumFiles> {
  const files = new AlbumFiles();
  for (const [name, pixel] of Object.entries(names)) await files.picture(`/${name}`, { pixel });
  return files;
}

describe("pairs of pictures", () => {
  it("match by name, also without words that tell the two apart; others are named and left out", async () => {
    const files = await folders({
      "a/one.png": [1],
      "a/two_noisy.png": [2],
      "a/mask_3.png": [3],
      "a/lonely.png": [4],
      "b/ONE.png": [11],
      "b/two-clean.png": [12],
      "b/3_gt.png": [13],
      "b/nobody.png": [14],
    });
    const album = await albumAt(files, { partners: "/b" });
    assert.deepEqual(namesOf(album), ["mask_3.png", "one.png", "two_noisy.png"]);
    assert.deepEqual(pixelsOf(album.partners!), [[13], [11], [12]]);
    assert.equal(problemsOf(album), "lonely.png: no partner.");
    assert.match(saidOf(album), /3 pictures and partners match by name/);
    assert.match(saidOf(album), /mask_3.png and 3_gt.png belong together/);
    assert.match(saidOf(album), /1 partner without a picture left out: nobody.png/);
  });

  it("refuse partners of other sizes one by one, and folders where none match", async () => {
    const files = await folders({ "a/1.png": [1], "a/2.png": [2], "a/3.png": [3], "b/1.png": [4], "b/2.png": [5] });
    await files.picture("/b/3.png", { width: 9, height: 9, pixel: [6] });
    assert.match(
      problemsOf(await albumAt(files, { partners: "/b" })),
      /3.png: its partner has 9 × 9 pixels, and it has 4 × 3/,
    );
    assert.equal((await albumAt(files, { partners: "/b", size: [5, 5] })).partners!.length, 3);
    const none = await folders({ "a/1.png": [1], "a/2.png": [2], "b/x.png": [3] });
    await assert.rejects(albumAt(none, { partners: "/b" }), inputError(/No picture has a partner here/));
  });

  it("may be larger by one factor, which most of them say", async () => {
    const files = new AlbumFiles();
    // Pixels that are too few for one of the small picture count for nothing.
    const sizes = { 1: [8, 6], 2: [9, 7], 3: [12, 9], 4: [8, 9], 5: [4, 3] };
    for (const [name, [width, height]] of Object.entries(sizes)) {
      await files.picture(`/a/000${name}x2.png`, { pixel: [1] });
      await files.picture(`/b/000${name}.png`, { width, height, pixel: [2] });
    }
    const album = await albumAt(files, { partners: "/b", factors: [2, 3, 4] });
    assert.deepEqual([album.factor, namesOf(album)], [2, ["0001x2.png", "0002x2.png"]]);
    assert.deepEqual([album.partners![1].width, album.frames[1].width], [9, 4]);
    const problems = problemsOf(album);
    assert.match(problems, /0003x2.png: its partner is 3 times as wide and high, and most are 2 times\./);
    assert.match(problems, /0004x2.png: its partner has 8 × 9 pixels, which is not 2, 3 or 4 times its own 4 × 3\./);
    assert.match(problems, /0005x2.png: its partner has 4 × 3 pixels, which is not 2, 3 or 4 times/);
    assert.match(saidOf(album), /3 pictures left out/);
    const again = await albumAt(files, { partners: "/b", factors: [2] });
    assert.deepEqual([again.hash, namesOf(again)], [album.hash, namesOf(album)]);
  });

  it("do not guess between two partners", async () => {
    const files = await folders({ "a/1_x.png": [1], "a/2.png": [2], "a/3.png": [2], "b/2.png": [3], "b/3.png": [3] });
    await files.picture("/b/1_x_mask.png", { pixel: [8] });
    await files.picture("/b/1_x_clean.png", { pixel: [9] });
    assert.match(problemsOf(await albumAt(files, { partners: "/b" })), /1_x.png: no partner/);
  });

  it("are found in a folder that holds both", async () => {
    const files = await folders({
      "a/images/1.png": [1],
      "a/images/2.png": [2],
      "a/masks/1.png": [0],
      "a/masks/2.png": [255],
    });
    const { pairs, labels, assumptions } = await describeAlbum(files, "/a", breathe);
    assert.deepEqual(
      [pairs, labels],
      [{ pictures: "images", partners: "masks", count: 2, masks: true, factor: 1 }, undefined],
    );
    assert.match(assumptions[0].text, /belong together by their names/);
    const classes = await folders({ "a/cat/1.png": [1], "a/dog/1.png": [2] });
    assert.equal((await describeAlbum(classes, "/a", breathe)).pairs, undefined);
  });
});

describe("masks", () => {
  const masked = async (pixels: number[][], size?: [number, number]) => {
    const files = new AlbumFiles();
    for (const [i, pixel] of pixels.entries()) {
      await files.picture(`/a/${i}.png`, { pixel: [i] });
      await files.picture(`/m/${i}.png`, { pixel });
    }
    return { files, album: await albumAt(files, { partners: "/m", masks: true, size }) };
  };

  it("become class indices: of 0 and 255, of indices, of colours", async () => {
    const { album } = await masked([[0], [255]]);
    assert.deepEqual(
      [pixelsOf(album.partners!), album.maskValues],
      [
        [[0], [1]],
        ["0", "255"],
      ],
    );
    const indices = (await masked([[2], [1]])).album;
    assert.deepEqual(
      [pixelsOf(indices.partners!), indices.maskValues],
      [
        [[2], [1]],
        ["0", "1", "2"],
      ],
    );
    const colours = (
      await masked([
        [255, 0, 0],
        [0, 128, 0],
        [0, 0, 0],
      ])
    ).album;
    assert.deepEqual(pixelsOf(colours.partners!), [[2], [1], [0]]);
    assert.deepEqual(colours.maskValues, ["0", "#008000", "#ff0000"]);
    assert.match(saidOf(colours), /#008000 is 1, #ff0000 is 2/);
  });

  it("are resized by nearest pixels, and shades are cut at the middle grey", async () => {
    const { files } = await masked([[0], [255]]);
    const edge = Uint8Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0 : 255));
    await files.samples("/m/0.png", 8, 8, 1, edge);
    await files.picture("/a/0.png", { width: 8, height: 8, pixel: [7] });
    const small = await albumAt(files, { partners: "/m", masks: true, size: [4, 4] });
    assert.deepEqual([...small.partners![0].samples.subarray(0, 4)], [0, 0, 1, 1]);
    const soft = Uint8Array.from({ length: 64 }, (_, i) => (i < 28 ? i : i < 36 ? 16 * (i - 24) : 191 + i));
    await files.samples("/m/0.png", 8, 8, 1, soft);
    const shaded = await albumAt(files, { partners: "/m", masks: true });
    assert.deepEqual(
      [...shaded.partners![0].samples],
      Array.from({ length: 64 }, (_, i) => Number(i >= 32)),
    );
    assert.match(saidOf(shaded), /more than 64 values: pixels from grey 128 on/);
    const picture = soft.map((_, i) => 4 * i);
    await files.samples("/m/0.png", 8, 8, 1, picture);
    await assert.rejects(albumAt(files, { partners: "/m", masks: true }), inputError(/^These are pictures, not masks/));
  });

  it("that are all black are refused", async () => {
    await assert.rejects(masked([[0], [0]]), inputError(/All masks are black/));
  });
});

describe("labels of pictures", () => {
  const pictures = { "a/x/1.png": [1], "a/x/2.png": [2], "a/x/03.png": [3] };

  it("come from a table of names and labels, with or without names over its columns", async () => {
    const files = await folders(pictures);
    await files.place("/l.csv", "03,cat\n2.png,dog\nx/1.png,cat\n9.png,dog\n");
    const album = await albumAt(files, { labels: "/l.csv" });
    assert.deepEqual([labelsOf(album), album.classes], ["cat dog cat", ["cat", "dog"]]);
    assert.match(saidOf(album), /1 label of pictures that are not there left out: 9.png/);
    await files.place("/l.csv", "id;weight;label\n1;5;cat\n2;6;dog\n");
    const named = await albumAt(files, { labels: "/l.csv" });
    assert.deepEqual([labelsOf(named), problemsOf(named)], ["cat dog", "x/03.png: no label."]);
  });

  it("change the hash, and are refused where no name is a picture's", async () => {
    const files = await folders(pictures);
    await files.place("/l.csv", "1,cat\n2,dog\n03,dog\n");
    const { hash } = await albumAt(files, { labels: "/l.csv" });
    await files.place("/l.csv", "1,dog\n2,dog\n03,cat\n");
    assert.notEqual((await albumAt(files, { labels: "/l.csv" })).hash, hash);
    await files.place("/l.csv", "name,label\nq.png,dog\n");
    await assert.rejects(
      albumAt(files, { labels: "/l.csv" }),
      inputError(/No name here is one of the pictures: the first is “q.png”/, 2),
    );
    await files.place("/l.csv", "only\nnames\n");
    await assert.rejects(albumAt(files, { labels: "/l.csv" }), inputError(/a column of names and one of labels/, 1));
  });
});
