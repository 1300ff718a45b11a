// Runs that generate: their events and folder, cut off anywhere and resumed to the same bits, several seeds, what is refused.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { compareRuns } from "../../../../engine/experiment/compare";
import { RunControl } from "../../../../engine/experiment/control";
import { openGenerator, writeSamples } from "../../../../engine/experiment/generators";
import { readEvents, readVerdict, summarizeRuns } from "../../../../engine/experiment/read-run";
import { RowPages } from "../../../../engine/experiment/rows";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";
import { collect, hostOf, ofKind, wasm } from "../../experiment/runs";
import { MemoryFiles, PowerCut } from "../../memory-files";

const folder = "/runs/one";
const often = { checkpointSeconds: 0 };

/** Two clouds of points, or rows of a number, a category and a class. */
function filesWith(kind: "points" | "rows"): MemoryFiles {
  const files = new MemoryFiles();
  const random = new Random(4);
  const lines = Array.from({ length: 40 }, (_, i) => {
    const side = i % 2 ? 1 : -1;
    const [x, y] = [side + 0.1 * random.normal(), 0.1 * random.normal()].map((value) => value.toFixed(3));
    return kind === "points" ? `${x},${y}` : `${x},${["red", "blue"][i % 2]},${side}`;
  });
  void files.makeFolder("/data");
  void files.write("/data/t.csv", `${kind === "points" ? "x,y" : "size,colour,side"}\n${lines.join("\n")}\n`);
  files.spent = 0;
  return files;
}

/** Everything that has a state: averages, batch normalisation, spectral norms, several steps of D, packs, decay. */
const experiment: GenerateExperiment = {
  task: "generate",
  data: { file: "t.csv", columns: ["size", "colour", "side"], split: { validation: 0, test: 0.25 } },
  model: {
    latent: 3,
    generator: { layers: [6], batchNorm: true },
    discriminator: { layers: [6], spectralNorm: true, dropout: 0.1 },
    pack: 2,
  },
  loss: "hinge",
  rejection: 0.1,
  train: { epochs: 5, batch: 8, discriminatorSteps: 2, averaging: 0.9, decay: "linear", seeds: [1, 2] },
};
const ofPoints: GenerateExperiment = {
  ...experiment,
  data: {
    file: "t.csv",
    density: {
      centres: [
        [-1, 0],
        [1, 0],
      ],
      sigma: 0.1,
    },
  },
  loss: "nonSaturating",
  train: { ...experiment.train, seeds: [1] },
};

const begin = (files: MemoryFiles, given = experiment, control?: RunControl) =>
  runExperiment(given, "/data", { host: hostOf(files), folder, control, ...often });
const goOn = (files: MemoryFiles) => resumeRun(folder, { host: hostOf(files), ...often });

function results(files: MemoryFiles): Map<string, Uint8Array> {
  const lasting = /\/(model\.safetensors|verdict\.json)$/;
  return new Map([...files.contents].filter(([path]) => lasting.test(path)).sort());
}

