// Chains applied to folders of pictures: what is written where, what is left alone, and how a batch ends.

import assert from "node:assert/strict";
import type { FilterExecutor } from "../../../../engine/convolution/executor";
import { lower } from "../../../../engine/convolution/lower";
import type { Region } from "../../../../engine/convolution/program";
import { referenceFilterExecutor } from "../../../../engine/convolution/reference";
import { RunControl } from "../../../../engine/experiment/control";
import { readFilterEvents, summarizeRuns } from "../../../../engine/experiment/read-run";
import { filterPictures, resumeFilter } from "../../../../engine/tasks/filter/apply";
import { inputError } from "../../data/source";
import type { MemoryFiles } from "../../memory-files";
import {
  collect,
  encoded,
  endOf,
  filesWithPictures,
  hostOf,
  imageAt,
  namesIn,
  picturesOf,
  sharpen,
  smallPicture,
} from "./batches";

const folder = "/runs/one";
const begin = (files: MemoryFiles, more: object = {}) =>
  filterPictures(sharpen, "/", { host: hostOf(files), folder, ...more });
const goOn = (files: MemoryFiles) => resumeFilter(folder, { host: hostOf(files) });
const text = (files: MemoryFiles, path: string) => new TextDecoder().decode(files.contents.get(path));

/** A picture of several bands, and an executor that only turns values over and notes what it is asked for. */
async function withLongPicture() {
  const files = await filesWithPictures(0);
  await files.write("/photos/long.pgm", await encoded(smallPicture(1, 1, 1 << 12, 600)));
  const regions: Region[] = [];
  const executor: FilterExecutor = {
    threads: 1,
    render(_, source, region) {
      regions.push(region);
      const from = region.y - source.region.y;
      const samples = source.samples.slice(from * source.width, (from + region.height) * source.width);
      return { ...source, region, samples: samples.map((sample) => 255 - sample) };
    },
    close() {},
  };
  return { files, executor, regions };
}

