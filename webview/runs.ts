// A run as the page holds it: events folded into curves, samples, verdict and state.

import {
  type DistributionsEvent,
  type EmbeddingEvent,
  type EndEvent,
  type FieldEvent,
  type GeneratedEvent,
  type HeadEvent,
  type HeadName,
  type LabelScoresEvent,
  type LabelsEvent,
  type LayersEvent,
  type PicturesEvent,
  type RunEvent,
  type SampleEvent,
  type ShownPicture,
  type Split,
  type StartEvent,
  trainedHeads,
  type VerdictEvent,
  type WeightsEvent,
} from "../engine";
import { t } from "./strings";

export type RunState = "waiting" | "running" | "paused" | "done" | "stopped" | "failed" | "interrupted";

/** One training (a seed or a fold): a column per metric, all as long as `epochs`; NaN where an epoch did not say. */
export interface MemberCurves {
  /** Epochs counted from 1, ascending. */
  epochs: number[];
  train: Record<string, number[]>;
  validation: Record<string, number[]>;
  total: number;
  learningRate: number;
  seconds: number;
  /** Epoch with the lowest validation loss. */
  best?: { epoch: number; loss: number };
}

/** What a batch of events touched, so that only the cards concerned are drawn again. */
export interface Changes {
  epochs: boolean;
  samples: boolean;
  facts: boolean;
}

/** Pictures of an epoch with their inputs, which events tell only once. */
export interface ShownPictures extends PicturesEvent {
  pictures: ShownPicture[];
}

export class Run {
  start?: StartEvent;
  readonly members: MemberCurves[] = [];
  readonly warnings: { text: string; line?: number }[] = [];
  verdict?: VerdictEvent;
  end?: EndEvent;
  /** How labels occur together, of a run on several labels. */
  labels?: LabelsEvent;
  /** The head that trains after the configured one. */
  head?: HeadEvent;
  paused = false;
  /** When the last event came (ms), for a clock that goes on between epochs. */
  heard = 0;
  readonly #samples = new Map<string, SampleEvent>();
  readonly #embeddings = new Map<number, EmbeddingEvent[]>();
  readonly #layers = new Map<number, LayersEvent>();
  readonly #pictures = new Map<number, ShownPictures[]>();
  /** What events tell once of a picture, by member, split and row. */
  readonly #inputs = new Map<string, Pick<ShownPicture, "input" | "truth">>();
  readonly #weights = new Map<number, WeightsEvent>();
  readonly #generated = new Map<number, GeneratedEvent[]>();
  readonly #fields = new Map<number, FieldEvent[]>();
  readonly #distributions = new Map<number, DistributionsEvent>();
  readonly #heads = new Map<number, Map<HeadName, HeadEvent>>();
  readonly #labelScores = new Map<number, LabelScoresEvent>();

  constructor(
    readonly folder: string,
    readonly name: string,
    public active: boolean,
  ) {}

  apply(events: RunEvent[], now = performance.now()): Changes {
    const changes: Changes = { epochs: false, samples: false, facts: false };
    for (const event of events) this.#take(event, changes);
    // Of the heads that train after the configured one nothing tells the seconds, so the clock goes on over them.
    if (events.some(({ event }) => event !== "head")) this.heard = now;
    return changes;
  }

  get state(): RunState {
    if (this.end) return this.end.status;
    if (!this.active) return "interrupted";
    if (this.paused) return "paused";
    return this.start && this.members.length ? "running" : "waiting";
  }

  get live(): boolean {
    return this.state === "running" || this.state === "waiting" || this.state === "paused";
  }

  /** Seconds of training so far, pauses left out. */
  elapsed(now = performance.now()): number {
    if (this.end) return this.end.seconds;
    const trained = this.members.reduce((sum, member) => sum + (member?.seconds ?? 0), 0);
    return this.state === "running" ? trained + (now - this.heard) / 1000 : trained;
  }

