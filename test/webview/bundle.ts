// Builds the page's bundles, and nothing else, into dist.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filterModuleFile } from "../../engine/kernels/modules";
import { resultVariable } from "../host/mocha";
import { root } from "../host/root";

export interface Bundle {
  script: string;
  style: string;
}

const built = new Map<string, Promise<void>>();
/** Whether a stage of `npm test` has built everything before. */
const isBuilt = process.env[resultVariable] !== undefined;

/** Builds the bundle of this name, once per process. */
async function buildBundle(wanted: string): Promise<void> {
  if (isBuilt) return;
  const build = built.get(wanted) ?? bundle(wanted);
  built.set(wanted, build);
  await build;
}

async function bundle(wanted: string): Promise<void> {
  // Here, since to load them takes longer than many a test.
  const { default: webpack } = await import("webpack");
  const { configurations } = await import("../../webpack.config");
  const compiler = webpack(configurations(root, false).filter(({ name }) => name === wanted))!;
  await new Promise<void>((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) reject(error);
        else if (stats?.hasErrors()) reject(new Error(stats.toString("errors-only")));
        else resolve();
      });
    });
  });
}

/** Script and style sheet of the page. */
export async function pageBundle(): Promise<Bundle> {
  await buildBundle("webview");
  return {
    script: readFileSync(join(root, "dist", "webview.js"), "utf8"),
    style: readFileSync(join(root, "dist", "webview.css"), "utf8"),
  };
}

/** Bytes of the script of the layout worker, as the extension hands them to the page. */
export async function layoutScript(): Promise<Uint8Array> {
  await buildBundle("layout");
  return new Uint8Array(readFileSync(join(root, "dist", "layout.js")));
}

/** Bytes of the module of filters, as the extension hands them to the page; built where that is due. */
export async function filterModule(): Promise<Uint8Array> {
  if (!isBuilt) await (await import("../host/build")).buildKernels("filters");
  return new Uint8Array(readFileSync(join(root, "dist", "kernels", filterModuleFile)));
}
