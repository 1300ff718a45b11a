// Tells runs on several labels from all others, and what their baselines are called.

import type { LabelsExperiment } from "../../../engine";
import { headLabel, isHead } from "../../heads";
import type { Run } from "../../runs";
import { t } from "../../strings";

/** The experiment of a run on several labels; undefined of all others. */
export function labelsExperiment(run: Run | undefined): LabelsExperiment | undefined {
  const experiment = run?.start?.experiment;
  return experiment?.task === "labels" ? experiment : undefined;
}

/** What the configured head is called among its rivals. */
export const ownHeadLabel = ({ model }: LabelsExperiment): string =>
  model?.head ? t("labels.own", headLabel(model.head)) : t("baselines.network");

/** The other heads by their names, and the shares of the labels by what they are. */
export function labelsBaseline(name: string): string {
  if (isHead(name)) return headLabel(name);
  return name === "frequencies" ? t("labels.frequencies") : name;
}
