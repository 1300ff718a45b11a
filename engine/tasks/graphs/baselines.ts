// What a network on graphs is held against: the majority class or the mean, and a table's model on simple statistics.

import { fitLogistic, fitMajority } from "../classify/baselines";
import type { NodeKind } from "../nodes/split";
import { fitLinear, fitMean } from "../regress/baselines";
import type { Breathe } from "../table/matrix";
import type { Baseline } from "../table/task";
import type { GraphExamples } from "./examples";
import { statisticMatrix, statisticNames } from "./statistics";

const onStatistics = { name: "statistics", title: "regression on counts of nodes, edges and triangles" };

export const graphBaselines: Readonly<Record<NodeKind, readonly Baseline[]>> = {
  classify: [
    { name: "majority", title: "the majority class", fit: fitMajority },
    { ...onStatistics, title: `logistic ${onStatistics.title}`, fit: fitLogistic },
  ],
  regress: [
    { name: "mean", title: "the mean", fit: fitMean },
    {
      ...onStatistics,
      title: `linear ${onStatistics.title}`,
      fit: (train, truth, _, breathe) => fitLinear(train, truth, breathe),
    },
  ],
};

/** What each of them gives for all examples, in the form of the task's predictions. */
export async function baselinePredictions(
  { graphs, truth, outputs, parts, rows }: GraphExamples,
  kind: NodeKind,
  breathe: Breathe,
): Promise<Float64Array[]> {
  const matrix = { values: statisticMatrix(graphs, parts.train.length), width: statisticNames.length };
  const all: Float64Array[] = [];
  for (const baseline of graphBaselines[kind]) {
    const fitted = await baseline.fit({ ...matrix, rows: parts.train }, truth, outputs, breathe);
    all.push(await fitted({ ...matrix, rows: Uint32Array.from(rows.keys()) }));
  }
  return all;
}
