// Pictures in a real VS Code: from the Explorer into the kernel lab, a kernel, one pixel explained, the chain saved and applied to a folder.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withSession } from "../../host/clicks";
import { until } from "../../host/until";
import { drawPicture } from "../draw-picture";
import { acceptName } from "./accept-name";
import { chooseEntry } from "./choose-entry";

describe("from a picture to a filter for a folder", () => {
  it("opens, filters, explains, saves and applies", () =>
    withSession(async (session) => {
      const { page, workspace, explorerRow, lens, webview, screenshot } = session;
      const album = join(workspace, "album");
      mkdirSync(album);
      for (const name of ["p1.png", "p2.png"]) await drawPicture(join(album, name), 96, 64);
      await page.locator(".explorer-folders-view").hover();
      await page.locator('.action-label[aria-label^="Refresh Explorer"]').first().click();
      const lab = webview();
      const view = lab.getByTestId("picture-view");
      await chooseEntry(page, explorerRow("album"), ["Neural Lens", "Open in Neural Lens"], view);
      await lab.getByTestId("title").filter({ hasText: "p1.png" }).waitFor();
      await lab.getByTestId("place").filter({ hasText: "1" }).waitFor();
      const figures = lab.getByTestId("figures");
      await figures.filter({ hasText: /PSNR\s*∞ dB/ }).waitFor();
      await screenshot("picture");

      await lab.getByTestId("add-step").fill("sharpen");
      await lab.getByTestId("add-step").press("Enter");
      await lab.getByTestId("step-0").waitFor();
      await figures.filter({ hasText: /PSNR\s*\d+(\.\d+)? dB/ }).waitFor();
      await lab.getByTestId("stage").click();
      const head = lab.getByTestId("explain-head");
      await head.filter({ hasText: "→" }).waitFor();
      const result = /→\s*(\S+)/.exec(await head.innerText())?.[1];
      const sums = lab.locator("[data-testid^=arithmetic-] tr:last-child td");
      assert.equal(await sums.last().innerText(), result);
      await screenshot("explained");

      await lab.getByTestId("save-pipeline").click();
      await acceptName(session, "/album/p1.lens.json");
      const text = readFileSync(join(album, "p1.lens.json"), "utf8");
      assert.match(text, /^\/\/ .*p1\.png/);
      const saved = JSON.parse(text.slice(text.indexOf("\n")));
      assert.deepEqual(saved, { task: "filter", data: { file: "p1.png" }, steps: [{ kernel: "sharpen" }] });

      const all = page.locator(".quick-input-list .monaco-list-row", { hasText: "All 2 pictures" });
      await until(() => lens("Apply to…").click(), all);
      await all.click();
      await webview().getByTestId("batch-view").waitFor();
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
      await screenshot("batch");
      const names = readdirSync(album).filter((name) => name.endsWith(".png"));
      assert.deepEqual(names.sort(), ["p1.png", "p1.sharpen.png", "p2.png", "p2.sharpen.png"]);
    }));
});
