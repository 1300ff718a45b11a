// Pages of a member's prediction table: filtered by split and class, in order of row or of error.

import type { Files } from "../data/files";
import { shownBy, similarityOf } from "../tasks";
import type { RowPage, RowQuery } from "../worker/api";
import { memberFolder, readOrigin, readTrainingExperiment, runFiles } from "./layout";
import { type PredictionTable, readPredictions, splitNames } from "./predictions";
import { readVerdict } from "./read-run";

/** A table in memory, with what each row comes to. */
interface JudgedTable extends PredictionTable {
  predicted: Float64Array;
  errors: Float32Array;
  /** Names of the pictures by row, and the column of SSIM in the predictions; absent where there are none. */
  names?: readonly string[];
  ssim?: number;
}

/** Answers queries, and keeps the table of the last one, since pages of it follow. */
export class RowPages {
  private cached?: { path: string; modified: number; table: JudgedTable };
  private order?: { key: string; entries: Uint32Array };

  constructor(private readonly files: Files) {}

  /** @throws InputError when the folder holds no run, or the member has not finished */
  async page(query: RowQuery): Promise<RowPage> {
    const table = await this.table(query);
    const entries = this.ordered(table, query);
    const chosen = entries.subarray(query.offset, query.offset + query.count);
    const { rows, lines, splits, truth, predictions, outputs, predicted, errors, target, names, ssim } = table;
    const similarity = (entry: number) => (ssim === undefined ? Number.NaN : predictions[entry * outputs + ssim]);
    const text = (entry: number, column: "truth" | "prediction") => {
      const value = column === "truth" ? truth[entry] : predicted[entry];
      if (target.kind === "labels") return labelsText(table, entry, column);
      return target.kind === "class" ? target.classes[value] : String(value);
    };
    return {
      total: entries.length,
      rows: Array.from(chosen, (entry) => ({
        row: rows[entry],
        ...(lines?.[entry] ? { line: lines[entry] } : {}),
        ...(names ? { name: names[rows[entry]] } : {}),
        split: splitNames[splits[entry]],
        truth: text(entry, "truth"),
        prediction: text(entry, "prediction"),
        error: errors[entry],
        ...(Number.isNaN(similarity(entry)) ? {} : { ssim: similarity(entry) }),
      })),
    };
  }

  private async table({ run, member }: RowQuery): Promise<JudgedTable> {
    const { members } = await readOrigin(this.files, run);
    const index = member ?? (await readVerdict(this.files, run))?.best ?? 0;
    const path = this.files.join(memberFolder(this.files, run, members, index), runFiles.predictions);
    const stat = await this.files.stat(path);
    if (stat === null) throw new Error("This training has no predictions yet: they come when it is over.");
    if (this.cached?.path === path && this.cached.modified === stat.modified) return this.cached.table;
    const table = readPredictions(await this.files.read(path), path);
    const { truth, predictions, outputs, target } = table;
    const { task } = await readTrainingExperiment(this.files, run);
    const judge = shownBy(target.kind, task);
    const predicted = new Float64Array(truth.length);
    const errors = new Float32Array(truth.length);
    for (let entry = 0; entry < truth.length; entry++) {
      const judged = judge(truth[entry], predictions, entry * outputs, outputs);
      predicted[entry] = judged.prediction;
      errors[entry] = judged.error;
    }
    const judged = { ...table, predicted, errors, ssim: similarityOf(task) };
    const names = await this.names(run);
    this.cached = { path, modified: stat.modified, table: names ? { ...judged, names } : judged };
    this.order = undefined;
    return this.cached.table;
  }

  /** Runs on anything but pictures have none, nor have older ones. */
  private async names(run: string): Promise<string[] | undefined> {
    const path = this.files.join(run, runFiles.pictures);
    if ((await this.files.stat(path)) === null) return undefined;
    return JSON.parse(new TextDecoder().decode(await this.files.read(path)));
  }

  private ordered(table: JudgedTable, { split, truth, prediction, sort }: RowQuery): Uint32Array {
    const key = JSON.stringify([split, truth, prediction, sort]);
    if (this.order?.key === key) return this.order.entries;
    const code = split === undefined ? -1 : splitNames.indexOf(split);
    const entries = Uint32Array.from(table.truth.keys()).filter(
      (entry) =>
        (code < 0 || table.splits[entry] === code) &&
        (truth === undefined || table.truth[entry] === truth) &&
        (prediction === undefined || table.predicted[entry] === prediction),
    );
    this.order = { key, entries: sort === "error" ? byErrorDescending(entries, table.errors) : entries };
    return this.order.entries;
  }
}

/** Names of the labels that a row carries, or is predicted to carry; a dash where there is none. */
function labelsText(
  { target, predictions, outputs }: JudgedTable,
  entry: number,
  column: "truth" | "prediction",
): string {
  if (target.kind !== "labels") return "";
  const first = entry * outputs + (column === "truth" ? target.labels.length : 0);
  return target.labels.filter((_, label) => predictions[first + label] >= 0.5).join(", ") || "–";
}

/**
 * Largest absolute error first, equal ones in order. The bits of floats that are not negative sort like integers, so
 * error and entry are packed into one 64-bit integer each and sorted without a comparison function.
 */
function byErrorDescending(entries: Uint32Array, errors: Float32Array): Uint32Array {
  const packed = new BigUint64Array(entries.length);
  const words = new Uint32Array(packed.buffer);
  const magnitudes = Float32Array.from(entries, (entry) => Math.abs(errors[entry]));
  const bits = new Uint32Array(magnitudes.buffer);
  for (let i = 0; i < entries.length; i++) {
    words[2 * i] = entries[i];
    words[2 * i + 1] = ~bits[i];
  }
  packed.sort();
  return entries.map((_, i) => words[2 * i]);
}
