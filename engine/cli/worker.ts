// The entry of a worker thread under Node: hands Node's ports to the engine's server.

import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { startServer } from "../worker/server";
import { breathe, loadExecutor, loadFilterExecutor, loadSolvers, nodeFiles, nodeProcesses } from "./ports";

const port = parentPort;
if (!port) throw new Error("This file is the entry of a worker thread.");

interface Settings {
  /** Where the kernels lie, unless beside this bundle. */
  kernels?: string;
  checkpointSeconds?: number;
  /** Threads that compute at most: all cores but one, which is left to the editor, unless said. */
  threads?: number;
  /** Larger pictures are refused. */
  maxPixels?: number;
}

const settings = (workerData ?? {}) as Settings;
const { kernels = join(dirname(__filename), "kernels"), checkpointSeconds, maxPixels } = settings;
const { threads = Math.max(1, availableParallelism() - 1) } = settings;

startServer({
  port: {
    post: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[] | undefined),
    listen: (receive) => port.on("message", receive),
  },
  files: nodeFiles,
  executor: () => loadExecutor(kernels, threads),
  filters: () => loadFilterExecutor(kernels, threads),
  solvers: () => loadSolvers(kernels, threads),
  breathe,
  processes: nodeProcesses,
  checkpointSeconds,
  maxPixels,
});
