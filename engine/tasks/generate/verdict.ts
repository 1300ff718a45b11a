// The verdict on generated samples in one sentence: what they are like beside real ones, and what to change.

import type { Metrics, Split } from "../../experiment/events";
import { expectedCopies } from "../../gan/measures/copies";
import { countOf, percent, significant } from "../../words";
import type { AdversarialMetrics, AdversarialProblem } from "./events";
import type { JudgeInput } from "./judge";
import { type Fault, remedyFor } from "./remedies";
import type { GenerateExperiment } from "./spec";

/** What the samples came to. */
export interface Measured {
  metrics: Metrics;
  baselines: Record<string, Metrics> & { realAgainstReal: Metrics };
  /** Name of the baseline that made its samples without a network. */
  rival: "gaussian" | "independent";
  /** Of points: modes that the real ones have. */
  modes?: number;
  /** Where a class is predicted: accuracy of always naming the most frequent one. */
  majority?: number;
  /**
   * Of rows: the column that is furthest from the examples that judge, by `ColumnDistribution.distance`, beside the training
   * rows' distance to them.
   */
  worst?: { name: string; distance: number; floor: number };
  /** Of pictures: what the Fréchet distance is taken between. */
  features?: "classifier" | "components";
}

export interface Finding extends Measured {
  kind: JudgeInput["kind"];
  experiment: GenerateExperiment;
  last?: AdversarialMetrics;
  health: readonly AdversarialProblem[];
  evaluated: Split;
  /** That judge. */
  examples: number;
}

type Grade = "good" | "fair" | "bad";

/** One measure in words, with what it says of the samples. */
interface Sign {
  grade: Grade;
  text: string;
  fault: Fault;
}

/** What a measure must reach, as a part of what real examples reach, to be no fault, and to be no bad one. */
interface Bar {
  good: number;
  bad: number;
}

/**
 * Bad points miss more than a tenth of the modes, or half of them lie where no real ones do, or they are so alike that
 * hardly a real one has one of them nearby. Real points are never all recalled, and good GANs narrow a mode a little: recall
 * counts for less. A classifier has learnt what real rows teach where it gains most of what they gain over the most frequent
 * class. Pictures are bad that are no nearer to the real ones than draws of a normal distribution.
 */
const bars = {
  modes: { good: 0.9, bad: 0.9 },
  highQuality: { good: 0.8, bad: 0.5 },
  precision: { good: 0.6, bad: 0.25 },
  recall: { good: 0.4, bad: 0.1 },
  trainOnGenerated: { good: 0.9, bad: 0.75 },
  /** Of the gain over the most frequent class. */
  gained: { good: 0.75, bad: 0.4 },
  fidelity: { good: 0.9, bad: 0.6 },
  /** Of the distance of the normal distribution, above that of real pictures: less is better. */
  frechet: { good: 0.5, bad: 1 },
  /** How much further a column is from real rows than other real rows are; less is better. */
  column: { good: 0.2, bad: 0.4 },
} as const;
/** So many times as many copies as among new real examples are too many. */
const mostCopies = 10;
/** D counts as at ½ within this of it. */
const nearHalf = 0.1;

const words = { good: "Good", fair: "Fair", bad: "Bad" } as const;
const grades: readonly Grade[] = ["good", "fair", "bad"];

const graded = (value: number, whole: number, { good, bad }: Bar): Grade =>
  value >= good * whole ? "good" : value >= bad * whole ? "fair" : "bad";

const worse = (a: Grade, b: Grade): Grade => (grades.indexOf(a) >= grades.indexOf(b) ? a : b);

/** The sentence, and whether the samples are not called bad. */
export function verdictOn(finding: Finding): { sentence: string; good: boolean } {
  const signs = [...signsOf[finding.kind](finding), ...signsOfAll(finding)];
  const grade = signs.reduce((worst, sign) => worse(worst, sign.grade), "good" as Grade);
  const telling = grade === "good" ? signs.slice(0, 3) : signs.filter((sign) => sign.grade === grade).slice(0, 2);
  const facts = telling.map(({ text }) => text).join(grade === "good" ? ", " : " and ");
  const change = grade === "good" ? "" : `: ${remedyOf(finding, telling[0].fault)}`;
  return {
    sentence: `${words[grade]}: ${facts}${grade === "bad" ? curveClause(finding) : ""}${judgedBy(finding)}${change}.`,
    good: grade !== "bad",
  };
}

/** What went wrong while it trained says more than what came of it. */
function remedyOf({ health, experiment, kind, modes }: Finding, fault: Fault): string {
  const cause = (["divergence", "discriminatorWon"] as const).find((problem) => health.includes(problem));
  const seen = { divergence: "the losses diverged", discriminatorWon: "D had won" };
  const remedy = remedyFor(cause ?? fault, experiment, { kind, modes });
  return cause ? `while it trained ${seen[cause]}; ${remedy}` : remedy;
}

/** `, although D is at ½ (D(x) 0.51, D(G(z)) 0.49)`. */
function curveClause({ experiment: { loss = "nonSaturating" }, last }: Finding): string {
  if (!last || (loss !== "minimax" && loss !== "nonSaturating")) return "";
  const { real, fake } = last;
  if (Math.abs(real - 0.5) > nearHalf || Math.abs(fake - 0.5) > nearHalf) return "";
  return `, although D is at ½ (D(x) ${real.toFixed(2)}, D(G(z)) ${fake.toFixed(2)})`;
}

