// The worker's calls on generators: suggested, trained, asked for samples, written under new names, and tested for their use.

import assert from "node:assert/strict";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import { generators } from "../../../engine/data/generate";
import { toCsv } from "../../../engine/data/generate/table";
import type { GenerateExperiment } from "../../../engine/tasks/generate/spec";
import type { WorkerApi, WorkerEvents } from "../../../engine/worker/api";
import { connect } from "../../../engine/worker/channel";
import { startServer } from "../../../engine/worker/server";
import { inputError } from "../data/source";
import { hostOf, wasm } from "../experiment/runs";
import { MemoryFiles } from "../memory-files";
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

const path = "/data/moons.csv";

async function trained() {
  const files = new MemoryFiles();
  await files.makeFolder("/data");
  await files.write(path, toCsv(generators.moons(40, 1)));
  const channel = serve(files);
  const suggested = await channel.call("suggestGenerate", { path });
  const model = { ...suggested.model, latent: 2, generator: { layers: [8] }, discriminator: { layers: [8] } };
  const train = { ...suggested.train, epochs: 2, batch: 16 };
  const experiment: GenerateExperiment = { ...suggested, model, train };
  await channel.call("run", { path, folder: "/runs/g", experiment });
  return { files, channel, experiment };
}

let training: ReturnType<typeof trained> | undefined;
/** One training for all. */
const once = () => {
  training ??= trained();
  return training;
};

const text = (files: MemoryFiles, name: string) => Buffer.from(files.contents.get(name)!).toString();

describe("worker on generators", () => {
  it("suggests with and without a class, trains, and gives samples of codes", async () => {
    const { channel, experiment } = await once();
    assert.equal(experiment.data.class, "moon");
    const without = await channel.call("suggestGenerate", { path, class: null });
    assert.equal(without.model?.conditional, false);
    const [summary] = await channel.call("runs", { root: "/runs" });
    assert.equal(summary.classed, true);
    assert.deepEqual([summary.task, summary.status], ["generate", "done"]);
    const run = "/runs/g";
    const description = await channel.call("generator", { run });
    assert.deepEqual([description.kind, description.latent, description.classes?.length], ["points", 2, 2]);
    const codes = [0, 1].map((index) => ({ latent: [0.5, -1], class: index }));
    const [one, two] = await Promise.all([
      channel.call("generated", { run, codes }),
      channel.call("generated", { run, member: 0, codes: [codes[1]] }),
    ]);
    assert.deepEqual(two, { rows: [one.rows![1]], real: [one.real[1]] });
    await assert.rejects(channel.call("generated", { run, codes: [{ latent: [1] }] }), inputError(/has 2 numbers/));
    await assert.rejects(channel.call("generator", { run: "/runs/none" }), inputError(/not the folder of a run/));
    assert.equal((await channel.call("generated", { run, codes })).real.length, 2);
  });

  it("writes samples of a class under a new name only, and stops where it is told", async () => {
    const { files, channel } = await once();
    const request = { run: "/runs/g", count: 30, out: "/data/new.csv", seed: 1 };
    const told: number[] = [];
    channel.on("progress", ({ path: at, fraction }) => at === request.out && told.push(fraction));
    assert.deepEqual(await channel.call("writeSamples", request), [request.out]);
    assert.equal(told.at(-1), 1);
    const written = text(files, request.out);
    const [header, ...lines] = written.trim().split("\n");
    assert.match(header, /,generated$/);
    assert.ok(lines.length === 30 && lines.every((line) => line.endsWith(",1")), written);
    await assert.rejects(channel.call("writeSamples", request), inputError(/./));
    assert.equal(text(files, request.out), written);
    const [first] = await channel.call("writeSamples", { ...request, class: "upper", out: "/data/ones.csv" });
    const ones = text(files, first).trim().split("\n").slice(1);
    assert.ok(
      ones.every((line) => line.split(",").at(-2) === "upper"),
      ones.join(),
    );
    const [balanced] = await channel.call("writeSamples", { ...request, balanced: true, out: "/data/both.csv" });
    const both = text(files, balanced).split("\n").slice(1, 31);
    assert.equal(both.filter((line) => line.split(",").at(-2) === "upper").length, 15);
    const many = { ...request, count: 500_000, out: "/data/many.csv" };
    const writing = channel.call("writeSamples", many);
    await channel.call("stopSamples", { out: many.out });
    assert.deepEqual(await writing, []);
    assert.ok(!files.contents.has(many.out));
  });

  it("tests whether samples help, keeps what came of it, and keeps nothing of a test that is stopped", async () => {
    const { channel } = await once();
    const run = "/runs/g";
    assert.equal(await channel.call("augmentation", { run }), undefined);
    const stopped = channel.call("testAugmentation", { run });
    await channel.call("stopAugmentation", { run });
    assert.equal(await stopped, undefined);
    assert.equal(await channel.call("augmentation", { run }), undefined);
    const told: number[] = [];
    channel.on("progress", ({ path: at, fraction }) => at === run && told.push(fraction));
    const testing = channel.call("testAugmentation", { run, folds: 2 });
    await assert.rejects(channel.call("testAugmentation", { run }), inputError(/being tested already/));
    const result = await testing;
    assert.equal(result?.target, "moon");
    assert.ok(told.length > 2 && told.every((fraction, index) => fraction >= (told[index - 1] ?? 0)), `${told}`);
    assert.deepEqual(await channel.call("augmentation", { run }), result);
  });
});