describe("a batch of pictures", () => {
  it("writes each filtered picture beside its original, and leaves the originals as they are", async () => {
    const files = await filesWithPictures(3);
    const before = new Map(files.contents);
    const { events, fault } = await collect(begin(files));
    assert.equal(fault, undefined);
    assert.deepEqual(
      events.map(({ event }) => event),
      ["start", "picture", "picture", "picture", "end"],
    );
    assert.deepEqual(await namesIn(files, "/photos"), [
      "1.pgm",
      "1.sharpen.pgm",
      "2.pgm",
      "2.sharpen.pgm",
      "3.pgm",
      "3.sharpen.pgm",
    ]);
    for (const [path, bytes] of before) assert.deepEqual(files.contents.get(path), bytes, path);
    const original = smallPicture(2);
    const program = lower({ steps: sharpen.steps }, { elements: "u8", channels: 1 });
    const region = { x: 0, y: 0, width: original.width, height: original.height };
    const expected = referenceFilterExecutor.render(program, { ...original, region }, region);
    assert.deepEqual((await imageAt(files, "/photos/2.sharpen.pgm")).samples, expected.samples);
    assert.notDeepEqual(expected.samples, original.samples);
    const [, second] = picturesOf(events);
    assert.deepEqual(
      { ...second, seconds: 0 },
      {
        event: "picture",
        number: 2,
        total: 3,
        file: "photos/2.pgm",
        out: "photos/2.sharpen.pgm",
        width: 7,
        height: 5,
        changes: [],
        seconds: 0,
      },
    );
    const end = endOf(events);
    assert.deepEqual(
      [end.status, end.done, end.failed, end.left, end.sentence],
      ["done", 3, 0, 0, "3 pictures filtered."],
    );
  });

  it("keeps a run folder with the experiment, the events and a report, which is summarised", async () => {
    const files = await filesWithPictures(2);
    const { events } = await collect(begin(files));
    assert.deepEqual(await namesIn(files, folder), ["events", "experiment.json", "report.md", "run.json"]);
    assert.deepEqual(JSON.parse(text(files, `${folder}/experiment.json`)), {
      ...sharpen,
      name: "sharpen",
      data: { file: "../../photos" },
    });
    assert.deepEqual(await readFilterEvents(files, folder), events);
    assert.match(text(files, `${folder}/report.md`), /\| photos\/2.pgm \| photos\/2.sharpen.pgm \| 7 × 5 \| +\|/);
    const [summary] = await summarizeRuns(files, "/runs", new Set());
    assert.deepEqual([summary.task, summary.name, summary.status], ["filter", "sharpen", "done"]);
    assert.equal(summary.sentence, "2 pictures filtered.");
    assert.equal(summary.metric, undefined);
  });

  it("overwrites nothing: a name that is taken gets a number", async () => {
    const files = await filesWithPictures(1);
    await files.write("/photos/other.txt", "mine");
    for (const name of ["1.sharpen.pgm", "1.sharpen-2.pgm"]) await files.write(`/photos/${name}`, "mine");
    const { events } = await collect(begin(files, { pictures: ["/photos/1.pgm"] }));
    assert.equal(picturesOf(events)[0].out, "photos/1.sharpen-3.pgm");
    assert.equal(text(files, "/photos/1.sharpen.pgm"), "mine");
    assert.equal(text(files, "/photos/1.sharpen-2.pgm"), "mine");
  });

  it("does not take a name that another program takes at the last moment", async () => {
    const files = await filesWithPictures(1);
    const rename = files.renameNew.bind(files);
    let raced = false;
    files.renameNew = async (from, to) => {
      if (!raced) await files.write(to, "theirs");
      raced = true;
      await rename(from, to);
    };
    const { events } = await collect(begin(files));
    assert.equal(picturesOf(events)[0].out, "photos/1.sharpen-2.pgm");
    assert.equal(text(files, "/photos/1.sharpen.pgm"), "theirs");
    assert.deepEqual(
      (await files.list("/photos")).filter((name) => name.endsWith(".part")),
      [],
    );
  });

  it("does not take its own outputs again, nor those of other runs, and says so", async () => {
    const files = await filesWithPictures(2);
    await collect(begin(files));
    const blur = { ...sharpen, name: "soft", steps: [{ kernel: "blur" }] };
    const { events } = await collect(filterPictures(blur, "/", { host: hostOf(files), folder: "/runs/two" }));
    assert.deepEqual(
      picturesOf(events).map(({ out }) => out),
      ["photos/1.soft.pgm", "photos/2.soft.pgm"],
    );
    const [start] = events;
    assert.ok(start.event === "start");
    assert.ok(
      start.assumptions.some(
        ({ text: said }) => said === "2 files that earlier runs have written left out: 1.sharpen.pgm, 2.sharpen.pgm.",
      ),
    );
    // Where the runs are gone, the names still tell the chain's own.
    await files.remove("/runs");
    const again = await collect(filterPictures(blur, "/", { host: hostOf(files), folder: "/runs/three" }));
    assert.deepEqual(
      picturesOf(again.events).map(({ file }) => file),
      ["photos/1.pgm", "photos/1.sharpen.pgm", "photos/2.pgm", "photos/2.sharpen.pgm"],
    );
  });

  it("names files by the experiment, or by its kernels, in characters that every file system takes", async () => {
    const outOf = async (experiment: object) => {
      const files = await filesWithPictures(1);
      const { events } = await collect(filterPictures({ ...sharpen, ...experiment }, "/", { host: hostOf(files) }));
      return picturesOf(events)[0].out;
    };
    assert.equal(await outOf({ name: "Öl & Wasser: 2/3" }), "photos/1.Öl-Wasser-2-3.pgm");
    assert.equal(
      await outOf({
        steps: [{ kernel: "gauss:1.5" }, { matrix: [[1, 2, 1]], divisor: 4 }, { kernel: "blur", off: true }],
      }),
      "photos/1.gauss-1.5-matrix-1x3.pgm",
    );
    assert.equal(await outOf({ name: "../../x" }), "photos/1.x.pgm");
    assert.equal(await outOf({ steps: [] }), "photos/1.filtered.pgm");
  });

  it("lists a picture that cannot be read, and does the others", async () => {
    const files = await filesWithPictures(3);
    await files.write("/photos/2.pgm", (await encoded(smallPicture(2))).slice(0, 20));
    const { events, fault } = await collect(begin(files));
    assert.equal(fault, undefined);
    const [, second, third] = picturesOf(events);
    assert.match(second.failed!, /cut short/);
    assert.equal(second.out, undefined);
    assert.equal(third.out, "photos/3.sharpen.pgm");
    const end = endOf(events);
    assert.deepEqual([end.status, end.done, end.failed, end.left], ["done", 2, 1, 0]);
    assert.equal(end.sentence, "2 pictures filtered, 1 could not be.");
    assert.match(text(files, `${folder}/report.md`), /\| photos\/2.pgm \| {2}\| {2}\| .*cut short/);
  });

  it("has failed when no picture could be done", async () => {
    const files = await filesWithPictures(0);
    for (const name of ["a", "b"]) await files.write(`/photos/${name}.pgm`, "P5 3 3 255 ");
    const { events, fault } = await collect(begin(files));
    assert.ok(inputError(/^None of the 2 pictures could be filtered; the first: .*cut short/)(fault));
    assert.equal(endOf(events).status, "failed");
  });

  it("ends before a folder that cannot be written to with what was done, and goes on from there", async () => {
    for (const code of ["EROFS", "EACCES"]) {
      const files = await filesWithPictures(3);
      const batch = begin(files);
      await batch.next();
      assert.equal(((await batch.next()).value as { out: string }).out, "photos/1.sharpen.pgm");
      files.refused.set("/photos", code);
      const { events, fault } = await collect(batch);
      assert.ok(inputError(/may not be .*written to/)(fault), `${fault}`);
      const end = endOf(events);
      assert.deepEqual([end.status, end.done, end.failed, end.left], ["failed", 1, 0, 2]);
      assert.equal(end.sentence, "1 picture filtered, 2 left: a resume does what is left.");
      assert.match(end.reason!, /permissions/);
      assert.match(text(files, `${folder}/report.md`), /1.sharpen.pgm/);
      files.refused.clear();
      const resumed = await collect(goOn(files));
      assert.deepEqual(
        picturesOf(resumed.events).map(({ number }) => number),
        [2, 3],
      );
      assert.deepEqual([resumed.events[0].event === "start" && resumed.events[0].resumed], [1]);
      assert.equal(endOf(resumed.events).done, 3);
    }
  });

  it("says that the disk is full, leaves nothing half written, and goes on when there is room", async () => {
    let full = 0;
    for (let room = 0; room < 2000; room += 40) {
      const files = await filesWithPictures(4);
      const batch = begin(files);
      await batch.next();
      await batch.next();
      files.room = [...files.contents.values()].reduce((sum, { length }) => sum + length, 0) + room;
      const { events, fault } = await collect(batch);
      assert.deepEqual(
        (await files.list("/photos")).filter((name) => name.endsWith(".part")),
        [],
      );
      const { status, done, left } = endOf(events);
      files.room = Number.POSITIVE_INFINITY;
      if (status === "done") continue;
      full++;
      const sentence = /^The disk is full: make room, then resume the run; it does the pictures that are left\.$/;
      assert.ok(fault && inputError(sentence)(fault));
      assert.deepEqual([status, done + left, left > 0], ["failed", 4, true]);
      const resumed = await collect(goOn(files));
      assert.equal(endOf(resumed.events).status, "done");
      assert.equal((await namesIn(files, "/photos")).length, 8, `with ${room} bytes`);
    }
    assert.ok(full > 10, `${full}`);
  });

  it("ends when the folder vanishes", async () => {
    const files = await filesWithPictures(3);
    const batch = begin(files);
    await batch.next();
    await batch.next();
    await files.remove("/photos");
    const { events, fault } = await collect(batch);
    assert.ok(inputError(/^This folder is gone: put it back, then filter the pictures that are left\.$/)(fault));
    assert.deepEqual([endOf(events).status, endOf(events).left], ["failed", 2]);
  });

  it("goes on where one picture is gone", async () => {
    const files = await filesWithPictures(3);
    const batch = begin(files);
    await batch.next();
    await files.remove("/photos/2.pgm");
    const { events, fault } = await collect(batch);
    assert.equal(fault, undefined);
    assert.match(picturesOf(events)[1].failed!, /does not exist, or is gone/);
    assert.equal(endOf(events).done, 2);
  });

  it("stops after the picture that it is at, within one that takes several bands, and resumes", async () => {
    const files = await filesWithPictures(2);
    const control = new RunControl();
    const batch = begin(files, { control });
    await batch.next();
    control.stop();
    const none = await collect(batch);
    assert.deepEqual([endOf(none.events).status, endOf(none.events).left], ["stopped", 2]);
    assert.equal(endOf((await collect(goOn(files))).events).status, "done");

    const { files: big, executor, regions } = await withLongPicture();
    const second = new RunControl();
    const breathe = async () => {
      if (regions.length === 1) second.stop();
    };
    const host = { ...hostOf(big), executor, breathe };
    const { events } = await collect(filterPictures(sharpen, "/", { host, folder, control: second }));
    assert.equal(regions.length, 1);
    assert.equal(endOf(events).status, "stopped");
    assert.deepEqual(await namesIn(big, "/photos"), ["long.pgm"]);
  });

  it("computes big pictures in bands that cover them", async () => {
    const { files, executor, regions } = await withLongPicture();
    const host = { ...hostOf(files), executor };
    await collect(filterPictures(sharpen, "/", { host, folder }));
    assert.ok(regions.length > 1);
    const rows = regions.map(({ y, height }) => [y, height]);
    for (const [i, [y]] of rows.entries()) assert.equal(y, i === 0 ? 0 : rows[i - 1][0] + rows[i - 1][1]);
    const [original, filtered] = ["long", "long.sharpen"].map((name) => imageAt(files, `/photos/${name}.pgm`));
    assert.deepEqual(
      (await filtered).samples,
      (await original).samples.map((sample) => 255 - sample),
    );
  });

  it("is refused before anything is written where there is nothing to filter", async () => {
    const files = await filesWithPictures(0);
    await files.write("/photos/notes.txt", "no picture");
    const refused = (experiment: object, message: RegExp, more: object = {}) =>
      assert.rejects(
        collect(filterPictures({ ...sharpen, ...experiment }, "/", { host: hostOf(files), folder, ...more })),
        inputError(message),
      );
    await refused({}, /^There is no picture in this folder: it has no file that ends in \.png/);
    await refused({ data: { file: "none" } }, /^There is no data file none here/);
    await refused({ data: { file: "photos/notes.txt" } }, /picture/);
    await refused({ data: { file: "../photos" } }, /stays inside the workspace/, { workspace: "/elsewhere" });
    await refused({}, /outside of the workspace/, { workspace: "/elsewhere", pictures: ["/photos/x.png"] });
    assert.equal(await files.stat(folder), null);
  });

  it("refuses to resume what is done, and what filters nothing", async () => {
    const files = await filesWithPictures(1);
    await collect(begin(files));
    await assert.rejects(collect(goOn(files)), inputError(/^This run has finished already/));
    await assert.rejects(
      collect(resumeFilter("/photos", { host: hostOf(files) })),
      inputError(/not the folder of a run/),
    );
  });
});
