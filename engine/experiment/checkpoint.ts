// Checkpoints of one training: numbered folders, each there in whole or not at all, the newest one counts.

import type { Values } from "../core/executor";
import type { Files } from "../data/files";
import { readSafetensors, writeSafetensors } from "../export/safetensors";
import type { Position, Snapshot } from "../neural/trainer";

interface Manifest {
  version: 1;
  /** Random numbers are functions of the seed and of the position. */
  position: Position;
  dataHash: string;
  executor: string;
  /** Bytes of each file beside the manifest. */
  files: Record<string, number>;
}

const folderName = "checkpoints";
const manifestName = "manifest.json";
const stateName = "state.safetensors";
const bestName = "best.safetensors";

/** Writes a file so that it is there in whole or not at all. */
export async function publish(files: Files, path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.tmp`;
  await files.write(temporary, content);
  await files.rename(temporary, path);
}

/** Adds a checkpoint to a member's folder; of the older ones the newest stays, in case the disk fails. */
export async function writeCheckpoint(
  files: Files,
  memberFolder: string,
  { position, variables, best }: Snapshot,
  origin: { dataHash: string; executor: string },
): Promise<void> {
  const root = files.join(memberFolder, folderName);
  const numbers = await checkpointNumbers(files, root);
  const folder = files.join(root, numbered((numbers.at(-1) ?? 0) + 1));
  await files.makeFolder(folder);
  const contents = [
    [stateName, toBytes(variables)],
    [bestName, toBytes(best)],
  ] as const;
  for (const [name, bytes] of contents) await files.write(files.join(folder, name), bytes);
  const sizes = Object.fromEntries(contents.map(([name, bytes]) => [name, bytes.length]));
  const manifest: Manifest = { version: 1, position, ...origin, files: sizes };
  await publish(files, files.join(folder, manifestName), JSON.stringify(manifest));
  for (const old of numbers.slice(0, -1)) await files.remove(files.join(root, numbered(old)));
}

/** The newest checkpoint that is there in whole. */
export async function latestCheckpoint(files: Files, memberFolder: string): Promise<Snapshot | undefined> {
  const root = files.join(memberFolder, folderName);
  for (const number of (await checkpointNumbers(files, root)).reverse()) {
    const folder = files.join(root, numbered(number));
    if (!(await files.stat(files.join(folder, manifestName)))) continue;
    const text = new TextDecoder().decode(await files.read(files.join(folder, manifestName)));
    const { position } = JSON.parse(text) as Manifest;
    const read = async (name: string) => fromBytes(await files.read(files.join(folder, name)), name);
    return { position, variables: await read(stateName), best: await read(bestName) };
  }
  return undefined;
}

export async function removeCheckpoints(files: Files, memberFolder: string): Promise<void> {
  const root = files.join(memberFolder, folderName);
  if (await files.stat(root)) await files.remove(root);
}

const numbered = (number: number): string => String(number).padStart(4, "0");

/** Ascending. */
async function checkpointNumbers(files: Files, root: string): Promise<number[]> {
  if (!(await files.stat(root))) return [];
  const names = await files.list(root);
  return names.flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : [])).sort((a, b) => a - b);
}

function toBytes(values: ReadonlyMap<string, Values>): Uint8Array {
  const tensors = new Map([...values].map(([name, own]) => [name, { shape: [own.length], values: own }]));
  return writeSafetensors({ tensors, metadata: {} });
}

function fromBytes(bytes: Uint8Array, name: string): Map<string, Values> {
  const { tensors } = readSafetensors(bytes, name);
  return new Map([...tensors].map(([key, { values }]) => [key, values as Values]));
}
