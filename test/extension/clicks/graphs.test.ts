// Graphs in a real VS Code: from the lens into the graph lab, an eigenvector on the drawing, a line of the file, a network on the nodes, the spectrum saved as an experiment.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withSession } from "../../host/clicks";
import { until } from "../../host/until";
import { acceptName } from "./accept-name";

describe("from a graph to a verdict on its nodes", () => {
  it("opens, computes the spectrum, colours by an eigenvector, shows a line, trains", () =>
    withSession(async (session) => {
      const { page, workspace, explorerRow, openFile, lens, webview, screenshot } = session;
      await explorerRow("graphs").click();
      await openFile("blocks.csv");
      const lab = webview();
      await until(() => lens("Spectrum").click(), lab.getByTestId("spectrum-statements"));
      await lab.getByTestId("spectrum-statements").filter({ hasText: "connected" }).waitFor();
      await lab.getByTestId("spectrum-chart").press("ArrowRight");
      await lab.getByTestId("spectrum-vector").filter({ hasText: "λ" }).waitFor();
      await lab.getByTestId("graph-legend").filter({ hasText: "L_sym" }).waitFor();
      await screenshot("graph");

      await lab.getByTestId("graph-stage").press("n");
      await lab.getByTestId("graph-details").filter({ hasText: "n1" }).waitFor();
      await lab.getByTestId("show-line").click();
      const place = page.locator(".statusbar-item", { hasText: /Ln \d+/ });
      await place.waitFor();
      assert.match((await place.first().innerText()).trim(), /Ln [1-9]/);

      await lab.getByTestId("train-nodes").click();
      const run = webview();
      await run.getByTestId("run-view").waitFor();
      await run.locator("[data-testid=state][data-state=done]").waitFor();
      assert.match(await run.getByTestId("verdict-text").innerText(), /^The graph helps: gcn predicts block/);
      await run.getByTestId("embedding-chart").waitFor();
      await screenshot("nodes");

      await page.locator(".tab", { hasText: "blocks.csv" }).last().click();
      await webview().getByTestId("spectrum-experiment").click();
      await acceptName(session, "/graphs/blocks.lens.json");
      const text = readFileSync(join(workspace, "graphs", "blocks.lens.json"), "utf8");
      const saved = JSON.parse(text.slice(text.indexOf("\n")));
      assert.deepEqual(saved, { task: "spectrum", data: { file: "blocks.csv" }, laplacian: "normalized" });
    }));
});
