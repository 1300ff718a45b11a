// `predict RUN FILE`: applies a finished run to new rows, as CSV, or as JSON lines.

import { closeSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../../errors";
import { loadModel, type Prediction, type PredictionNotes, predictRows } from "../../experiment/predict";
import { countOf } from "../../words";
import { readData, runHost } from "../inputs";
import { breathe, nodeFiles } from "../ports";
import type { Verb } from "../verb";

/** Characters that are kept back before they are written. */
const bufferLimit = 1 << 16;

export const predict: Verb = {
  flags: { out: { kind: "text", value: "FILE" } },
  async run({ positional, texts }, output) {
    if (positional.length !== 2)
      throw new InputError("Name a run and a file: neural-lens predict RUN FILE [--out FILE]");
    const [run, file] = positional;
    const model = await loadModel(nodeFiles, resolve(run));
    const dataset = await readData(file);
    const { executor } = await runHost();
    const { target } = model.encoder;
    const classes = target.kind === "class" ? target.classes : [];
    const out = texts.get("out");
    let notes: PredictionNotes = { unseen: 0, unreadable: 0 };
    const predictions = predictRows(model, dataset, executor, breathe, (said) => {
      notes = said;
    });
    const header = [target.column, ...classes.map((name) => `probability of ${name}`)];
    const descriptor = out === undefined ? undefined : openSync(out, "w");
    let buffer = "";
    const put = (text: string, always = false) => {
      buffer += text;
      if (!always && buffer.length < bufferLimit) return;
      if (descriptor === undefined) output.raw(buffer);
      else writeSync(descriptor, buffer);
      buffer = "";
    };
    try {
      const asCsv = descriptor !== undefined || !output.json;
      if (asCsv) put(`${header.map(quoted).join(",")}\n`);
      let row = 0;
      for await (const prediction of predictions) {
        row++;
        if (asCsv) put(`${cells(prediction).join(",")}\n`);
        else put(`${JSON.stringify({ event: "prediction", row, ...named(prediction, classes) })}\n`);
      }
      put("", true);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
    if (output.json)
      output.object({ event: "predictions", rows: dataset.rows, ...notes, ...(out === undefined ? {} : { out }) });
    else if (out !== undefined) output.line(`${countOf(dataset.rows, "row")} predicted · ${out}`);
    if (notes.unseen > 0 && !output.json) {
      output.error(
        `${countOf(notes.unseen, "cell")} had a category that training did not know; it counts as none of them.`,
      );
    }
    if (notes.unreadable > 0 && !output.json) {
      output.error(`${countOf(notes.unreadable, "cell")} should be numbers and are not; they count as missing.`);
    }
  },
};

function cells({ prediction, probabilities = [] }: Prediction): string[] {
  const own = typeof prediction === "string" ? quoted(prediction) : shortest(prediction);
  return [own, ...probabilities.map(shortest)];
}

function named({ prediction, probabilities }: Prediction, classes: readonly string[]): object {
  if (!probabilities) return { prediction };
  return { prediction, probabilities: Object.fromEntries(classes.map((name, i) => [name, probabilities[i]])) };
}

/** As many digits as single precision has. */
const shortest = (value: number): string => String(Number(value.toPrecision(7)));

/** A CSV cell (RFC 4180). */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
