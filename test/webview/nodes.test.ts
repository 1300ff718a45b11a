// The cards of a run on a graph in a real browser: the map by epoch, the filter, energies with their warning, what a node collects.

import assert from "node:assert/strict";
import type { EmbeddingEvent, StartEvent } from "../../engine";
import { smoothShare } from "../../webview/views/cards/smoothShare";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { nodesRun, ringFrequencies, ringReach } from "./nodes";
import { runScene } from "./scenes";

const events = nodesRun();
const blocks = { nodes: 150, edges: 600, components: 1, isolated: 0, directed: false, weighted: false };
const maps = events.filter((event): event is EmbeddingEvent => event.event === "embedding");

describe("the kind of a filter", () => {
  it("is told by the energy in the smoother half, eigenvalues counted as often as they repeat", () => {
    // 1, 1 | 0.5, 0.5 in halves: 2 of 2.5; the second value lies in both halves.
    assert.equal(smoothShare({ lambda: [0, 1, 2], count: [1, 2, 1], response: [1, 1, 0] }), 2 / 3);
    assert.equal(smoothShare({ lambda: [0, 2], count: [2, 2], response: [1, 0.5] }), 0.8);
    assert.equal(smoothShare({ lambda: [0, 2], count: [2, 2], response: [1, 1] }), undefined);
  });
});

describe("nodes", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("maps the nodes by epoch, goes to a node's line, and tells what its layers collect", async () => {
    opened = await openPage({ ...runScene(events), reach: ringReach, frequencies: ringFrequencies });
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

    const series = await page.evaluate(() => document.getElementById("app")!.style.getPropertyValue("--series-1"));
    assert.equal(series, "#d18616", "orange as it is where nothing shines through");
    assert.match(await text("response-formula"), /\(1 − λ\)²/);
    await page.getByTestId("response-chart").focus();
    await page.keyboard.press("End");
    assert.match(await text("response-chart"), /λ = 2 · 1 eigenvalue · g\(λ\) = 1$/);
    await page.keyboard.press("ArrowLeft");
    assert.match(await text("response-chart"), /λ = 1\.997 · 2 eigenvalues · g\(λ\) = 0\.9938$/);
    assert.match(await text("response-frequencies"), /^All 80 eigenvalues of L_sym, computed in 0\.01 s\./);
    assert.match(await text("response-energy"), /^Neither low-pass nor high-pass: .* 50\.0\s%/);
    await page.getByTestId("dirichlet-chart").focus();
    await page.keyboard.press("End");
    assert.match(await text("dirichlet-chart"), /output · 0\.00400/);
    assert.match(await text("dirichlet-warning"), /^Over-smoothing/);
  });

  it("finds the eigenvalues of a large graph when asked to, and stops", async () => {
    const large = events.map((event) =>
      event.event === "start"
        ? ({ ...event, data: { ...event.data, graph: { ...blocks, nodes: 4000 } } } satisfies StartEvent)
        : event,
    );
    let answer = (_: undefined): void => undefined;
    const asked = new Promise<undefined>((resolve) => {
      answer = resolve;
    });
    opened = await openPage({ ...runScene(large), frequencies: () => asked });
    const { page, calls } = opened;
    const said = page.getByTestId("response-frequencies");
    await page.getByTestId("response-compute").click();
    await eventually(async () => assert.match(String(await said.textContent()), /of L_sym for 4\s?000 nodes/));
    await page.getByTestId("response-stop").click();
    await eventually(() =>
      assert.deepEqual(calls.at(-1), { name: "stopFrequencies", request: { folder: "runs/clubs" } }),
    );
    answer(undefined);
    await eventually(async () => assert.match(String(await said.textContent()), /^Stopped before/));
    assert.equal(await page.getByTestId("response-compute").count(), 1);
  });
});
