// Whether an adversarial training goes wrong while it runs: collapse, divergence, a discriminator that has won.

import { Random } from "../../core/random";
import type { AdversarialMetrics, AdversarialProblem } from "../../tasks/generate/events";
import { type Generated, remedyFor } from "../../tasks/generate/remedies";
import type { GenerateExperiment } from "../../tasks/generate/spec";
import { percent, significant } from "../../words";
import { countOfRows, type Rows } from "./neighbours";

export interface Sighting {
  problem: AdversarialProblem;
  /** What is seen, since when, and what to change. */
  text: string;
}

/** What a training that goes on later must not forget: plain JSON. */
export interface HealthState {
  seen: AdversarialProblem[];
  streaks: Record<"collapse" | "divergence" | "spreading" | "discriminatorWon", number>;
  first: number[];
}

/** Regions that the real rows are divided into, and of how many of them, at most, and how often they are drawn anew. */
const regions = 16;
const dividedRows = 1000;
const rounds = 6;
/** A region is missed when it has less than this part of its share of the samples; so much missed in all is a collapse. */
const leastPart = 0.1;
const mostMissed = 0.5;
/** Epochs, or looks at samples, in a row that show a problem before it is said. */
const patience = { curve: 5, samples: 3 } as const;
/** A training has learnt nothing yet before so many epochs, and this share of them. */
const firstEpochs = 5;
const firstShare = 0.1;
/** Mean squares of the samples about their mean, as a multiple of those of real rows, that are a divergence. */
const mostSpread = 25;

/** Beyond which D has won: of real and generated samples. Critics of wasserstein and hinge losses have no such ends. */
const won = {
  minimax: { real: 0.98, fake: 0.02 },
  nonSaturating: { real: 0.98, fake: 0.02 },
  leastSquares: { real: 0.95, fake: 0.05 },
} as const;
/** The loss of D, which is log 4, ½ and 2 where it knows nothing, beyond which it is surely wrong; of wasserstein its multiple. */
const mostLoss = { minimax: 5, nonSaturating: 5, leastSquares: 5, hinge: 20, wasserstein: 100 } as const;

const stream = 0x6a50;

export class Health {
  private readonly centres: Rows;
  private readonly shares: Float64Array;
  private readonly spread: number;
  private readonly seen = new Set<AdversarialProblem>();
  /** Epochs or looks in a row that showed it. */
  private readonly streaks: HealthState["streaks"] = {
    collapse: 0,
    divergence: 0,
    spreading: 0,
    discriminatorWon: 0,
  };
  /** Sizes of the first losses of D. */
  private readonly first: number[] = [];

  /** @param training the real rows that train, as the networks see them */
  constructor(
    private readonly experiment: GenerateExperiment,
    training: Rows,
    private readonly kind: Generated["kind"],
  ) {
    const divided = someOf(training);
    this.spread = spreadOf(divided);
    this.centres = divide(divided);
    this.shares = sharesIn(divided, this.centres);
  }

  /** Problems that were seen so far. */
  get problems(): AdversarialProblem[] {
    return [...this.seen];
  }

  get state(): HealthState {
    return { seen: this.problems, streaks: { ...this.streaks }, first: [...this.first] };
  }

  restore({ seen, streaks, first }: HealthState): void {
    this.seen.clear();
    for (const problem of seen) this.seen.add(problem);
    Object.assign(this.streaks, streaks);
    this.first.splice(0, this.first.length, ...first);
  }

  /** After an epoch, with samples of the fixed codes now and then; each problem is said once. */
  see(epoch: number, metrics: AdversarialMetrics, samples?: Float32Array, width?: number): Sighting | undefined {
    const { streaks } = this;
    streaks.discriminatorWon = this.hasWon(metrics) ? streaks.discriminatorWon + 1 : 0;
    streaks.divergence = this.isBeyond(metrics) ? streaks.divergence + 1 : 0;
    let missed = 0;
    if (samples && width) {
      const rows = { values: samples, width };
      missed = this.missedBy(rows);
      streaks.collapse = missed > mostMissed && this.hasBegun(epoch) ? streaks.collapse + 1 : 0;
      streaks.spreading = spreadOf(rows) > mostSpread * this.spread ? streaks.spreading + 1 : 0;
    }
    if (streaks.divergence >= patience.curve) {
      return this.say("divergence", `the loss of D has grown to ${significant(metrics.discriminatorLoss)}`, epoch);
    }
    if (streaks.spreading >= patience.samples) {
      return this.say("divergence", "the samples lie far beyond the real data", epoch);
    }
    if (streaks.discriminatorWon >= patience.curve) {
      const { real, fake } = metrics;
      const text = `D tells real from generated without a doubt (D(x) ${real.toFixed(2)}, D(G(z)) ${fake.toFixed(2)}), from which G learns hardly anything`;
      return this.say("discriminatorWon", text, epoch);
    }
    if (streaks.collapse >= patience.samples) {
      return this.say(
        "collapse",
        `there are hardly any samples where ${percent(missed, 0)} of the real data lie`,
        epoch,
      );
    }
    return undefined;
  }

