// Adds a file to the workspace of a session and shows it in the Explorer.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../../host/clicks";

export async function addFile({ workspace, page, explorerRow }: Session, name: string, text: string): Promise<void> {
  writeFileSync(join(workspace, name), text);
  // Hosts without file watching see new files only when asked to look.
  await page.locator(".explorer-folders-view").hover();
  await page.locator('.action-label[aria-label^="Refresh Explorer"]').first().click();
  await explorerRow(name).waitFor();
}
