// The main job in a real VS Code: open a table, click the lens, watch it learn, read the verdict, open its numbers.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Session, withSession } from "../../host/clicks";

/** Clicks the lens and waits for the first point of the run of this name; milliseconds from the click to it. */
async function train({ lens, webview }: Session, name: string): Promise<number> {
  const link = lens("Predict").first();
  await link.waitFor();
  const clicked = Date.now();
  await link.click();
  await webview().getByTestId("title").filter({ hasText: name }).waitFor();
  const page = webview().locator("html[data-first-point]");
  await page.waitFor({ state: "attached" });
  // Milliseconds since 1970 at which the page drew it.
  return Number(await page.getAttribute("data-first-point")) - clicked;
}

/** Lines of the editor that are selected, wholly or in part. */
async function selectionCount(page: Page): Promise<number> {
  const item = page.locator(".statusbar-item", { hasText: /selections|selected/ }).first();
  await item.waitFor();
  const text = await item.innerText();
  return Number(/(\d[\d,.]*) selections/.exec(text)?.[1].replace(/[,.]/g, "") ?? 1);
}

describe("from a table to a verdict", () => {
  it("draws the first point within a second of the click, and every number opens", function () {
    return withSession(async (session) => {
      const { page, openFile, webview, screenshot } = session;
      await openFile("friedman.csv");
      const cold = await train(session, "friedman");
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
      await screenshot("regress");

      await openFile("customers.csv");
      const warm = await train(session, "customers");
      this.test!.title += ` (cold ${cold} ms, warm ${warm} ms, ${session.host})`;
      assert.ok(warm < 1000, `the first point came ${warm} ms after the click`);
      const panel = webview();
      await panel.getByTestId("verdict-text").filter({ hasText: /\S/ }).waitFor();
      await panel.locator("[data-testid=state][data-state=done]").waitFor();
      await screenshot("classify");

      const cell = panel.locator("[data-testid^='cell-']").filter({ hasText: /[1-9]/ }).first();
      const count = Number((await cell.innerText()).replace(/\D/g, ""));
      await cell.click();
      await page.locator(`.tab.active[data-resource-name="customers.csv"]`).waitFor();
      assert.equal(await selectionCount(page), count);
      await screenshot("selected-rows");
    });
  });
});
