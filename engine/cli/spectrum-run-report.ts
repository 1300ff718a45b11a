// The events of a run that computes a spectrum, as the command line tells them.

import type { SpectrumEvent } from "../tasks/spectrum/events";
import { countOf, percent } from "../words";
import type { Output } from "./output";
import { nodeFiles } from "./ports";
import { planLine, reportSpectrum } from "./spectrum-report";

export class SpectrumRunReport {
  constructor(private readonly output: Output) {}

  take(event: SpectrumEvent): void {
    const { output } = this;
    if (output.json) {
      output.object(event);
      if (event.event !== "progress") output.flush();
      return;
    }
    switch (event.event) {
      case "start":
        output.line(`${event.name}: ${countOf(event.data.nodes, "node")} of ${nodeFiles.nameOf(event.data.file)}`);
        output.line(planLine(event.plan));
        for (const { text, line } of event.problems) output.line(`! ${line ? `line ${line}: ` : ""}${text}`);
        output.flush();
        break;
      case "progress":
        output.progress(() => percent(event.fraction, 0));
        break;
      case "spectrum":
        reportSpectrum(event, output);
        break;
      case "verdict":
        if (event.files.length > 0) output.line(`Written: ${event.files.join(", ")}.`);
        break;
      case "end":
        if (event.status === "stopped") output.line("Stopped: it is computed once more with --resume.");
        if (event.status !== "failed")
          output.line(`${event.seconds.toFixed(2)} s${event.run ? ` · ${event.run}` : ""}`);
    }
  }
}
