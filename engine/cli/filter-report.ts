// The events of a batch of pictures as the command line tells them.

import type { FilterEvent, PictureEvent } from "../tasks/filter/events";
import { countOf } from "../words";
import type { Output } from "./output";

export class FilterReport {
  constructor(private readonly output: Output) {}

  take(event: FilterEvent): void {
    if (this.output.json) {
      this.output.object(event);
      this.output.flush();
      return;
    }
    switch (event.event) {
      case "start":
        this.output.line(
          `${event.name}: ${countOf(event.data.pictures, "picture")}${event.resumed ? ` · ${event.resumed} done before` : ""}`,
        );
        for (const { text } of event.assumptions) this.output.line(`· ${text}`);
        break;
      case "picture":
        this.picture(event);
        break;
      case "end":
        this.output.line(event.sentence);
        if (event.status === "stopped" && event.run) this.output.line("Stopped: it goes on with --resume.");
        if (event.status !== "failed")
          this.output.line(`${event.seconds.toFixed(2)} s${event.run ? ` · ${event.run}` : ""}`);
    }
  }

  private picture({ number, total, file, out, failed, changes }: PictureEvent): void {
    this.output.progress(() => `${number} of ${total} · ${file}`);
    if (failed !== undefined) this.output.line(`! ${file}: ${failed}`);
    else this.output.line([`${file} → ${out}`, ...changes].join(" · "));
  }
}
