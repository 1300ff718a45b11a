// The cards of a run on a graph in a real browser: the map by epoch, the filter, energies with their warning, what a node collects.

import assert from "node:assert/strict";
import type { EmbeddingEvent } from "../../engine";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { nodesRun, ringReach } from "./nodes";
import { runScene } from "./scenes";

const events = nodesRun();
const maps = events.filter((event): event is EmbeddingEvent => event.event === "embedding");

describe("nodes", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("maps the nodes by epoch, goes to a node's line, and tells what its layers collect", async () => {
    opened = await openPage({ ...runScene(events), reach: ringReach });
    const { page, calls } = opened;
    const text = async (id: string): Promise<string> => (await page.getByTestId(id).textContent()) ?? "";
    assert.equal(await text("embedding-epoch"), "60");
    assert.match(await text("embedding-card"), /80\.0\s%/);
    const { truth, prediction, nodes } = maps.at(-1)!;
    const wrong = truth.filter((own, node) => own >= 0 && own !== prediction[node]).length;
    assert.match(await text("embedding-card"), new RegExp(`ringed: wrong, ${wrong} of ${nodes.length}`));
    await page.getByTestId("embedding-slider").fill("1");
    assert.equal(await text("embedding-epoch"), "20");
    assert.match(await text("embedding-card"), /60\.0\s%/);

    const map = page.getByTestId("embedding-chart");
    await map.focus();
    await page.keyboard.press("Home");
    assert.match(await map.textContent().then(String), /node 1 · Truth – · Prediction/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await eventually(() =>
      assert.deepEqual(calls.find(({ name }) => name === "nodeReach")?.request, {
        folder: "runs/clubs",
        member: 0,
        node: nodes[1],
      }),
    );
    await eventually(() =>
      assert.deepEqual(calls.find(({ name }) => name === "selectLines")?.request, {
        folder: "runs/clubs",
        lines: [nodes[1]! + 2],
      }),
    );
    const layers = page.locator(".reach-layer");
    await layers.first().waitFor();
    assert.deepEqual(await layers.locator("h3").allTextContents(), ["outputfrom 3 nodes", "layer 1from 5 nodes"]);
    await layers.last().locator("button").last().click();
    await eventually(() => assert.deepEqual(calls.at(-1)!.request, { folder: "runs/clubs", lines: [nodes[1]! + 6] }));

    assert.match(await text("response-formula"), /\(1 − λ\)²/);
    await page.getByTestId("response-chart").focus();
    await page.keyboard.press("End");
    assert.match(await text("response-chart"), /λ = 2 · g\(λ\) = 1$/);
    await page.getByTestId("dirichlet-chart").focus();
    await page.keyboard.press("End");
    assert.match(await text("dirichlet-chart"), /output · 0\.00400/);
    assert.match(await text("dirichlet-warning"), /^Over-smoothing/);
  });
});
