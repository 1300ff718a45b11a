// The entry of a thread that helps sessions to compute: it stays inside WebAssembly until the session that it was sent to is closed.

import { parentPort } from "node:worker_threads";
import { helpThread } from "../kernels/wasm";

parentPort?.on("message", helpThread);
