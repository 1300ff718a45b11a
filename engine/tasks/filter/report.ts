// The words that a batch ends with: one sentence, and report.md with every picture, its output and what changed.

import { describeSemantics } from "../../convolution/lower";
import { countOf } from "../../words";
import type { FilterEndEvent, PictureEvent } from "./events";
import { activeSteps, stepName } from "./names";
import { type FilterExperiment, pipelineOf } from "./spec";

/** What was done, in one sentence; what is left of a `run` can be done by a resume. */
export function closingSentence({
  status,
  done,
  failed,
  left,
  run,
}: Pick<FilterEndEvent, "status" | "done" | "failed" | "left" | "run">): string {
  const parts = [`${countOf(done, "picture")} filtered`];
  if (failed > 0) parts.push(`${failed} could not be`);
  if (left > 0) parts.push(`${left} left`);
  const said = parts.join(", ");
  return left > 0 && status !== "done" && run !== undefined ? `${said}: a resume does what is left.` : `${said}.`;
}

/** The report of a run as Markdown; `pictures` in order. */
export function reportOf(
  experiment: FilterExperiment,
  pictures: readonly PictureEvent[],
  { sentence, reason }: Pick<FilterEndEvent, "sentence" | "reason">,
): string {
  const chain = activeSteps(experiment).map((step) => `- ${stepName(step)}${settingsOf(step)}`);
  const semantics = describeSemantics(pipelineOf(experiment)).map((text) => `- ${text}`);
  const rows = pictures.map(({ file, out, width, height, changes, failed }) =>
    [file, out ?? "", width === undefined ? "" : `${width} × ${height}`, failed ?? changes.join(" ")].map(cell),
  );
  const table = [
    ["picture", "written", "size", "what is not as in the original"],
    ["---", "---", "---", "---"],
    ...rows,
  ];
  return [
    `# ${experiment.name ?? "Filtered pictures"}`,
    reason === undefined ? sentence : `${sentence} ${reason}`,
    "## Chain",
    chain.length > 0 ? chain.join("\n") : "No step is on.",
    "## What it computes",
    semantics.join("\n"),
    "## Pictures",
    table.map((row) => `| ${row.join(" | ")} |`).join("\n"),
    "",
  ].join("\n\n");
}

function settingsOf({ divisor, offset, channels, matrix }: FilterExperiment["steps"][number]): string {
  const said = [
    ...(matrix ? [matrix.map((row) => row.join(" ")).join("; ")] : []),
    ...(divisor === undefined ? [] : [`divided by ${divisor}`]),
    ...(offset === undefined ? [] : [`plus ${offset}`]),
    ...(channels === undefined || channels === "each" ? [] : [`on ${channels} only`]),
  ];
  return said.length > 0 ? ` (${said.join(", ")})` : "";
}

/** Text that stands in a cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("\n", " ");
