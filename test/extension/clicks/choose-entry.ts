// Choosing an entry of a context menu, through its submenus.

import type { Page } from "playwright-core";

/** Of the menu that is open; menus take no click in their first moments. */
export async function chooseEntry(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    const entry = page.locator(".monaco-menu .action-label", { hasText: title }).last();
    await entry.waitFor();
    await entry.hover();
  }
  await page.keyboard.press("Enter");
}
