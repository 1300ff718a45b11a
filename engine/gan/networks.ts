// Two networks that do not train: samples of codes, and judgements of samples, some at a time.

import type { Session } from "../core/executor";
import { type Codes, encodeCodes, streamBeside } from "./codes";
import { gumbels } from "./noise";
import { inputs, outputs, programs } from "./programs";
import type { AdversarialSettings } from "./settings";
import { categoryNumbersOf, numbersOf, type SampleShape } from "./shapes";

/** Samples of a run of an evaluating program. */
export const evaluatedAtOnce = ({ kind }: SampleShape): number => (kind === "picture" ? 64 : 256);

/** In a session that has the evaluating programs. */
export class Networks {
  private readonly count: number;

  constructor(
    private readonly session: Session,
    private readonly settings: AdversarialSettings,
  ) {
    this.count = evaluatedAtOnce(settings.sample);
  }

  /**
   * Samples [count, numbers]. A category is the one whose logit and Gumbel noise are largest, one-hot; the noise is a
   * function of `codes.seed` and the place of the sample.
   */
  generate(codes: Codes): Float32Array {
    const { session, count } = this;
    const { code, sample } = this.settings;
    const numbers = numbersOf(sample);
    const samples = new Float32Array(codes.count * numbers);
    for (let first = 0; first < codes.count; first += count) {
      session.write(inputs.evaluationCodes, encodeCodes(code, codes, first, count));
      this.run(programs.generate);
      const made = session.output(programs.generate, outputs.samples);
      samples.set(made.subarray(0, Math.min(count, codes.count - first) * numbers), first * numbers);
    }
    if (sample.kind === "vector") chooseCategories(samples, sample, codes);
    return samples;
  }

  /** D of samples [n, numbers]: probabilities of being real where its outputs are logits, else the outputs. */
  judge(samples: Float32Array, classes?: Int32Array): Float32Array {
    const { session, count } = this;
    const { sample, discriminator } = this.settings;
    const { pack, classes: known } = discriminator;
    const numbers = numbersOf(sample);
    const rows = samples.length / numbers;
    const judgements = new Float32Array(rows);
    const companions = pack > 1 ? session.read(inputs.companions) : [];
    const companionClasses = pack > 1 && known > 0 ? session.read(inputs.companionClasses) : [];
    const together = new Float32Array(count * pack * numbers);
    const ofClass = new Float32Array(count * pack * known);
    for (let first = 0; first < rows; first += count) {
      const some = Math.min(count, rows - first);
      ofClass.fill(0);
      for (let i = 0; i < some; i++) {
        const row = first + i;
        together.set(samples.subarray(row * numbers, (row + 1) * numbers), i * pack * numbers);
        together.set(companions, (i * pack + 1) * numbers);
        if (known === 0) continue;
        ofClass[i * pack * known + (classes?.[row] ?? 0)] = 1;
        ofClass.set(companionClasses, (i * pack + 1) * known);
      }
      session.write(inputs.samples, together);
      if (known > 0) session.write(inputs.sampleClasses, ofClass);
      this.run(programs.judge);
      judgements.set(session.output(programs.judge, outputs.judgements).subarray(0, some), first);
    }
    return judgements;
  }

  private run(program: string): void {
    this.session.run(program, { seed: 0, rows: 1, first: 0, count: 1, index: 0 });
  }
}

/** Logits of categories to one-hot, in place. */
function chooseCategories(
  samples: Float32Array,
  sample: Extract<SampleShape, { kind: "vector" }>,
  { count, seed }: Codes,
): void {
  const drawn = categoryNumbersOf(sample);
  if (drawn === 0) return;
  const numbers = numbersOf(sample);
  const noise = gumbels(streamBeside({ seed, stream: 0, step: 0 }, "noise"), count * drawn);
  for (let row = 0, at = 0; row < count; row++) {
    let from = row * numbers;
    for (const { kind, size } of sample.heads) {
      if (kind === "category") {
        let best = 0;
        for (let i = 1; i < size; i++) {
          if (samples[from + i] + noise[at + i] > samples[from + best] + noise[at + best]) best = i;
        }
        samples.fill(0, from, from + size)[from + best] = 1;
        at += size;
      }
      from += size;
    }
  }
}
