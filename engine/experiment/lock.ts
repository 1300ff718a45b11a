// The lock of a run's folder: one process at a time trains in it, and a lock that a kill has left is taken over.

import type { Files } from "../data/files";
import { InputError } from "../errors";

/** The process that trains, and what it knows of others. */
export interface Processes {
  pid: number;
  /** Name of the machine. */
  host: string;
  /** Whether a process of this machine is there that has been so since `since` (milliseconds since 1970) at least. */
  isAlive(pid: number, since: number): boolean;
}

interface Holder {
  pid: number;
  host: string;
  /** Milliseconds since 1970. */
  started: number;
}

const lockName = "lock";
/** Milliseconds after which a lock that is not whole will not become so. */
const writeMilliseconds = 100;

/** Folders that this thread trains in: a lock of this very process on another one was left by a thread that has ended. */
const held = new Set<string>();

/**
 * Takes the lock of a folder, which must be there; resolves to what gives it back.
 * @throws InputError while another process trains in the folder
 */
export async function lockFolder(files: Files, folder: string, processes: Processes): Promise<() => Promise<void>> {
  const path = files.join(folder, lockName);
  const { pid, host } = processes;
  const text = JSON.stringify({ pid, host, started: Date.now() } satisfies Holder);
  for (;;) {
    try {
      await files.create(path, text);
      break;
    } catch (error) {
      if ((error as { code?: unknown }).code !== "EEXIST") throw error;
    }
    let found = await readText(files, path);
    if (found !== undefined && !parse(found)) {
      // Being written right now, or cut off by a kill.
      await new Promise<void>((resolve) => setTimeout(resolve, writeMilliseconds));
      found = await readText(files, path);
    }
    if (found === undefined) continue;
    refuseHeld(found, folder, processes);
    await takeAway(files, path, found, folder, processes);
  }
  held.add(folder);
  return async () => {
    held.delete(folder);
    // Nothing can be done about a disk that fails now; the next one takes the lock over.
    await files.remove(path).catch(() => undefined);
  };
}

/** Removes the lock that was found stale; one that somebody has put there since is put back, and refused. */
async function takeAway(files: Files, path: string, stale: string, folder: string, own: Processes): Promise<void> {
  const aside = `${path}.${own.pid}`;
  try {
    await files.rename(path, aside);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return;
    throw error;
  }
  const taken = await readText(files, aside);
  if (taken !== undefined && taken !== stale) {
    await files.rename(aside, path);
    refuseHeld(taken, folder, own);
    return;
  }
  await files.remove(aside);
}

function refuseHeld(text: string, folder: string, own: Processes): void {
  const holder = parse(text);
  if (!holder) return;
  const { pid, host, started } = holder;
  if (host !== own.host) {
    const message = `This run is still being trained (process ${pid} on ${host}): stop it first, or delete the file ${lockName} if it has ended.`;
    throw new InputError(message, { file: folder });
  }
  if (pid === own.pid ? held.has(folder) : own.isAlive(pid, started)) {
    throw new InputError(`This run is still being trained (process ${pid}): stop it first.`, { file: folder });
  }
}

/** Undefined where a kill has cut the lock off while it was written. */
function parse(text: string): Holder | undefined {
  try {
    const { pid, host, started } = JSON.parse(text) as Partial<Holder>;
    if (typeof pid === "number" && typeof host === "string" && typeof started === "number") {
      return { pid, host, started };
    }
  } catch {}
  return undefined;
}

async function readText(files: Files, path: string): Promise<string | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    return new TextDecoder().decode(await files.read(path));
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  }
}
