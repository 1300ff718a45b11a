// How many modes points have, which a generator of them can be given a discrete code for.

import type { Dataset } from "../../data/dataset";
import { fitMixture } from "../../gan/measures/mixture";
import type { Breathe } from "../table/matrix";
import { arePoints, generatedColumns } from "./columns";
import type { GenerateExperiment } from "./spec";

/**
 * As data.density says, or components of a mixture fitted to the standardised points; undefined where points are not what
 * is generated, samples are asked for by class, or the experiment says what codes they have.
 */
export async function pointModes(
  { data, model }: GenerateExperiment,
  dataset: Dataset,
  breathe: Breathe,
): Promise<number | undefined> {
  if (model?.code || data.class !== undefined) return undefined;
  if (data.density) return data.density.centres.length;
  const { columns } = generatedColumns(data, dataset);
  if (!arePoints(columns)) return undefined;
  const series = columns.flatMap((column) => (column.storage === "numeric" ? [column.values] : []));
  const rows = Array.from({ length: dataset.rows }, (_, row) => row).filter((row) =>
    series.every((values) => Number.isFinite(values[row])),
  );
  if (rows.length === 0) return undefined;
  const scales = series.map((values) => {
    const mean = rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (values[row] - mean) ** 2, 0) / rows.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
  const points = new Float64Array(rows.length * series.length);
  rows.forEach((row, i) => {
    for (const [axis, { mean, deviation }] of scales.entries()) {
      points[i * series.length + axis] = (series[axis][row] - mean) / deviation;
    }
  });
  const { weights } = await fitMixture(points, series.length === 1 ? 1 : 2, breathe);
  return weights.length;
}