const nouns = { points: "point", rows: "row", pictures: "picture" } as const;

function judgedBy({ evaluated, examples, kind, experiment: { rejection } }: Finding): string {
  const count = countOf(examples, nouns[kind]);
  const left = rejection ? `, ${percent(rejection, 0)} of the samples left out by D` : "";
  if (evaluated === "train") return `; nothing was held out, so it is judged by the ${count} it was trained on${left}`;
  return ` (judged by ${count} ${evaluated === "test" ? "held out" : "of the validation part"}${left})`;
}

const signsOf: Record<Finding["kind"], (finding: Finding) => Sign[]> = {
  points({ metrics, baselines: { realAgainstReal }, modes = 1 }) {
    const { highQuality } = metrics;
    const whole = realAgainstReal.highQuality;
    return [
      { grade: graded(metrics.modes, modes, bars.modes), text: modesReached(metrics.modes, modes), fault: "collapse" },
      {
        grade: graded(highQuality, whole, bars.highQuality),
        text: `${percent(highQuality)} of the points lie within 3σ of a mode (real ones ${percent(whole)})`,
        fault: "quality",
      },
    ];
  },
  rows(finding) {
    const { worst } = finding;
    const taught = finding.metrics.trainOnGenerated === undefined ? [] : [classSign(finding)];
    if (!worst) return taught;
    const excess = worst.distance - worst.floor;
    const grade = excess <= bars.column.good ? "good" : excess <= bars.column.bad ? "fair" : "bad";
    const text = `the values of “${worst.name}”, the column that is furthest off, are ${significant(worst.distance, 2)} from real ones (0 to 1; real from real ${significant(worst.floor, 2)})`;
    return [...taught, { grade, text, fault: "quality" }];
  },
  pictures({ metrics, baselines: { realAgainstReal, gaussian }, features }) {
    const floor = metrics.frechetFloor;
    const part = (metrics.frechet - floor) / Math.max(Number.MIN_VALUE, gaussian.frechet - floor);
    const by = features === "classifier" ? "" : " of 50 principal components";
    const signs: Sign[] = [
      {
        grade: part <= bars.frechet.good ? "good" : part < bars.frechet.bad ? "fair" : "bad",
        text: `the Fréchet distance${by} to real pictures is ${significant(metrics.frechet)} (real against real ${significant(floor)}, a normal distribution ${significant(gaussian.frechet)})`,
        fault: "quality",
      },
    ];
    const { fidelity } = metrics;
    if (fidelity === undefined) return signs;
    const text = `a classifier finds the class that was asked for in ${percent(fidelity)} of the pictures (in real ones ${percent(realAgainstReal.fidelity)})`;
    return [{ grade: graded(fidelity, realAgainstReal.fidelity, bars.fidelity), text, fault: "quality" }, ...signs];
  },
};

function modesReached(reached: number, all: number): string {
  if (all === 1) return reached === 1 ? "the one mode is reached" : "the one mode is not reached";
  if (reached === all) return `all ${all} modes are reached`;
  return `${reached === 0 ? "none" : reached} of ${all} modes ${reached > 1 ? "are" : "is"} reached`;
}

/** What generated rows teach a classifier of what real ones do. */
function classSign({ metrics: { trainOnGenerated: own }, baselines, majority = 0 }: Finding): Sign {
  const real = baselines.realAgainstReal.trainOnGenerated;
  const text = `a classifier trained on generated rows alone reaches ${percent(own)}, ${percent(own / real, 0)} of the ${percent(real)} of one trained on real rows`;
  const grade = graded(own, real, bars.trainOnGenerated);
  // Where real rows do not teach the class either, generated ones cannot be blamed.
  if (real - majority <= leastGain) return { grade, text, fault: "quality" };
  const gained = graded(own - majority, real - majority, bars.gained);
  const other = gained === "good" ? "" : ` (always the most frequent class: ${percent(majority)})`;
  return { grade: worse(grade, gained), text: `${text}${other}`, fault: "quality" };
}

/** Points of accuracy that real rows must gain over the most frequent class to teach anything. */
const leastGain = 0.02;

function signsOfAll({ metrics, baselines: { realAgainstReal }, examples, kind }: Finding): Sign[] {
  const noun = `${nouns[kind]}s`;
  const { precision, recall, copies } = metrics;
  const recalled = graded(recall, realAgainstReal.recall, bars.recall);
  return [
    {
      grade: recalled,
      text: `${recalled === "good" ? "" : "only "}${percent(recall)} of the real ${noun} have generated ones around them (recall; real against real ${percent(realAgainstReal.recall)})`,
      fault: "collapse",
    },
    {
      grade: graded(precision, realAgainstReal.precision, bars.precision),
      text: `${percent(precision)} of the ${noun} lie among real ones (precision; real against real ${percent(realAgainstReal.precision)})`,
      fault: "quality",
    },
    {
      grade: copies > mostCopies * expectedCopies(examples) ? "bad" : "good",
      text: `${percent(copies)} are copies of training ${noun}`,
      fault: "copies",
    },
  ];
}
