// Panels and runs over a reload of the window, and the whole way by keyboard.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Session, withSession } from "../../host/clicks";
import { addFile } from "./add-file";

const long = {
  task: "classify",
  data: { file: "spirals.csv", target: "arm", split: { validation: 0.15, test: 0.15, seed: 1 } },
  model: { layers: [{ dense: 128 }, { dense: 128 }, { dense: 128 }] },
  train: { optimizer: "adam", learningRate: 0.001, epochs: 5000, earlyStopping: 5000, batch: 8, seeds: [1] },
};

/** As a person reloads: the window then writes down what it has open. */
async function reload({ page, command }: Session): Promise<void> {
  const loaded = page.waitForEvent("load");
  await command("Developer: Reload Window");
  await loaded;
}

describe("over a reload", () => {
  it("a panel comes back with its verdict, trained by keyboard alone", () =>
    withSession(async (session) => {
      const { openFile, lens, command, webview, screenshot } = session;
      await openFile("customers.csv");
      await lens("Predict").waitFor();
      await command("Neural Lens: Train on This Data");
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
      const said = await webview().getByTestId("verdict-text").innerText();
      assert.match(said, /\S/);
      await reload(session);
      await webview().getByTestId("verdict-text").filter({ hasText: said }).waitFor();
      await screenshot("restored");
    }));

  it("a run that was in training keeps what it has learned and goes on", () =>
    withSession(async (session) => {
      const { page, workspace, openFile, lens, command, webview, screenshot } = session;
      await addFile(session, "long.lens.json", `${JSON.stringify(long, null, 2)}\n`);
      await openFile("long.lens.json");
      await lens("Run").waitFor();
      await command("Neural Lens: Run Experiment");
      await webview().locator("html[data-first-point]").waitFor({ state: "attached" });
      const runs = join(workspace, ".lens", "runs");
      while (!readdirSync(runs).some((name) => existsSync(join(runs, name, "checkpoints")))) {
        await page.waitForTimeout(100);
      }
      await reload(session);
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
