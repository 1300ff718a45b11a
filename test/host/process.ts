// Child processes: run one to its end, find a program, and end a whole group.

import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Runs a program with its output shown; rejects when it cannot start or does not exit with 0. */
export async function run(program: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const code = await exitCode(program, args, options);
  if (code !== 0) throw new Error(`${[program, ...args].join(" ")} ended with exit code ${code}.`);
}

/** Runs a program with its output shown, and gives its exit code (1 when a signal ended it). */
export function exitCode(program: string, args: string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Absolute path of the first of these programs on PATH, or null. */
export function findProgram(...names: string[]): string | null {
  const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter).filter(Boolean)) {
      for (const suffix of suffixes) {
        const path = join(folder, name + suffix);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {
          // Not in this folder.
        }
      }
    }
  }
  return null;
}

/** Ends a process that was started with `detached: true`, and all its children: asks first, then forces. */
export async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(process.platform === "win32" ? pid : -pid, name);
      return true;
    } catch {
      return false;
    }
  };
  if (!signal("SIGTERM")) return;
  const deadline = Date.now() + 3000;
  while (Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      process.kill(-pid, 0);
    } catch {
      return;
    }
  }
  signal("SIGKILL");
}
