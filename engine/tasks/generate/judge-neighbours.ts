// Precision, recall and copies of samples against the examples that judge, among as many of both.

import { Random } from "../../core/random";
import { type CopyRule, copiesAmong } from "../../gan/measures/copies";
import { countOfRows, type Rows } from "../../gan/measures/neighbours";
import { type Manifold, manifoldOf, precisionAndRecall } from "../../gan/measures/precisionRecall";
import type { Breathe } from "../table/matrix";
import { pick } from "../training/results";

/** Rows of each set among which neighbours are sought, and samples that may be copies, at most. */
const mostRows = 1_000;
const mostSamples = 1_000;
const stream = 0x6a30;

/** So many of them, at random but the same each time; all where there are not more. */
export const someOf = (examples: Uint32Array, count: number): Uint32Array =>
  examples.length <= count ? examples : new Random(1, stream).shuffle(examples.slice()).subarray(0, count);

/** As `someOf`, of the rows of a set. */
export function someRows({ values, width }: Rows, count: number): Rows {
  const all = Uint32Array.from({ length: values.length / width }, (_, row) => row);
  return all.length <= count ? { values, width } : { values: pick(values, someOf(all, count), width), width };
}

/** What samples are held against: the examples that judge, and those that trained. */
export class NeighbourJudge {
  private readonly real = new Map<number, Promise<Manifold>>();

  /** @param rule in the space of copies, which may be another */
  constructor(
    private readonly judging: Rows,
    private readonly rule: CopyRule,
    private readonly breathe: Breathe,
  ) {}

  /** Rows of both sets that are compared, where there are so many samples. */
  compared(samples: number): number {
    return Math.min(mostRows, countOfRows(this.judging), samples);
  }

  /** @param copies the samples in the space of copies */
  async measure(samples: Rows, copies: Rows): Promise<{ precision: number; recall: number; copies: number }> {
    const { breathe } = this;
    const count = this.compared(countOfRows(samples));
    const generated = await manifoldOf(someRows(samples, count), breathe);
    return {
      ...(await precisionAndRecall(await this.realManifold(count), generated, breathe)),
      copies: await copiesAmong(someRows(copies, mostSamples), this.rule, breathe),
    };
  }

  private realManifold(count: number): Promise<Manifold> {
    const known = this.real.get(count) ?? manifoldOf(someRows(this.judging, count), this.breathe);
    this.real.set(count, known);
    return known;
  }
}
