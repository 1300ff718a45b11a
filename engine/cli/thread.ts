// The entry of a thread that helps to compute: with a session it stays inside WebAssembly until that is closed, with a picture while there are tiles.

import { parentPort } from "node:worker_threads";
import { helpRender } from "../convolution/wasm-executor";
import { helpThread } from "../kernels/wasm";
import type { ThreadJob } from "./threads";

parentPort?.on("message", (job: ThreadJob) => {
  if (job.kind === "session") helpThread(job.session);
  else helpRender(job.picture);
});
