// What a filtered file has otherwise than its original: said for every kind of change, and for nothing else.

import assert from "node:assert/strict";
import type { PictureFormat } from "../../../../engine/data/image/image";
import { filterPictures } from "../../../../engine/tasks/filter/apply";
import { readGolden } from "../../../golden/read";
import { readBytes, unpacked } from "../../data/image/support";
import { MemoryFiles } from "../../memory-files";
import { collect, hostOf, picturesOf, sharpen } from "./batches";

const { files } = readGolden<{ files: { name: string; file: string }[] }>("pictures");

/** The event of a golden file that was filtered under a name, and what was written. */
async function filtered(golden: string, name = golden) {
  const memory = new MemoryFiles();
  await memory.makeFolder("/in");
  await memory.write(`/in/${name}`, unpacked(files.find((file) => file.name === golden)!.file));
  const { events } = await collect(filterPictures(sharpen, "/", { host: hostOf(memory), pictures: [`/in/${name}`] }));
  const [event] = picturesOf(events);
  const picture = await readBytes(await memory.read(`/${event.out}`));
  return { event, picture, said: event.changes.join("\n") };
}

describe("changes beyond the filter", () => {
  const cases: [golden: string, out: string, format: PictureFormat, said: RegExp][] = [
    ["png-palette-4.png", "in/png-palette-4.sharpen.png", "png", /^Its palette is gone/],
    ["png-grey-2.png", "in/png-grey-2.sharpen.png", "png", /^A sample has 8 bits now; it had 2\.$/],
    ["p4.pbm", "in/p4.sharpen.pgm", "pnm", /^A sample has 8 bits now; it had 1\.$/],
    ["jpeg-orientation-6.jpg", "in/jpeg-orientation-6.sharpen.jpg", "jpeg", /turn|upright/i],
    ["gif-animated.gif", "in/gif-animated.sharpen.png", "png", /first was read[\s\S]*It is PNG now; it was GIF\./],
    ["webp-animated.webp", "in/webp-animated.sharpen.webp", "webp", /the first was read/],
    ["tiff-pages.tif", "in/tiff-pages.sharpen.tif", "tiff", /3 pages; the first was read/],
  ];
  for (const [golden, out, format, said] of cases) {
    it(`are said of ${golden}`, async () => {
      const result = await filtered(golden);
      assert.match(result.said, said);
      assert.equal(result.event.out, out);
      assert.equal(result.picture.facts.format, format);
    });
  }

  it("are none for a plain picture, and the profile is kept", async () => {
    const { said, picture } = await filtered("png-profile.png");
    assert.equal(said, "");
    assert.ok(picture.facts.profile);
  });

  it("turn the file upright, so that the new one asks for no rotation", async () => {
    const { event, picture } = await filtered("jpeg-orientation-6.jpg");
    assert.equal(picture.facts.orientation, 1);
    assert.deepEqual([event.width, event.height], [picture.image.width, picture.image.height]);
  });

  it("name what the content is where the name says something else", async () => {
    const { event, said, picture } = await filtered("png-grey-2.png", "wrong.bmp");
    assert.equal(event.out, "in/wrong.sharpen.png");
    assert.equal(picture.facts.format, "png");
    assert.match(said, /The name says that this is BMP, but the content is PNG/);
  });
});
