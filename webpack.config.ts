// How the sources become the bundles in dist: the extension, its worker, the command line, the page and its layout worker.

import { join } from "node:path";
import { EsbuildPlugin } from "esbuild-loader";
import webpack from "webpack";

const nodeTarget = "node20";
/** The page runs in VS Code's own Chromium, which for 1.101 is 134. */
const pageTarget = "chrome134";

/** Entry file of each bundle. */
export const entries = {
  extension: "extension/extension.ts",
  worker: "engine/cli/worker.ts",
  thread: "engine/cli/thread.ts",
  cli: "engine/cli/main.ts",
  webview: "webview/main.ts",
  layout: "webview/views/graph/layout-worker.ts",
} as const;

/** Keeps the folder that the bundles were built in out of them. */
const placeless = new webpack.DefinePlugin({ "import.meta.url": JSON.stringify("file:///") });

/** Configurations of all bundles; `development` adds source maps and leaves the code readable. */
export function configurations(root: string, development: boolean): webpack.Configuration[] {
  const bundle = (name: keyof typeof entries, target: string, more: webpack.Configuration): webpack.Configuration => ({
    name,
    mode: development ? "development" : "production",
    devtool: development ? "source-map" : false,
    context: root,
    entry: { [name]: join(root, entries[name]) },
    resolve: { extensions: [".ts", ".js"] },
    module: {
      rules: [
        { test: /\.ts$/, loader: require.resolve("esbuild-loader"), options: { target } },
        // Inside the bundle, so that a codec is there wherever its code is.
        { test: /\.wasm$/, type: "asset/bytes" },
        // Their scripts would look for those files themselves.
        { test: /[\\/]@jsquash[\\/]/, parser: { url: false } },
      ],
      parser: { javascript: { dynamicImportMode: "eager" } },
    },
    plugins: [placeless],
    optimization: { minimizer: [new EsbuildPlugin({ target, css: true, legalComments: "none" })] },
    cache: {
      type: "filesystem",
      cacheDirectory: join(root, ".cache", "webpack"),
      name: `${name}-${development ? "development" : "production"}`,
      buildDependencies: { config: [join(root, "webpack.config.ts"), join(root, "package-lock.json")] },
    },
    performance: { hints: false },
    infrastructureLogging: { level: "error" },
    ...more,
  });
  const forNode: webpack.Configuration = {
    target: nodeTarget,
    node: { __dirname: false, __filename: false },
    externals: { vscode: "commonjs vscode" },
    output: { path: join(root, "dist"), filename: "[name].js", library: { type: "commonjs2" } },
  };
  return [
    bundle("extension", nodeTarget, forNode),
    bundle("worker", nodeTarget, forNode),
    bundle("thread", nodeTarget, forNode),
    bundle("cli", nodeTarget, {
      ...forNode,
      plugins: [placeless, new webpack.BannerPlugin({ banner: "#!/usr/bin/env node", raw: true })],
    }),
    bundle("webview", pageTarget, {
      target: "web",
      experiments: { css: true },
      // The toolkit's peer `react` serves only its wrappers for React pages: without these two the bundle stays free of it.
      resolve: { extensions: [".ts", ".js"], alias: { react: false, "@microsoft/fast-react-wrapper": false } },
      output: { path: join(root, "dist"), filename: "[name].js", cssFilename: "[name].css" },
    }),
    bundle("layout", pageTarget, {
      target: "webworker",
      output: { path: join(root, "dist"), filename: "[name].js" },
    }),
  ];
}
