// Opens VS Code with the freshly built extension on the sample workspace, until its window closes or Ctrl-C.

import { join } from "node:path";
import { build } from "./build";
import { chooseHost } from "./host";
import { localCache, root } from "./root";
import { writeSampleWorkspace } from "./sample";

async function start(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  console.log("Building the extension …");
  await build(true);
  const workspace = join(localCache, "sample");
  await writeSampleWorkspace(workspace);
  const host = await chooseHost();
  if (stop.signal.aborted) return;
  console.log(`Host: ${host.description}`);
  await host.start({ workspace, extension: root }, stop.signal);
}

start().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
