// The scenes of the gallery with networks on pictures: they learn classes, to restore, to enlarge and masks, and are applied.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { photograph, type SceneName, sceneNames } from "../../engine/data/generate/photographs";
import { writePicture } from "../../engine/data/image";
import type { Session } from "../host/clicks";
import { addFile } from "./clicks/add-file";
import { chooseEntry } from "./clicks/choose-entry";
import type { Scene } from "./gallery";

async function ended({ webview }: Session, name: string): Promise<void> {
  await webview().getByTestId("title").filter({ hasText: name }).waitFor();
  await webview().locator("[data-testid=state][data-state=done]").waitFor({ timeout: 120_000 });
}

async function run(session: Session, name: string): Promise<void> {
  await session.command("View: Close All Editors");
  await session.openFile(`${name}.lens.json`);
  await session.lens("Run").first().click();
}

/** Colour photographs of 16 : 9 with names of some length in the folder `holidays`. */
async function holidays({ workspace }: Session): Promise<void> {
  mkdirSync(join(workspace, "holidays"), { recursive: true });
  for (let i = 0; i < 6; i++) {
    const scene: SceneName = sceneNames[i % sceneNames.length];
    const { bytes } = await writePicture(photograph(scene, 320, 180, 40 + i), "png");
    const name = `summer holidays by the lake, ${scene} in the evening (${i + 1}).png`;
    writeFileSync(join(workspace, "holidays", name), bytes);
  }
}

const enlarged = {
  task: "superresolve",
  data: { file: "holidays" },
  patch: { size: 24, count: 48 },
  train: { epochs: 4 },
};

export const pictureScenes: Scene[] = [
  {
    name: "pictures-classify",
    async play(session) {
      await run(session, "shapes");
      await ended(session, "shapes");
    },
  },
  {
    name: "pictures-classify-cell",
    async play({ page, webview }) {
      await webview().locator("[data-testid^='cell-']").filter({ hasText: /[1-9]/ }).nth(1).click();
      await webview().getByTestId("thumbnails").scrollIntoViewIfNeeded();
      await page.waitForTimeout(1000);
    },
  },
  {
    name: "pictures-classify-facts",
    async play({ webview }) {
      await webview().getByTestId("facts-card").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "pictures-classify-file",
    async play({ page, webview }) {
      await webview().getByTestId("thumbnails").locator("button").first().click();
      await page.locator('.tab.active[data-resource-name$=".png"]').waitFor();
      await page.waitForTimeout(500);
    },
  },
  {
    name: "pictures-restore-live",
    async play(session) {
      // The Explorer has followed to the picture.
      await session.command("Collapse Folders in Explorer");
      await session.explorerRow("denoise.lens.json").waitFor();
      await session.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
      await run(session, "denoise");
      await session.webview().getByTestId("title").filter({ hasText: "denoise" }).waitFor();
      await session.webview().getByTestId("pictures").locator("canvas").first().waitFor();
    },
  },
  {
    name: "pictures-restore",
    async play(session) {
      await ended(session, "denoise");
      await session.page.waitForTimeout(500);
    },
  },
  {
    name: "pictures-restore-rows",
    async play({ webview }) {
      await webview().getByTestId("pictures-card").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "pictures-restore-closer",
    async play({ webview, page }) {
      await webview().getByTestId("pictures").locator("button.link").first().click();
      await webview().getByTestId("closer").locator("canvas").first().waitFor();
      await webview().getByTestId("picture-card").scrollIntoViewIfNeeded();
      await page.waitForTimeout(500);
    },
  },
  {
    name: "pictures-segment",
    async play(session) {
      await run(session, "cutouts");
      await ended(session, "cutouts");
    },
  },
  {
    name: "pictures-segment-rows",
    async play({ webview }) {
      await webview().getByTestId("pictures-card").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "pictures-enlarge",
    async play(session) {
      await holidays(session);
      await addFile(session, "holidays.lens.json", `${JSON.stringify(enlarged, null, 2)}\n`);
      await run(session, "holidays");
      await ended(session, "holidays");
      await session.webview().getByTestId("pictures-card").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "pictures-enlarge-closer",
    async play({ webview, page }) {
      await webview().getByTestId("pictures").locator("button.link").first().click();
      await webview().getByTestId("closer").locator("canvas").first().waitFor();
      await webview().getByTestId("picture-card").scrollIntoViewIfNeeded();
      await page.waitForTimeout(500);
    },
  },
  {
    name: "pictures-learn",
    async play(session) {
      const { page, explorerRow } = session;
      await session.command("View: Close All Editors");
      await page.keyboard.press("Control+Shift+E");
      const segment = page.locator(".quick-input-list .monaco-list-row", { hasText: "Segment" });
      await chooseEntry(page, explorerRow("cutouts"), ["Neural Lens", "Learn from Pictures"], segment);
    },
  },
  {
    name: "pictures-apply",
    async play({ page, explorerRow }) {
      await page.keyboard.press("Escape");
      const denoise = page.locator(".quick-input-list .monaco-list-row", { hasText: "denoise" });
      await chooseEntry(page, explorerRow("photos"), ["Neural Lens", "Apply a Trained Network"], denoise);
    },
  },
  {
    name: "pictures-applied",
    async play({ page, command, explorerRow }) {
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "denoise" }).click();
      await explorerRow("photos").click();
      await explorerRow("street.restored.png").waitFor();
      await command("Notifications: Show Notifications");
      await page.locator(".notifications-center", { hasText: "new files" }).waitFor();
    },
  },
  {
    name: "pictures-described",
    async play({ page, explorerRow }) {
      await page.keyboard.press("Escape");
      const described = page.locator(".tab.active", { hasText: "shapes" });
      await chooseEntry(page, explorerRow("shapes"), ["Neural Lens", "Describe Data"], described);
      await page.waitForTimeout(1500);
    },
  },
  {
    name: "pictures-in-the-list-of-runs",
    async play({ page }) {
      await page.keyboard.press("Escape");
      await page.locator('.activitybar a[aria-label^="Neural Lens"]').click();
      await page.locator(".pane-body .monaco-list-row", { hasText: "denoise" }).first().click({ button: "right" });
      await page.locator(".monaco-menu .action-label", { hasText: "Apply a Trained Network" }).waitFor();
    },
  },
];
