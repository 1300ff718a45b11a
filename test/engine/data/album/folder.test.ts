// Albums from folders: order, classes, test sets, samples, sizes, and files that cannot be read.

import assert from "node:assert/strict";
import { describeAlbum } from "../../../../engine/data/album/describe";
import { isAlbum } from "../../../../engine/data/album/recognise";
import { inputError } from "../source";
import { AlbumFiles, albumAt, breathe, labelsOf, namesOf, pixelsOf, problemsOf, saidOf } from "./support";

async function filesWith(pixels: Record<string, number[]>): Promise<AlbumFiles> {
  const files = new AlbumFiles();
  for (const [name, pixel] of Object.entries(pixels)) await files.picture(`/a/${name}`, { pixel });
  return files;
}

describe("albums from folders", () => {
  it("take pictures in natural order, and leave hidden files and other ones", async () => {
    const files = await filesWith({ "p10.png": [10], "p2.png": [2], ".p1.png": [1], "p1.png": [1] });
    await files.place("/a/notes.txt", "none");
    await files.picture("/a/more/p0.png", { pixel: [0] });
    const album = await albumAt(files);
    assert.deepEqual(namesOf(album), ["p1.png", "p2.png", "p10.png"]);
    assert.deepEqual(pixelsOf(album.frames), [[1], [2], [10]]);
    assert.match(saidOf(album), /1 folder beside the pictures left out: “more”/);
    assert.equal(album.classes, undefined);
    assert.equal(await isAlbum(files, "/a"), true);
  });

  it("leave out what networks made of the pictures, and nothing that only looks like it", async () => {
    const names = ["a.png", "a.restored.png", "a.restored-2.png", "a.x2.png", "b.x2.png", "c.mask.png", "c.png"];
    const album = await albumAt(await filesWith(Object.fromEntries(names.map((name, i) => [name, [i]]))));
    assert.deepEqual(namesOf(album), ["a.png", "b.x2.png", "c.mask.png", "c.png"]);
    assert.match(saidOf(album), /3 pictures left out that a network made of others: “a\.restored-2\.png”/);
  });

  it("take folders as classes, in natural order, and what lies deeper with them", async () => {
    const files = await filesWith({ "c10/a.png": [1], "c9/x/b.png": [2], "c9/x/a.png": [3], "c10/b.png": [4] });
    const album = await albumAt(files);
    assert.deepEqual(album.classes, ["c9", "c10"]);
    assert.deepEqual(namesOf(album), ["c9/x/a.png", "c9/x/b.png", "c10/a.png", "c10/b.png"]);
    assert.equal(labelsOf(album), "c9 c9 c10 c10");
    const described = await describeAlbum(files, "/a", breathe);
    assert.deepEqual([described.images, described.labels], [4, { c9: 2, c10: 2 }]);
  });

  it("take a single folder within as the album", async () => {
    const album = await albumAt(await filesWith({ "all/a.png": [1], "all/b.png": [2] }));
    assert.deepEqual([namesOf(album), album.classes], [["all/a.png", "all/b.png"], undefined]);
  });

  it("take train and test folders as parts of a split, validation with train", async () => {
    const files = await filesWith({
      "test/cat/1.png": [1],
      "train/cat/2.png": [2],
      "train/dog/3.png": [3],
      "val/dog/4.png": [4],
      "test/dog/5.png": [5],
      "other/6.png": [6],
    });
    const album = await albumAt(files);
    const last = ["test/cat/1.png", "test/dog/5.png"];
    assert.deepEqual(namesOf(album), ["train/cat/2.png", "train/dog/3.png", "val/dog/4.png", ...last]);
    assert.deepEqual([labelsOf(album), album.testFrom], ["cat dog dog cat dog", 3]);
    assert.match(saidOf(album), /“val” are read with those in “train”/);
    assert.match(saidOf(album), /Left out beside train and test: “other”/);
  });

  it("take a test set from elsewhere", async () => {
    const files = await filesWith({ "a.png": [1], "b.png": [2] });
    await files.picture("/judged/a.png", { pixel: [3] });
    const album = await albumAt(files, { test: { path: "/judged" } });
    assert.deepEqual([namesOf(album), album.testFrom], [["a.png", "b.png", "judged/a.png"], 2]);
  });

  it("are grey or colour as most pictures are, by stated weights", async () => {
    const files = await filesWith({ "1.png": [10, 20, 30], "2.png": [7], "3.png": [9, 9, 9] });
    const grey = await albumAt(files);
    assert.deepEqual(pixelsOf(grey.frames), [[18], [7], [9]]);
    assert.match(saidOf(grey), /In 1 picture: colours became grey, 0.299 red \+ 0.587 green \+ 0.114 blue \(BT.601\)/);
    const colour = await albumAt(files, { channels: "colour" });
    assert.deepEqual(pixelsOf(colour.frames), [
      [10, 20, 30],
      [7, 7, 7],
      [9, 9, 9],
    ]);
    assert.match(saidOf(colour), /In 2 pictures: grey became colour/);
  });

  it("lay transparency on white and round 16 bits", async () => {
    const album = await albumAt(await filesWith({ "1.png": [100, 0], "2.png": [257 * 90 + 100], "3.png": [100, 51] }));
    assert.deepEqual(pixelsOf(album.frames), [[255], [90], [224]]);
    assert.match(saidOf(album), /In 2 pictures: what is transparent was laid on white/);
    assert.match(saidOf(album), /In 1 picture: 16 bits a sample were rounded to 8/);
  });

  it("keep sizes, or bring pictures to one by resizing or cutting", async () => {
    const files = await filesWith({ "1.png": [50] });
    // Black left and right of a white middle.
    const wide = Uint8Array.from({ length: 24 }, (_, i) => (i % 12 < 3 || i % 12 > 8 ? 0 : 255));
    await files.samples("/a/2.png", 12, 2, 1, wide);
    const sizes = async (options: Parameters<typeof albumAt>[1]) =>
      (await albumAt(files, options)).frames.map(({ width, height }) => [width, height]);
    assert.deepEqual(await sizes({}), [
      [4, 3],
      [12, 2],
    ]);
    const cut = await albumAt(files, { size: [4, 2], fit: "crop" });
    assert.deepEqual([...cut.frames[1].samples], new Array(8).fill(255));
    assert.deepEqual([...cut.frames[0].samples], new Array(8).fill(50));
    const resized = await albumAt(files, { size: [4, 2] });
    assert.ok(resized.frames[1].samples[0] < 20 && resized.frames[1].samples[1] > 230);
    assert.match(saidOf(resized), /In all pictures: resized/);
  });

  it("name, skip and count what cannot be read, is gone or changes meanwhile", async () => {
    const files = await filesWith({ "1.png": [1], "2.png": [2], "3.png": [3], "4.png": [4], "5.png": [5] });
    await files.place("/a/2.png", "no picture at all");
    await files.place("/a/0.png", "");
    const open = files.open.bind(files);
    files.open = async (path) => {
      const source = await open(path);
      if (path === "/a/3.png") await files.remove(path);
      if (path === "/a/4.png") await files.place(path, "written again");
      return source;
    };
    const album = await albumAt(files);
    assert.deepEqual(namesOf(album), ["1.png", "5.png"]);
    assert.match(
      problemsOf(album),
      /^0.png: The file is empty.*\n2.png: This is not a picture.*\n3.png: .*changed.*\n4.png: .*changed/,
    );
    assert.match(saidOf(album), /4 pictures left out: 0.png: /);
    assert.deepEqual(
      album.problems.map(({ code }) => code),
      new Array(4).fill("unreadable-picture"),
    );
    files.open = async (path) => {
      if (path === "/a/1.png") await files.remove(path);
      return open(path);
    };
    await assert.rejects(albumAt(files), inputError(/2 pictures at least, and there is 1 \(left out: 0.png: /));
  });

  it("have a hash of names and bytes", async () => {
    const hash = async (pixels: Record<string, number[]>) => (await albumAt(await filesWith(pixels))).hash;
    const first = await hash({ "1.png": [1], "2.png": [2] });
    assert.equal(await hash({ "2.png": [2], "1.png": [1] }), first);
    assert.notEqual(await hash({ "1.png": [1], "3.png": [2] }), first);
    assert.notEqual(await hash({ "1.png": [1], "2.png": [3] }), first);
  });

  it("name pictures that repeat others, those of a test set first", async () => {
    const files = await filesWith({ "train/1.png": [1], "train/2.png": [1], "train/3.png": [3], "test/4.png": [3] });
    assert.match(
      problemsOf(await albumAt(files)),
      /^2 pictures repeat another to the last pixel, 1 of the test set one that is trained on: test\/4.png is train\/3.png\./,
    );
    assert.match(
      problemsOf(await albumAt(files, {}, "/a/train")),
      /^1 picture repeats another to the last pixel: 2.png is 1.png\./,
    );
  });

  it("are found in groups", async () => {
    const files = new AlbumFiles();
    for (let i = 0; i < 12; i++) await files.picture(`/a/p${i >> 1}_${i % 2}.png`, { pixel: [i] });
    const { group } = await describeAlbum(files, "/a", breathe);
    assert.equal(group?.groups, 6);
  });

  it("refuse what holds no pictures, and more than memory holds", async () => {
    const files = await filesWith({ "1.png": [1], "2.png": [2] });
    await files.place("/t/table.csv", "a,b\n1,2\n");
    await assert.rejects(albumAt(files, {}, "/t"), inputError(/no picture in this folder, nor in those within/));
    await assert.rejects(albumAt(files, {}, "/t/table.csv"), inputError(/holds no pictures to learn from/));
    await assert.rejects(albumAt(files, {}, "/none"), inputError(/nothing at this path/));
    await assert.rejects(albumAt(files, { size: [40_000, 40_000] }), inputError(/more than 2 GB: give data.size/));
    for (const path of ["/t", "/t/table.csv", "/none"]) assert.equal(await isAlbum(files, path), false);
  });
});
