// The report of a run that computes a spectrum in a real browser: its progress, its end, its files; and the graph lab with an experiment's settings.

import assert from "node:assert/strict";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { graphScene, spectrumRunScene } from "./scenes";
import { cycle, spectralHost } from "./spectra";

describe("the report of a spectrum", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("tells how far it is, then what was found and where it is kept", async () => {
    const scene = spectrumRunScene();
    const { events } = scene.spectrum;
    opened = await openPage({ ...scene, spectrum: { events: events.slice(0, 2), active: true } }, { width: 900 });
    const { page, calls, emit } = opened;
    await page.getByTestId("verdict").getByText("37.0").waitFor();
    assert.match((await page.getByTestId("state").textContent())!, /Computing/);
    assert.ok(await page.getByTestId("spectrum-card").isHidden());
    await page.getByTestId("stop").click();
    for (const event of events.slice(2)) emit("spectrum", { folder: "runs/ring", event });
    await page.getByTestId("sentence").getByText("One zero").waitFor();
    assert.ok(await page.getByTestId("stop").isHidden());
    const rows = page.getByTestId("spectrum-groups").locator(".vt-body .vt-row");
    await eventually(async () => assert.match((await rows.first().textContent())!, /^0/));
    await page.getByTestId("file-eigenvalues.csv").click();
    await page.getByTestId("open-lab").click();
    await eventually(() =>
      assert.deepEqual(calls.slice(-3), [
        { name: "stop", request: { folder: "runs/ring" } },
        { name: "openFile", request: { path: "runs/ring/eigenvalues.csv" } },
        { name: "openInLab", request: { folder: "runs/ring" } },
      ]),
    );
  });

  it("offers to compute one that was cut off once more", async () => {
    const scene = spectrumRunScene();
    opened = await openPage({ ...scene, spectrum: { events: scene.spectrum.events.slice(0, 2), active: false } });
    await opened.page.getByTestId("resume").click();
    await eventually(() => assert.deepEqual(opened.calls.at(-1), { name: "resume", request: { folder: "runs/ring" } }));
  });
});

describe("the graph lab of a spectrum experiment", () => {
  after(closeBrowser);

  it("begins with the settings of the experiment, and saves them", async () => {
    const path = "/graphs/ring.csv";
    const host = spectralHost({ path, graph: cycle(12) });
    const graph = { path, spectrum: { matrix: "combinatorial" as const, k: 5, end: "smallest" as const } };
    const scene = graphScene({ path, answers: host.answers });
    const choices = { graph: { layout: "circle" as const } };
    const { page, calls, close } = await openPage(
      { ...scene, state: { view: "graph", folders: [], graph }, choices },
      { width: 700, height: 600 },
    );
    await eventually(() => {
      const asked = host.calls.find(({ name }) => name === "spectrum")?.request as { spectrum: unknown };
      assert.deepEqual(asked.spectrum, graph.spectrum);
    });
    await page.getByTestId("spectrum-experiment").click();
    await eventually(() =>
      assert.deepEqual(calls.at(-1), { name: "saveSpectrum", request: { graph, spectrum: graph.spectrum } }),
    );
    await close();
  });
});
