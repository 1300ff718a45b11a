// Small data of several labels for tests: a table, and pictures, whose labels follow from what they show.

import { Random } from "../../../../engine/core/random";
import type { LabelsExperiment } from "../../../../engine/tasks/labels/spec";
import { MemoryFiles } from "../../memory-files";

export const names = ["left", "right", "far"] as const;

/** A table of rows of four numbers under noise; `right` and `far` mostly come together. */
export function labelledRows(rows: number): string {
  const random = new Random(7);
  const lines = Array.from({ length: rows }, () => {
    const x = Array.from({ length: 4 }, () => random.normal());
    const labels = [x[0] > 0.3, x[1] > 0, x[1] + 0.4 * x[2] > 0.2];
    return [...x.map((value) => value.toFixed(4)), ...labels.map(Number)].join();
  });
  return `${["a", "b", "c", "d", ...names].join()}\n${lines.join("\n")}\n`;
}

/** At /data/rows.csv. */
export async function filesWithLabels(rows = 60): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  await files.makeFolder("/data");
  await files.write("/data/rows.csv", labelledRows(rows));
  files.spent = 0;
  return files;
}

const side = 8;

/** A bright bar at the left, at the right, below: each a label, any of them in a picture, under noise. */
export async function filesWithPictures(count = 40): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const random = new Random(3);
  await files.makeFolder("/data/bars");
  const lines = ["name,left,right,below"];
  for (let i = 0; i < count; i++) {
    const labels = [0, 1, 2].map(() => random.uniform() < 0.5);
    if (!labels.includes(true)) labels[i % 3] = true;
    const samples = Uint8Array.from({ length: side * side }, (_, at) => {
      const [x, y] = [at % side, Math.floor(at / side)];
      const bright = (labels[0] && x < 2) || (labels[1] && x > 5) || (labels[2] && y > 5);
      return (bright ? 180 : 40) + random.integer(60);
    });
    const header = new TextEncoder().encode(`P5 ${side} ${side} 255\n`);
    await files.write(`/data/bars/${i}.pgm`, Uint8Array.from([...header, ...samples]));
    lines.push(`${i}.pgm,${labels.map(Number).join()}`);
  }
  await files.write("/data/bars.csv", `${lines.join("\n")}\n`);
  files.spent = 0;
  return files;
}

export const onRows: LabelsExperiment = {
  task: "labels",
  data: { file: "rows.csv", labels: [...names], split: { validation: 0.2, test: 0.2 } },
  model: { layers: [{ dense: 6, activation: "tanh" }, { dropout: 0.1 }], labelLayers: [4] },
  train: { learningRate: 0.05, epochs: 6, batch: 8, seeds: [1] },
};

export const onPictures: LabelsExperiment = {
  task: "labels",
  data: { file: "bars", labels: "bars.csv", split: { validation: 0.2, test: 0.25 } },
  model: { head: "hypergraph", layers: [{ conv: 4 }, { maxPool: 2 }, { dense: 8 }], labelLayers: [4] },
  augment: { shift: 1, mixup: 0.2 },
  train: { learningRate: 0.02, epochs: 12, batch: 8, seeds: [1] },
};
