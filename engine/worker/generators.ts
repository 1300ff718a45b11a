// The worker's calls on generators, which keep the one that was asked for samples last open.

import type { Executor } from "../core/executor";
import type { Files } from "../data/files";
import { InputError } from "../errors";
import { readAugmentation, testRunAugmentation } from "../experiment/augmentation";
import { RunControl } from "../experiment/control";
import { openGenerator, writeSamples } from "../experiment/generators";
import type { RunHost } from "../experiment/run";
import { suggestGenerateAt } from "../experiment/suggest-generate";
import type { FinishedGenerator } from "../tasks/generate/finished";
import type { Breathe } from "../tasks/table/matrix";
import type { GeneratorsApi } from "./generators-api";

export interface GeneratorsPorts {
  files: Files;
  executor(): Promise<Executor>;
  breathe: Breathe;
  readData: RunHost["readData"];
  readAlbum: RunHost["readAlbum"];
  /** How far what is written to a path, or tested of a run, has come. */
  tell(path: string, fraction: number): void;
}

type Open = (run: string, member: number | undefined) => Promise<FinishedGenerator>;

export function generatorCalls(ports: GeneratorsPorts): GeneratorsApi {
  const { files, executor, breathe, tell } = ports;
  const open: Open = async (run, member) => openGenerator(files, run, { executor: await executor(), breathe }, member);
  const generators = new LastGenerator(open);
  /** By the path that samples are written to, and by the run whose samples are tested. */
  const writing = new Controls("Samples are being written there already.");
  const testing = new Controls("It is being tested already whether these samples help.");
  return {
    suggestGenerate: ({ path, class: target }) =>
      suggestGenerateAt(ports, path, target === null ? { conditional: false } : { target }),
    generator: ({ run, member }) => generators.use(run, member, (generator) => generator.describe()),
    generated: ({ run, member, codes }) => generators.use(run, member, (generator) => generator.samples(codes)),
    writeSamples: ({ run, member, out, ...wished }) =>
      writing.during(out, async (control) => {
        // One of its own: whoever sets codes meanwhile does not wait.
        const generator = await open(run, member);
        try {
          return await writeSamples(files, generator, { ...wished, out }, (fraction) => {
            tell(out, fraction);
            return control.stopped ? "stop" : "go on";
          });
        } finally {
          generator.close();
        }
      }),
    stopSamples: async ({ out }) => writing.stop(out),
    testAugmentation: ({ run, folds }) =>
      testing.during(run, async (control) => {
        const asked = { folds, executor: await executor(), stopped: () => control.stopped };
        const test = testRunAugmentation(run, { ...ports, ...asked });
        for (;;) {
          const { done, value } = await test.next();
          if (done) return value;
          tell(run, value.fraction);
        }
      }),
    stopAugmentation: async ({ run }) => testing.stop(run),
    augmentation: ({ run }) => readAugmentation(files, run),
  };
}

/** What goes on, by a path: once at a time for each. */
class Controls {
  private readonly active = new Map<string, RunControl>();

  constructor(private readonly refusal: string) {}

  /** @throws InputError while it goes on for this path */
  async during<T>(path: string, work: (control: RunControl) => Promise<T>): Promise<T> {
    if (this.active.has(path)) throw new InputError(this.refusal, { file: path });
    const control = new RunControl();
    this.active.set(path, control);
    try {
      return await work(control);
    } finally {
      this.active.delete(path);
    }
  }

  stop(path: string): void {
    this.active.get(path)?.stop();
  }
}

interface Kept {
  key: string;
  opened: Promise<FinishedGenerator>;
  uses: Set<Promise<unknown>>;
}

/** The generator that was asked last: a person drags one slider after the other. Another one that is asked for closes it. */
class LastGenerator {
  private last?: Kept;

  constructor(private readonly open: Open) {}

  async use<T>(
    run: string,
    member: number | undefined,
    work: (generator: FinishedGenerator) => T | Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([run, member]);
    if (this.last?.key !== key) this.last = { key, opened: this.next(run, member, this.last), uses: new Set() };
    const { last } = this;
    last.opened.catch(() => {
      if (this.last === last) this.last = undefined;
    });
    const use = last.opened.then(work);
    last.uses.add(use);
    try {
      return await use;
    } finally {
      last.uses.delete(use);
    }
  }

  private async next(run: string, member: number | undefined, before: Kept | undefined): Promise<FinishedGenerator> {
    if (before) {
      await Promise.allSettled(before.uses);
      (await before.opened.catch(() => undefined))?.close();
    }
    return this.open(run, member);
  }
}
