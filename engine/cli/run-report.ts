// The events of a run as the command line tells them.

import type {
  EpochEvent,
  GraphSummary,
  RunEvent,
  SampleEvent,
  Spread,
  StartEvent,
  VerdictEvent,
} from "../experiment/events";
import { isPictureExperiment } from "../experiment/table-experiment";
import { exampleNoun, metricsOf } from "../tasks";
import type { HeadEvent } from "../tasks/labels/events";
import { countOf, grouped, significant } from "../words";
import type { Output } from "./output";
import { table } from "./table";

/** Rows of predictions that are printed beside the truth. */
const shownRows = 12;

export class RunReport {
  private start?: StartEvent;
  private last?: SampleEvent;

  constructor(private readonly output: Output) {}

  take(event: RunEvent): void {
    if (this.output.json) {
      this.output.object(event);
      if (event.event === "start" || event.event === "verdict") this.output.flush();
      return;
    }
    switch (event.event) {
      case "start":
        this.start = event;
        this.begin(event);
        break;
      case "epoch":
        this.output.progress(() => this.progress(event));
        break;
      case "head":
        this.output.progress(() => this.head(event));
        break;
      case "sample":
        this.last = event;
        break;
      case "warning":
        this.output.line(`· ${event.text}`);
        break;
      case "verdict":
        this.verdict(event);
        break;
      case "end":
        if (event.status === "stopped") this.output.line("Stopped: it goes on with --resume.");
        if (event.status !== "failed") this.output.line(`${event.seconds.toFixed(2)} s · ${event.run ?? ""}`);
    }
  }

  /** What an example of the run is. */
  private noun(): string {
    return this.start ? exampleNoun(this.start.experiment) : "row";
  }

  private begin({ name, data, executor, program, assumptions, problems, resumed }: StartEvent): void {
    const held = [
      `${countOf(data.train, this.noun())} to train on`,
      ...(data.validation > 0 ? [`${data.validation} to choose by`] : []),
      ...(data.test > 0 ? [`${data.test} held out`] : []),
    ];
    this.output.line(`${name}: ${this.purpose(data)} · ${held.join(", ")}`);
    if (data.graph) this.graph(data.graph, data.aggregation);
    const computing = `${significant(program.bytes / 2 ** 20)} MB of memory, ${countOf(program.threads, "thread")} on ${executor}`;
    this.output.line(
      `${countOf(program.parameters, "parameter")} · ${computing}${resumed ? ` · goes on after epoch ${resumed}` : ""}`,
    );
    for (const { text, line } of assumptions) this.output.line(`· ${line ? `line ${line}: ` : ""}${text}`);
    for (const { text, line } of problems) this.output.line(`! ${line ? `line ${line}: ` : ""}${text}`);
    this.output.flush();
  }

  private purpose({ target, classes, features }: StartEvent["data"]): string {
    const told = classes ? ` (${countOf(classes.length, "class", "classes")})` : "";
    const pictures = this.noun() === "picture";
    const experiment = this.start?.experiment;
    if (experiment?.task === "generate") {
      const what = pictures ? "new pictures" : `new rows of ${countOf(features.length, "column")}`;
      return experiment.model?.conditional ? `${what}, by ${target}${told}` : what;
    }
    if (experiment?.task === "labels") {
      return `labels from ${pictures ? "pictures" : countOf(features.length, "feature")}`;
    }
    return `${target}${told} from ${pictures ? "pictures" : countOf(features.length, "feature")}`;
  }

  private graph(graph: GraphSummary, aggregation: string | undefined): void {
    const { graphs, nodes, edges, hyperedges, components, isolated, directed, weighted } = graph;
    const joined =
      hyperedges === undefined
        ? `${countOf(edges, directed ? "directed edge" : "edge")}${weighted ? " with weights" : ""}`
        : `${countOf(hyperedges, "hyperedge")} with ${countOf(edges, "membership")}`;
    const many = graphs === undefined ? [] : [countOf(graphs, "graph")];
    const parts = [
      ...many,
      countOf(nodes, "node"),
      joined,
      countOf(components, "component"),
      `${grouped(isolated)} isolated`,
    ];
    this.output.line(parts.join(" · "));
    if (aggregation) this.output.line(aggregation);
  }

  private progress({ member, stage, epoch, epochs, train, validation }: EpochEvent): string {
    const parts = Object.entries(train).map(([name, value]) => {
      const other = validation?.[name];
      return `${name} ${significant(value)}${other === undefined ? "" : ` / ${significant(other)}`}`;
    });
    return `${this.which(member)}${stage === undefined ? "" : `${stage} · `}epoch ${epoch} of ${epochs} · ${parts.join(" · ")}`;
  }

  /** Of several trainings, that which is told of. */
  private which(member: number): string {
    const members = this.start?.members ?? [];
    const { fold, seed } = members[member] ?? {};
    return members.length > 1 ? `${fold === undefined ? `seed ${seed}` : `fold ${fold}`} of ${members.length} · ` : "";
  }

  private head({ member, head, epoch, epochs }: HeadEvent): string {
    return `${this.which(member)}${head} · epoch ${epoch} of ${epochs}`;
  }

  private verdict({ metrics, baselines, sentence, stages }: VerdictEvent): void {
    if (this.last && this.last.total <= shownRows) this.predictions(this.last);
    this.output.line(sentence);
    const { experiment } = this.start ?? {};
    const isLabels = experiment?.task === "labels";
    // Of several labels there are many more figures, which a line would not hold.
    const names = isLabels ? metricsOf("labels", metrics).map(({ name }) => name) : Object.keys(metrics);
    const row = (title: string, values: Record<string, number | Spread>) => [
      title,
      ...names.map((name) => formatEntry(values[name])),
    ];
    const rows = [
      ["", ...names],
      row((isLabels && experiment.model?.head) || "network", metrics),
      ...Object.entries(baselines).map(([name, values]) => row(name, values)),
    ];
    for (const line of table(rows, { right: true })) this.output.line(`  ${line}`);
    if (!stages) return;
    const times = stages.map(({ name, seconds }) => [name, `${seconds.toFixed(2)} s`]);
    for (const line of table(times)) this.output.line(`  ${line}`);
  }

  private predictions({ rows, lines, truth, prediction }: SampleEvent): void {
    const { classes } = this.start?.data ?? {};
    const shown = (value: number) => classes?.[value] ?? significant(value);
    const cells = rows.map((rowIndex, i) => [
      lines?.[i] ? `line ${lines[i]}` : `${this.noun()} ${rowIndex + 1}`,
      shown(truth[i]),
      shown(prediction[i]),
    ]);
    // What a network makes of pictures is judged by a figure of each, before and after.
    const { start } = this;
    const made = start && start.task !== "classify" && isPictureExperiment(start.experiment);
    const heads = made ? ["before", "after"] : ["truth", "prediction"];
    for (const line of table([["", ...heads], ...cells], { right: true })) this.output.line(`  ${line}`);
  }
}

/** `0.953`, or `0.953 ± 0.012` over several trainings. */
export function formatEntry(entry: number | Spread | undefined): string {
  if (entry === undefined) return "";
  return typeof entry === "number" ? significant(entry) : `${significant(entry.mean)} ± ${significant(entry.std, 2)}`;
}
