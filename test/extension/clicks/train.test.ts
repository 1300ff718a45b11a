// The main job in a real VS Code: open a table, click the lens, watch it learn, read the verdict, open its numbers.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { withSession } from "../../host/clicks";
import { until } from "../../host/until";
import { clickLens } from "./click-lens";

/** Lines that are selected, wholly or in part, in the editor on the left. */
async function selectionCount(page: Page): Promise<number> {
  const item = page.locator(".statusbar-item", { hasText: /selections|selected/ }).first();
  await until(() => page.keyboard.press("ControlOrMeta+1"), item);
  const text = await item.innerText();
  return Number(/(\d[\d,.]*) selections/.exec(text)?.[1].replace(/[,.]/g, "") ?? 1);
}

describe("from a table to a verdict", () => {
  it("draws what is learned, in a new panel and again in the same one, and every number opens", () =>
    withSession(async (session) => {
      const { page, openFile, webview, screenshot } = session;
      await openFile("friedman.csv");
      await clickLens(session);
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
      await screenshot("regress");

      await openFile("customers.csv");
      await clickLens(session);
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
      await clickLens(session);
      const panel = webview();
      await panel.getByTestId("verdict-text").filter({ hasText: /\S/ }).waitFor();
      await panel.locator("[data-testid=state][data-state=done]").waitFor();
      await screenshot("classify");

      const cell = panel.locator("[data-testid^='cell-']").filter({ hasText: /[1-9]/ }).first();
      const count = Number((await cell.innerText()).replace(/\D/g, ""));
      await cell.click();
      await page.locator(`.tab.active[data-resource-name="customers.csv"]`).waitFor();
      assert.equal(await selectionCount(page), count);
      await page.keyboard.press("ControlOrMeta+c");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const rows = copied.split(/\r?\n/).filter(Boolean);
      assert.equal(rows.length, count);
      const truths = new Set(rows.map((row) => row.slice(row.lastIndexOf(",") + 1)));
      assert.equal(truths.size, 1, `rows of one true class, not of ${[...truths]}`);
      await screenshot("selected-rows");
    }));
});
