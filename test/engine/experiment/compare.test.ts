// Comparisons of finished runs: intervals that say nothing impossible.

import assert from "node:assert/strict";
import { compareRuns } from "../../../engine/experiment/compare";
import { runExperiment } from "../../../engine/experiment/run";
import { collect, experiment, filesWithTable, hostOf } from "./runs";

describe("compared runs", () => {
  it("have intervals that stay within what a metric can be", async () => {
    const files = filesWithTable(60);
    const host = hostOf(files);
    const train = { ...experiment.train, epochs: 40 };
    for (const [folder, seeds] of [
      ["/runs/two", [1, 2]],
      ["/runs/three", [3, 4, 5]],
    ] as const) {
      await collect(
        runExperiment({ ...experiment, train: { ...train, seeds: [...seeds] } }, "/data", { host, folder }),
      );
    }
    const { rows } = await compareRuns(files, ["/runs/two", "/runs/three"]);
    const edges = rows.flatMap(({ values }) => ["accuracy", "macroF1"].flatMap((name) => values[name].interval ?? []));
    assert.equal(edges.length, 8);
    assert.ok(Math.max(...edges) === 1, "one of the plain intervals reaches beyond 1");
    assert.ok(Math.min(...edges) >= 0);
    for (const { values } of rows) assert.ok(values.logLoss.interval![0] >= 0);
  });
});
