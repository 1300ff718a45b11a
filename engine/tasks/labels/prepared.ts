// What the split of a member gives, kept for the members that share it: its examples, and how labels occur together in them.

import type { Frame } from "../../data/album/album";
import type { Assumption } from "../../data/dataset";
import type { Partition } from "../../data/split";
import type { Breathe } from "../table/matrix";
import { fittedFrames, type LabelExamples, type LabelsData, prepareLabels } from "./examples";
import type { LabelPlan } from "./plan";
import type { LabelsExperiment } from "./spec";
import { type LabelStructures, labelStructures } from "./structures";

export interface PreparedMember {
  examples: LabelExamples;
  structures: LabelStructures;
  assumptions: Assumption[];
}

interface PreparedOptions {
  experiment: LabelsExperiment;
  data: LabelsData;
  breathe: Breathe;
}

/** What the split of the member asked about last gives; the trainings of several seeds share one split. */
export class Prepared {
  private last?: { partition: Partition; member: PreparedMember };

  private constructor(
    private readonly options: PreparedOptions,
    private readonly plans: readonly LabelPlan[],
    private readonly frames: readonly Frame[] | undefined,
  ) {}

  static async of(options: PreparedOptions, plans: readonly LabelPlan[]): Promise<Prepared> {
    return new Prepared(options, plans, await fittedFrames(options.experiment, options.data, options.breathe));
  }

  at(index: number): PreparedMember {
    const { partition } = this.plans[index];
    if (this.last?.partition !== partition) {
      const { experiment, data } = this.options;
      const prepared = prepareLabels(experiment, data, partition, this.frames);
      const structures = labelStructures(experiment, data, partition.train);
      this.last = { partition, member: { ...prepared, structures } };
    }
    return this.last.member;
  }
}
