// Keys for a busy window: what has the focus may lose it to a page or view that was just clicked.

import type { Locator, Page } from "playwright-core";

/**
 * Gives the focus and presses the key, again every two seconds, until `appears` is there.
 * @throws Error after a minute without it
 */
export async function pressUntil(page: Page, focus: () => Promise<void>, key: string, appears: Locator): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    await focus();
    await page.keyboard.press(key);
    const there = await appears.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (there) return;
  }
  throw new Error(`${key} brought nothing up within a minute.`);
}
