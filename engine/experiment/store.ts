// Writing a run's folder, so that a kill at any byte leaves a readable run that resumes to the same bits.

import type { Files } from "../data/files";
import { InputError } from "../errors";
import { writeSafetensors } from "../export/safetensors";
import type { Snapshot } from "../neural/trainer";
import type { JudgedExamples, MemberOutcome, MemberStore } from "../tasks/training/training";
import { beginRun } from "./begin-run";
import { latestCheckpoint, publish, removeCheckpoints, writeCheckpoint } from "./checkpoint";
import { EventLog } from "./event-log";
import type { RunEvent, VerdictEvent } from "./events";
import { memberFolder, memberName, type Origin, readOrigin, runFiles } from "./layout";
import { readPredictions, writePredictions } from "./predictions";
import type { Experiment } from "./schema";

/** Events that wait for others, so that a disk is not asked for each. */
const frequent: ReadonlySet<RunEvent["event"]> = new Set([
  "epoch",
  "sample",
  "embedding",
  "layers",
  "pictures",
  "weights",
  "generated",
  "field",
  "head",
]);

export class RunStore implements MemberStore {
  private constructor(
    private readonly files: Files,
    readonly folder: string,
    private readonly origin: Origin,
    private readonly log: EventLog,
    /** Folders within that of a member. */
    private readonly inside: readonly string[] = [],
  ) {}

  /**
   * A new run in `folder`, which must not hold one yet; data.file of `experiment` is relative to the folder. `pictures` are
   * the names of those that it learns from, by row.
   */
  static async create(
    files: Files,
    folder: string,
    experiment: Experiment,
    origin: Origin,
    pictures?: readonly string[],
  ): Promise<RunStore> {
    const log = await beginRun(files, folder, experiment, origin);
    if (pictures) await publish(files, files.join(folder, runFiles.pictures), JSON.stringify(pictures));
    return new RunStore(files, folder, origin, log);
  }

  /**
   * The run in `folder`, to go on with.
   * @throws InputError when there is none, or data or executor are not those it began with
   */
  static async resume(
    files: Files,
    folder: string,
    data: { hash: string; name?: string },
    executor: string,
  ): Promise<RunStore> {
    const origin = await readOrigin(files, folder);
    if (origin.dataHash !== data.hash) {
      const message = "The data have changed since the run began, so it cannot go on to the same result: run anew.";
      throw new InputError(message, { file: data.name });
    }
    if (origin.executor !== executor) {
      const message = `The run began on the executor ${origin.executor} and cannot go on with the same bits on ${executor}: run anew.`;
      throw new InputError(message, { file: folder });
    }
    return new RunStore(files, folder, origin, await EventLog.open(files, folder));
  }

  /** Keeps an event; one that does not come all the time is written at once. */
  async add(event: RunEvent): Promise<void> {
    await this.log.add(event, !frequent.has(event.event));
  }

  async saveVerdict(verdict: VerdictEvent): Promise<void> {
    const { event: _, ...said } = verdict;
    const bestMember = memberName(this.origin.members, verdict.best);
    const text = JSON.stringify({ ...said, ...(bestMember ? { bestMember } : {}) }, null, 2);
    await publish(this.files, this.files.join(this.folder, runFiles.verdict), `${text}\n`);
  }

  async outcome(member: number): Promise<Omit<MemberOutcome, "weights" | "files"> | undefined> {
    const path = this.files.join(this.memberFolder(member), runFiles.predictions);
    if (!(await this.files.stat(path))) return undefined;
    const { predictions, outcome } = readPredictions(await this.files.read(path), path);
    return { predictions, ...(outcome as Omit<MemberOutcome, "weights" | "files" | "predictions">) };
  }

  /** Predictions are published last: a member that has them is over. */
  async finish(member: number, outcome: MemberOutcome, examples: JudgedExamples): Promise<void> {
    await this.log.flush();
    const folder = this.memberFolder(member);
    const { weights, predictions, files: left = new Map<string, Uint8Array>(), ...rest } = outcome;
    await this.files.makeFolder(folder);
    for (const [name, bytes] of left) await publish(this.files, this.files.join(folder, name), bytes);
    const metadata = { encoder: JSON.stringify(examples.encoder) };
    const model = writeSafetensors({ tensors: weights, metadata });
    await publish(this.files, this.files.join(folder, runFiles.model), model);
    const table = writePredictions(examples, predictions, rest);
    await publish(this.files, this.files.join(folder, runFiles.predictions), table);
    await removeCheckpoints(this.files, folder);
  }

  checkpoint(member: number): Promise<Snapshot | undefined> {
    return latestCheckpoint(this.files, this.memberFolder(member));
  }

  async saveCheckpoint(member: number, snapshot: Snapshot): Promise<void> {
    await this.log.flush();
    const { dataHash, executor } = this.origin;
    await writeCheckpoint(this.files, this.memberFolder(member), snapshot, { dataHash, executor });
  }

  within(name: string): RunStore {
    return new RunStore(this.files, this.folder, this.origin, this.log, [...this.inside, name]);
  }

  keep(name: string, content: string): Promise<void> {
    return publish(this.files, this.files.join(this.folder, name), content);
  }

  private memberFolder(member: number): string {
    const folder = memberFolder(this.files, this.folder, this.origin.members, member);
    return this.files.join(folder, ...this.inside);
  }
}
