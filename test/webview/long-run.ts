// A run of five seeds in training, with as many epochs as one likes.

import type { EpochEvent } from "../../engine";
import { type Opened, openPage } from "./harness";
import { runScene } from "./scenes";
import { regressRun } from "./training";

const seeds = [1, 2, 3, 4, 5];

/** The epochs of a member after `from` up to `to`, of `total`. */
function epochsOf(member: number, from: number, to: number, total: number): EpochEvent[] {
  return Array.from({ length: to - from }, (_, index) => {
    const epoch = from + index + 1;
    const loss = Math.exp(-epoch / 3000) + 0.02 * Math.sin(epoch * (member + 1.3)) + 0.05;
    return {
      event: "epoch",
      member,
      epoch,
      epochs: total,
      train: { loss, rmse: loss },
      validation: { loss: loss * 1.1, rmse: loss },
      learningRate: 0.01,
      seconds: epoch / 1000,
    };
  });
}

/**
 * The page on the run, with all epochs of four members, and without the last tenth of those of the fifth: `more` sends
 * so many of them.
 */
export async function openLongRun(total: number): Promise<Opened & { left: number; more(count: number): void }> {
  const [start] = regressRun({ seeds, epochs: 1 });
  const left = total / 10;
  let sent = total - left;
  const before = seeds.flatMap((_, member) => epochsOf(member, 0, member === 4 ? sent : total, total));
  const opened = await openPage(runScene([start!, ...before], true), { width: 1280 });
  return {
    ...opened,
    left,
    more(count) {
      opened.emit("events", { folder: "runs/mpg", events: epochsOf(4, sent, sent + count, total) });
      sent += count;
    },
  };
}
