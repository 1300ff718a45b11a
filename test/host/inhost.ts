// Takes tests into a real extension host: bundles them with an entry that VS Code calls, and opens a fresh sample workspace on it.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Host } from "./host";
import { localCache, root } from "./root";
import { withSampleWorkspace } from "./sample";

/** What the entry reads to know what to do. */
export interface InHostOrder {
  files: string[];
  grep: string;
  /** Path that the reporter writes to, because an extension host's own output goes elsewhere. */
  log: string;
}

/** Environment variable with the path of the order. */
export const orderVariable = "NEURAL_LENS_TESTS";

/** Runs the files in the host and says what mocha said; the counts go where `environment` says (see mocha.ts). */
export async function runInHost(
  host: Host,
  files: string[],
  grep: string,
  environment: Record<string, string>,
  say: (text: string) => void,
): Promise<void> {
  if (files.length === 0) throw new Error("No test file was found.");
  mkdirSync(localCache, { recursive: true });
  // Inside the checkout, so that the entry finds mocha in node_modules.
  const folder = mkdtempSync(join(localCache, "inhost-"));
  const tests = files.map((_, i) => join(folder, `${i}.js`));
  await build({
    entryPoints: Object.fromEntries(files.map((file, i) => [String(i), file])),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    loader: { ".wasm": "binary" },
    external: ["vscode"],
    outdir: folder,
  });
  const entry = join(folder, "entry.js");
  await build({
    entryPoints: [join(__dirname, "inhost-entry.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["mocha"],
    outfile: entry,
  });
  const order: InHostOrder = { files: tests, grep, log: join(folder, "log.txt") };
  writeFileSync(order.log, "");
  const path = join(folder, "order.json");
  writeFileSync(path, JSON.stringify(order));
  try {
    await withSampleWorkspace((workspace) =>
      host.runTests({ workspace, extension: root }, entry, { ...environment, [orderVariable]: path }),
    );
  } finally {
    say(readFileSync(order.log, "utf8"));
    rmSync(folder, { recursive: true, force: true });
  }
}
