// A file system in memory that can lose its power after any byte, or be full.

import { posix } from "node:path";
import type { Files } from "../../engine/data/files";
import { bytesSource } from "./data/source";

/** What a caller sees whose process has died: nothing after this happens. */
export class PowerCut extends Error {}

const noFile = (path: string) => Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });

export class MemoryFiles implements Files {
  readonly contents = new Map<string, Uint8Array>();
  private readonly folders = new Set<string>(["/"]);
  private clock = 0;
  private readonly times = new Map<string, number>();
  /** What has been spent so far: a unit for every change, and one for every byte written. */
  spent = 0;
  /** The power is cut when this much has been spent. */
  power = Number.POSITIVE_INFINITY;
  /** Bytes that the disk takes; writes beyond fail as they do on a full disk. */
  room = Number.POSITIVE_INFINITY;
  /** Folders in which nothing can be written, with the code of the fault. */
  readonly refused = new Map<string, string>();

  readonly join = (...parts: string[]) => posix.resolve("/", ...parts);
  readonly folderOf = posix.dirname;
  readonly nameOf = posix.basename;
  readonly relative = posix.relative;

  async open(path: string) {
    return bytesSource(this.bytesOf(path), posix.basename(path));
  }

  async read(path: string) {
    return this.bytesOf(path).slice();
  }

  async write(path: string, content: Uint8Array | string) {
    this.put(path, new Uint8Array(0), toBytes(content));
  }

  async create(path: string, text: string) {
    if (this.contents.has(path)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST" });
    await this.write(path, text);
  }

  async append(path: string, text: string) {
    this.put(path, this.contents.get(path) ?? new Uint8Array(0), toBytes(text));
  }

  async rename(from: string, to: string) {
    const content = this.bytesOf(from);
    this.spend(1);
    this.contents.delete(from);
    this.set(to, content);
  }

  async renameNew(from: string, to: string) {
    if (this.contents.has(to) || this.folders.has(to)) {
      throw Object.assign(new Error(`EEXIST: ${to}`), { code: "EEXIST" });
    }
    const content = this.bytesOf(from);
    this.refuse(to);
    // A second name, and then the first one goes.
    this.spend(1);
    this.set(to, content);
    this.spend(1);
    this.contents.delete(from);
  }

  async remove(path: string) {
    for (const name of [...this.contents.keys()]) {
      if (name !== path && !name.startsWith(`${path}/`)) continue;
      this.spend(1);
      this.contents.delete(name);
    }
    for (const name of [...this.folders]) if (name === path || name.startsWith(`${path}/`)) this.folders.delete(name);
  }

  async makeFolder(path: string) {
    this.spend(1);
    for (let folder = path; folder !== "/"; folder = posix.dirname(folder)) this.folders.add(folder);
  }

  async list(folder: string) {
    if (!this.folders.has(folder)) throw noFile(folder);
    const names = [...this.contents.keys(), ...this.folders].filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(names.map((path) => path.slice(folder.length + 1).split("/")[0]))];
  }

  async stat(path: string) {
    const content = this.contents.get(path);
    if (content) return { kind: "file" as const, size: content.length, modified: this.times.get(path) ?? 0 };
    return this.folders.has(path) ? { kind: "folder" as const, size: 0, modified: 0 } : null;
  }

  private bytesOf(path: string): Uint8Array {
    const content = this.contents.get(path);
    if (!content) throw noFile(path);
    return content;
  }

  private put(path: string, before: Uint8Array, added: Uint8Array): void {
    if (!this.folders.has(posix.dirname(path))) throw noFile(path);
    this.refuse(path);
    const used = [...this.contents.values()].reduce((sum, { length }) => sum + length, 0);
    if (used + added.length > this.room) throw Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
    const left = Math.max(0, this.power - this.spent - 1);
    const content = new Uint8Array(before.length + Math.min(added.length, left));
    content.set(before);
    content.set(added.subarray(0, content.length - before.length), before.length);
    if (this.spent < this.power) this.set(path, content);
    this.spend(1 + added.length);
  }

  private refuse(path: string): void {
    const [, code] = [...this.refused].find(([folder]) => path.startsWith(`${folder}/`)) ?? [];
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${path}`), { code, path });
  }

  private set(path: string, content: Uint8Array): void {
    this.contents.set(path, content);
    this.times.set(path, ++this.clock);
  }

  private spend(units: number): void {
    this.spent += units;
    if (this.spent > this.power) throw new PowerCut("The power is gone.");
  }
}

const toBytes = (content: Uint8Array | string): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content.slice();
