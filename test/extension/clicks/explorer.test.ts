// The window with the sample workspace: files are there and open in an editor.

import assert from "node:assert/strict";
import { withSession } from "../../host/clicks";

describe("the sample workspace", () => {
  it("opens a table in an editor", () =>
    withSession(async ({ page, explorerRow, openFile, screenshot }) => {
      for (const name of ["customers.csv", "spirals.csv", "from-scratch.lens.json"]) {
        await explorerRow(name).waitFor();
      }
      await openFile("moons.csv");
      const line = page.locator(".monaco-editor .view-line", { hasText: "x1,x2,moon" }).first();
      await line.waitFor();
      assert.match(await line.innerText(), /^x1,x2,moon$/);
      await screenshot("explorer");
    }));
});
