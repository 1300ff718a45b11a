// The columns that an experiment can name: of its table, of the nodes of its graph, or of its many graphs and their nodes.

import type { ColumnProfile } from "../../engine";
import { isFolder } from "../platform/picture-files";
import type { Services } from "../platform/services";
import type { ExperimentText } from "./experiment-text";

export interface ExperimentColumns {
  /** What could be the target or the class, in the order of the data. */
  targets: ColumnProfile[];
  /** What could be a feature, or be generated. */
  features: ColumnProfile[];
  /** Names of the targets that are likely, the likeliest first. */
  likely: string[];
}

const onTables = ["classify", "regress", "generate"];
const onGraphs = ["nodes", "links", "graphs"];

/**
 * Undefined where the experiment names no data, or the data have no columns to name. Without a task they are a table.
 * Rejects where the data cannot be read.
 */
export async function columnsOf(
  { task = onTables[0], data, nodes, pictures }: ExperimentText,
  { profiles, learnables }: Pick<Services, "profiles" | "learnables">,
): Promise<ExperimentColumns | undefined> {
  if (!data) return undefined;
  if (onGraphs.includes(task)) {
    const { tasks, targets, features } = await learnables.of(data.uri, nodes);
    const likely = tasks.flatMap((one) => (one.task === task && one.target ? [one.target.column] : []));
    return { targets, features, likely };
  }
  // Classes of pictures are those of their folders or labels.
  if (!onTables.includes(task) || pictures || (await isFolder(data.uri))) return undefined;
  const { columns, targets } = await profiles.describe(data.uri);
  const fitting = task === "generate" ? targets.filter((target) => target.task === "classify") : targets;
  return { targets: columns, features: columns, likely: fitting.map(({ column }) => column) };
}
