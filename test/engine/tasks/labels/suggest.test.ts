// Suggested experiments on several labels: every value written out, and what is wrong with a given one said.

import assert from "node:assert/strict";
import { hasLabels } from "../../../../engine/experiment/label-source";
import { readDataFile } from "../../../../engine/experiment/run";
import { completeLabelsExperiment, suggestLabelsAt } from "../../../../engine/experiment/suggest-labels";
import type { LabelsExperiment } from "../../../../engine/tasks/labels/spec";
import { AlbumFiles, albumAt } from "../../data/album/support";
import { inputError, read } from "../../data/source";

const labels = (i: number) => [i % 2, Number(i % 3 > 0), Number(i % 5 === 0)].join(",");
const cells = Array.from({ length: 60 }, (_, i) => `r${i},${(i * 37) % 100}.5,${"ab"[i % 2]}x,${labels(i)}`);
const csv = `name,size,kind,label_calm,label_sad,label_odd\n${cells.join("\n")}\n`;
const columns = ["label_calm", "label_sad", "label_odd"];

const hostOf = (files: AlbumFiles) => ({
  files,
  readData: (path: string) => readDataFile(files, path),
  readAlbum: (path: string, options: Parameters<typeof albumAt>[1]) => albumAt(files, options, path),
});

describe("suggested experiments on labels", () => {
  it("name the labels and the columns that can serve, and every setting of every head", async () => {
    const files = new AlbumFiles();
    await files.place("/d/moods.csv", csv);
    const suggested = await suggestLabelsAt(hostOf(files), "/d/moods.csv", { epochs: 7 });
    assert.deepEqual(suggested, {
      task: "labels",
      name: "moods",
      data: {
        file: "moods.csv",
        labels: columns,
        features: ["size", "kind"],
        split: { seed: 1, validation: 0.15, test: 0.15 },
      },
      model: {
        head: "graph",
        layers: [{ dense: 64, activation: "relu" }, { dropout: 0.3 }],
        bias: true,
        vectors: "oneHot",
        labelLayers: [32],
        threshold: 0.4,
        reweight: 0.2,
        hyperedges: "labelSets",
        support: 0.01,
        order: "data",
      },
      standardizeFeatures: true,
      train: {
        optimizer: "adam",
        learningRate: 0.002,
        schedule: { kind: "constant" },
        epochs: 7,
        batch: 32,
        earlyStopping: 20,
        seeds: [1, 2, 3],
      },
    } satisfies LabelsExperiment);
    const again = completeLabelsExperiment(suggested, { dataset: await read(csv) });
    assert.deepEqual(again, suggested, "what is complete stays as it is");
  });

  it("keep what is given: a list, a head, vectors of a file, folds", async () => {
    const lines = cells.map((_, i) => `${i}.5,${["calm;sad", "calm", "sad;odd"][i % 3]}`);
    const dataset = await read(`x,moods\n${lines.join("\n")}\n`);
    const given: LabelsExperiment = {
      task: "labels",
      data: { file: "t.csv", vectors: "glove.txt" },
      model: { head: "chain", layers: [{ dense: 20 }] },
      train: { folds: 5 },
    };
    const { data, model, train } = completeLabelsExperiment(given, { dataset });
    assert.deepEqual([data.target, data.labels, data.features], ["moods", undefined, ["x"]]);
    assert.deepEqual(data.split, { seed: 1, validation: 0, test: 0 });
    assert.deepEqual([model?.head, model?.vectors, model?.labelLayers], ["chain", "file", [10]]);
    assert.deepEqual([train?.folds, train?.seeds, train?.earlyStopping], [5, [1], undefined]);
  });

  it("name the XML beside an ARFF file, and say which of its labels the table lacks", async () => {
    const files = new AlbumFiles();
    const rows = cells.map((_, i) => `${i / 7},${i % 2},${Number(i % 3 === 0)}`).join("\n");
    const head = "@relation r\n@attribute x numeric\n@attribute a {0,1}\n@attribute b {0,1}\n@data";
    await files.place("/d/t.arff", `${head}\n${rows}\n`);
    await files.place("/d/t.xml", '<labels><label name="b"/><label name="a"/></labels>');
    const { data } = await suggestLabelsAt(hostOf(files), "/d/t.arff");
    assert.deepEqual([data.labels, data.features], ["t.xml", ["x"]]);
    const dataset = await readDataFile(files, "/d/t.arff");
    assert.equal(await hasLabels(files, "/d/t.arff", dataset), true);
    await files.place("/d/t.xml", '<labels><label name="b"/><label name="gone"/></labels>');
    await assert.rejects(suggestLabelsAt(hostOf(files), "/d/t.arff"), inputError(/no column of this table: “gone”/));
    assert.equal(await hasLabels(files, "/d/t.arff", dataset), false);
  });

  it("find the table of labels of pictures, and take the network that classify takes", async () => {
    const files = new AlbumFiles();
    const rows: string[] = [];
    for (let i = 0; i < 24; i++) {
      await files.place(`/d/shots/p${i}.pgm`, `P5 16 16 255\n${String.fromCharCode(i).repeat(256)}`);
      rows.push(`p${i}.pgm,${["cat;dog", "cat", ""][i % 3]}`);
    }
    await files.place("/d/labels.csv", `file,labels\n${rows.join("\n")}\n`);
    const { data, model, train, augment } = await suggestLabelsAt(hostOf(files), "/d/shots");
    assert.deepEqual([data.file, data.labels, data.size, data.channels], ["shots", "labels.csv", [16, 16], "grey"]);
    assert.deepEqual(Object.keys(model!.layers[0]), ["conv", "kernel", "activation"]);
    assert.deepEqual([model?.labelLayers, train?.schedule, augment?.shift], [[32], { kind: "cosine" }, 1]);
  });

  it("refuse what the data do not have, where it stands", async () => {
    const dataset = await read(csv);
    const refused = (part: Omit<LabelsExperiment, "task" | "data">, data: object, message: RegExp) =>
      assert.throws(
        () => completeLabelsExperiment({ task: "labels", data: { file: "t.csv", ...data }, ...part }, { dataset }),
        message,
      );
    refused({}, { labels: ["label_clam"] }, /no column "label_clam"; did you mean "label_calm"\?/);
    refused({}, { labels: columns, target: "kind" }, /leave out one of the two/);
    refused({}, { target: "size" }, /holds numbers and lists no labels/);
    refused({}, { labels: ["label_calm"] }, /one label only.*take the task classify/);
    refused({}, { features: ["size", "label_sad"] }, /"label_sad" is one of the labels/);
    refused({}, { size: [8, 8] }, /data.size is for pictures/);
    refused({ model: { layers: [{ conv: 8 }] } }, {}, /\{"conv":8\} is for pictures, and the data are a table/);
    const plain = await read("name,size,kind,smoker\na,1.5,x,1\nb,2,y,0\nc,3,x,1\n");
    assert.throws(
      () => completeLabelsExperiment({ task: "labels", data: { file: "t.csv" } }, { dataset: plain }),
      /No columns of this table look like several labels/,
    );
  });
});
