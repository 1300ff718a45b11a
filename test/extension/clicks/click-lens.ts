// The lens that trains, clicked, and the first point that is drawn of what it trains.

import assert from "node:assert/strict";
import type { Session } from "../../host/clicks";

/** Clicks the lens and waits for the first point that is drawn after it; milliseconds from the click to it. */
export async function clickLens({ lens, webview, page }: Session): Promise<number> {
  const link = lens("Predict").first();
  await link.waitFor();
  const clicked = Date.now();
  await link.click();
  for (;;) {
    assert.ok(Date.now() < clicked + 60_000, "no point was drawn within a minute");
    const root = webview().locator("html[data-first-point]");
    // Milliseconds since 1970; a page that is just being replaced has none.
    const drawn = await root.getAttribute("data-first-point", { timeout: 1000 }).catch(() => null);
    if (Number(drawn) > clicked) return Number(drawn) - clicked;
    await page.waitForTimeout(20);
  }
}
