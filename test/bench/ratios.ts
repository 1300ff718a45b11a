// Our times beside those of others: as JSON, and as the table that ends a benchmark.

import { type BenchLine, rounded } from "../../engine/bench";
import { table } from "../../engine/cli/table";
import type { PeerResult } from "./peer";
import { recorded, recordedWith } from "./recorded";

/** A peer as the benchmark saw it: ended because it took longer than `over` milliseconds, or not doing its work. */
export type Peer = PeerResult | { over: number } | { failed: string };

export interface Comparison {
  line: BenchLine;
  /** By peer, measured in the same run. */
  peers: Record<string, Peer>;
}

/** How many times as long the other took. */
const ratioOf = (other: number, { median_ms }: BenchLine): number => other / median_ms;

const ratioText = (ratio: number): string =>
  `${ratio < 0.995 ? ratio.toFixed(2) : ratio < 99.5 ? ratio.toPrecision(2) : Math.round(ratio)}×`;

/** Milliseconds of a peer, or why there are none. */
function timeText(peer: Peer): string {
  if ("missing" in peer) return `no kernel (${peer.missing})`;
  if ("over" in peer) return `over ${peer.over}`;
  if ("failed" in peer) return "failed";
  return String(rounded(peer.median_ms));
}

/** The line of a peer, for people. */
export function describePeer(name: string, peer: Peer): string {
  if ("failed" in peer) return `  ${name}: ${peer.failed}`;
  if (!("median_ms" in peer)) return `  ${name}: ${timeText(peer)}${"over" in peer ? " ms" : ""}`;
  const repeats = peer.repeats === 1 ? "once" : `${peer.repeats} repeats`;
  return `  ${name}: ${timeText(peer)} ms (least ${rounded(peer.min_ms)}, ${repeats})${peer.note && ` · ${peer.note}`}`;
}

/** What was recorded of a workload, for as many threads as ours has. */
function recordedOf({ workload, threads }: BenchLine) {
  const found = recorded[workload];
  if (!found) return undefined;
  const { peers, target, aim } = found;
  return {
    peers: Object.entries(peers).map(([name, figure]): [string, number] => [name, recordedWith(figure, threads)]),
    target: target && recordedWith(target, threads),
    aim: aim && recordedWith(aim, threads),
  };
}

/** Our line, with the peers of this run, and what was recorded, beside it; a ratio is the other's time by ours. */
export function compared({ line, peers }: Comparison): object {
  const known = recordedOf(line);
  const beside = (milliseconds: number) => ({
    median_ms: rounded(milliseconds),
    ratio: rounded(ratioOf(milliseconds, line)),
  });
  return {
    ...line,
    peers: Object.fromEntries(
      Object.entries(peers).map(([name, peer]) => [
        name,
        "median_ms" in peer ? { ...peer, ...beside(peer.median_ms), min_ms: rounded(peer.min_ms) } : peer,
      ]),
    ),
    ...(known && {
      recorded: Object.fromEntries(known.peers.map(([name, milliseconds]) => [name, beside(milliseconds)])),
      target_ms: known.target,
      aim_ms: known.aim,
    }),
  };
}

/** All workloads: our median, each peer of this run with its ratio, targets, and ratios to what was recorded. */
export function ratioTable(comparisons: readonly Comparison[]): string {
  const names = [...new Set(comparisons.flatMap(({ peers }) => Object.keys(peers)))];
  const head = ["workload", "ours ms", ...names.flatMap((name) => [`${name} ms`, "ratio"]), "target", "aim"];
  const rows = comparisons.map(({ line, peers }) => {
    const known = recordedOf(line);
    const cells = names.flatMap((name) => {
      const peer = peers[name];
      if (!peer) return ["", ""];
      const least = "over" in peer ? `>${ratioText(ratioOf(peer.over, line))}` : "";
      return [timeText(peer), "median_ms" in peer ? ratioText(ratioOf(peer.median_ms, line)) : least];
    });
    const goals = [known?.target, known?.aim].map((goal) => (goal === undefined ? "" : String(rounded(goal))));
    return [line.workload, String(line.median_ms), ...cells, ...goals];
  });
  const recordings = comparisons.flatMap(({ line }) => {
    const known = recordedOf(line);
    if (!known) return [];
    const each = known.peers.map(([name, time]) => `${name} ${rounded(time)} (${ratioText(ratioOf(time, line))})`);
    return [`${line.workload}: ${each.join(" · ")}`];
  });
  return [
    "A ratio is the other's time by ours: 2× took twice as long as we did.",
    ...table([head, ...rows], { right: true }),
    ...(recordings.length > 0 ? ["", "Recorded earlier, in ms, on a machine of the type the targets are for:"] : []),
    ...recordings,
  ].join("\n");
}
