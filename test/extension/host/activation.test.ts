// The extension as VS Code sees it: present, and activated without a fault.

import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("activation", () => {
  it("activates", async () => {
    const extension = vscode.extensions.getExtension("neural-lens.neural-lens");
    assert.ok(extension, "VS Code did not load the extension");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("runs beside the workspace", () => {
    const extension = vscode.extensions.getExtension("neural-lens.neural-lens");
    assert.deepEqual(extension?.packageJSON.extensionKind, ["workspace"]);
  });
});
