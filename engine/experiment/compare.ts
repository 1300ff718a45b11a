// Finished runs side by side: their metrics with intervals, and whether the best is truly better, on the same rows.

import type { Files } from "../data/files";
import { InputError } from "../errors";
import { exampleNoun, judgingOf, metricsOf, type PredictingTask } from "../tasks";
import { pick } from "../tasks/training/results";
import type { Metric } from "../tasks/training/training";
import { countOf, significant } from "../words";
import type { Comparison } from "../worker/api";
import type { Spread, VerdictEvent } from "./events";
import { memberFolder, type Origin, readOrigin, readTrainingExperiment, runFiles } from "./layout";
import { meanScores, pairedGain, type RowScores } from "./paired";
import { readPredictions, splitNames } from "./predictions";
import { readVerdict } from "./read-run";
import { centre, meanInterval, wilsonInterval } from "./statistics";
import type { TrainingExperiment } from "./table-experiment";

interface FinishedRun {
  folder: string;
  name: string;
  experiment: TrainingExperiment;
  origin: Origin;
  verdict: Omit<VerdictEvent, "event">;
}

/**
 * Compares two or more finished runs. `names` replace those of the experiments.
 * @throws InputError when one has not finished, or they are of different tasks
 */
export async function compareRuns(
  files: Files,
  folders: readonly string[],
  names?: readonly string[],
): Promise<Comparison> {
  if (folders.length < 2) throw new InputError("Two runs at least are needed for a comparison.");
  const runs: FinishedRun[] = [];
  for (const [index, folder] of folders.entries()) runs.push(await readFinished(files, folder, names?.[index]));
  const { task } = runs[0].experiment;
  const other = runs.find(({ experiment }) => experiment.task !== task);
  if (other) {
    const message = `Runs of different tasks share no metric: this one is of ${other.experiment.task}, the first of ${task}.`;
    throw new InputError(message, { file: other.folder });
  }
  const metrics = metricsOf(task, runs[0].verdict.metrics);
  const unlike = runs.find(({ verdict }) => !(metrics[0].name in verdict.metrics));
  if (unlike) {
    throw new InputError(
      "Runs that predict classes and runs that predict values share no metric: compare runs of one kind.",
      { file: unlike.folder },
    );
  }
  return {
    metrics: metrics.map(({ name }) => name),
    rows: runs.map(({ name, folder, verdict }) => ({
      name,
      folder,
      values: Object.fromEntries(metrics.map((metric) => [metric.name, entryOf(metric, verdict)])),
    })),
    sentence: await sentence(files, runs, metrics[0]),
  };
}

async function readFinished(files: Files, folder: string, name?: string): Promise<FinishedRun> {
  const [origin, experiment] = [await readOrigin(files, folder), await readTrainingExperiment(files, folder)];
  const verdict = await readVerdict(files, folder);
  if (!verdict) throw new InputError("This run has not finished: resume it, then compare.", { file: folder });
  return { folder, name: name ?? experiment.name ?? files.nameOf(folder), experiment, origin, verdict };
}

function entryOf(
  { name, range: [least, most] }: Metric,
  { metrics, evaluatedRows }: FinishedRun["verdict"],
): Comparison["rows"][number]["values"][string] {
  const entry: number | Spread = metrics[name];
  const interval =
    typeof entry !== "number"
      ? meanInterval(entry.values)
      : name === "accuracy"
        ? wilsonInterval(entry, evaluatedRows)
        : undefined;
  const shown = typeof entry === "number" ? { value: entry } : { value: entry.mean, std: entry.std };
  if (!interval) return shown;
  return { ...shown, interval: [Math.max(least, interval[0]), Math.min(most, interval[1])] };
}

/** What a difference of scores is in, where it is not the metric itself. */
const units: Readonly<Record<string, { factor: number; unit: string }>> = {
  accuracy: { factor: 100, unit: "points" },
  auc: { factor: 100, unit: "points" },
  psnr: { factor: 1, unit: "dB" },
  iou: { factor: 100, unit: "points" },
  mAP: { factor: 100, unit: "points" },
};

/** The best run against the second, paired over the rows that both held out. */
async function sentence(files: Files, runs: readonly FinishedRun[], { name: metric, better }: Metric): Promise<string> {
  const noun = exampleNoun(runs[0].experiment);
  const sign = better === "higher" ? 1 : -1;
  const value = ({ verdict }: FinishedRun) => sign * centre(verdict.metrics[metric]);
  const [best, second] = [...runs].sort((a, b) => value(b) - value(a));
  const shown = (run: FinishedRun) => `${run.name} (${metric} ${significant(centre(run.verdict.metrics[metric]))})`;
  const pair = `${shown(best)} and ${shown(second)}`;
  if (best.origin.dataHash !== second.origin.dataHash) {
    return `${shown(best)} comes first, ${shown(second)} second; they were trained on different data, so the difference says little.`;
  }
  const { task } = best.experiment;
  if (task === "generate") {
    return `${shown(best)} comes first, ${shown(second)} second; samples have no rows to be paired by, so only several seeds tell whether that is chance.`;
  }
  const { gain, interval, count, outcome } = await pairedRuns(files, task, best, second);
  if (count === 0) return `${pair} held out no ${noun} in common, so their difference says little.`;
  const rows = countOf(count, noun);
  if (outcome === "equal") return `${pair} do exactly as well on the ${rows} that both held out.`;
  const { factor, unit } = units[metric] ?? { factor: 1, unit: "in mean square" };
  const size = `${significant(factor * gain)} ${unit}, 95 % interval ${interval.map((edge) => significant(factor * edge, 2)).join(" to ")}`;
  return outcome === "better"
    ? `${shown(best)} is better than ${shown(second)} on the ${rows} that both held out (${size}).`
    : `${pair} cannot be told apart on the ${rows} that both held out (${size}).`;
}

async function pairedRuns(
  files: Files,
  task: PredictingTask,
  first: FinishedRun,
  second: FinishedRun,
): Promise<ReturnType<typeof pairedGain>> {
  const scores = [await heldOutScores(files, task, first), await heldOutScores(files, task, second)];
  const size =
    1 + scores.flat().reduce((largest, { rows }) => rows.reduce((a: number, b: number) => Math.max(a, b), largest), 0);
  const [a, b] = scores.map((members) => meanScores(members, size));
  return pairedGain(a, b);
}

/** For each training the scores of the rows that judged it. */
async function heldOutScores(
  files: Files,
  task: PredictingTask,
  { folder, origin, verdict }: FinishedRun,
): Promise<(RowScores & { rows: Uint32Array })[]> {
  const members: (RowScores & { rows: Uint32Array })[] = [];
  for (const index of origin.members.keys()) {
    const path = files.join(memberFolder(files, folder, origin.members, index), runFiles.predictions);
    const { rows, splits, truth, predictions, outputs, target } = readPredictions(await files.read(path), path);
    const code = splitNames.indexOf(verdict.evaluated);
    const judged = Uint32Array.from(rows.keys()).filter((entry) => splits[entry] === code);
    members.push({
      rows: judged.map((entry) => rows[entry]),
      scores: judgingOf(target.kind, task).rowScores(
        Float64Array.from(judged, (entry) => truth[entry]),
        pick(predictions, judged, outputs),
        outputs,
      ),
    });
  }
  return members;
}
