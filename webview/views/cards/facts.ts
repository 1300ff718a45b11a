// The card that says what was run, on what, by which executor, and what was assumed on the way.

import type { AlbumSummary, Experiment } from "../../../engine";
import { card } from "../../card";
import { fill, h } from "../../dom";
import { fileName, formatBytes, formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { splitLabel, t } from "../../strings";
import type { DataTable } from "../../table";
import { examplesText } from "../examples";
import { generateExperiment } from "../generate/adversarial";
import { graphText } from "../graph/summary";
import { placeholder, type RunCard } from "./parts";

type Fact = [label: string, value: string];

export function factsCard(page: Page): RunCard {
  let run: Run | undefined;
  const room = h("div", { class: "facts" });
  const frame = card(page, {
    id: "facts",
    title: t("facts.title"),
    body: room,
    isTable: true,
    table: (): DataTable => {
      const facts = run
        ? [...dataFacts(run), ...programFacts(run), ...(run.start ? settings(run.start.experiment) : [])]
        : [];
      return {
        columns: [{ label: t("facts.what") }, { label: t("facts.value") }],
        rows: facts.length,
        cell: (row, column) => facts[row]![column],
      };
    },
  });
  const draw = (): void => {
    if (!run?.start) {
      fill(room, placeholder(t("facts.waiting")));
      return;
    }
    const { album, features, target } = run.start.data;
    const made = generateExperiment(run);
    const notes = [...run.start.problems, ...run.start.assumptions];
    const folder = run.folder;
    fill(
      room,
      section(t("facts.data"), list(dataFacts(run))),
      features.length === 0 && (album || made)
        ? null
        : section(
            album
              ? t("pictures.sees")
              : made
                ? t("facts.columns", formatCount(features.length))
                : t("facts.features", formatCount(features.length), target),
            h(
              "ul",
              { class: "features" },
              features
                .slice(0, 200)
                .map(({ name, encoding }) => h("li", {}, h("span", {}, name), h("span", { class: "muted" }, encoding))),
            ),
            features.length > 200
              ? h("p", { class: "muted" }, t("facts.more", formatCount(features.length - 200)))
              : null,
          ),
      section(t("facts.program"), list(programFacts(run))),
      section(t("facts.settings"), list(settings(run.start.experiment))),
      notes.length
        ? section(
            t("facts.assumed", formatCount(notes.length)),
            h(
              "ul",
              { class: "notes" },
              notes.map((note) =>
                h(
                  "li",
                  { class: "severity" in note ? `note ${note.severity}` : "note" },
                  note.text,
                  note.line === undefined ? null : [" ", lineLink(page, folder, note.line)],
                ),
              ),
            ),
          )
        : null,
    );
  };
  return {
    element: frame.element,
    update(shown, changes) {
      run = shown;
      if (changes.facts) draw();
    },
  };
}

/** "line 12", which goes there. */
export function lineLink(page: Page, folder: string, line: number): HTMLElement {
  return h(
    "button",
    {
      class: "link",
      attrs: { type: "button" },
      on: { click: () => page.attempt(() => page.host.call("selectLines", { folder, lines: [line] })) },
    },
    t("rows.line", formatCount(line)),
  );
}

function section(title: string, ...children: Parameters<typeof h>[2][]): HTMLElement {
  return h("div", { class: "facts-section" }, h("h3", {}, title), children);
}

function list(facts: Fact[]): HTMLElement {
  return h(
    "dl",
    {},
    facts.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]),
  );
}

function dataFacts(run: Run): Fact[] {
  const data = run.start?.data;
  if (!data) return [];
  const splits = (["train", "validation", "test"] as const).filter((split) => data[split] > 0);
  return [
    [t("facts.file"), fileName(data.file)],
    data.graph || data.album
      ? [t("facts.examples"), examplesText(run.start!, data.rows)]
      : [t("facts.rows"), formatCount(data.rows)],
    ...(data.graph ? [[t("facts.graph"), graphText(data.graph)] satisfies Fact] : []),
    ...(data.album ? [[t("pictures.size"), sizeText(data.album)] satisfies Fact] : []),
    ...(data.aggregation ? [[t("facts.aggregation"), data.aggregation] satisfies Fact] : []),
    [t("facts.split"), splits.map((split) => `${splitLabel(split)} ${formatCount(data[split])}`).join(" · ")],
  ];
}

/** `28 × 28 pixels, grey`, or from the least to the most. */
function sizeText({ width, height, channels }: AlbumSummary): string {
  const range = ([least, most]: [number, number]) =>
    least === most ? formatCount(least) : `${formatCount(least)}–${formatCount(most)}`;
  return t("pictures.pixels", range(width), range(height), t(channels === 3 ? "pictures.colour" : "pictures.grey"));
}

function programFacts(run: Run): Fact[] {
  if (!run.start) return [];
  const { executor, program } = run.start;
  return [
    [t("facts.executor"), executor],
    [t("facts.parameters"), formatCount(program.parameters)],
    [t("facts.instructions"), formatCount(program.instructions)],
    [t("facts.memory"), formatBytes(program.bytes)],
    // Runs of the first version say nothing of threads: they had one.
    [t("facts.threads"), formatCount(program.threads ?? 1)],
  ];
}

/** The experiment's settings, one a line, named by their place in the file ("train.learningRate"). */
function settings(experiment: Experiment): Fact[] {
  const facts: Fact[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value === undefined || path === "data.features" || path === "data.file") return;
    if (path === "model.layers" && Array.isArray(value)) facts.push([path, value.map(layerText).join(" → ") || "–"]);
    else if (Array.isArray(value)) facts.push([path, value.map(partText).join(", ")]);
    else if (value && typeof value === "object") {
      for (const [name, part] of Object.entries(value)) walk(part, path ? `${path}.${name}` : name);
    } else facts.push([path, String(value)]);
  };
  walk(experiment, "");
  return facts;
}

/** A part of a list; points as (x, y). */
const partText = (part: unknown): string =>
  Array.isArray(part) ? `(${part.map((value) => formatNumber(value)).join(", ")})` : String(part);

/** { dense: 16, activation: "relu" } is "dense 16 relu". */
function layerText(layer: Record<string, unknown>): string {
  return Object.entries(layer)
    .map(([name, value], index) =>
      index === 0
        ? value === true
          ? name
          : `${name} ${value}`
        : typeof value === "boolean"
          ? value
            ? name
            : `no ${name}`
          : String(value),
    )
    .join(" ");
}
