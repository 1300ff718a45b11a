// The scenes of the gallery: each brings the window of one session to a view worth a picture; they play in this order.

import type { Session } from "../host/clicks";
import { addFile } from "./clicks/add-file";
import { chooseEntry } from "./clicks/choose-entry";
import { generateScenes } from "./gallery-generate";
import { labelScenes } from "./gallery-labels";
import { pictureScenes } from "./gallery-pictures";

export interface Scene {
  /** Of the picture's file. */
  name: string;
  play(session: Session): Promise<void>;
}

/** Waits until the panel in front shows the run of this name in this state. */
async function ended({ webview }: Session, name: string, state: "done" | "failed"): Promise<void> {
  await webview().getByTestId("title").filter({ hasText: name }).waitFor();
  await webview().locator(`[data-testid=state][data-state=${state}]`).waitFor();
}

async function train(session: Session, name: string): Promise<void> {
  await session.openFile(`${name}.csv`);
  await session.lens("Predict").first().click();
  await ended(session, name, "done");
}

async function runExperiment(session: Session, name: string, experiment: object): Promise<void> {
  await addFile(session, name, `${JSON.stringify(experiment, null, 2)}\n`);
  await session.openFile(name);
  await session.lens("Run").first().click();
}

const diverging = {
  task: "regress",
  data: { file: "friedman.csv", target: "y" },
  model: { layers: [{ dense: 32, activation: "relu" }] },
  standardizeTarget: false,
  train: { optimizer: "gradientDescent", learningRate: 1e6, epochs: 50, batch: 32, seeds: [1] },
};
const mistaken = {
  task: "classify",
  data: { file: "customers.csv", target: "churnd" },
  model: { layers: [{ dense: 16, activation: "relu" }] },
  trains: { epochs: 100 },
};

const linked = { task: "links", data: { file: "graphs/blocks.csv" } };

/** Rings and paths of some lengths, a graph a line. */
const shapes = Array.from({ length: 60 }, (_, index) => {
  const [size, ring] = [5 + (index % 7), index % 2 === 0];
  const links = Array.from({ length: ring ? size : size - 1 }, (_, node) => ({
    source: node,
    target: (node + 1) % size,
  }));
  return JSON.stringify({
    label: ring ? "ring" : "path",
    nodes: Array.from({ length: size }, (_, id) => ({ id })),
    links,
  });
});
const shaped = { task: "graphs", data: { file: "shapes.jsonl", target: "label" } };

/** Five teams in HIF. */
const teams = {
  "network-type": "undirected",
  incidences: ["ant bee cat dog", "dog eel fox", "fox gnu hen ant", "hen ibis jay", "cat jay koi lark"].flatMap(
    (members, team) => members.split(" ").map((node) => ({ edge: `team ${team + 1}`, node })),
  ),
  edges: [1, 2, 1, 0.5, 1].map((weight, team) => ({ edge: `team ${team + 1}`, weight })),
};

