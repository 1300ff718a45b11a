// The scenes of the gallery with adversarial networks: points, rows of a class and pictures that are generated, and pictures translated.

import type { Session } from "../host/clicks";
import { addFile } from "./clicks/add-file";
import type { Scene } from "./gallery";

/** Brings the experiment of this name into the window, adds it where it is given, and waits for the end of its run. */
async function runToEnd(session: Session, name: string, experiment?: object): Promise<void> {
  const file = `${name}.lens.json`;
  await session.command("View: Close All Editors");
  if (experiment) await addFile(session, file, `${JSON.stringify(experiment, null, 2)}\n`);
  await session.openFile(file);
  await session.lens("Run").first().click();
  await session.webview().getByTestId("title").filter({ hasText: name }).waitFor();
  await session.webview().locator("[data-testid=state][data-state=done]").waitFor({ timeout: 240_000 });
}

/** Scrolls a card to the middle of the window, and gives it time to be drawn. */
async function lookAt({ page, webview }: Session, card: string): Promise<void> {
  await webview().getByTestId(`${card}-card`).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
}

const likeCustomers = {
  task: "generate",
  data: { file: "customers.csv", class: "churned" },
  train: { epochs: 40 },
};
const likeShapes = {
  task: "generate",
  data: { file: "shapes", class: "folder", size: [16, 16] },
  train: { epochs: 60 },
};

export const generateScenes: Scene[] = [
  { name: "generate-points", play: (session) => runToEnd(session, "ring-naive") },
  { name: "generate-points-plane", play: (session) => lookAt(session, "plane") },
  {
    name: "generate-points-explorer",
    async play(session) {
      await session.webview().getByTestId("explorer-mode-map").click();
      await lookAt(session, "explorer");
    },
  },
  { name: "generate-rows", play: (session) => runToEnd(session, "like-customers", likeCustomers) },
  { name: "generate-rows-columns", play: (session) => lookAt(session, "distributions") },
  { name: "generate-rows-explorer", play: (session) => lookAt(session, "explorer") },
  { name: "generate-pictures", play: (session) => runToEnd(session, "like-shapes", likeShapes) },
  { name: "generate-pictures-film", play: (session) => lookAt(session, "film") },
  {
    name: "generate-pictures-explorer",
    async play(session) {
      await session.webview().getByTestId("explorer-mode-between").click();
      await lookAt(session, "explorer");
    },
  },
  { name: "translate", play: (session) => runToEnd(session, "colours") },
  { name: "translate-pictures", play: (session) => lookAt(session, "pictures") },
];
