// A run that is cut off anywhere is readable and resumes to the same bits.

import assert from "node:assert/strict";
import { Random } from "../../../engine/core/random";
import { RunControl } from "../../../engine/experiment/control";
import { readEvents } from "../../../engine/experiment/read-run";
import { resumeRun, runExperiment } from "../../../engine/experiment/run";
import { inputError } from "../data/source";
import type { MemoryFiles } from "../memory-files";
import { PowerCut } from "../memory-files";
import { until } from "../worker/ports";
import { collect, experiment, filesWithTable, hostOf, ofKind } from "./runs";

const folder = "/runs/one";
/** A checkpoint after every epoch. */
const often = { checkpointSeconds: 0 };

const begin = (files: MemoryFiles, control?: RunControl) =>
  runExperiment(experiment, "/data", { host: hostOf(files), folder, control, ...often });
const goOn = (files: MemoryFiles) => resumeRun(folder, { host: hostOf(files), ...often });

/** What a run comes to: all that must be the same whatever happened on the way. */
function results(files: MemoryFiles): Map<string, Uint8Array> {
  const lasting = /\/(model\.safetensors|verdict\.json)$/;
  return new Map([...files.contents].filter(([path]) => lasting.test(path)).sort());
}

describe("resume", () => {
  let whole: Map<string, Uint8Array>;
  let cost = 0;

  before(async () => {
    const files = filesWithTable();
    const { events } = await collect(begin(files));
    // The best weights are worth nothing here unless they are not the last ones.
    const last = ofKind(events, "epoch").at(-1)!.epoch;
    assert.ok(ofKind(events, "sample").at(-1)!.epoch < last - 2);
    whole = results(files);
    cost = files.spent;
    assert.deepEqual(
      [...whole.keys()],
      ["/runs/one/seed-1/model.safetensors", "/runs/one/seed-2/model.safetensors", "/runs/one/verdict.json"],
    );
  });

  it("gives the same bits after a power cut at any of 60 points", async () => {
    const random = new Random(11);
    let resumed = 0;
    for (let i = 0; i < 60; i++) {
      const files = filesWithTable();
      files.power = Math.floor(random.uniform() * cost);
      const at = `cut after ${files.power} of ${cost}`;
      await collect(begin(files)).catch((error) => assert.ok(error instanceof PowerCut, String(error)));
      files.power = Number.POSITIVE_INFINITY;
      await readEvents(files, folder);
      const there = (await files.stat(`${folder}/experiment.json`)) !== null;
      if (there) resumed++;
      const { fault } = await collect(there ? goOn(files) : begin(files));
      assert.equal(fault, undefined, at);
      assert.deepEqual(results(files), whole, at);
    }
    assert.ok(resumed > 40, `${resumed} of 60 runs could resume`);
  });

  it("stops where it is asked to, and goes on from there", async () => {
    for (const epochs of [1, 7]) {
      const files = filesWithTable();
      const control = new RunControl();
      const events = [];
      for await (const event of begin(files, control)) {
        events.push(event);
        if (event.event === "epoch" && event.epoch === epochs) control.stop();
      }
      assert.equal(ofKind(events, "end")[0].status, "stopped");
      const after = await collect(goOn(files));
      assert.equal(ofKind(after.events, "start")[0].resumed, epochs);
      assert.equal(ofKind(after.events, "epoch")[0].epoch, epochs + 1);
      assert.deepEqual(results(files), whole);
    }
  });

  it("waits while paused, with a checkpoint", async () => {
    const files = filesWithTable();
    const control = new RunControl();
    const heard: string[] = [];
    const run = (async () => {
      for await (const event of begin(files, control)) {
        heard.push(event.event);
        if (heard.length === 3) control.pause(true);
      }
    })();
    await until(() => [...files.contents.keys()].some((path) => path.endsWith("manifest.json")));
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(heard.length, 3);
    control.pause(false);
    await run;
    assert.deepEqual(results(files), whole);
  });

  it("refuses a run that has finished", async () => {
    const files = filesWithTable();
    await collect(begin(files));
    await assert.rejects(collect(goOn(files)), inputError(/has finished already/));
  });

  it("reads a last line that was cut off as if it were not there", async () => {
    const files = filesWithTable();
    const { events } = await collect(begin(files));
    const segment = "/runs/one/events/0001.jsonl";
    const content = files.contents.get(segment)!;
    files.contents.set(segment, content.subarray(0, content.length - 5));
    assert.equal((await readEvents(files, folder)).length, events.length - 1);
  });

  it("fails with a sentence when the disk is full, and goes on when there is room again", async () => {
    const files = filesWithTable();
    files.room = files.contents.get("/data/points.csv")!.length + 100;
    await assert.rejects(collect(begin(files)), inputError(/disk is full/));
    files.room = 20_000;
    const { events, fault } = await collect(begin(files));
    const end = events.at(-1);
    assert.ok(end?.event === "end" && end.status === "failed");
    assert.match(end.reason ?? "", /disk is full: make room, then resume/);
    assert.ok(inputError(/disk is full/)(fault));
    files.room = Number.POSITIVE_INFINITY;
    await collect(goOn(files));
    assert.deepEqual(results(files), whole);
  });

  it("refuses data that have changed or are gone, another executor, and a folder without a run", async () => {
    const files = filesWithTable();
    const control = new RunControl();
    for await (const event of begin(files, control)) if (event.event === "epoch") control.stop();
    const table = files.contents.get("/data/points.csv")!;
    files.contents.set("/data/points.csv", table.subarray(0, table.length - 12));
    await assert.rejects(collect(goOn(files)), inputError(/data have changed since the run began/));
    files.contents.delete("/data/points.csv");
    await assert.rejects(collect(goOn(files)), inputError(/data of this run are not there any more/));
    files.contents.set("/data/points.csv", table);
    const other = { ...hostOf(files).executor, id: "another" };
    await assert.rejects(
      collect(resumeRun(folder, { host: hostOf(files, other) })),
      inputError(/began on the executor wasm-.* on another/),
    );
    await assert.rejects(collect(resumeRun("/data", { host: hostOf(files) })), inputError(/not the folder of a run/));
    await assert.rejects(collect(begin(files)), inputError(/already holds a run/));
  });
});
