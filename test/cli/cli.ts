// The built command line as tests call it, in this process or in one of its own: a folder, its output and exit code.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { command } from "../../engine/cli/command";
import { bytesSource } from "../../engine/data/bytes-source";
import { toCsv } from "../../engine/data/generate";
import { customers } from "../../engine/data/generate/customers";
import { friedman } from "../../engine/data/generate/friedman";
import { readPicture, writePicture } from "../../engine/data/image";
import type { Image, Picture, PictureFormat } from "../../engine/data/image/image";
import { root } from "../host/root";

const script = join(root, "dist", "cli.js");

export interface Result {
  code: number | null;
  out: string;
  error: string;
}

/** A folder with two tables, in which the command line is called. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), "neural-lens-cli-"));

  constructor() {
    this.write("customers.csv", toCsv(customers(120, 1)));
    this.write("friedman.csv", toCsv(friedman(120, 1)));
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), content);
  }

  async writeImage(name: string, image: Image, format: PictureFormat = "png"): Promise<void> {
    this.write(name, (await writePicture(image, format)).bytes);
  }

  async picture(name: string): Promise<Picture> {
    return readPicture(bytesSource(name, readFileSync(join(this.folder, name))));
  }

  remove(): void {
    process.chdir(root);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts the command line as a process; `heard` is called with all of standard output so far. */
  begin(words: string[], heard?: (out: string, child: ChildProcess) => void): Promise<Result> {
    const child = spawn(process.execPath, [script, ...words], { cwd: this.folder });
    let [out, error] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += chunk;
      heard?.(out, child);
    });
    child.stderr.on("data", (chunk) => {
      error += chunk;
    });
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, error })));
  }

  /** The same without the start of a process; until the workplace is removed, its folder is the one of this process. */
  async run(words: string[]): Promise<Result> {
    const built: { command: typeof command } = require(script);
    const said = { 1: "", 2: "" };
    process.chdir(this.folder);
    const code = await built.command(words, (descriptor, text) => {
      said[descriptor] += text;
    });
    return { code, out: said[1], error: said[2] };
  }

  /** What a call that must succeed prints. */
  async call(...words: string[]): Promise<string> {
    const { code, out, error } = await this.run(words);
    assert.equal(code, 0, error);
    return out;
  }

  /** The objects that a call with --json prints. */
  async objects(...words: string[]): Promise<Record<string, unknown>[]> {
    return linesOf(await this.call(...words, "--json"));
  }

  /** A call that must fail as wrong input: its one line on standard error. */
  async refusal(...words: string[]): Promise<string> {
    const { code, out, error } = await this.run(words);
    assert.equal(code, 2, `${error}${out}`);
    assert.match(error, /^[^\n]+\n$/, "one line on standard error");
    return error.trimEnd();
  }
}

export const linesOf = (out: string): Record<string, unknown>[] =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
