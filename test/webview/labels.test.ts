// Runs on several labels in a real browser: the threshold of the label graph, its mathematics, heads while they train, and each label's scores; and their arithmetic.

import assert from "node:assert/strict";
import type { LabelsEvent, RunEvent } from "../../engine";
import { fitted, nameWidth } from "../../webview/charts/names";
import { Run } from "../../webview/runs";
import { desk } from "../../webview/views/labels/desk";
import { gatheredBy, labelDegrees, loopsOf } from "../../webview/views/labels/hyperedges";
import { graphRow, hypergraphRow } from "../../webview/views/labels/mathematics";
import { ringOf } from "../../webview/views/labels/ring";
import { companionOrder } from "../../webview/views/labels/structure";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { chineseNames, labelsRun, manyNames } from "./labels";
import { runScene, scenes } from "./scenes";
import { upTo } from "./training";

const close = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);

/** Of 10 rows: a 8, b 4, c 2, d 1; a and b together in 3, b and c in 2, d alone. */
const counted: LabelsEvent = {
  event: "labels",
  labels: ["a", "b", "c", "d"],
  total: 4,
  rows: 10,
  cardinality: 1.5,
  pairs: [8, 3, 0, 0, 3, 4, 2, 0, 0, 2, 2, 0, 0, 0, 0, 1],
  hyperedges: [
    { labels: [0, 1], weight: 3 },
    { labels: [1, 2], weight: 2 },
    { labels: [3], weight: 1 },
  ],
  hyperedgeTotal: 3,
  vectors: { kind: "oneHot", size: 4, missing: [] },
};

describe("the mathematics of labels", () => {
  it("reckons a label's row of both propagations from the counts, at whichever threshold", () => {
    const [start] = labelsRun();
    const run = new Run("runs/four", "four", true);
    run.apply([start!, counted]);
    const shared = desk();
    shared.update(run);
    const at = (label: number) => {
      shared.choose(label);
      return graphRow(shared.structure()!);
    };
    // b → a with 3/4, b → c with 2/4, c → b with 1; a → b has 3/8 only, d has none.
    assert.deepEqual([shared.structure()!.graph.withoutOut, shared.structure()!.graph.isolated], [2, 1]);
    const row = at(1);
    const degree = 1 + 0.25 + 0.25;
    close(row.degree, degree);
    assert.deepEqual(
      row.terms.map(({ other }) => other),
      [1, 2, 0],
    );
    close(row.terms[0]!.gathered, 1 / degree);
    close(row.terms[1]!.gathered, 0.25 / Math.sqrt(degree * 1.25));
    assert.deepEqual([row.terms[2]!.share, row.terms[2]!.into], [0.75, 0]);
    close(row.terms[2]!.out, 0.25);
    shared.setThreshold(0.3);
    assert.equal(shared.structure()!.graph.withoutOut, 1);
    shared.setThreshold(0.8);
    assert.equal(shared.structure()!.graph.edges.values.length, 1);
    const theta = hypergraphRow(shared.structure()!);
    assert.equal(theta.degree, 5);
    close(theta.gathered.find(({ other }) => other === 0)!.value, 3 / 2 / Math.sqrt(5 * 3));
    assert.equal(loopsOf(counted.hyperedges), 1);
    // √Dv is kept by Θ, whatever the hyperedges.
    const degrees = labelDegrees(4, counted.hyperedges);
    for (const label of [0, 1, 2, 3]) {
      const kept = gatheredBy(label, 4, counted.hyperedges).reduce(
        (sum, value, at) => sum + value * Math.sqrt(degrees[at]!),
        0,
      );
      close(kept, Math.sqrt(degrees[label]!));
    }
  });

  it("sets labels side by side that go together, names apart, and cuts them to their room", () => {
    assert.deepEqual(companionOrder(counted), [0, 1, 2, 3]);
    const names = manyNames();
    const ring = ringOf([...names.keys()], names, 400, 600);
    for (const side of [true, false]) {
      const heights = names
        .flatMap((_, label) => (ring.isLeft[label] === side ? [ring.y[label]!] : []))
        .sort((a, b) => a - b);
      for (let at = 1; at < heights.length; at++) close(heights[at]! - heights[at - 1]!, ring.step);
    }
    assert.ok(ring.x.every((x, label) => (ring.isLeft[label] ? x - ring.room > 0 : x + ring.room < 400)));
    assert.equal(fitted("bus", 40), "bus");
    assert.ok(fitted(chineseNames[1]!, 80).endsWith("…") && nameWidth(fitted(chineseNames[1]!, 80)) <= 80);
  });
});

