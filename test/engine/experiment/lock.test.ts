// The lock of a run's folder: one process at a time, and none for good.

import assert from "node:assert/strict";
import { lockFolder, type Processes } from "../../../engine/experiment/lock";
import { resumeRun, runExperiment } from "../../../engine/experiment/run";
import { inputError } from "../data/source";
import type { MemoryFiles } from "../memory-files";
import { collect, experiment, filesWithTable, hostOf, wasm } from "./runs";

const folder = "/runs/locked";
const path = `${folder}/lock`;

const processOf = (pid: number, alive: readonly number[], host = "here"): Processes => ({
  pid,
  host,
  isAlive: (other) => alive.includes(other),
});
const begin = (files: MemoryFiles, processes: Processes) =>
  runExperiment(experiment, "/data", { host: hostOf(files, wasm, processes), folder });
const goOn = (files: MemoryFiles, processes: Processes) => resumeRun(folder, { host: hostOf(files, wasm, processes) });

describe("lock of a run", () => {
  it("keeps every other process out as long as one trains, and is gone afterwards", async () => {
    const files = filesWithTable();
    const run = begin(files, processOf(1, [1, 2]));
    await run.next();
    const refused = inputError(/^This run is still being trained \(process 1\): stop it first\.$/);
    const before = files.spent;
    await assert.rejects(collect(goOn(files, processOf(2, [1, 2]))), refused);
    await assert.rejects(collect(begin(files, processOf(2, [1, 2]))), refused);
    // Making the folder, which is there, and the lock that was refused.
    assert.ok(files.spent - before <= 2, `${files.spent - before}`);
    await assert.rejects(collect(goOn(files, processOf(1, [1]))), refused);
    await assert.rejects(collect(goOn(files, processOf(1, [], "there"))), inputError(/process 1 on here/));
    const { fault } = await collect(run);
    assert.equal(fault, undefined);
    assert.ok(!files.contents.has(path));
    await assert.rejects(collect(begin(files, processOf(2, []))), inputError(/already holds a run/));
    assert.ok(!files.contents.has(path));
  });

  it("is taken over from a process that is gone, from an ended thread of the same one, and where it was cut off", async () => {
    const text = (pid: number) => JSON.stringify({ pid, host: "here", started: 5 });
    for (const left of [text(1), text(2), "", '{"pid":1,']) {
      const files = filesWithTable();
      await files.makeFolder(folder);
      await files.write(path, left);
      const unlock = await lockFolder(files, folder, processOf(2, [2]));
      assert.deepEqual(await files.list(folder), ["lock"]);
      assert.equal(JSON.parse(new TextDecoder().decode(files.contents.get(path))).pid, 2);
      await unlock();
      assert.deepEqual(await files.list(folder), []);
    }
  });

  it("goes to one of many that take over at once", async () => {
    const files = filesWithTable();
    await files.makeFolder(folder);
    await files.write(path, JSON.stringify({ pid: 1, host: "here", started: 5 }));
    const pids = Array.from({ length: 20 }, (_, i) => i + 2);
    const taken = await Promise.allSettled(pids.map((pid) => lockFolder(files, folder, processOf(pid, pids))));
    assert.equal(taken.filter(({ status }) => status === "fulfilled").length, 1);
    for (const one of taken) if (one.status === "fulfilled") await one.value();
  });
});
