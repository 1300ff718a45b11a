// What a run on several labels says before it trains: its data, what was assumed and left out, settings that change nothing.

import type { Assumption, Problem } from "../../data/dataset";
import { featureNames } from "../../data/encode";
import { findDuplicates, findDuplicatesAcross, firstEqualRows } from "../../data/leaks";
import { firstOf, quoted } from "../../data/listing";
import type { Partition } from "../../data/split";
import { longestChain } from "../../neural/labels/chain";
import { countOf } from "../../words";
import { albumSummary, groupsSaid } from "../pictures/start";
import { ineffectiveSettings } from "../table/ineffective";
import { type StartOptions, startOf } from "../training/start";
import type { LabelExamples, LabelsData } from "./examples";
import { headTitles } from "./heads";
import { neverTrained } from "./observe";
import type { PreparedMember } from "./prepared";
import type { HeadName, LabelsExperiment } from "./spec";
import type { LabelStructures } from "./structures";

interface LabelsStartOptions extends StartOptions {
  experiment: LabelsExperiment;
  data: LabelsData;
}

/** `partition` is of the member. */
export function labelsStart(
  options: LabelsStartOptions,
  { examples, structures, assumptions }: PreparedMember,
  partition: Partition,
  heads: readonly HeadName[],
): ReturnType<typeof startOf> {
  const { data, experiment } = options;
  const { encoder, inputs } = examples;
  const { source } = data;
  const features =
    inputs.kind === "pictures"
      ? [
          {
            name: `${inputs.picture.width} × ${inputs.picture.height} pixels`,
            encoding: inputs.picture.channels === 1 ? "grey" : "red, green and blue",
          },
        ]
      : data.backbone
        ? [{ name: countOf(inputs.features, "feature"), encoding: `of ${experiment.model?.backbone}` }]
        : featureNames(encoder).map(({ name, encoding }) => ({ name, encoding }));
  const read = "album" in source ? source.album : source.dataset;
  const groups = "album" in source ? groupsSaid(source.album, experiment.data.group) : [];
  return startOf(
    options,
    examples,
    {
      features,
      target: encoder.target.column,
      ...("album" in source ? { album: albumSummary(source.album) } : {}),
    },
    {
      assumptions: [
        ...read.assumptions,
        ...groups,
        ...data.assumptions,
        ...assumptions,
        ...leftOut(data, structures, heads),
      ],
      problems: [
        ...read.problems.filter((problem) => !isOfLabels(problem, experiment, data)),
        ...data.problems,
        ...untrained(data, structures),
        ...repeated(data, partition),
      ],
    },
  );
}

/** Whether it is a problem of a column of labels, which may be constant or empty, and of which `LabelsData` says what is wrong. */
function isOfLabels({ code, column }: Problem, { data: { target } }: LabelsExperiment, { sets }: LabelsData): boolean {
  if (column === undefined || (code !== "constant-column" && code !== "missing-values")) return false;
  return column === target || sets.names.includes(column);
}

/** Settings that change nothing beside the others, in sentences. */
export function ineffective(experiment: LabelsExperiment, { parts }: LabelExamples): string[] {
  const { data, model, augment } = experiment;
  const own: [applies: boolean, sentence: string][] = [
    [
      data.vectors !== undefined && model?.vectors !== "file",
      `data.vectors changes nothing: model.vectors is ${model?.vectors}, not file.`,
    ],
    [
      augment !== undefined && model?.backbone !== undefined,
      "augment changes nothing: a backbone sees every picture as it is.",
    ],
  ];
  const said = own.filter(([applies]) => applies).map(([, sentence]) => sentence);
  return [...said, ...ineffectiveSettings(experiment, parts.validation.length)];
}

function leftOut({ sets }: LabelsData, { hypergraph }: LabelStructures, heads: readonly HeadName[]): Assumption[] {
  const texts = [
    ...(heads.includes("chain")
      ? []
      : [
          `${headTitles.chain} is left out: ${sets.names.length} labels are more than the ${longestChain} that it decides one after the other.`,
        ]),
    ...(typeof hypergraph === "string" ? [`${headTitles.hypergraph} is left out: ${hypergraph}`] : []),
  ];
  return texts.map((text) => ({ text: text[0].toUpperCase() + text.slice(1) }));
}

function untrained({ sets }: LabelsData, { counts }: LabelStructures): Problem[] {
  const names = neverTrained(sets, counts);
  if (names.length === 0) return [];
  const text = `No row that trains carries ${firstOf(names.map(quoted), 6)}, so that nothing can be learnt of ${names.length === 1 ? "it" : "them"}: add rows, or hold out fewer.`;
  return [{ code: "rare-class", severity: "warning", text }];
}

function repeated({ source }: LabelsData, partition: Partition): Problem[] {
  if ("album" in source) return [];
  const { dataset } = source;
  const first = firstEqualRows(dataset);
  return [...findDuplicates(dataset, first), ...findDuplicatesAcross(dataset, partition, first)];
}
