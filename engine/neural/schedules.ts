// Learning-rate schedules: the rate as a pure function of the epoch, or of the place within it.

import type { z } from "zod";
import type { schedule } from "../tasks/table/spec";

export type Schedule = z.infer<typeof schedule>;

export interface ScheduleTime {
  /** Whole epochs that are over. */
  epoch: number;
  /** Steps of the running epoch that are over, of how many. */
  step: number;
  steps: number;
  /** Epochs of the whole training. */
  epochs: number;
}

/**
 * The learning rate of a step.
 * constant: r · scale: r·factor^epoch · step: r·factor^⌊epoch/every⌋ · cosine: floor + (r − floor)·(1 + cos(π·p))/2, p the share
 * of the training that is over (I. Loshchilov, F. Hutter, "SGDR", 2017, without restarts) · warmup: r·min(1, (steps over +
 * 1)/(steps of the warm-up)).
 */
export function scheduledRate(schedule: Schedule, rate: number, { epoch, step, steps, epochs }: ScheduleTime): number {
  switch (schedule.kind) {
    case "constant":
      return rate;
    case "scale":
      return rate * schedule.factor ** epoch;
    case "step":
      return rate * schedule.factor ** Math.floor(epoch / schedule.every);
    case "cosine": {
      const floor = schedule.floor ?? 0;
      const over = (epoch + step / steps) / epochs;
      return floor + ((rate - floor) * (1 + Math.cos(Math.PI * over))) / 2;
    }
    case "warmup":
      return rate * Math.min(1, (epoch * steps + step + 1) / (schedule.epochs * steps));
  }
}
