// Filter experiments on the built command line: `run` with its folder, interrupts and kills, `describe` and `suggest`.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Image } from "../../engine/data/image/image";
import { linesOf, Workplace } from "./cli";

const picture = (seed: number, side = 24): Image => ({
  width: side,
  height: side,
  channels: 3,
  samples: Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * (seed + 3) + ((i * i) >> 4)) % 256),
});

const experiment = (folder: string) =>
  JSON.stringify({ task: "filter", name: "soft", data: { file: folder }, steps: [{ kernel: "gauss:2" }] });

describe("filter experiments on the command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
  });
  after(() => at.remove());

  const folderOf = async (name: string, count: number, side?: number) => {
    for (let i = 1; i <= count; i++) await at.writeImage(`${name}/${i}.png`, picture(i, side));
    at.write(`${name}.lens.json`, experiment(name));
  };
  const outputs = (name: string) => readdirSync(join(at.folder, name)).filter((file) => file.includes(".soft"));

  it("runs, keeps a run folder, and ends with its events", async () => {
    await folderOf("a", 3);
    const said = await at.objects("run", "a.lens.json", "--out", "run-a");
    assert.deepEqual(
      said.map(({ event }) => event),
      ["start", "picture", "picture", "picture", "end"],
    );
    const end = said.at(-1)!;
    assert.deepEqual([end.status, end.metrics, end.baselines, end.run], ["done", {}, {}, join(at.folder, "run-a")]);
    assert.deepEqual(outputs("a"), ["1.soft.png", "2.soft.png", "3.soft.png"]);
    assert.deepEqual(readdirSync(join(at.folder, "run-a")).sort(), [
      "events",
      "experiment.json",
      "report.md",
      "run.json",
    ]);
    assert.deepEqual(linesOf(readFileSync(join(at.folder, "run-a", "events", "0001.jsonl"), "utf8")), said);
    assert.match(
      readFileSync(join(at.folder, "run-a", "report.md"), "utf8"),
      /\| a\/1.png \| a\/1.soft.png \| 24 × 24 \|/,
    );
    const out = await at.call("run", "a.lens.json");
    assert.match(
      out,
      /^soft: 3 pictures\n[\s\S]*a\/1.png → a\/1.soft-2.png\n[\s\S]*3 pictures filtered.\n[\d.]+ s · .*-soft\n$/,
    );
    assert.match(await at.refusal("run", "--resume", "run-a"), /finished already/);
  });

  it("stops cleanly at an interrupt, and goes on with what is left", async () => {
    await folderOf("b", 10, 250);
    let interrupted = false;
    const { code, out, error } = await at.begin(["run", "b.lens.json", "--json", "--out", "run-b"], (said, child) => {
      if (!interrupted && said.includes('"picture"')) interrupted = child.kill("SIGINT");
    });
    assert.equal(code, 0, error);
    const end = linesOf(out).at(-1)!;
    assert.equal(end.status, "stopped");
    assert.equal(outputs("b").length, end.done);
    assert.ok((end.left as number) > 0);
    const resumed = await at.objects("run", "--resume", "run-b");
    assert.equal(resumed[0].resumed, end.done);
    assert.equal(resumed.filter(({ event }) => event === "picture").length, end.left);
    assert.equal(outputs("b").length, 10);
  });

  it("is resumed after a kill, and does every picture once", async () => {
    await folderOf("c", 8, 300);
    await at.begin(["run", "c.lens.json", "--json", "--out", "run-c"], (said, child) => {
      if (linesOf(`${said.slice(0, said.lastIndexOf("\n"))}`).length > 3) child.kill("SIGKILL");
    });
    const before = outputs("c").length;
    assert.ok(before > 0 && before < 8, `${before}`);
    const resumed = await at.objects("run", "--resume", "run-c");
    assert.equal(resumed.at(-1)!.done, 8);
    assert.deepEqual(
      outputs("c"),
      Array.from({ length: 8 }, (_, i) => `${i + 1}.soft.png`),
    );
    assert.ok(!readdirSync(join(at.folder, "c")).some((name) => name.endsWith(".part")));
  });

  it("says what is wrong, and leaves no folder behind", async () => {
    at.write("step.lens.json", '{ "task": "filter", "data": { "file": "a" },\n  "steps": [{ "kernel": "sharpn" }] }');
    at.write("gone.lens.json", '{ "task": "filter",\n  "data": { "file": "gone.png" }, "steps": [] }');
    at.write("empty/notes.txt", "no picture");
    at.write("none.lens.json", '{ "task": "filter",\n  "data": { "file": "empty" }, "steps": [] }');
    at.write("cut.png", new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0]));
    at.write("one.lens.json", '{ "task": "filter",\n  "data": { "file": "cut.png" }, "steps": [] }');
    for (const [name, expected] of [
      ["step.lens.json", /^step.lens.json:2:25: Step 1: There is no kernel "sharpn"; did you mean "sharpen"\?/],
      ["gone.lens.json", /^gone.lens.json:2:21: There is no data file gone.png here/],
      ["none.lens.json", /^none.lens.json:2:21: There is no picture in this folder/],
      ["one.lens.json", /^one.lens.json:2:21: .*cut short/],
    ] as const) {
      assert.match(await at.refusal("run", name, "--out", "none"), expected);
      assert.ok(!existsSync(join(at.folder, "none")));
    }
    await folderOf("e", 1);
    assert.match(await at.refusal("run", "e.lens.json", "--epochs", "3"), /--epochs says something of a training/);
    assert.match(await at.refusal("run", "e.lens.json", "--task", "regress"), /task is filter, not regress/);
    assert.match(await at.refusal("compare", "e.lens.json", "--over", "name=x,y"), /trains no network/);
    await at.call("run", "e.lens.json", "--out", "run-e");
    await at.call("run", "e.lens.json", "--out", "run-f");
    assert.match(await at.refusal("compare", "run-e", "run-f"), /trains no network/);
    assert.match(await at.refusal("predict", "run-e", "friedman.csv"), /trains no network/);
    assert.match(await at.refusal("run", "friedman.csv", "--task", "filtr"), /did you mean "filter"/);
  });

  it("describes a picture and a folder of them", async () => {
    await folderOf("d", 2);
    const [one] = await at.objects("describe", "d/1.png");
    const { event, format, images, width, height, channels, bits, palette, orientation, frames } = one;
    assert.deepEqual(
      [event, format, images, width, height, channels, bits, palette, orientation, frames],
      ["description", "png", 1, 24, 24, 3, 8, false, 1, 1],
    );
    at.write("d/broken.jpg", "no picture");
    const [all] = await at.objects("describe", "d");
    assert.deepEqual([all.format, all.images, all.formats, all.width], ["folder", 2, { png: 2 }, [24, 24]]);
    assert.match((all.problems as { file: string }[])[0].file, /broken.jpg/);
    assert.match(await at.call("describe", "d/1.png"), /^png · 24 × 24 · RGB · 8 bits\n/);
    assert.match(await at.call("describe", "d"), /^2 pictures · 2 png\n {2}24 × 24 pixels, colour\n! broken.jpg: /);
    at.write("cut.png", new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0]));
    assert.match(await at.refusal("describe", "cut.png"), /cut.png: .*cut short/);
  });

  it("suggests an experiment for a picture and a folder, which runs as it is", async () => {
    await folderOf("s", 2);
    const text = await at.call("suggest", "s");
    at.write("suggested.lens.json", text);
    assert.deepEqual(await at.objects("suggest", "s"), [JSON.parse(text)]);
    const [start] = await at.objects("run", "suggested.lens.json", "--out", "run-s");
    const { data, ...rest } = start.experiment as { data: { file: string } };
    assert.deepEqual(data, { file: "../s" });
    assert.deepEqual({ ...rest, data: { file: "s" } }, JSON.parse(text));
    assert.equal(JSON.parse(await at.call("suggest", "s/1.png", "--task", "filter")).data.file, "1.png");
    const [alone] = await at.objects("run", "s/1.png", "--task", "filter", "--out", "run-alone");
    assert.equal((alone.data as { pictures: number }).pictures, 1);
    assert.match(await at.refusal("suggest", "friedman.csv", "--task", "filter"), /friedman.csv: .*picture/);
  });
});
