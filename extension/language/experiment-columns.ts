// The columns that an experiment can name: of its table, of the nodes of its graph, or of its many graphs and their nodes.

import type { ColumnProfile } from "../../engine";
import { labelColumns } from "../platform/columns";
import type { Services } from "../platform/services";
import { type ExperimentText, isOnAlbum } from "./experiment-text";

export interface ExperimentColumns {
  /** What could be the target or the class, in the order of the data. */
  targets: ColumnProfile[];
  /** What could be a feature, or be generated. */
  features: ColumnProfile[];
  /** Names of the targets that are likely, the likeliest first. */
  likely: string[];
  /** Names of the columns that are likely to be labels, of many rows that carry several. */
  labels: readonly string[];
}

const onTables = ["classify", "regress", "generate", "labels"];
const onGraphs = ["nodes", "links", "graphs"];

/**
 * Undefined where the experiment names no data, or the data have no columns to name. Without a task they are a table.
 * Rejects where the data cannot be read.
 */
export async function columnsOf(
  text: ExperimentText,
  { profiles, learnables }: Pick<Services, "profiles" | "learnables">,
): Promise<ExperimentColumns | undefined> {
  const { task = onTables[0], data, nodes } = text;
  if (!data) return undefined;
  if (onGraphs.includes(task)) {
    const { tasks, targets, features } = await learnables.of(data.uri, nodes);
    const likely = tasks.flatMap((one) => (one.task === task && one.target ? [one.target.column] : []));
    return { targets, features, likely, labels: [] };
  }
  // Classes of pictures are those of their folders or labels.
  if (!onTables.includes(task) || (await isOnAlbum(text))) return undefined;
  const description = await profiles.describe(data.uri);
  const { columns, targets, labels } = description;
  const fitting = task === "generate" ? targets.filter((target) => target.task === "classify") : targets;
  const likely = task === "labels" ? [labels?.column ?? []].flat() : fitting.map(({ column }) => column);
  return { targets: columns, features: columns, likely, labels: labelColumns(description) };
}
