// A batch whose power is cut at any byte: its run is readable, no file is half written, and a resume does each picture once.

import assert from "node:assert/strict";
import { readFilterEvents } from "../../../../engine/experiment/read-run";
import { filterPictures, resumeFilter } from "../../../../engine/tasks/filter/apply";
import { type MemoryFiles, PowerCut } from "../../memory-files";
import { collect, endOf, filesWithPictures, hostOf, namesIn, picturesOf, sharpen } from "./batches";

const folder = "/runs/one";
const begin = (files: MemoryFiles) => filterPictures(sharpen, "/", { host: hostOf(files), folder });
const goOn = (files: MemoryFiles) => resumeFilter(folder, { host: hostOf(files) });

describe("a batch that is killed", () => {
  it("does each picture exactly once, wherever it was cut off", async () => {
    const whole = await filesWithPictures(2);
    await collect(begin(whole));
    const expected = new Map([...whole.contents].filter(([path]) => path.startsWith("/photos/")));
    const cost = whole.spent;
    let resumed = 0;
    for (let power = 1; power < cost; power += 3) {
      const files = await filesWithPictures(2);
      files.power = power;
      await collect(begin(files)).catch((error) => assert.ok(error instanceof PowerCut, `${error}`));
      files.power = Number.POSITIVE_INFINITY;
      // Whatever is visible is whole.
      for (const name of await namesIn(files, "/photos")) {
        assert.deepEqual(files.contents.get(`/photos/${name}`), expected.get(`/photos/${name}`), `${name} at ${power}`);
      }
      const begun = (await files.stat(`${folder}/experiment.json`)) !== null;
      if (begun) await readFilterEvents(files, folder);
      const before = new Map(files.contents);
      const last = begun ? (await readFilterEvents(files, folder)).at(-1) : undefined;
      if (last?.event === "end") continue;
      if (!begun) await files.remove(folder);
      const { events, fault } = await collect(begun ? goOn(files) : begin(files));
      assert.equal(fault, undefined, `${power}: ${fault}`);
      assert.equal(endOf(events).status, "done");
      assert.equal(endOf(events).done, 2);
      const photos = new Map([...files.contents].filter(([path]) => path.startsWith("/photos/")));
      assert.deepEqual([...photos.keys()].sort(), [...expected.keys()].sort(), `at ${power}`);
      assert.deepEqual(photos, new Map([...photos.keys()].map((path) => [path, expected.get(path)])));
      const all = begun ? await readFilterEvents(files, folder) : events;
      const outs = picturesOf(all).map(({ out }) => out);
      assert.deepEqual(outs.sort(), ["photos/1.sharpen.pgm", "photos/2.sharpen.pgm"], `at ${power}`);
      for (const [path, bytes] of before) {
        if (path.startsWith("/photos/") && !path.endsWith(".part")) assert.equal(files.contents.get(path), bytes);
      }
      resumed++;
    }
    assert.ok(resumed > 100, `${resumed} of ${cost}`);
  }).timeout(60_000);

  it("finds a file that has its new name and still its old one", async () => {
    const files = await filesWithPictures(1);
    const rename = files.renameNew.bind(files);
    files.renameNew = async (from, to) => {
      await files.write(to, await files.read(from));
      files.power = files.spent;
      throw new PowerCut("The power is gone.");
    };
    await collect(begin(files)).catch(() => undefined);
    files.power = Number.POSITIVE_INFINITY;
    files.renameNew = rename;
    assert.equal((await files.list("/photos")).length, 3);
    const { events } = await collect(goOn(files));
    assert.deepEqual(
      picturesOf(events).map(({ out }) => out),
      ["photos/1.sharpen.pgm"],
    );
    assert.deepEqual(await files.list("/photos"), ["1.pgm", "1.sharpen.pgm"]);
  });

  it("does not take another program's file for its own, and clears an empty one that kept the name", async () => {
    for (const [content, out] of [
      ["theirs", "photos/1.sharpen-2.pgm"],
      ["", "photos/1.sharpen.pgm"],
    ]) {
      const files = await filesWithPictures(1);
      const write = files.renameNew.bind(files);
      files.renameNew = async () => {
        files.power = files.spent;
        throw new PowerCut("The power is gone.");
      };
      await collect(begin(files)).catch(() => undefined);
      files.power = Number.POSITIVE_INFINITY;
      files.renameNew = write;
      await files.write("/photos/1.sharpen.pgm", content);
      const { events } = await collect(goOn(files));
      assert.deepEqual(
        picturesOf(events).map((event) => event.out),
        [out],
      );
    }
  });
});
