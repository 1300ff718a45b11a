// What scenes of the gallery do alike: run an experiment to its end, look at a card.

import type { Session } from "../host/clicks";
import { addFile } from "./clicks/add-file";

/** Brings the experiment of this name into the window, adds it where it is given, and waits for the end of its run. */
export async function runToEnd(session: Session, name: string, experiment?: object): Promise<void> {
  const file = `${name}.lens.json`;
  await session.command("View: Close All Editors");
  if (experiment) await addFile(session, file, `${JSON.stringify(experiment, null, 2)}\n`);
  await session.openFile(file);
  await session.lens("Run").first().click();
  await session.webview().getByTestId("title").filter({ hasText: name }).waitFor();
  await session.webview().locator("[data-testid=state][data-state=done]").waitFor({ timeout: 240_000 });
}

/** Scrolls a card to the middle of the window, and gives it time to be drawn. */
export async function lookAt({ page, webview }: Session, card: string): Promise<void> {
  await webview().getByTestId(`${card}-card`).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
}