  /** Where the training is: member (counted from 0), epoch of how many. */
  get progress(): { member: number; epoch: number; total: number; share: number } | undefined {
    const member = this.members.length - 1;
    const curves = this.members[member];
    if (!curves) return undefined;
    const epoch = curves.epochs.at(-1) ?? 0;
    const members = this.start?.members.length || 1;
    return {
      member,
      epoch,
      total: curves.total,
      share: (member + this.#shareOf(member, epoch / curves.total)) / members,
    };
  }

  /** Member that views show unless another is chosen: the verdict's best, else the one in training. */
  get shownMember(): number {
    return this.verdict?.best ?? Math.max(0, this.members.length - 1);
  }

  sample(member: number, split: Split): SampleEvent | undefined {
    return this.#samples.get(`${member}/${split}`);
  }

  /** Splits that predictions have come for, held-out ones first. */
  sampledSplits(member: number): Split[] {
    return (["test", "validation", "train"] as const).filter((split) => this.sample(member, split));
  }

  /** Maps of the nodes by epoch, of a run on a graph. */
  embeddings(member: number): readonly EmbeddingEvent[] {
    return this.#embeddings.get(member) ?? [];
  }

  /** What the layers do to signals, as last told. */
  layers(member: number): LayersEvent | undefined {
    return this.#layers.get(member);
  }

  /** The shown pictures by epoch, of a run on pictures. */
  pictures(member: number): readonly ShownPictures[] {
    return this.#pictures.get(member) ?? [];
  }

  /** Weights as pictures, as last told. */
  weights(member: number): WeightsEvent | undefined {
    return this.#weights.get(member);
  }

  /** Samples of the same codes by epoch, of a run that generates. */
  generated(member: number): readonly GeneratedEvent[] {
    return this.#generated.get(member) ?? [];
  }

  /** D over the plane or the line by epoch. */
  fields(member: number): readonly FieldEvent[] {
    return this.#fields.get(member) ?? [];
  }

  /** How generated columns are distributed, as last told. */
  distributions(member: number): DistributionsEvent | undefined {
    return this.#distributions.get(member);
  }

  /** How far the heads have come that train after the configured one, in their order. */
  heads(member: number): HeadEvent[] {
    return [...(this.#heads.get(member)?.values() ?? [])];
  }

  /** How each head did label by label. */
  labelScores(member: number): LabelScoresEvent | undefined {
    return this.#labelScores.get(member);
  }

  /** Metric names in the order in which they first came. */
  metricNames(): string[] {
    const names = new Set<string>();
    for (const member of this.members) {
      for (const columns of [member.train, member.validation]) for (const name of Object.keys(columns)) names.add(name);
    }
    return [...names];
  }

  memberLabel(member: number): string {
    const members = this.start?.members ?? [];
    const { seed, fold } = members[member] ?? { seed: member + 1 };
    if (fold === undefined) return t("member.seed", seed);
    const several = members.some((other) => other.seed !== seed);
    return several ? `${t("member.fold", fold)}, ${t("member.seed", seed)}` : t("member.fold", fold);
  }

  /** Share of a member's training that is done, its other heads included; `own` is that of its own epochs. */
  #shareOf(member: number, own: number): number {
    const { experiment } = this.start ?? {};
    if (experiment?.task !== "labels") return own;
    const heads = trainedHeads(experiment.model?.head ?? "graph", this.labels?.total ?? 0);
    const last = this.heads(member).at(-1);
    // Training may end before its last epoch: what something follows is done.
    return (last ? heads.indexOf(last.head) + last.epoch / last.epochs : own) / heads.length;
  }

  #take(event: RunEvent, changes: Changes): void {
    switch (event.event) {
      case "start":
        if (event.resumed === undefined) {
          this.members.length = 0;
          this.#samples.clear();
          this.#embeddings.clear();
          this.#layers.clear();
          this.#pictures.clear();
          this.#inputs.clear();
          this.#weights.clear();
          this.#generated.clear();
          this.#fields.clear();
          this.#distributions.clear();
          this.#heads.clear();
          this.#labelScores.clear();
          this.labels = undefined;
        }
        this.warnings.length = 0;
        this.start = event;
        this.verdict = undefined;
        this.end = undefined;
        this.head = undefined;
        this.active = true;
        changes.facts = changes.epochs = changes.samples = true;
        break;
      case "epoch":
        this.#epoch(event.member, event);
        this.head = undefined;
        changes.epochs = true;
        break;
      case "sample":
        this.#samples.set(`${event.member}/${event.split}`, event);
        changes.samples = true;
        break;
      case "embedding":
        append(this.#embeddings, event);
        changes.samples = true;
        break;
      case "pictures":
        append(this.#pictures, { ...event, pictures: this.#whole(event) });
        changes.samples = true;
        break;
      case "generated":
        append(this.#generated, event);
        changes.samples = true;
        break;
      case "field":
        append(this.#fields, event);
        changes.samples = true;
        break;
      case "distributions":
        this.#distributions.set(event.member, event);
        changes.samples = true;
        break;
      case "labels":
        this.labels = event;
        changes.samples = true;
        break;
      case "head": {
        const heads = this.#heads.get(event.member) ?? new Map<HeadName, HeadEvent>();
        this.#heads.set(event.member, heads.set(event.head, event));
        this.head = event;
        changes.epochs = true;
        break;
      }
      case "labelScores":
        this.#labelScores.set(event.member, event);
        changes.samples = true;
        break;
      case "weights":
        this.#weights.set(event.member, event);
        changes.samples = true;
        break;
      case "layers":
        this.#layers.set(event.member, event);
        changes.samples = true;
        break;
      case "warning":
        this.warnings.push(event);
        changes.facts = true;
        break;
      case "verdict":
        this.verdict = event;
        changes.facts = changes.samples = changes.epochs = true;
        break;
      case "end":
        this.end = event;
        this.active = false;
        this.paused = false;
        changes.facts = changes.epochs = true;
        break;
    }
  }

  /** The pictures of an event with what was told of them before. */
  #whole({ member, split, pictures }: PicturesEvent): ShownPicture[] {
    return pictures.flatMap((told) => {
      const key = `${member} ${split} ${told.row}`;
      const { input, truth } = told;
      if (input) this.#inputs.set(key, { input, truth });
      const known = this.#inputs.get(key);
      return known ? [{ ...told, ...known }] : [];
    });
  }

  #epoch(index: number, event: Extract<RunEvent, { event: "epoch" }>): void {
    while (this.members.length <= index) {
      this.members.push({ epochs: [], train: {}, validation: {}, total: event.epochs, learningRate: 0, seconds: 0 });
    }
    const member = this.members[index]!;
    // A resumed run says again what came after its checkpoint.
    if ((member.epochs.at(-1) ?? 0) >= event.epoch) truncate(member, event.epoch);
    const row = member.epochs.push(event.epoch) - 1;
    write(member.train, event.train, row);
    write(member.validation, event.validation ?? {}, row);
    member.total = event.epochs;
    member.learningRate = event.learningRate;
    member.seconds = event.seconds;
    const loss = event.validation?.loss;
    if (loss !== undefined && loss < (member.best?.loss ?? Number.POSITIVE_INFINITY)) {
      member.best = { epoch: event.epoch, loss };
    }
  }
}

/**
 * Puts an event behind those of its member; a resumed run says again what came after its checkpoint. Of an epoch there may be
 * one for each split.
 */
function append<Event extends { member: number; epoch: number; split?: Split }>(
  all: Map<number, Event[]>,
  event: Event,
): void {
  const isBefore = ({ epoch, split }: Event) => epoch < event.epoch || (epoch === event.epoch && split !== event.split);
  const before = all.get(event.member)?.filter(isBefore) ?? [];
  all.set(event.member, [...before, event]);
}

function write(columns: Record<string, number[]>, values: Record<string, number>, row: number): void {
  for (const name of Object.keys(values)) {
    columns[name] ??= new Array<number>(row).fill(Number.NaN);
  }
  for (const [name, column] of Object.entries(columns)) column[row] = values[name] ?? Number.NaN;
}

/** Forgets this epoch and all after it. */
function truncate(member: MemberCurves, epoch: number): void {
  const keep = member.epochs.findIndex((other) => other >= epoch);
  member.epochs.length = keep;
  for (const columns of [member.train, member.validation])
    for (const column of Object.values(columns)) column.length = keep;
  member.best = undefined;
  member.validation.loss?.forEach((loss, row) => {
    if (loss < (member.best?.loss ?? Number.POSITIVE_INFINITY)) member.best = { epoch: member.epochs[row]!, loss };
  });
}
