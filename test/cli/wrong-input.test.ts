// Wrong input on the command line: one sentence with file and line, exit code 2, and nothing left behind.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Workplace } from "./cli";

describe("wrong input on the command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
  });
  after(() => at.remove());

  const numbered = (line: (i: number) => string) => Array.from({ length: 30 }, (_, i) => line(i)).join("\n");
  const files: [name: string, content: string | Uint8Array, expected: RegExp][] = [
    ["empty.csv", "", /^empty.csv:1: The file is empty/],
    ["header.csv", "a,b\n", /^header.csv:1: .*header.* no rows/],
    ["missing.csv", `a,b\n${",\n".repeat(9)}`, /^missing.csv:2: Every cell of this table is missing/],
    ["binary.csv", Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256), /^binary.csv:1: .*binary/],
    ["empty.lens.json", "", /^empty.lens.json:1:1: The experiment is empty/],
    ["comma.lens.json", '{ "task": "classify"\n  "data": 1 }', /^comma.lens.json:2:3: Here a comma must follow/],
    [
      "key.lens.json",
      '{ "task": "classify",\n  "data": { "file": "customers.csv" },\n  "train": { "epoch": 1 } }',
      /^key.lens.json:3:14: There is no key "epoch" in train; did you mean "epochs"\?/,
    ],
    [
      "file.lens.json",
      '{ "task": "classify",\n  "data": { "file": "gone.csv" } }',
      /^file.lens.json:2:21: There is no data file gone.csv here/,
    ],
    [
      "target.lens.json",
      '{ "task": "regress",\n  "data": { "file": "friedman.csv", "target": "yy" } }',
      /^target.lens.json:2:47: The data have no column "yy"; did you mean "y"\?/,
    ],
    [
      "large.lens.json",
      '{ "task": "regress", "data": { "file": "friedman.csv" },\n  "model": { "layers": [{ "dense": 100000 }, { "dense": 100000 }] } }',
      /^large.lens.json:2:24: This run needs \d+\.\d GB of memory, more than the 3 GB .*make the batch, the layers/,
    ],
    [
      "folds.lens.json",
      '{ "task": "regress", "data": { "file": "friedman.csv" },\n  "train": { "folds": 500 } }',
      /^folds.lens.json:2:23: train.folds asks for 500 folds, but only 120 rows/,
    ],
  ];
  for (const [name, content, expected] of files) {
    it(`is said of ${name}`, async () => {
      at.write(name, content);
      assert.match(await at.refusal("run", name, "--out", "none"), expected);
      assert.ok(!existsSync(join(at.folder, "none")));
      await at.refusal("run", name);
      assert.deepEqual(
        existsSync(join(at.folder, ".lens", "runs")) ? readdirSync(join(at.folder, ".lens", "runs")) : [],
        [],
      );
    });
  }

  it("is said of a target with one class", async () => {
    at.write("one.csv", `a,y\n${numbered((i) => `${i % 7},yes`)}\n`);
    assert.match(
      await at.refusal("run", "one.csv", "--target", "y"),
      /^one.csv:\d+: The target “y” has one class only/,
    );
  });

  it("is said of a target that is not there", async () => {
    assert.match(await at.refusal("run", "friedman.csv", "--target", "z"), /^friedman.csv: .*no column .z/);
  });

  it("is said where the file, the verb, the task or a flag is wrong", async () => {
    assert.match(await at.refusal("run", "nothing.csv"), /^nothing.csv: There is no file at this path/);
    assert.match(await at.refusal("run", "."), /folder, not a table/);
    assert.match(await at.refusal("run"), /^A FILE is missing: neural-lens run FILE/);
    assert.match(await at.refusal("run", "a.csv", "b.csv"), /One FILE is enough, not 2/);
    assert.match(await at.refusal("rum"), /^There is no verb "rum": did you mean run\?/);
    assert.match(
      await at.refusal("run", "friedman.csv", "--task", "clasify"),
      /no task "clasify"; did you mean "classify"/,
    );
    assert.match(
      await at.refusal("run", "friedman.csv", "--sed", "1"),
      /^There is no flag --sed here; did you mean "--seed"\?/,
    );
    assert.match(await at.refusal("run", "friedman.csv", "--seed"), /^--seed needs a value/);
    assert.match(
      await at.refusal("run", "friedman.csv", "--folds=1"),
      /^--folds must be a whole number of at least 2, not "1"/,
    );
    assert.match(await at.refusal("run", "friedman.csv", "--epochs", "many"), /--epochs must be a whole number/);
    assert.match(await at.refusal("bench", "mlp-smal"), /no workload named mlp-smal/);
  });

  it("is said of paths that cannot be written to", async () => {
    assert.match(
      await at.refusal("run", "friedman.csv", "--epochs", "1", "--out", "customers.csv"),
      /customers.csv: A file stands where a folder is needed/,
    );
    await at.call("run", "friedman.csv", "--epochs", "1", "--seed", "1", "--out", "written");
    assert.match(
      await at.refusal("predict", "written", "friedman.csv", "--out", "nowhere/x.csv"),
      /x.csv: This path does not exist/,
    );
    assert.match(
      await at.refusal("predict", "written", "friedman.csv", "--out", "written"),
      /written: This is a folder, where a file is needed/,
    );
  });

  it("is said of a run whose loss is not finite, which keeps its folder", async () => {
    at.write(
      "rate.lens.json",
      JSON.stringify({
        task: "regress",
        data: { file: "friedman.csv" },
        model: { layers: [{ dense: 8 }] },
        train: { optimizer: "gradientDescent", learningRate: 1e6, seeds: [1] },
      }),
    );
    const said = await at.refusal("run", "rate.lens.json", "--out", "rate");
    assert.match(
      said,
      /^rate.lens.json:1:\d+: The loss is no number any more: .* in epoch \d+, step \d+; lower train.learningRate/,
    );
    assert.ok(existsSync(join(at.folder, "rate", "experiment.json")));
  });

  it("is a warning where rows are ragged, bytes are NUL or not UTF-8: with the line", async () => {
    const warnings = async (name: string, content: string | Uint8Array) => {
      at.write(name, content);
      const [start] = await at.objects("run", name, "--epochs", "1", "--out", `${name}-run`);
      return (start.problems as { text: string; line?: number }[])
        .map(({ line, text }) => `${line}: ${text}`)
        .join("\n");
    };
    const rows = numbered((i) => `${i % 7},${i % 5},${i % 2 ? "a" : "b"}`);
    assert.match(
      await warnings("ragged.csv", `u,v,y\n${rows}\n1,2\n3,4,a,9\n`),
      /^32: 1 row has fewer cells[\s\S]*^33: 1 row has more/m,
    );
    assert.match(await warnings("nul.csv", `u,v,y\n${rows.replace("3,3", "3,3\0")}\n`), /^5: .*NUL/m);
    const latin = Buffer.from(`u,v,y\n${rows.replaceAll("b", "é")}\n`, "latin1");
    assert.match(await warnings("latin.csv", latin), /^2: .*not UTF-8/m);
  });
});