  private say(problem: AdversarialProblem, what: string, epoch: number): Sighting | undefined {
    if (this.seen.has(problem)) return undefined;
    this.seen.add(problem);
    const remedy = remedyFor(problem, this.experiment, { kind: this.kind });
    return { problem, text: `${names[problem]} in epoch ${epoch}: ${what}; ${remedy}.` };
  }

  private hasBegun(epoch: number): boolean {
    return epoch >= Math.max(firstEpochs, firstShare * (this.experiment.train?.epochs ?? 0));
  }

  private hasWon({ real, fake }: AdversarialMetrics): boolean {
    const { loss = "nonSaturating" } = this.experiment;
    if (loss === "wasserstein" || loss === "hinge") return false;
    return real > won[loss].real && fake < won[loss].fake;
  }

  private isBeyond({ discriminatorLoss }: AdversarialMetrics): boolean {
    const { loss = "nonSaturating" } = this.experiment;
    const size = Math.abs(discriminatorLoss);
    if (loss !== "wasserstein") return size > mostLoss[loss];
    // Critics have a scale of their own.
    if (this.first.length < firstEpochs) this.first.push(size);
    return size > mostLoss.wasserstein * Math.max(1, ...this.first);
  }

  /** Share of the real rows in whose region there are hardly any samples. */
  private missedBy(samples: Rows): number {
    const own = sharesIn(samples, this.centres);
    return this.shares.reduce((sum, share, k) => sum + (own[k] < leastPart * share ? share : 0), 0);
  }
}

const names: Record<AdversarialProblem, string> = {
  collapse: "Collapse",
  divergence: "Divergence",
  discriminatorWon: "D has won",
  copies: "Copies",
};

/** Rows that are evenly spread, so many at most. */
function someOf(rows: Rows): Rows {
  const all = countOfRows(rows);
  const { width } = rows;
  const count = Math.min(all, dividedRows);
  const values = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * all) / count);
    values.set(rows.values.subarray(row * width, (row + 1) * width), i * width);
  }
  return { values, width };
}

/** Mean square of the rows' numbers about the mean of each, summed over a row. */
function spreadOf({ values, width }: Rows): number {
  const count = values.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i++) mean[i % width] += values[i] / count;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean[i % width]) ** 2;
  return sum / count;
}

/** Centres of regions, by Lloyd's iteration from rows at random. */
function divide(rows: Rows): Rows {
  const { values, width } = rows;
  const count = countOfRows(rows);
  const order = new Random(1, stream).shuffle(Uint32Array.from({ length: count }, (_, row) => row));
  const centres = new Float32Array(Math.min(regions, count) * width);
  for (let k = 0; k * width < centres.length; k++) {
    centres.set(values.subarray(order[k] * width, (order[k] + 1) * width), k * width);
  }
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(centres.length);
    const counts = new Float64Array(centres.length / width);
    for (let row = 0; row < count; row++) {
      const k = regionOf(rows, row, centres);
      counts[k]++;
      for (let i = 0; i < width; i++) sums[k * width + i] += values[row * width + i];
    }
    for (let i = 0; i < centres.length; i++) {
      const own = counts[Math.floor(i / width)];
      if (own > 0) centres[i] = sums[i] / own;
    }
  }
  return { values: centres, width };
}

function sharesIn(rows: Rows, { values: centres, width }: Rows): Float64Array {
  const shares = new Float64Array(centres.length / width);
  const count = countOfRows(rows);
  for (let row = 0; row < count; row++) shares[regionOf(rows, row, centres)] += 1 / count;
  return shares;
}

function regionOf({ values, width }: Rows, row: number, centres: Float32Array): number {
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  for (let k = 0; k * width < centres.length; k++) {
    let sum = 0;
    for (let i = 0; i < width && sum < least; i++) {
      sum += (values[row * width + i] - centres[k * width + i]) ** 2;
    }
    if (sum < least) [nearest, least] = [k, sum];
  }
  return nearest;
}
