// What the command line prints: JSON lines for programs, or lines for people with a progress line where there is a terminal.

import { writeSync } from "node:fs";

/** Milliseconds between two drawings of the progress line. */
const progressMilliseconds = 80;
/** Characters kept back before they are written, and milliseconds since the last time after which none are. */
const bufferLimit = 1 << 16;
const bufferMilliseconds = 100;

/** Takes text for standard output (1) or standard error (2). */
export type Write = (descriptor: 1 | 2, text: string) => void;

export class Output {
  private buffer = "";
  private flushed = performance.now();
  private progressShown = false;
  private progressDrawn = 0;

  constructor(
    /** One JSON object a line, and nothing else, on standard output. */
    readonly json: boolean,
    private readonly terminal: boolean,
    private readonly write: Write = writeWhole,
  ) {}

  object(value: unknown): void {
    this.put(`${JSON.stringify(value)}\n`);
  }

  /** A line for people. */
  line(text = ""): void {
    if (this.json) return;
    this.clearProgress();
    this.put(`${text}\n`);
  }

  /** Text as it is, whoever reads. */
  raw(text: string): void {
    this.put(text);
  }

  /** Replaces the progress line; nothing where standard error is no terminal. */
  progress(text: () => string): void {
    const now = performance.now();
    if (this.json || !this.terminal || now - this.progressDrawn < progressMilliseconds) return;
    this.flush();
    this.progressDrawn = now;
    this.progressShown = true;
    this.write(2, `\r\x1b[2K${text()}`);
  }

  clearProgress(): void {
    if (this.progressShown) this.write(2, "\r\x1b[2K");
    this.progressShown = false;
  }

  /** One line on standard error. */
  error(text: string): void {
    this.flush();
    this.clearProgress();
    this.write(2, `${text}\n`);
  }

  flush(): void {
    const text = this.buffer;
    this.buffer = "";
    this.flushed = performance.now();
    this.write(1, text);
  }

  private put(text: string): void {
    this.buffer += text;
    if (this.buffer.length > bufferLimit || performance.now() - this.flushed > bufferMilliseconds) this.flush();
  }
}

/** The reader of our output has gone, as `head` does. */
export class ReaderGone extends Error {}

/** Writes all of it before it returns, whatever the descriptor is: what is printed is there even when we are killed next. */
function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") throw new ReaderGone();
      // A pipe that is full for the moment.
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
