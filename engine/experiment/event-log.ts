// The events of a run as segments of JSON lines in its folder, written so that a kill cuts off one line at most.

import type { Files } from "../data/files";
import { runFiles, segmentNames } from "./layout";

/** Milliseconds between two writes of events that nobody waits for. */
const flushMilliseconds = 250;
/** Characters of a segment of events, after which the next one begins. */
const segmentLimit = 1 << 20;

export class EventLog {
  private lines: string[] = [];
  private flushed = performance.now();
  private segmentLength = 0;

  private constructor(
    private readonly files: Files,
    private readonly folder: string,
    private segment: number,
  ) {}

  /** Of the run in `folder`: its events go to a segment of their own, after those that are there. */
  static async open(files: Files, folder: string): Promise<EventLog> {
    await files.makeFolder(files.join(folder, runFiles.events));
    const last = (await segmentNames(files, folder)).at(-1);
    return new EventLog(files, folder, Number.parseInt(last ?? "0", 10) + 1);
  }

  /** Keeps an event; an urgent one is written at once. */
  async add(event: object, urgent: boolean): Promise<void> {
    this.lines.push(JSON.stringify(event));
    if (urgent || performance.now() - this.flushed > flushMilliseconds) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    const text = `${this.lines.join("\n")}\n`;
    this.lines = [];
    const name = `${String(this.segment).padStart(4, "0")}.jsonl`;
    await this.files.append(this.files.join(this.folder, runFiles.events, name), text);
    this.flushed = performance.now();
    this.segmentLength += text.length;
    if (this.segmentLength <= segmentLimit) return;
    this.segment++;
    this.segmentLength = 0;
  }
}
