// What the extension costs before it does anything, and what it declares.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, threads } from "./support";

describe("activation", () => {
  it("starts no thread before something needs one", async () => {
    await extension().activate();
    assert.equal(threads.length, 0);
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
