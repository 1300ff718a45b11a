// An adversarial training that is watched over: what was seen of it is kept in its checkpoints, so that the verdict knows.

import { Health, type HealthState, type Sighting } from "../../gan/measures/health";
import type { OpenAdversaries } from "../../gan/open";
import type { AdversarialEpoch } from "../../gan/trainer";
import type { Snapshot } from "../../neural/trainer";
import type { LoopTrainer } from "../training/loop";
import { pick } from "../training/results";
import type { AdversarialMetrics, AdversarialProblem } from "./events";
import type { Prepared } from "./examples";
import type { GenerateExperiment } from "./spec";

export interface Watched {
  /** Metrics of the last epoch. */
  last?: AdversarialMetrics;
  health: HealthState;
}

export class WatchedTrainer implements LoopTrainer<AdversarialEpoch> {
  private readonly health: Health;
  private readonly width: number;
  last?: AdversarialMetrics;

  constructor(
    private readonly trainer: OpenAdversaries["trainer"],
    experiment: GenerateExperiment,
    { encoder, encoded, parts, width }: Prepared,
  ) {
    this.health = new Health(experiment, { values: pick(encoded, parts.train, width), width }, encoder.kind);
    this.width = width;
  }

  get finished(): boolean {
    return this.trainer.finished;
  }

  get problems(): AdversarialProblem[] {
    return this.health.problems;
  }

  advance(milliseconds: number): ReturnType<OpenAdversaries["trainer"]["advance"]> {
    return this.trainer.advance(milliseconds);
  }

  /** Takes an epoch, with samples of the codes that are shown where there are some; what goes wrong is said once. */
  see({ epoch, train }: AdversarialEpoch, samples?: Float32Array): Sighting | undefined {
    this.last = train;
    return this.health.see(epoch, train, samples, this.width);
  }

  snapshot(): Snapshot {
    const { position, ...rest } = this.trainer.snapshot();
    return { ...rest, position: { ...position, watched: { last: this.last, health: this.health.state } } };
  }

  restore(snapshot: Snapshot): void {
    this.trainer.restore(snapshot);
    const { watched } = snapshot.position;
    if (!watched) return;
    this.last = watched.last;
    this.health.restore(watched.health);
  }
}
