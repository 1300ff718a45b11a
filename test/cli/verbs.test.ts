// Every verb of the built command line: what it prints for people and for programs.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Spread } from "../../engine/experiment/events";
import { linesOf, Workplace } from "./cli";

/** A run that takes no time. */
const quick = ["--epochs", "3", "--seed", "1"];

/** A network large enough to be shared among threads. */
const wide = {
  task: "regress",
  data: { file: "friedman.csv", target: "y" },
  model: { layers: [{ dense: 300 }, { dense: 300 }] },
  train: { epochs: 3, batch: 64, seeds: [1] },
};

describe("command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
  });
  after(() => at.remove());

  it("lists its verbs, and the flags of each", async () => {
    const help = await at.call("help");
    for (const verb of ["describe", "suggest", "run", "predict", "filter", "compare", "bench"])
      assert.match(help, new RegExp(` ${verb} `));
    assert.equal(await at.call(), help);
    assert.match(await at.call("run", "--help"), /^neural-lens run FILE .*--resume RUN/);
  });

  it("describes a file", async () => {
    const [description, ...more] = await at.objects("describe", "friedman.csv");
    assert.equal(more.length, 0);
    assert.deepEqual([description.event, description.format, description.rows], ["description", "csv", 120]);
    assert.match(await at.call("describe", "friedman.csv"), /^csv · 120 rows × \d+ columns\n/);
  });

  it("suggests an experiment that runs as it is", async () => {
    const text = await at.call("suggest", "friedman.csv");
    at.write("friedman.lens.json", `// A comment.\n${text}`);
    assert.deepEqual(await at.objects("suggest", "friedman.csv"), [JSON.parse(text)]);
    const said = await at.objects("run", "friedman.lens.json", ...quick, "--out", "suggested");
    const experiment = JSON.parse(readFileSync(join(at.folder, "suggested", "experiment.json"), "utf8"));
    const given = JSON.parse(text);
    assert.deepEqual(experiment, {
      ...given,
      data: { ...given.data, file: "../friedman.csv" },
      train: { ...given.train, epochs: 3, seeds: [1] },
    });
    assert.deepEqual(said[0].experiment, experiment);
  });

  it("runs data with folds, and prints every event, the end last", async () => {
    const said = await at.objects("run", "customers.csv", "--folds", "3", "--epochs", "2", "--out", "folds");
    assert.deepEqual([...new Set(said.map(({ event }) => event))], ["start", "epoch", "sample", "verdict", "end"]);
    const end = said.at(-1)!;
    assert.deepEqual(Object.keys(end), ["event", "status", "metrics", "baselines", "seconds", "run"]);
    const { accuracy } = end.metrics as Record<string, Spread>;
    assert.equal(accuracy.values.length, 3);
    assert.ok(accuracy.std >= 0);
    assert.deepEqual(Object.keys(end.baselines as object), ["majority", "logistic regression"]);
    assert.equal(end.run, join(at.folder, "folds"));
    assert.deepEqual(readdirSync(join(at.folder, "folds")).sort(), [
      "events",
      "experiment.json",
      "fold-1",
      "fold-2",
      "fold-3",
      "run.json",
      "verdict.json",
    ]);
    const verdict = JSON.parse(readFileSync(join(at.folder, "folds", "verdict.json"), "utf8"));
    assert.match(verdict.bestMember, /^fold-[123]$/);
    const stored = readFileSync(join(at.folder, "folds", "events", "0001.jsonl"), "utf8");
    assert.deepEqual(linesOf(stored), said);
  });

  it("gives plain numbers for one seed, and the same ones again", async () => {
    const run = async () => (await at.objects("run", "customers.csv", ...quick)).at(-1)!;
    const [first, second] = [await run(), await run()];
    assert.equal(typeof (first.metrics as Record<string, number>).accuracy, "number");
    assert.deepEqual(second.metrics, first.metrics);
    const weights = (run_: unknown) => readFileSync(join(run_ as string, "model.safetensors")).toString("hex");
    assert.equal(weights(second.run), weights(first.run));
    assert.notEqual(second.run, first.run);
    assert.match(first.run as string, /[\\/]\.lens[\\/]runs[\\/]\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-customers/);
  });

  it("tells people the verdict and the baselines", async () => {
    const out = await at.call("run", "friedman.csv", ...quick);
    assert.match(out, /^friedman: y from \d+ features · \d+ rows to train on, \d+ to choose by, \d+ held out\n/);
    assert.match(out, /\nThe network .*\(RMSE\).*\n {2} +rmse +mae +r2\n {2}network +/);
    assert.match(out, /\n {2}linear regression +[\d. -]+\n/);
  });

  it("says what computes, on how many threads and in how much memory, and keeps small runs on one", async () => {
    const [small] = await at.objects("run", "friedman.csv", ...quick, "--threads", "2");
    const { threads, bytes } = small.program as { threads: number; bytes: number };
    assert.equal(threads, 1);
    assert.ok(bytes > 0);
    assert.match(String(small.executor), /^wasm-(simd|relaxed)-3$/);
  });

  it("trains to the same bits on one thread and on several", async () => {
    at.write("wide.lens.json", JSON.stringify(wide));
    const [one, two] = await Promise.all(
      ["1", "2"].map((threads) => at.objects("run", "wide.lens.json", "--threads", threads, "--out", `wide${threads}`)),
    );
    assert.equal((one[0].program as { threads: number }).threads, 1);
    // More threads than cores would only wait.
    assert.equal((two[0].program as { threads: number }).threads, Math.min(2, availableParallelism()));
    const model = (threads: number) => readFileSync(join(at.folder, `wide${threads}`, "model.safetensors"));
    assert.ok(model(1).equals(model(2)));
  });

  it("predicts new rows as CSV and as JSON lines", async () => {
    await at.call("run", "customers.csv", ...quick, "--out", "model");
    await at.call("predict", "model", "customers.csv", "--out", "predicted.csv");
    const lines = readFileSync(join(at.folder, "predicted.csv"), "utf8").trimEnd().split("\n");
    assert.equal(lines.length, 121);
    const [target, ...probabilities] = lines[0].split(",");
    assert.ok(target.length > 0 && probabilities.every((name) => name.startsWith("probability of ")));
    assert.equal(await at.call("predict", "model", "customers.csv"), `${lines.join("\n")}\n`);
    const said = await at.objects("predict", "model", "customers.csv");
    assert.deepEqual(said.at(-1), { event: "predictions", rows: 120, unseen: 0, unreadable: 0 });
    assert.equal(said[0].prediction, lines[1].split(",")[0]);
    const shares = Object.values(said[0].probabilities as Record<string, number>);
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share) - 1) < 1e-5);
    const [header, ...rows] = readFileSync(join(at.folder, "customers.csv"), "utf8").split("\n");
    const { data } = JSON.parse(readFileSync(join(at.folder, "model", "experiment.json"), "utf8"));
    const cut = [header.replace(data.features[0], "renamed"), ...rows];
    at.write("narrow.csv", cut.join("\n"));
    assert.match(
      await at.refusal("predict", "model", "narrow.csv"),
      /narrow.csv: The column “\w+”, which the model was trained on, is not/,
    );
    assert.match(await at.refusal("predict", "nowhere", "customers.csv"), /not the folder of a run/);
  });

  it("compares runs, and every choice on the same splits", async () => {
    await at.call("run", "friedman.csv", ...quick, "--out", "one");
    await at.call("run", "friedman.csv", "--epochs", "60", "--seed", "1", "--out", "two");
    const [comparison] = await at.objects("compare", "one", "two");
    assert.deepEqual(Object.keys(comparison), ["event", "metrics", "rows", "sentence"]);
    assert.deepEqual(comparison.metrics, ["rmse", "mae", "r2"]);
    const out = await at.call(
      "compare",
      "friedman.csv",
      "--over",
      "model=none,24",
      "--folds",
      "3",
      "--epochs",
      "40",
      "--out",
      "over",
    );
    assert.match(out, /^ +rmse +mae +r2\nnone +/);
    assert.match(out, /\n24 .*\n(none|24) \(rmse .* on the 120 rows that both held out \(.*95 % interval .*\)\.\n$/);
    assert.ok(existsSync(join(at.folder, "over", "none", "verdict.json")));
    assert.match(await at.refusal("compare", "one"), /two runs at least/);
    assert.match(await at.refusal("compare", "one", "friedman.csv"), /friedman.csv: This is not the folder of a run/);
  });

  it("stops cleanly at an interrupt, and goes on to the same bits", async () => {
    at.write(
      "long.lens.json",
      JSON.stringify({
        task: "regress",
        data: { file: "friedman.csv" },
        train: { epochs: 1500, earlyStopping: 1500, seeds: [1] },
      }),
    );
    await at.call("run", "long.lens.json", "--out", "whole");
    let interrupted = false;
    const stopped = await at.begin(["run", "long.lens.json", "--json", "--out", "cut"], (said, child) => {
      if (!interrupted && said.includes('"epoch"')) interrupted = child.kill("SIGINT");
    });
    assert.equal(stopped.code, 0, stopped.error);
    assert.equal(linesOf(stopped.out).at(-1)!.status, "stopped");
    const epochs = linesOf(stopped.out).filter(({ event }) => event === "epoch");
    assert.ok(epochs.length < 1500, `${epochs.length} epochs had been trained`);
    const resumed = await at.objects("run", "--resume", "cut");
    assert.equal(resumed[0].resumed, epochs.length);
    assert.equal(resumed.at(-1)!.status, "done");
    const weights = (run: string) => readFileSync(join(at.folder, run, "model.safetensors")).toString("hex");
    assert.equal(weights("cut"), weights("whole"));
    assert.match(
      await at.refusal("run", "--resume", "cut", "--epochs", "5"),
      /--epochs cannot change a run that goes on/,
    );
  });

  it("refuses a file beside a run to resume", async () => {
    assert.match(
      await at.refusal("run", "friedman.csv", "--resume", "folds"),
      /^--resume goes on with folds as it began, so friedman.csv has no place beside it: leave one of them out\.$/,
    );
  });

  it("runs twice at once, in folders of their own", async () => {
    const words = ["run", "customers.csv", ...quick, "--json"];
    const said = await Promise.all([1, 2].map(() => at.begin(words)));
    const ends = said.map(({ out }) => linesOf(out).at(-1)!);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ["done", "done"],
    );
    assert.notEqual(ends[0].run, ends[1].run);
  });

  it("times workloads", async () => {
    const [line] = await at.objects("bench", "mlp-small");
    assert.equal(line.workload, "mlp-small");
    assert.ok((line.median_ms as number) > 0);
  });
});
