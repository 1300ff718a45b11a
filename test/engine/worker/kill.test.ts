// A real worker thread, ended at random moments of a run: another one resumes it to the same bits.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Random } from "../../../engine/core/random";
import { toCsv } from "../../../engine/data/generate";
import { spirals } from "../../../engine/data/generate/spirals";
import type { Experiment } from "../../../engine/experiment/schema";
import type { WorkerApi, WorkerEvents } from "../../../engine/worker/api";
import { connect } from "../../../engine/worker/channel";

const script = join(__dirname, "..", "..", "..", "dist", "worker.js");
/** In each of two tests, fifty in all. */
const kills = 25;

/** Large enough to be shared among threads. */
const wide: Experiment = {
  task: "classify",
  data: { file: "points.csv" },
  model: { layers: [{ dense: 256 }, { dense: 256 }] },
  train: { optimizer: "adam", learningRate: 0.001, epochs: 20, batch: 128, seeds: [1] },
};

const experiment: Experiment = {
  task: "classify",
  data: { file: "points.csv" },
  model: { layers: [{ dense: 12, activation: "tanh" }, { dropout: 0.1 }] },
  train: { optimizer: "adam", learningRate: 0.02, epochs: 40, batch: 8, earlyStopping: 30, seeds: [1, 2] },
};

describe("a killed worker", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "neural-lens-kill-"));
    writeFileSync(join(root, "points.csv"), toCsv(spirals(150, 4)));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  function worker(settings = {}) {
    // Without execArgv every thread would load what runs the tests.
    const workerData = { checkpointSeconds: 0.005, ...settings };
    const thread = new Worker(script, { workerData, execArgv: [] });
    const channel = connect<WorkerApi, WorkerEvents>({
      post: (message) => thread.postMessage(message),
      listen: (receive) => thread.on("message", receive),
    });
    thread.on("exit", () => channel.fail(new Error("ended")));
    return { thread, channel };
  }

  const request = (folder: string) => ({ path: join(root, "points.csv"), experiment, folder });
  const models = (folder: string) =>
    ["seed-1", "seed-2"].map((member) => readFileSync(join(folder, member, "model.safetensors")).toString("hex"));

  it("takes the threads that help it along, and is resumed on one to the same bits", async () => {
    const model = (folder: string) => readFileSync(join(folder, "model.safetensors")).toString("hex");
    const wideRequest = (folder: string) => ({ ...request(folder), experiment: wide });
    const one = worker({ threads: 1 });
    const whole = join(root, "wide");
    await one.channel.call("run", wideRequest(whole));
    for (let i = 0; i < 5; i++) {
      const { thread, channel } = worker({ threads: 3 });
      const folder = join(root, `wide-${i}`);
      const run = channel
        .call("run", wideRequest(folder))
        .catch((error: Error) => assert.equal(error.message, "ended"));
      while (!existsSync(join(folder, "checkpoints"))) await new Promise((resolve) => setTimeout(resolve, 5));
      await thread.terminate();
      await run;
      const [start] = await one.channel.call("events", { folder });
      assert.ok(start.event === "start" && start.program.threads === 3);
      await one.channel.call("run", { ...wideRequest(folder), resume: true });
      assert.equal(model(folder), model(whole), `run ${i}`);
    }
    await one.thread.terminate();
  });

  for (const seed of [21, 22]) {
    it(`resumes to the same bits from ${kills} random moments of seed ${seed}`, async () => {
      let { thread, channel } = worker();
      await channel.call("describe", { path: join(root, "points.csv") });
      await channel.call("run", request(join(root, `first-${seed}`)));
      const begin = performance.now();
      const whole = join(root, `whole-${seed}`);
      await channel.call("run", request(whole));
      const time = performance.now() - begin;
      const expected = models(whole);
      const random = new Random(seed);
      let resumed = 0;
      for (let i = 0; i < kills; i++) {
        const folder = join(root, `run-${seed}-${i}`);
        const run = channel.call("run", request(folder)).catch((error: Error) => assert.equal(error.message, "ended"));
        const written = join(folder, "experiment.json");
        // On a busy machine a run may take longer to begin than the whole one has taken: most moments count from there.
        while (i % 3 > 0 && !existsSync(written)) await new Promise((resolve) => setTimeout(resolve, 1));
        await new Promise((resolve) => setTimeout(resolve, random.uniform() * time));
        await thread.terminate();
        await run;
        ({ thread, channel } = worker());
        const resume = existsSync(written);
        if (resume) resumed++;
        const events = resume ? await channel.call("events", { folder }) : [];
        if (events.at(-1)?.event !== "end") await channel.call("run", { ...request(folder), resume });
        assert.deepEqual(models(folder), expected, `run ${i}`);
        const said = await channel.call("events", { folder });
        assert.equal(said.at(-1)?.event, "end");
      }
      await thread.terminate();
      assert.ok(resumed > kills / 2, `${resumed} of ${kills} had begun`);
    });
  }
});
