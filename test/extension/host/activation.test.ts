// What the extension costs before it does anything, and what it declares.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as vscode from "vscode";
import { extension, figure } from "./support";

describe("activation", () => {
  it("loads and activates at once", async function () {
    const { extensionPath } = extension();
    const api = await extension().activate();
    const load = createRequire(join(extensionPath, "package.json"));
    const bundle = load.resolve("./dist/extension.js");
    const times = Array.from({ length: 3 }, () => {
      delete load.cache[bundle];
      const started = performance.now();
      load(bundle);
      return performance.now() - started;
    });
    const loading = Math.min(...times);
    figure(this, `loading ${loading.toFixed(1)} ms, activating ${api.activationMilliseconds.toFixed(1)} ms`);
    const total = loading + api.activationMilliseconds;
    // Some 40 ms here; shared machines take their time, reading the engine or a workspace takes far longer.
    assert.ok(total < 500, `loading ${loading} ms, activating ${api.activationMilliseconds} ms`);
  });

  it("registers every command that the manifest names", async () => {
    await extension().activate();
    const known = new Set(await vscode.commands.getCommands(true));
    const named: string[] = extension().packageJSON.contributes.commands.map(
      ({ command }: { command: string }) => command,
    );
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });
});
