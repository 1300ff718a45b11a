// `describe FILE`: what a file is, column by column, or what a graph, a picture or a folder of them is, and what was assumed.

import { resolve } from "node:path";
import { labelXmlBeside } from "../../data/labels/beside";
import { type ColumnProfile, profile } from "../../data/profile";
import { describeNetwork } from "../../graph/describe";
import { describeCollection } from "../../graph/describe-collection";
import { countOf, percent, significant } from "../../words";
import { tellGraph, tellGraphs } from "../describe-graph";
import { describePictures, tellPictures } from "../describe-pictures";
import { albumAt, graphAt, graphsAt, onlyFile, picturesAt, readData, readGraph, readGraphs } from "../inputs";
import { labelsText } from "../labels-text";
import { nodeFiles } from "../ports";
import { table } from "../table";
import type { Verb } from "../verb";

export const describe: Verb = {
  flags: {},
  async run({ positional }, output) {
    const file = onlyFile(positional, "describe FILE");
    if (await picturesAt(file)) return tellPictures(await describePictures(file), output);
    if (await graphsAt(file)) return tellGraphs(describeCollection(await readGraphs(file, {})), output);
    if (await graphAt(file)) return tellGraph(describeNetwork(await readGraph(file, {})), output);
    if (await albumAt(file)) return tellPictures(await describePictures(file), output);
    const dataset = await readData(file);
    const description = profile(dataset, await labelXmlBeside(nodeFiles, resolve(file), dataset));
    if (output.json) return output.object(description);
    const { format, rows, columns, targets, labels, assumptions, problems } = description;
    output.line(`${format} · ${countOf(rows, "row")} × ${countOf(columns.length, "column")}`);
    const cells = columns.map((column) => [
      column.name,
      column.type,
      column.missing > 0 ? `${percent(column.missing / rows)} missing` : "",
      summaryOf(column),
    ]);
    for (const line of table(cells)) output.line(`  ${line}`);
    const [target] = targets;
    if (labels) output.line(`Labels: ${labelsText(labels)}`);
    else if (target) output.line(`To predict: ${target.column} (${target.task}; ${target.reason})`);
    for (const { text, line } of [...assumptions, ...problems]) output.line(`· ${line ? `line ${line}: ` : ""}${text}`);
  },
};

function summaryOf({ type, distinct, minimum, maximum, mean, top }: ColumnProfile): string {
  if (top) {
    const shown = top.slice(0, 3).map(({ value, count }) => `${value} (${count})`);
    return `${countOf(distinct, "value")}: ${shown.join(", ")}${distinct > 3 ? ", …" : ""}`;
  }
  if (minimum === undefined || maximum === undefined) return countOf(distinct, "value");
  if (type === "date")
    return `${new Date(minimum).toISOString().slice(0, 10)} to ${new Date(maximum).toISOString().slice(0, 10)}`;
  return `${significant(minimum)} to ${significant(maximum)}, mean ${significant(mean ?? Number.NaN)}`;
}
