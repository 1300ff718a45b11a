// The cards of spectra and signals in a real browser, on graphs whose eigenvalues and eigenvectors are known in closed form.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { formatNumber } from "../../webview/format";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { graphScene } from "./scenes";
import { cycle, eigenvaluesOf, grid, type SpectralHost, type SpectralScene, spectralHost } from "./spectra";

const text = async (page: Page, id: string): Promise<string> => (await page.getByTestId(id).textContent()) ?? "";
const frames = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

async function choose(page: Page, id: string, label: string): Promise<void> {
  await page.getByTestId(id).click();
  await page.getByTestId(id).locator("vscode-option", { hasText: label }).first().click();
}

/** The cells of a table that is drawn row by row. */
const cells = (page: Page, id: string): Promise<string[][]> =>
  page
    .getByTestId(id)
    .locator(".vt-body .vt-row")
    .evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent!)));

describe("spectrum", () => {
  let opened: Opened;
  let host: SpectralHost;
  const open = async (scene: SpectralScene, lang = "en"): Promise<Page> => {
    host = spectralHost(scene);
    // A circle needs no layout, and a small page little drawing.
    const choices = { graph: { layout: "circle" as const } };
    opened = await openPage(
      { ...graphScene({ path: scene.path, answers: host.answers }), choices },
      { width: 700, height: 600, lang },
    );
    return opened.page;
  };
  const last = (name: string): unknown => host.calls.findLast((call) => call.name === name)?.request;
  const indexShown = (): number => (last("eigenvector") as { index: number }).index;

  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("draws a cycle's spectrum at once, and colours the graph from table, plot and keyboard", async () => {
    const ring = cycle(12);
    const path = "/graphs/ring.csv";
    const page = await open({ path, graph: ring });
    const values = eigenvaluesOf(ring, "normalized");
    const rows = page.getByTestId("spectrum-groups");
    await rows.locator(".vt-body .vt-row").first().waitFor();
    const shown = await cells(page, "spectrum-groups");
    const distinct = [0, 1, 3, 5, 7, 9, 11].map((index) => formatNumber(values[index]!));
    assert.deepEqual(
      shown.map(([value]) => value),
      distinct,
    );
    assert.deepEqual(
      shown.map(([, multiplicity]) => multiplicity),
      ["1", "2", "2", "2", "2", "2", "1"],
    );
    assert.match(shown[0]![2]!, /connected/);
    assert.match(shown[1]![2]!, /spectral gap/);
    assert.match(shown[6]![2]!, /bipartite/);
    assert.match(await text(page, "spectrum-bipartite"), /: 1, which is the multiplicity of 2\.$/);
    assert.match(await text(page, "spectrum-zeros"), /^One zero/);
    assert.match(await text(page, "spectrum-decomposition"), /4\.4e−15.*1\.8e−15/);
    assert.match(await text(page, "spectrum-residual"), /3\.1e−15/);

    const proof = page.getByTestId("spectrum-bound-0");
    assert.match((await proof.locator("summary").textContent())!, /λ_max ≤ 2.*2 ≤ 2/);
    assert.equal(await proof.locator("p").isVisible(), false);
    await proof.locator("summary").click();
    assert.equal(await proof.locator("p").isVisible(), true);

    await rows.locator(".vt-row", { hasText: distinct[2]! }).first().click();
    await eventually(async () =>
      assert.match(await text(page, "spectrum-vector"), /^Eigenvector 4 of L_sym, λ = 0\.5000/),
    );
    assert.deepEqual(last("eigenvector"), { path, matrix: "normalized", index: 3 });
    await eventually(async () => assert.match(await text(page, "graph-legend"), /Eigenvector 4/));
    await page.getByTestId("spectrum-groups-viewport").press("ArrowDown");
    await page.keyboard.press("Enter");
    await eventually(() => assert.equal(indexShown(), 5));

    await page.getByTestId("spectrum-chart").focus();
    await page.keyboard.press("ArrowRight");
    await eventually(() => assert.equal(indexShown(), 6));
    assert.match(await text(page, "spectrum-chart"), /k = 7 · λ = 1\.000 · ×2/);
    await page.keyboard.press("End");
    await eventually(() => assert.equal(indexShown(), 11));
    await page.getByTestId("spectrum-before").click();
    await eventually(() => assert.equal(indexShown(), 10));
    const box = (await page.getByTestId("spectrum-chart").boundingBox())!;
    // The axis leaves 52 and 14 pixels beside it; the first eigenvalue stands at its left end.
    await page.mouse.click(box.x + 56, box.y + 60);
    await eventually(() => assert.equal(indexShown(), 0));

    await page.getByTestId("spectrum-look-multiplicity").click();
    await page.getByTestId("spectrum-save").click();
    await page.getByTestId("spectrum-save-svg").click();
    await eventually(() => assert.equal(opened.calls.at(-1)!.name, "save"));
    const { content } = opened.calls.at(-1)!.request as { content: string };
    assert.ok(content.includes("[0, 2]") && content.includes("multiplicity") && content.includes("×2"), content);
  });

  it("says its plan first, tells progress, stops, and says what is wrong", async () => {
    const scene: SpectralScene = {
      path: "/graphs/long.csv",
      graph: cycle(12),
      plan: { largest: 2500, bytes: 3 * 2 ** 20, reason: "All at once." },
      endless: true,
    };
    const page = await open(scene);
    await eventually(async () =>
      assert.equal(
        await text(page, "spectrum-plan"),
        "All at once. One component of 2500 nodes; at most 3.00 MB of memory.",
      ),
    );
    assert.equal(last("spectrum"), undefined, "more than a thousand nodes wait for the person");
    await page.getByTestId("spectrum-compute").click();
    await page.getByTestId("spectrum-stop").waitFor();
    opened.emit("graphProgress", { path: scene.path, fraction: 0.4 });
    await eventually(async () => assert.match(await text(page, "spectrum-plan"), /40\.0\s%/));
    const bar = page.getByTestId("spectrum-progress");
    assert.equal(await bar.evaluate((progress) => (progress as HTMLProgressElement).value), 0.4);
    await page.getByTestId("spectrum-stop").click();
    await eventually(async () => assert.match(await text(page, "spectrum-plan"), /^Stopped\. All at once/));
    assert.deepEqual(last("stopSpectrum"), { path: scene.path });
    scene.failure = "The weights add up to no number: mend line 4.";
    await page.getByTestId("spectrum-compute").click();
    await eventually(async () => assert.equal(await text(page, "spectrum-plan"), scene.failure));
    scene.failure = undefined;
    scene.endless = false;
    await page.getByTestId("spectrum-compute").click();
    await page.getByTestId("spectrum-groups").locator(".vt-body .vt-row").first().waitFor();
  });

  it("asks for k at an end, for a density with its spikes, and what becomes of directions", async () => {
    const scene: SpectralScene = {
      path: "/graphs/follows.csv",
      graph: cycle(12),
      description: { nodes: 900, directed: true },
    };
    const page = await open(scene);
    assert.match(await text(page, "spectrum-directed"), /L_sym is taken as a symmetric matrix/);
    const asked = async (spectrum: object): Promise<void> =>
      eventually(() => assert.deepEqual((last("spectrum") as { spectrum: object }).spectrum, spectrum));
    await asked({ matrix: "normalized", directions: "union" });
    await page.getByTestId("spectrum-directions-mutual").click();
    await asked({ matrix: "normalized", directions: "mutual" });
    await choose(page, "spectrum-part", "k largest");
    await asked({ matrix: "normalized", k: 20, end: "largest", directions: "mutual" });
    await page.getByTestId("spectrum-k-field").fill("7");
    await page.getByTestId("spectrum-k-field").press("Enter");
    await asked({ matrix: "normalized", k: 7, end: "largest", directions: "mutual" });
    await choose(page, "spectrum-part", "Density of all");
    await asked({ matrix: "normalized", method: "density", directions: "mutual" });
    await eventually(async () => assert.equal((await cells(page, "spectrum-groups")).length, 3));
    assert.deepEqual((await cells(page, "spectrum-groups"))[1], ["1", "100", "leaves that share their neighbour"]);
    await page.getByTestId("spectrum-save").click();
    await page.getByTestId("spectrum-save-svg").click();
    await eventually(() => assert.equal(opened.calls.at(-1)!.name, "save"));
    assert.ok((opened.calls.at(-1)!.request as { content: string }).content.includes("×100"), "spikes are labelled");
    assert.match(await text(page, "signals-card"), /A density has no eigenvectors/);
  });

  it("holds any signal against the spectrum: quadratic form, Rayleigh quotient, shares of edges", async () => {
    const scene: SpectralScene = { path: "/graphs/ring.csv", graph: cycle(12) };
    const page = await open(scene);
    const figures = (): Promise<string[]> => page.getByTestId("quadratic-figures").locator("dd").allTextContents();
    // Without a column of numbers the second eigenvector is the signal, whose quotient is its eigenvalue.
    const second = formatNumber(eigenvaluesOf(scene.graph, "normalized")[1]!, 5);
    await eventually(async () => assert.deepEqual(await figures(), [second, formatNumber(1 - 1e-16, 5), second]));
    await page.getByTestId("rayleigh-chart").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    assert.match(await text(page, "rayleigh-chart"), /R\(x\) = 0\.13/);

    await choose(page, "quadratic-signal", "Drawn by hand");
    await eventually(async () => assert.deepEqual(await figures(), ["0", "0", "–"]));
    await page.getByTestId("quadratic-value").fill("1.5");
    // One node: two edges of (1.5/√2)² each, of a signal of length 1.5.
    await eventually(async () => assert.deepEqual(await figures(), ["2.2500", "2.2500", "1"]));
    assert.match(await text(page, "quadratic-sum"), /The edges add up to 2\.25000\. .* a difference of/);
    assert.match(await text(page, "quadratic-formula"), /√d_u/);
    const edges = await cells(page, "quadratic-edges");
    assert.deepEqual(edges[0], ["n1", "n2", "1.125", `50.0\u202f%`]);
    assert.equal(await page.getByTestId("signals-value-field").inputValue(), "1.5", "both cards look at one signal");

    await choose(page, "graph-matrix", "L = D");
    await eventually(async () => assert.deepEqual(await figures(), ["4.5000", "2.2500", "2"]));
    await choose(page, "quadratic-signal", "Constant");
    await eventually(async () => assert.equal((await figures())[0], "0"));
  });

  it("takes an image's signal apart, filters it live, and holds it against its DCT", async () => {
    const pixels = grid(6, 4, (x, y) => Math.sin(x) + (y > 1 ? 1 : 0));
    const scene: SpectralScene = { path: "/pictures/hill.png", graph: pixels };
    const page = await open(scene);
    await choose(page, "graph-matrix", "L = D");
    const power = pixels.columns.brightness!.reduce((sum, value) => sum + value ** 2, 0);
    await eventually(async () => assert.match(await text(page, "signals-parseval"), /^Parseval: Σx² = /));
    const [left, right] = [...(await text(page, "signals-parseval")).matchAll(/= ([\d.]+)/g)].map(([, value]) => value);
    assert.deepEqual([left, right], [formatNumber(power, 6), formatNumber(power, 6)]);
    await eventually(async () => assert.match(await text(page, "dct-said"), /^6 × 4 pixels.*differ by at most/));
    const worst = Number((await text(page, "dct-said")).match(/at most (\S+)\.$/)![1]!.replace("−", "-"));
    assert.ok(worst < 1e-12, String(worst));

    await page.getByTestId("filter-kind-low").click();
    await page.getByTestId("filter-cut-field").fill("0.1");
    await page.getByTestId("filter-cut-field").press("Enter");
    await eventually(() =>
      assert.deepEqual((last("graphSignal") as { filter: unknown }).filter, { kind: "low", cut: 0.1 }),
    );
    await eventually(async () => assert.match(await text(page, "graph-legend"), /brightness, filtered/));
    await page.getByTestId("signals-side-difference").click();
    await eventually(async () => assert.match(await text(page, "graph-legend"), /what the filter takes away/));
    await page.getByTestId("filter-kind-heat").click();
    await eventually(() => assert.equal((last("graphSignal") as { filter: { kind: string } }).filter.kind, "heat"));
    await page.getByTestId("signals-chart").focus();
    await page.keyboard.press("Home");
    // The constant part of a signal is its mean times √n, and no heat is lost from it.
    const mean = pixels.columns.brightness!.reduce((sum, value) => sum + value, 0) / 24;
    await frames(page);
    const tip = await text(page, "signals-chart");
    assert.ok(tip.startsWith(`λ = 0 · |x̂| = ${formatNumber(mean * Math.sqrt(24))} · `), tip);
    assert.match(tip, /g\(λ\) = 1/);
  });

  it("has no spectrum without edges, and speaks Chinese", async () => {
    const page = await open({ path: "/graphs/dots.csv", graph: cycle(3), description: { edges: 0 } }, "zh-cn");
    assert.match(await text(page, "spectrum-card"), /谱.*该图没有边/);
    assert.equal(last("spectrumPlan"), undefined);
    assert.match(await text(page, "quadratic-card"), /二次型/);
    assert.match(await text(page, "signals-card"), /图傅里叶变换/);
  });
});
