// The worker's calls on networks on pictures: experiments are suggested, trained, and asked for a picture at full size.

import assert from "node:assert/strict";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import type { RunEvent } from "../../../engine/experiment/events";
import { thumbnailSide } from "../../../engine/tasks/pictures/events";
import type { PictureClassifyExperiment } from "../../../engine/tasks/pictures/task";
import { pngOf } from "../../../engine/tasks/restore/montage";
import type { RestoreExperiment } from "../../../engine/tasks/restore/spec";
import type { WorkerApi, WorkerEvents } from "../../../engine/worker/api";
import { connect } from "../../../engine/worker/channel";
import { startServer } from "../../../engine/worker/server";
import { inputError } from "../data/source";
import { hostOf, wasm } from "../experiment/runs";
import { MemoryFiles } from "../memory-files";
import { stripes } from "../tasks/restore/albums";
import { portPair } from "./ports";

/** A channel to a worker on these files. */
function serve(files: MemoryFiles) {
  const [port, other] = portPair();
  startServer({
    port: other,
    files,
    executor: async () => wasm,
    filters: async () => referenceFilterExecutor,
    solvers: () => Promise.reject(new Error("No spectrum is asked for here.")),
    breathe: hostOf(files).breathe,
  });
  return connect<WorkerApi, WorkerEvents>(port);
}

/** Pictures of stripes in a folder. */
async function putStripes(files: MemoryFiles, folder: string, count: number, width = 24, height = 20): Promise<void> {
  await files.makeFolder(folder);
  for (const [i, frame] of stripes(count, width, height).frames.entries()) {
    await files.write(files.join(folder, `p${i}.png`), await pngOf(frame));
  }
}

