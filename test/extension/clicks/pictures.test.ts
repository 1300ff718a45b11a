// Pictures in a real VS Code: from the Explorer into the kernel lab, a kernel, one pixel explained, the chain saved and applied to a folder.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withSession } from "../../host/clicks";
import { drawPicture } from "../draw-picture";
import { chooseEntry } from "./choose-entry";

describe("from a picture to a filter for a folder", () => {
  it("opens, filters, explains, saves and applies", () =>
    withSession(async ({ page, workspace, explorerRow, lens, webview, screenshot }) => {
      const album = join(workspace, "album");
      mkdirSync(album);
      for (const name of ["p1.png", "p2.png"]) await drawPicture(join(album, name), 96, 64);
      await page.locator(".explorer-folders-view").hover();
      await page.locator('.action-label[aria-label^="Refresh Explorer"]').first().click();
      await explorerRow("album").click({ button: "right" });
      await chooseEntry(page, "Neural Lens", "Open in Neural Lens");
      const lab = webview();
      await lab.getByTestId("picture-view").waitFor();
      await lab.getByTestId("title").filter({ hasText: "p1.png" }).waitFor();
      await lab.getByTestId("place").filter({ hasText: "1" }).waitFor();
      const figures = lab.getByTestId("figures");
      await figures.filter({ hasText: /PSNR\s*∞ dB/ }).waitFor();
      await screenshot("picture");

      await lab.getByTestId("add-step").click();
      await page.keyboard.type("sharpen");
      await page.keyboard.press("Enter");
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
      // The dialog is there before it says which name it suggests.
      await page.waitForFunction(
        (name) =>
          [...document.querySelectorAll<HTMLInputElement>(".quick-input-widget input")].some(({ value }) =>
            value.endsWith(name),
          ),
        "/album/p1.lens.json",
      );
      await page.keyboard.press("Enter");
      await page.locator('.tab[data-resource-name="p1.lens.json"]').waitFor();
      const text = readFileSync(join(album, "p1.lens.json"), "utf8");
      assert.match(text, /^\/\/ .*p1\.png/);
      const saved = JSON.parse(text.slice(text.indexOf("\n")));
      assert.deepEqual(saved, { task: "filter", data: { file: "p1.png" }, steps: [{ kernel: "sharpen" }] });

      await lens("Apply to…").click();
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "All 2 pictures" }).click();
      await webview().getByTestId("batch-view").waitFor();
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
      await screenshot("batch");
      const names = readdirSync(album).filter((name) => name.endsWith(".png"));
      assert.deepEqual(names.sort(), ["p1.png", "p1.sharpen.png", "p2.png", "p2.sharpen.png"]);
    }));
});
