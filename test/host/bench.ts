// Builds, then times the workloads of `npm run bench -- [NAME …]`: ours with the command line, each between its peers, and the window.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BenchLine, choose, describeLine } from "../../engine/bench";
import { parseArguments } from "../../engine/cli/arguments";
import { benchTable } from "../../engine/cli/bench-table";
import { InputError } from "../../engine/errors";
import { type Backend, backends } from "../bench/peer";
import { peerWorkloads } from "../bench/peer-workloads";
import { type Comparison, compared, describePeer, type Peer, ratioTable } from "../bench/ratios";
import { measureWindow, windowWorkloads } from "./bench-window";
import { build } from "./build";
import { exitCode } from "./process";
import { root } from "./root";

const script = join(root, "dist", "cli.js");
/** A peer that takes longer is ended. */
const peerMilliseconds = 60_000;

const flags = {
  threads: { kind: "whole", value: "NUMBER", least: 1 },
  json: { kind: "switch" },
  "no-peers": { kind: "switch" },
  scale: { kind: "switch" },
} as const;

/**
 * Our own line; undefined when it failed, which standard error then says.
 * @throws InputError when the command line refuses what it is told
 */
async function ours(name: string, threads: number): Promise<BenchLine | undefined> {
  const words = [script, "bench", name, "--threads", String(threads), "--json"];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words);
    return JSON.parse(stdout);
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    if (code === 2) throw new InputError(stderr.trim());
    process.stderr.write(stderr);
    return undefined;
  }
}

async function peer(backend: Backend, name: string): Promise<Peer> {
  const words = ["--import", "tsx", join(root, "test", "bench", "peer.ts"), backend, name];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, timeout: peerMilliseconds });
    return JSON.parse(stdout);
  } catch (error) {
    const { killed, stderr } = error as { killed: boolean; stderr: string };
    return killed ? { over: peerMilliseconds } : { failed: stderr.trim() };
  }
}

/** Ours before, between and after the peers, of which the median counts. */
async function compare(name: string, threads: number, withPeers: boolean): Promise<Comparison | undefined> {
  const first = await ours(name, threads);
  if (!first) return undefined;
  const lines = [first];
  const peers: Comparison["peers"] = {};
  for (const backend of withPeers && Object.hasOwn(peerWorkloads, name) ? backends : []) {
    peers[`tfjs-${backend}`] = await peer(backend, name);
    const again = await ours(name, threads);
    if (!again) return undefined;
    lines.push(again);
  }
  lines.sort((a, b) => a.median_ms - b.median_ms);
  const least = Math.min(...lines.map(({ min_ms }) => min_ms));
  return { line: { ...lines[lines.length >> 1], min_ms: least }, peers };
}

async function main(words: string[]): Promise<number> {
  const { positional, switches, numbers } = parseArguments(words, flags);
  await build(false);
  if (switches.has("scale")) return exitCode(process.execPath, [script, "bench", ...words]);
  const json = switches.has("json");
  const comparisons: Comparison[] = [];
  let failed = false;
  for (const workload of choose([...benchTable, ...windowWorkloads], positional)) {
    if ("measure" in workload) {
      const line = await measureWindow(workload);
      console.log(json ? JSON.stringify(line) : describeLine(line));
      continue;
    }
    const { name } = workload;
    const comparison = await compare(name, numbers.get("threads") ?? 1, !switches.has("no-peers"));
    if (!comparison) {
      failed = true;
      continue;
    }
    comparisons.push(comparison);
    const peers = Object.entries(comparison.peers);
    for (const [peerName, result] of peers) {
      if (!("failed" in result)) continue;
      failed = true;
      console.error(`${peerName}: ${result.failed}`);
    }
    if (json) console.log(JSON.stringify(compared(comparison)));
    else console.log([describeLine(comparison.line), ...peers.map((each) => describePeer(...each))].join("\n"));
  }
  if (!json && comparisons.length > 0) console.log(`\n${ratioTable(comparisons)}`);
  return failed ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(error instanceof InputError ? 2 : 1);
  },
);
