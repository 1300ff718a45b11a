// Panels and runs over a reload of the window, and the whole way by keyboard.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withSession } from "../../host/clicks";

const long = {
  task: "classify",
  data: { file: "spirals.csv", target: "arm", split: { validation: 0.15, test: 0.15, seed: 1 } },
  model: { layers: [{ dense: 128 }, { dense: 128 }, { dense: 128 }] },
  train: { optimizer: "adam", learningRate: 0.001, epochs: 5000, batch: 8, seeds: [1] },
};

describe("over a reload", () => {
  it("a panel comes back with its verdict, trained by keyboard alone", () =>
    withSession(async ({ page, openFile, command, webview, screenshot }) => {
      await openFile("moons.csv");
      await command("Neural Lens: Train on This Data");
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
      const said = await webview().getByTestId("verdict-text").innerText();
      assert.match(said, /\S/);
      await page.reload();
      await webview().getByTestId("verdict-text").filter({ hasText: said }).waitFor();
      await screenshot("restored");
    }));

  it("a run that was in training keeps what it has learned and goes on", () =>
    withSession(async ({ page, workspace, openFile, command, webview, screenshot }) => {
      writeFileSync(join(workspace, "long.lens.json"), JSON.stringify(long, null, 2));
      await openFile("long.lens.json");
      await command("Neural Lens: Run Experiment");
      await webview().locator("html[data-first-point]").waitFor({ state: "attached" });
      await page.waitForTimeout(2000);
      await page.reload();
      const resume = webview().getByTestId("primary").filter({ hasText: "Resume" });
      await resume.waitFor();
      await screenshot("interrupted");
      await resume.click();
      await webview().locator("[data-testid=state][data-state=running]").waitFor();
      await webview().getByTestId("stop").click();
      await webview().locator("[data-testid=state][data-state=stopped]").waitFor();
      assert.equal(await webview().getByTestId("notice").isVisible(), false);
    }));
});
