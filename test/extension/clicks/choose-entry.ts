// Choosing an entry of a context menu, through its submenus.

import type { Locator, Page } from "playwright-core";
import { until } from "../../host/until";

/** Opens the menu of `target` and chooses the entry, again until `appears` is there: a list that is drawn anew takes its menu away. */
export async function chooseEntry(
  page: Page,
  target: Locator,
  titles: readonly string[],
  appears: Locator,
): Promise<void> {
  const over = page.locator(".context-view-block");
  await until(async (timeout) => {
    // A menu that an attempt has left open lies over everything, and is closed level by level.
    for (const _ of titles) {
      if ((await over.count()) === 0) break;
      await page.keyboard.press("Escape");
      await over.waitFor({ state: "detached", timeout: 500 }).catch(() => undefined);
    }
    await target.click({ button: "right", timeout });
    for (const title of titles) {
      await page.locator(".monaco-menu .action-label", { hasText: title }).last().hover({ timeout });
    }
    // A menu takes no click in its first moments.
    const chosen = page
      .locator(".monaco-menu .action-item.focused > .action-menu-item", { hasText: titles.at(-1) })
      .last();
    await chosen.waitFor({ timeout });
    await page.keyboard.press("Enter");
  }, appears);
}
