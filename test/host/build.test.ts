// The build: an entry that is missing is an error, and the page is built for browsers alone.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import webpack from "webpack";
import { configurations, entries } from "../../webpack.config";

/** Bundles a tree with these files and gives the messages of what went wrong. */
async function errorsOf(files: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "neural-lens-build-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const bundles = configurations(folder, false).map((one) => ({ ...one, cache: false as const }));
    return await new Promise((resolve, reject) => {
      const compiler = webpack(bundles);
      assert.ok(compiler);
      compiler.run((error, stats) => {
        compiler.close(() => (error ? reject(error) : resolve(stats?.toString({ preset: "errors-only" }) ?? "")));
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const empty = Object.fromEntries(Object.values(entries).map((path) => [path, "export {};\n"]));

describe("the build", () => {
  it("takes a tree in which every entry is there", async () => {
    assert.equal(await errorsOf(empty), "");
  });

  for (const path of Object.values(entries)) {
    it(`fails without ${path}`, async () => {
      const { [path]: _, ...others } = empty;
      assert.match(await errorsOf(others), new RegExp(`Can't resolve '.*${path}'`));
    });
  }

  it("fails when the page wants something of node", async () => {
    const text = 'import { readFileSync } from "node:fs";\nconsole.log(readFileSync);\n';
    assert.match(await errorsOf({ ...empty, [entries.webview]: text }), /node:fs/);
  });
});
