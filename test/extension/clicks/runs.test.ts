// The list of runs in the activity bar: what it says, renaming, comparing and deleting, by mouse and keyboard.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { quickInput, withSession } from "../../host/clicks";
import { until } from "../../host/until";
import { chooseEntry } from "./choose-entry";

describe("the list of runs", () => {
  it("names, renames, compares and deletes runs", () =>
    withSession(async (session) => {
      const { page, workspace, openFile, lens, webview, screenshot } = session;
      const done = () => webview().locator("[data-testid=state][data-state=done]").waitFor();
      await page.locator('.activitybar a[aria-label^="Neural Lens"]').click();
      const list = page.locator(".pane-body .monaco-list");
      await page.getByText("Nothing has been trained here yet.").waitFor();
      await page.locator('.activitybar a[aria-label^="Explorer"]').click();
      await openFile("customers.csv");
      await lens("Predict").click();
      await done();
      await webview().getByTestId("primary").click();
      await page.locator('.activitybar a[aria-label^="Neural Lens"]').click();
      const rows = list.locator(".monaco-list-row", { hasText: /customers.*accuracy/ });
      await rows.nth(1).waitFor();
      assert.equal(await rows.count(), 2);
      await screenshot("runs");

      await rows.first().click();
      await rows.first().focus();
      const input = quickInput(page);
      await until(() => list.first().press("F2"), input);
      await input.fill("second try");
      await input.press("Enter");
      const renamed = list.locator(".monaco-list-row", { hasText: "second try" });
      await renamed.waitFor();

      await renamed.click();
      await rows.first().click({ modifiers: ["ControlOrMeta"] });
      await chooseEntry(page, rows.first(), ["Compare Runs"], webview().getByTestId("compare-view"));
      await screenshot("compared");

      await renamed.click();
      const dialogButtons = page.locator(".monaco-dialog-box button, .monaco-dialog-box .monaco-button");
      const trash = dialogButtons.filter({ hasText: "Move to Trash" });
      await until(() => list.first().press("Delete"), trash);
      await trash.click();
      await renamed.waitFor({ state: "detached" });
      assert.equal(readdirSync(join(workspace, ".lens", "runs")).length, 1);
    }));
});