describe("page of a run on several labels", () => {
  let opened: Opened;
  const text = async (testid: string): Promise<string> => (await opened.page.getByTestId(testid).textContent()) ?? "";
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("draws the label graph anew while its threshold moves, and reckons with the label that is taken", async () => {
    opened = await openPage(scenes.labels!(), { width: 1300 });
    const { page } = opened;
    assert.equal(
      await text("label-sentence"),
      "1 of 12 labels has no out-neighbour, 0 none at all. 18 edges where P ≥ 0.40.",
    );
    assert.equal(await page.getByTestId("label-threshold-back").isVisible(), false);
    await page.getByTestId("label-threshold").focus();
    await page.keyboard.press("End");
    assert.match(await text("label-sentence"), /^12 of 12 labels have no out-neighbour, 12 none at all\. 0 edges/);
    assert.match(await text("label-mathematics"), /which is not that of the run/);
    await page.getByTestId("label-threshold-back").click();
    assert.equal(await text("label-threshold-value"), "0.40");
    await page.getByTestId("label-graph-chart").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.match(await text("label-graph-chart"), /^car · 153 of 900 rows · → person 0\.56, bicycle 0\.42 · ← none$/);
    await page.keyboard.press("Enter");
    assert.match(await text("label-mathematics"), /P\(car → person\) = 86 \/ 153 = 0\.562/);
    await page.getByTestId("label-hypergraph-chart").focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await text("label-hypergraph-chart"), /^person, bicycle · 2 labels · weight 50 · with person$/);
    await page.getByTestId("label-look-bubbles").click();
    assert.match(await text("hyperedge-sentence"), /^The 10 heaviest of two labels or more/);
    await page.getByTestId("label-graph-save").click();
    await page.getByTestId("label-graph-save-csv").click();
    await eventually(() => {
      const saved = opened.calls.at(-1)!.request as { name: string; content: string };
      assert.match(saved.content, /^\ufeffFrom,To,rows with both,P,A′ where P ≥ 0\.40\n/);
    });
  });

  it("compares the heads label by label, thresholds and co-occurrence", async () => {
    opened = await openPage(scenes.labels!(), { width: 900 });
    const { page } = opened;
    assert.match(await text("baselines-mAP"), /Label graph \(this run\).*Independent.*Shares of the labels/);
    assert.equal(await page.getByTestId("label-heads-card").isVisible(), false);
    await page.getByTestId("label-precision-chart").focus();
    await page.keyboard.press("ArrowDown");
    assert.match(
      await text("label-precision-chart"),
      /^traffic light · \d+ rows · share of rows 0\.\d+ · Label graph 0\.\d+ · Independent 0\.\d+/,
    );
    assert.match(await text("label-threshold-table"), /person0\.300\.\d+0\.\d+/);
    assert.match(await text("label-threshold-metrics"), /Hamming loss0\.\d+0\.\d+/);
    await page.getByTestId("cooccurrence-chart").focus();
    await page.keyboard.press("ArrowDown");
    assert.match(
      await text("cooccurrence-chart"),
      /^bicycle → person · true \d+ \(0\.\d+\), predicted \d+ \(0\.\d+\)$/,
    );
    assert.match(await text("rows-card"), /person, dog, bottleperson, tree0\.500/);
  });

  it("says which head trains, and how many labels of many are shown", async () => {
    const events = labelsRun({ names: manyNames(), total: 5000, rows: 400 });
    const at = events.findIndex(
      (event) => event.event === "head" && event.head === "independent" && event.epoch === 20,
    );
    opened = await openPage(runScene(events.slice(0, at + 1), true), { width: 900 });
    assert.match(await text("label-graph-card"), /the 60 most frequent of 5000 labels are shown/);
    assert.match(
      await text("label-heads"),
      /^Label graphdoneIndependentepoch 20 of 40Label hypergraphto comeGraph without edgesto come$/,
    );
    assert.match(await text("verdict"), /Independent: epoch 20 of 40/);
    await opened.close();
    const stopped: RunEvent = { event: "end", status: "stopped", metrics: {}, baselines: {}, seconds: 1 };
    opened = await openPage(runScene([...upTo(labelsRun({ names: ["紧急"], rows: 60 }), 3), stopped]), {
      lang: "zh-cn",
    });
    assert.match(await text("label-sentence"), /1 个标签中 1 个没有出邻居，1 个完全没有邻居/);
    assert.match(await text("label-heads"), /未训练/);
    assert.match(await text("label-mathematics"), /一层之后，紧急 变为：1 · 紧急/);
  });
});