describe("runs that generate", () => {
  it("resume to the same bits wherever they are cut off or stopped, with several seeds", async () => {
    const whole = filesWith("rows");
    const { events } = await collect(begin(whole));
    const verdict = ofKind(events, "verdict")[0];
    assert.deepEqual(Object.keys(verdict.metrics), ["precision", "recall", "copies"]);
    assert.deepEqual(Object.keys(verdict.baselines), ["realAgainstReal", "independent"]);
    const [start] = ofKind(events, "start");
    assert.equal(start.members.length, 2);
    assert.ok(!("encoded" in start) && !("parts" in start), "the rows do not go out with the event");
    assert.match(verdict.sentence, /^Of 2 seeds /);
    const random = new Random(5);
    for (let i = 0; i < 5; i++) {
      const files = filesWith("rows");
      files.power = Math.floor((0.1 + 0.9 * random.uniform()) * whole.spent);
      const at = `cut after ${files.power} of ${whole.spent}`;
      await collect(begin(files)).catch((error) => assert.ok(error instanceof PowerCut, String(error)));
      files.power = Number.POSITIVE_INFINITY;
      const { fault } = await collect(goOn(files));
      assert.equal(fault, undefined, at);
      assert.deepEqual(results(files), results(whole), at);
    }
    const files = filesWith("rows");
    const control = new RunControl();
    for await (const event of begin(files, experiment, control)) {
      if (event.event === "epoch" && event.epoch === 3) control.stop();
      if (event.event === "end") assert.equal(event.status, "stopped");
    }
    const [, manifest] = [...files.contents].filter(([path]) => path.endsWith("manifest.json")).at(-1)!;
    const { watched } = JSON.parse(new TextDecoder().decode(manifest)).position;
    assert.ok(Number.isFinite(watched.last.generatorLoss) && Array.isArray(watched.health.seen));
    const after = await collect(goOn(files));
    assert.equal(ofKind(after.events, "start")[0].resumed, 3);
    assert.equal(ofKind(after.events, "epoch")[0].epoch, 4);
    assert.deepEqual(results(files), results(whole));
  });

  it("leave a film, D over the plane, rows that can be paged, a summary, and samples that are marked", async () => {
    const files = filesWith("points");
    const { events } = await collect(begin(files, ofPoints));
    const film = ofKind(events, "generated");
    const [first, ...later] = film;
    assert.equal(first.real!.length, Math.min(first.rows!.length, ofKind(events, "start")[0].data.train));
    assert.ok(first.real!.every((row) => row.length === first.columns!.length));
    assert.ok(later.every(({ real }) => real === undefined));
    assert.deepEqual(
      film.map(({ epoch }) => epoch),
      [1, 2, 3, 4, 5],
    );
    assert.deepEqual(film[0].columns, ["x", "y"]);
    assert.equal(film[0].rows!.length, 1000);
    const [field] = ofKind(events, "field");
    assert.equal(field.discriminator.length, field.width * field.height);
    assert.ok(field.discriminator.every((value) => value >= 0 && value <= 1));
    assert.equal(field.flow.length, 18);
    assert.equal(field.optimal!.length, field.discriminator.length);
    assert.ok(field.density!.known && field.divergence! > 0 && field.divergence! <= Math.LN2);
    assert.equal(film.at(-1)!.nearest!.length, 1000);
    assert.deepEqual(
      ofKind(events, "distributions")[0].columns.map(({ name }) => name),
      ["x", "y"],
    );
    const { train } = ofKind(events, "epoch").at(-1)!;
    assert.ok(Number.isFinite(train.value) && Number.isFinite(train.generatorLoss));
    const { metrics } = (await readVerdict(files, folder))!;
    assert.ok("highQuality" in metrics && "modes" in metrics);
    const page = await new RowPages(files).page({ run: folder, offset: 0, count: 5, sort: "error" } as never);
    assert.equal(page.total, 40);
    assert.equal(page.rows[0].truth, "1");
    const [summary] = await summarizeRuns(files, "/runs", new Set());
    assert.equal(summary.metric!.name, "highQuality");
    assert.equal(summary.classed, undefined);
    assert.ok((await readEvents(files, folder)).some(({ event }) => event === "generated"));
    const compared = await compareRuns(files, [folder, folder], ["a", "b"]);
    assert.deepEqual(compared.metrics, ["highQuality", "modes", "precision", "recall", "copies"]);
    assert.match(compared.sentence, /^a \(highQuality .*\) comes first, b .* no rows to be paired by/);
    const generator = await openGenerator(files, folder, { executor: wasm, breathe: async () => undefined });
    const wished = { count: 7, out: "/data/more.csv", seed: 1 };
    assert.deepEqual(await writeSamples(files, generator, wished, () => "go on"), ["/data/more.csv"]);
    const text = new TextDecoder().decode(files.contents.get("/data/more.csv"));
    assert.match(text, /^x,y,generated\n(-?\d+(\.\d{1,3})?,-?\d+(\.\d{1,3})?,1\n){7}$/);
    await assert.rejects(
      writeSamples(files, generator, wished, () => "go on"),
      /nothing is written over/,
    );
    const { latent } = generator.describe();
    const { rows, real } = await generator.samples([{ latent: new Array(latent).fill(0) }]);
    assert.equal(rows!.length, 1);
    assert.ok(real[0] > 0 && real[0] < 1);
    await assert.rejects(generator.samples([{ latent: [1] }]), /has 3 numbers, not 1/);
    generator.close();
  });

  it("are refused in one sentence before they begin", async () => {
    const refused = async (given: Partial<GenerateExperiment>, message: RegExp) =>
      assert.rejects(collect(begin(filesWith("rows"), { ...experiment, ...given })), message);
    const model = { ...experiment.model, discriminator: { layers: [6], batchNorm: true } };
    await refused({ gradientPenalty: 1, model }, /leave one of the two out/);
    await refused({ train: { labelSmoothing: 0.1 } }, /no labels to smooth/);
    await refused({ train: { seeds: [3, 3] } }, /names 3 twice/);
    await refused({ data: { file: "t.csv", class: "sides" } }, /no column "sides"; did you mean "side"/);
    await refused({ data: { file: "t.csv" }, model: { pack: 16 }, train: { batch: 8 } }, /do not fill a pack of 16/);
  });
});
