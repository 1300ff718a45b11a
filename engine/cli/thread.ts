// The entry of a thread that helps to compute: with a session or a spectrum it stays until that is closed, with a picture while there are tiles.

import { parentPort } from "node:worker_threads";
import { helpRender } from "../convolution/wasm-executor";
import { helpSpectrum } from "../graph/sparse/machine";
import { helpThread } from "../kernels/wasm";
import type { ThreadJob } from "./threads";

parentPort?.on("message", (job: ThreadJob) => {
  if (job.kind === "session") helpThread(job.session);
  else if (job.kind === "picture") helpRender(job.picture);
  else helpSpectrum(job.spectrum);
});