export const scenes: Scene[] = [
  {
    name: "lens-on-a-table",
    async play({ openFile, lens }) {
      await openFile("customers.csv");
      await lens("Predict").waitFor();
    },
  },
  { name: "run-classify", play: (session) => train(session, "customers") },
  {
    name: "selected-rows",
    async play({ webview, page }) {
      await webview().locator("[data-testid^='cell-']").filter({ hasText: /[1-9]/ }).nth(1).click();
      await page.locator('.tab.active[data-resource-name="customers.csv"]').waitFor();
    },
  },
  { name: "run-regress", play: (session) => train(session, "friedman") },
  {
    name: "run-failed",
    async play(session) {
      await runExperiment(session, "diverging.lens.json", diverging);
      await ended(session, "diverging", "failed");
    },
  },
  {
    name: "run-several-seeds",
    async play(session) {
      await session.openFile("spirals.lens.json");
      await session.lens("Run").first().click();
      await ended(session, "spirals", "done");
    },
  },
  {
    name: "runs-and-live",
    async play({ page }) {
      await page.locator('.activitybar a[aria-label^="Neural Lens"]').click();
      await page.locator(".pane-body .monaco-list-row", { hasText: "friedman" }).first().hover();
      await page.waitForTimeout(1500);
    },
  },
  {
    name: "compare",
    async play(session) {
      const { page, webview } = session;
      await page.keyboard.press("Control+Shift+E");
      await session.command("Neural Lens: Compare Runs");
      for (const name of ["customers", "spirals"]) {
        await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
      }
      await page.keyboard.press("Enter");
      await webview().getByTestId("compare-view").waitFor();
    },
  },
  {
    name: "kernel-lab",
    async play(session) {
      const { page, command, openFile, lens, webview } = session;
      await page.keyboard.press("Control+1");
      await command("View: Close All Editors");
      await openFile("watercolour.lens.json");
      await lens("Open in Neural Lens").click();
      await webview()
        .getByTestId("figures")
        .filter({ hasText: /PSNR\s*\d/ })
        .waitFor();
    },
  },
  {
    name: "kernel-lab-pixel",
    async play({ webview }) {
      await webview().getByTestId("stage").click();
      await webview().getByTestId("explain-head").scrollIntoViewIfNeeded();
      await webview().getByTestId("explain-head").filter({ hasText: "→" }).waitFor();
    },
  },
  {
    name: "filtered-folder",
    async play({ openFile, lens, webview }) {
      await openFile("watercolour.lens.json");
      await lens("Apply to photos").click();
      await webview().getByTestId("batch-view").waitFor();
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
    },
  },
  {
    name: "no-picture",
    async play(session) {
      await addFile(session, "broken.png", "no picture");
      await session.command("View: Close All Editors");
      const failed = session.webview().getByTestId("picture-failed");
      await chooseEntry(
        session.page,
        session.explorerRow("broken.png"),
        ["Neural Lens", "Open in Neural Lens"],
        failed,
      );
    },
  },
  {
    name: "graph-lab",
    async play({ command, explorerRow, openFile, lens, webview }) {
      await command("View: Close All Editors");
      await explorerRow("graphs").click();
      await openFile("karate.csv");
      await lens("Spectrum").click();
      await webview().getByTestId("spectrum-statements").filter({ hasText: "connected" }).waitFor();
      await webview().getByTestId("layout-state").filter({ hasText: /\S/ }).waitFor();
    },
  },
  {
    name: "graph-eigenvector",
    async play({ webview }) {
      for (let press = 0; press < 2; press++) await webview().getByTestId("spectrum-chart").press("ArrowRight");
      await webview().getByTestId("spectrum-vector").filter({ hasText: "λ" }).waitFor();
    },
  },
  {
    name: "graph-quadratic-and-signals",
    async play({ webview }) {
      await webview().getByTestId("quadratic-sum").waitFor();
      await webview().getByTestId("signals-parseval").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "spectrum-run",
    async play(session) {
      await session.command("View: Close All Editors");
      await session.openFile("blocks.spectrum.lens.json");
      await session.lens("Compute spectrum").click();
      await ended(session, "blocks.spectrum", "done");
      await session.webview().getByTestId("spectrum-groups").locator(".vt-body .vt-row").first().waitFor();
    },
  },
  {
    name: "spectrum-lab",
    async play({ lens, webview }) {
      await lens("Open in the graph lab").click();
      await webview().getByTestId("spectrum-statements").filter({ hasText: "connected" }).waitFor();
      await webview().getByTestId("spectrum-experiment").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "graph-hyperedge",
    async play(session) {
      const { page, openFile, lens, webview } = session;
      await page.keyboard.press("Control+1");
      await addFile(session, "teams.hif.json", JSON.stringify(teams, null, 1));
      await openFile("teams.hif.json");
      await lens("Spectrum").click();
      await webview().getByTestId("layout-circle").click();
      await webview().locator("[data-testid=layout-state][data-state=done]").waitFor({ state: "attached" });
      const room = (await webview().locator(".graph-canvas").boundingBox())!;
      // Ten nodes and five hyperedges lie on the circle; the last of them is the first to the right from below.
      const turn = (-2 * Math.PI) / 15;
      const radius = Math.min(room.width, room.height) / 2 - 28;
      await page.mouse.click(
        room.x + room.width / 2 + radius * Math.cos(turn),
        room.y + room.height / 2 - radius * Math.sin(turn),
      );
      await webview().getByTestId("graph-members").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "run-links",
    async play(session) {
      await session.page.keyboard.press("Control+1");
      await runExperiment(session, "links.lens.json", linked);
      await ended(session, "links", "done");
    },
  },
  {
    name: "run-graphs",
    async play(session) {
      await session.page.keyboard.press("Control+1");
      await addFile(session, "shapes.jsonl", `${shapes.join("\n")}\n`);
      await runExperiment(session, "shapes.lens.json", shaped);
      await ended(session, "shapes", "done");
    },
  },
  {
    name: "run-nodes",
    async play(session) {
      await session.page.keyboard.press("Control+1");
      await session.openFile("blocks.csv");
      await session.lens("Predict").first().click();
      await ended(session, "blocks", "done");
    },
  },
  {
    name: "run-nodes-filter",
    async play({ webview }) {
      await webview().getByTestId("response-energy").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "run-nodes-map",
    async play({ page, webview }) {
      await webview().getByTestId("embedding-chart").scrollIntoViewIfNeeded();
      await page.waitForTimeout(500);
    },
  },
  {
    name: "experiment-problems",
    async play(session) {
      const { openFile, page } = session;
      await page.keyboard.press("Control+1");
      await addFile(session, "mistaken.lens.json", `${JSON.stringify(mistaken, null, 2)}\n`);
      await openFile("mistaken.lens.json");
      await page.locator(".squiggly-error").first().waitFor();
      await page.keyboard.press("F8");
      await page.waitForTimeout(500);
    },
  },
  {
    name: "hover-on-a-column",
    async play({ openFile, page }) {
      await page.keyboard.press("Control+1");
      await openFile("spirals.lens.json");
      await page.locator(".view-line span", { hasText: '"arm"' }).last().hover();
      await page.locator(".monaco-hover", { hasText: "different" }).first().waitFor();
    },
  },
  {
    name: "description",
    async play({ page, openFile, command, webview }) {
      await page.keyboard.press("Control+1");
      await openFile("customers.csv");
      await command("Neural Lens: Describe Data");
      await webview().getByText("What could be predicted").waitFor();
    },
  },
  ...pictureScenes,
  ...generateScenes,
  ...labelScenes,
];