const pathsIn = (files: MemoryFiles, folder: string) =>
  [...files.contents.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();

describe("worker on pictures", () => {
  it("trains on a folder, and shows what became of a picture", async () => {
    const files = new MemoryFiles();
    await putStripes(files, "/data/stripes", 8);
    const channel = serve(files);
    const heard: RunEvent[] = [];
    channel.on("event", ({ event }) => heard.push(event));

    const path = "/data/stripes";
    const suggested = (await channel.call("suggestPictures", { path, task: "restore" })) as RestoreExperiment;
    assert.deepEqual([suggested.data.file, suggested.patch?.size], ["stripes", 20]);
    const experiment = { ...suggested, patch: { size: 16, count: 16 }, train: { ...suggested.train, epochs: 2 } };
    await channel.call("run", { path, folder: "/runs/r", experiment });
    const last = heard.at(-1);
    assert.ok(last?.event === "end" && last.status === "done");
    const [summary] = await channel.call("runs", { root: "/runs" });
    assert.deepEqual([summary.task, summary.metric?.name], ["restore", "psnr"]);
    const { rows } = await channel.call("rows", { run: "/runs/r", sort: "error", offset: 0, count: 8 });
    assert.equal(rows.length, 8);
    const errors = rows.map(({ error }) => error);
    assert.deepEqual(
      errors,
      errors.toSorted((a, b) => b - a),
    );
    const [worst] = rows;
    const shown = await channel.call("shownPicture", { run: "/runs/r", row: worst.row });
    assert.deepEqual([shown.output.width, shown.output.height], [24, 20]);
    assert.equal(shown.name, `p${worst.row}.png`);
    assert.ok(Math.abs(shown.after! - Number(worst.prediction)) < 0.01);
    assert.ok(Math.abs(shown.before! - Number(worst.truth)) < 0.01);
    assert.equal(worst.name, shown.name);
    assert.ok(Math.abs(shown.ssim![1] - worst.ssim!) < 1e-5, `${shown.ssim} and ${worst.ssim}`);
    await assert.rejects(channel.call("shownPicture", { run: "/runs/r", row: 8 }), inputError(/counted from 0 to 7/));
  });

  it("makes thumbnails of a run's pictures, and finds their files", async () => {
    const files = new MemoryFiles();
    await putStripes(files, "/data/stripes", 4, 160, 40);
    const channel = serve(files);
    const path = "/data/stripes";
    const suggested = (await channel.call("suggestPictures", { path, task: "restore" })) as RestoreExperiment;
    const experiment = { ...suggested, patch: { size: 16, count: 4 }, train: { ...suggested.train, epochs: 1 } };
    await channel.call("run", { path, folder: "/runs/r", experiment });
    const small = await channel.call("thumbnails", { run: "/runs/r", rows: [2, 0] });
    assert.deepEqual(
      small.map(({ row, name, frame: { width, height, channels } }) => [row, name, width, height, channels]),
      [
        [2, "p2.png", thumbnailSide, thumbnailSide / 4, 1],
        [0, "p0.png", thumbnailSide, thumbnailSide / 4, 1],
      ],
    );
    assert.equal(Buffer.from(small[0].frame.samples, "base64").length, thumbnailSide ** 2 / 4);
    assert.equal(await channel.call("albumFile", { run: "/runs/r", row: 3 }), "/data/stripes/p3.png");
    await assert.rejects(channel.call("thumbnails", { run: "/runs/r", rows: [4] }), inputError(/no picture 5/));
    await files.remove("/data/stripes/p3.png");
    await assert.rejects(channel.call("albumFile", { run: "/runs/r", row: 3 }), inputError(/no file p3\.png any more/));
  });

  it("applies a run under new names, overwrites nothing, leaves broken pictures out, and stops where it is told", async () => {
    const files = new MemoryFiles();
    await putStripes(files, "/data/stripes", 4);
    await putStripes(files, "/data/new", 3);
    await files.write("/data/new/broken.png", "no picture");
    const channel = serve(files);
    const path = "/data/stripes";
    const suggested = (await channel.call("suggestPictures", { path, task: "restore" })) as RestoreExperiment;
    const experiment = { ...suggested, patch: { size: 16, count: 4 }, train: { ...suggested.train, epochs: 1 } };
    await channel.call("run", { path, folder: "/runs/r", experiment });
    const before = new Map(files.contents);
    const told: number[] = [];
    channel.on("progress", ({ path: at, fraction }) => at === "/data/new" && told.push(fraction));
    const applied = await channel.call("applyRun", { run: "/runs/r", path: "/data/new" });
    assert.equal(applied.written.length, 3);
    assert.equal(applied.failed.length, 1);
    assert.match(applied.failed[0], /^broken\.png: /);
    assert.equal(told.at(-1), 1);
    for (const name of applied.written) assert.ok(!before.has(name) && files.contents.has(name), name);
    // Its own results are not taken again, and names that are taken are counted on from.
    const again = await channel.call("applyRun", { run: "/runs/r", path: "/data/new" });
    assert.equal(again.written.length, 3);
    assert.equal(pathsIn(files, "/data/new").length, 4 + 6);
    for (const [name, bytes] of before) assert.deepEqual(files.contents.get(name), bytes, `${name} has changed`);
    const single = await channel.call("applyRun", { run: "/runs/r", path: "/data/new/p1.png" });
    assert.equal(single.written.length, 1);
    channel.on("progress", ({ path: at }) => void channel.call("stopApplying", { path: at }));
    const stopped = await channel.call("applyRun", { run: "/runs/r", path: "/data/new" });
    assert.ok(stopped.written.length < 3, `${stopped.written.length} written`);
    await assert.rejects(channel.call("applyRun", { run: "/runs/none", path: "/data/new" }), inputError(/./));
  });

  it("writes the classes of pictures into a table under a name that is free", async () => {
    const files = new MemoryFiles();
    for (const kind of ["a", "b"]) await putStripes(files, `/data/kinds/${kind}`, 4, 8, 8);
    await putStripes(files, "/data/new", 3, 8, 8);
    const channel = serve(files);
    const path = "/data/kinds";
    const suggested = (await channel.call("suggestPictures", { path, task: "classify" })) as PictureClassifyExperiment;
    const experiment = { ...suggested, train: { ...suggested.train, epochs: 1, seeds: [1] } };
    await channel.call("run", { path, folder: "/runs/c", experiment });
    const tables: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { written, failed } = await channel.call("applyRun", { run: "/runs/c", path: "/data/new" });
      assert.deepEqual(failed, []);
      tables.push(...written);
    }
    assert.deepEqual(tables, ["/data/new.kinds.csv", "/data/new.kinds-2.csv"]);
    const [header, ...lines] = Buffer.from(files.contents.get(tables[0])!).toString().trim().split("\n");
    assert.equal(header, "picture,class,probability of a,probability of b");
    assert.deepEqual(
      lines.map((line) => line.split(",")[0]),
      ["p0.png", "p1.png", "p2.png"],
    );
    await channel.call("thumbnails", { run: "/runs/c", rows: [5] });
    assert.equal(await channel.call("albumFile", { run: "/runs/c", row: 5 }), "/data/kinds/b/p1.png");
  });

  it("suggests for folders of pairs to learn from the pictures alone, or from what they ought to be", async () => {
    const files = new MemoryFiles();
    for (const folder of ["masked/images", "masked/masks", "pairs/noisy", "pairs/clean", "sizes/lr"]) {
      await putStripes(files, `/data/${folder}`, 4, 24, 24);
    }
    await putStripes(files, "/data/sizes/hr", 4, 72, 72);
    const channel = serve(files);
    const dataOf = async (path: string, task: "restore" | "superresolve") => {
      const { data } = await channel.call("suggestPictures", { path, task });
      return [data.file, "clean" in data ? data.clean : undefined];
    };
    assert.deepEqual(await dataOf("/data/masked", "restore"), ["masked/images", undefined]);
    assert.deepEqual(await dataOf("/data/pairs", "restore"), ["pairs/noisy", "pairs/clean"]);
    assert.deepEqual(await dataOf("/data/pairs", "superresolve"), ["pairs/clean", undefined]);
    assert.deepEqual(await dataOf("/data/sizes", "superresolve"), ["sizes/lr", "sizes/hr"]);
    assert.deepEqual(await dataOf("/data/sizes", "restore"), ["sizes/hr", undefined]);
  });
});
