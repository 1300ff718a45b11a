// The worker's calls on networks on nodes: experiments are suggested, trained, and asked about a node of their graph.

import assert from "node:assert/strict";
import { join } from "node:path";
import { loadSolvers } from "../../../engine/cli/ports";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import { toCsv } from "../../../engine/data/generate";
import { karateClub } from "../../../engine/data/generate/block-graph";
import type { RunEvent } from "../../../engine/experiment/events";
import type { WorkerApi, WorkerEvents } from "../../../engine/worker/api";
import { connect } from "../../../engine/worker/channel";
import { startServer } from "../../../engine/worker/server";
import { inputError } from "../data/source";
import { hostOf, wasm } from "../experiment/runs";
import { MemoryFiles } from "../memory-files";
import { portPair } from "./ports";

describe("worker on nodes", () => {
  it("trains on a graph beside its table of nodes, and says what a node collects and what its networks filter", async () => {
    const files = new MemoryFiles();
    await files.makeFolder("/data");
    const { edges, nodes } = karateClub();
    await files.write("/data/friends.csv", toCsv(edges));
    await files.write("/data/members.csv", toCsv(nodes));
    const [port, other] = portPair();
    startServer({
      port: other,
      files,
      executor: async () => wasm,
      filters: async () => referenceFilterExecutor,
      solvers: () => loadSolvers(join(__dirname, "..", "..", "..", "dist", "kernels"), 1),
      breathe: hostOf(files).breathe,
    });
    const channel = connect<WorkerApi, WorkerEvents>(port);
    const heard: RunEvent[] = [];
    channel.on("event", ({ event }) => heard.push(event));

    const path = "/data/friends.csv";
    await assert.rejects(channel.call("suggestNodes", { path }), inputError(/file says nothing of them/));
    const run = "/runs/club";
    await channel.call("run", {
      path,
      folder: run,
      experiment: {
        task: "nodes",
        data: { file: "friends.csv", nodes: "members.csv" },
        model: { kind: "gat", hidden: 2, heads: 2 },
        train: { epochs: 3, seeds: [1, 2] },
      },
    });
    const last = heard.at(-1);
    assert.ok(last?.event === "end");
    assert.equal(last.reason, undefined);
    assert.ok(heard.some(({ event }) => event === "embedding") && heard.some(({ event }) => event === "layers"));
    const [summary] = await channel.call("runs", { root: "/runs" });
    assert.deepEqual([summary.task, summary.status, summary.metric?.name], ["nodes", "done", "accuracy"]);
    // Member 12 has one friend, member 1: attention to the two, averaged over heads, adds up to 1.
    const { layers } = await channel.call("nodeReach", { run, member: 1, node: 11 });
    assert.deepEqual(layers[0].contributions.map(({ id }) => id).sort(), ["1", "12"]);
    const total = layers[0].contributions.reduce((sum, { weight }) => sum + weight, 0);
    assert.ok(Math.abs(total - 1) < 1e-5, `${total}`);
    assert.equal(layers[1].contributions.length, 17);

    const filtering = "/runs/filters";
    await channel.call("run", {
      path,
      folder: filtering,
      experiment: {
        task: "nodes",
        data: { file: "friends.csv", nodes: "members.csv" },
        model: { kind: "cheb", hidden: 2 },
        train: { epochs: 2, seeds: [1, 2] },
      },
    });
    const stopped = channel.call("networkFrequencies", { run: filtering });
    await channel.call("stopFrequencies", { run: filtering });
    assert.equal(await stopped, undefined);
    const [one, second] = [
      await channel.call("networkFrequencies", { run: filtering, member: 0 }),
      await channel.call("networkFrequencies", { run: filtering, member: 1 }),
    ];
    assert.equal(
      one?.count.reduce((sum, count) => sum + count, 0),
      34,
    );
    assert.deepEqual(one?.lambda, second?.lambda);
    assert.notDeepEqual(one?.response, second?.response);
    await assert.rejects(channel.call("networkFrequencies", { run }), inputError(/no polynomial/));

    const links = await channel.call("suggestLinks", { path });
    const experiment = { ...links, train: { epochs: 2, seeds: [1] } };
    await channel.call("run", { path, folder: "/runs/links", experiment });
    const linked = (await channel.call("runs", { root: "/runs" })).find(({ task }) => task === "links");
    assert.deepEqual([linked?.status, linked?.metric?.name], ["done", "auc"]);
    await assert.rejects(
      channel.call("suggestGraphs", { path }),
      inputError(/Nothing of these graphs can be predicted/),
    );
  });
});
