// The entry of a worker thread under Node: hands Node's ports to the engine's server.

import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { startServer } from "../worker/server";
import { breathe, loadExecutor, nodeFiles, nodeProcesses } from "./ports";

const port = parentPort;
if (!port) throw new Error("This file is the entry of a worker thread.");

interface Settings {
  /** Where the kernels lie, unless beside this bundle. */
  kernels?: string;
  checkpointSeconds?: number;
}

const { kernels = join(dirname(__filename), "kernels"), checkpointSeconds } = (workerData ?? {}) as Settings;

startServer({
  port: {
    post: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[] | undefined),
    listen: (receive) => port.on("message", receive),
  },
  files: nodeFiles,
  // One core is left to the editor.
  executor: () => loadExecutor(kernels, Math.max(1, availableParallelism() - 1)),
  breathe,
  processes: nodeProcesses,
  checkpointSeconds,
});
