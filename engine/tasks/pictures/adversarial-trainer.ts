// Adversarial training of a network on pictures, as runs know trainings: held-out rows choose the epoch that is kept.

import type { Values } from "../../core/executor";
import type { AdversarialEpoch, AdversarialTrainer } from "../../gan/trainer";
import { type EvaluationOptions, EvaluationPass } from "../../neural/evaluation";
import { readSums, variables } from "../../neural/step";
import type { Advance, EpochResult, Position, Snapshot } from "../../neural/trainer";
import type { Training } from "../training/training";

export interface AdversarialPictureOptions extends EvaluationOptions {
  trainer: AdversarialTrainer;
  /** Rows of a step, and steps of an epoch. */
  batch: number;
  steps: number;
  /** Rows of the table that choose; none where nothing does. */
  validation: Uint32Array;
  /** Epochs without a lower validation loss after which training ends. */
  earlyStopping?: number;
}

/**
 * What chooses, and what is reported as the loss, is the network's own loss, on whose scale trainings can be held against
 * each other; that of the game between the two networks goes up and down with both.
 */
export class AdversarialPictureTrainer implements Pick<Training["trainer"], keyof Training["trainer"]> {
  private chosen: Pick<Position, "loss" | "bestEpoch" | "bestLoss"> = { loss: null, bestEpoch: 0, bestLoss: null };
  private best = new Map<string, Values>();
  /** The validation that goes on between two slices. */
  private validating?: EvaluationPass;

  constructor(private readonly options: AdversarialPictureOptions) {}

  get position(): Readonly<Position> {
    return { ...this.options.trainer.position, ...this.chosen };
  }

  get finished(): boolean {
    const { trainer, earlyStopping = Number.POSITIVE_INFINITY } = this.options;
    const { epoch, bestEpoch, bestLoss } = this.position;
    return trainer.finished || (bestLoss !== null && epoch - bestEpoch >= earlyStopping);
  }

  advance(milliseconds: number): Advance {
    const outcome = this.options.trainer.advance(milliseconds, (deadline) => this.validated(deadline));
    return outcome.kind === "epoch" ? { kind: "epoch", result: this.over(outcome.result) } : outcome;
  }

  restoreBest(): void {
    for (const [name, values] of this.best) this.options.session.write(name, values);
  }

  /** Of the network alone, without its discriminator. */
  weights(): Map<string, Values> {
    return this.options.trainer.weights();
  }

  snapshot(): Snapshot {
    return { ...this.options.trainer.snapshot(), position: { ...this.position }, best: new Map(this.best) };
  }

  restore(snapshot: Snapshot): void {
    this.options.trainer.restore(snapshot);
    this.validating = undefined;
    const { loss, bestEpoch, bestLoss } = snapshot.position;
    this.chosen = { loss, bestEpoch, bestLoss };
    this.best = new Map(snapshot.best);
  }

  private over({ epoch, train: adversarial, learningRate }: AdversarialEpoch): EpochResult {
    const { session, table, loss, batch, steps } = this.options;
    const train = readSums(session.read(variables.trainingSums), batch * steps, table, loss);
    const validation = this.validating?.sums();
    this.validating = undefined;
    this.chosen.loss = train.loss;
    const { bestLoss } = this.chosen;
    if (validation && (bestLoss === null || validation.loss < bestLoss)) {
      this.chosen = { loss: train.loss, bestEpoch: epoch, bestLoss: validation.loss };
      this.best = this.weights();
    }
    const last = this.finished;
    return { epoch, train, ...(validation ? { validation } : {}), adversarial, learningRate, last };
  }

  private validated(deadline: number): boolean {
    if (this.options.validation.length === 0) return true;
    this.validating ??= new EvaluationPass(this.options, this.options.validation);
    return this.validating.run(deadline);
  }
}
