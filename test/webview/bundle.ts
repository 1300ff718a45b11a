// Builds the page's bundle, and nothing else, into dist.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import webpack from "webpack";
import { configurations } from "../../webpack.config";
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
