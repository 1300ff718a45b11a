// Builds the page's bundle, and nothing else, into dist.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import webpack from "webpack";
import { filterModuleFile } from "../../engine/kernels/modules";
import { configurations } from "../../webpack.config";
import { buildKernels } from "../host/build";
import { root } from "../host/root";

export interface Bundle {
  script: string;
  style: string;
}

let built: Promise<Bundle> | undefined;

/** Script and style sheet of the page; built once per process. */
export function pageBundle(): Promise<Bundle> {
  built ??= new Promise<void>((resolve, reject) => {
    const compiler = webpack(configurations(root, false).filter(({ name }) => name === "webview"))!;
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) reject(error);
        else if (stats?.hasErrors()) reject(new Error(stats.toString("errors-only")));
        else resolve();
      });
    });
  }).then(() => ({
    script: readFileSync(join(root, "dist", "webview.js"), "utf8"),
    style: readFileSync(join(root, "dist", "webview.css"), "utf8"),
  }));
  return built;
}

/** Bytes of the module of filters, as the extension hands them to the page; built where that is due. */
export async function filterModule(): Promise<Uint8Array> {
  await buildKernels("filters");
  return new Uint8Array(readFileSync(join(root, "dist", "kernels", filterModuleFile)));
}
