// The curves in a real browser: drawn, read, scaled, smoothed, zoomed, saved, and put back after a reload.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { EpochEvent } from "../../engine";
import { closeBrowser, eventually, type Opened, openPage, settle } from "./harness";
import { openLongRun } from "./long-run";
import { runScene } from "./scenes";
import { classifyRun, upTo } from "./training";

const events = classifyRun();
const epochs = events.filter((event): event is EpochEvent => event.event === "epoch");
const text = (page: Page, id: string): Promise<string | null> => page.getByTestId(id).textContent();

/** Pixels of a chart's canvas that are not empty. */
function inked(page: Page, id: string): Promise<number> {
  return page.evaluate((testid) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`[data-testid="${testid}"] canvas`);
    if (!canvas?.width) return 0;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]! > 0) count++;
    return count;
  }, id);
}

/** Waits until the clicked thing has been drawn. */
async function wait(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

describe("curves", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("draws the loss and tells when its first point was on the screen", async () => {
    opened = await openPage(runScene(events));
    const { page } = opened;
    assert.ok((await inked(page, "loss-chart")) > 2000);
    const at = Number(await page.evaluate(() => document.documentElement.dataset.firstPoint));
    assert.ok(Math.abs(Date.now() - at) < 60_000);
    assert.equal(await page.evaluate(() => performance.getEntriesByName("first-point").length), 1);
    const last = epochs.at(-1)!;
    assert.equal(await text(page, "loss-value-0-train"), last.train.loss!.toPrecision(4));
  });

  it("reads every series at the epoch under the crosshair, by keyboard and by pointer", async () => {
    opened = await openPage(runScene(events));
    const { page } = opened;
    await page.getByTestId("loss-chart").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.match((await text(page, "loss-legend"))!, /epoch 3/);
    assert.equal(await text(page, "loss-value-0-train"), epochs[2]!.train.loss!.toPrecision(4));
    assert.equal(await text(page, "loss-value-0-validation"), epochs[2]!.validation!.loss!.toPrecision(4));
    assert.match((await text(page, "metric-legend"))!, /epoch 3/, "the other chart follows");
    const box = (await page.locator('[data-testid="metric-chart"] .u-over').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await wait(page);
    const shown = Number(/epoch (\d+)/.exec((await text(page, "metric-legend"))!)![1]);
    assert.ok(Math.abs(shown - 30.5) <= 1, `epoch ${shown} in the middle of 60`);
    const value = epochs[shown - 1]!.validation!.accuracy!;
    assert.equal(await text(page, "metric-value-0-validation"), value === 1 ? "1" : value.toPrecision(4));
  });

  it("zooms by keyboard and by dragging, and shows all epochs again", async () => {
    opened = await openPage(runScene(events));
    const { page } = opened;
    await page.getByTestId("loss-chart").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("+");
    const zoom = (): Promise<[number, number] | undefined> =>
      page.evaluate(() => JSON.parse(sessionStorage.getItem("state")!).choices.zoom);
    const byKey = (await zoom())!;
    assert.ok(byKey[0] === 1 && byKey[1] < 40, String(byKey));
    await page.keyboard.press("Escape");
    assert.equal(await zoom(), undefined);
    const box = (await page.locator('[data-testid="loss-chart"] .u-over').boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const [from, to] = (await zoom())!;
    assert.ok(Math.abs(from - 15.75) < 2 && Math.abs(to - 45.25) < 2, `${from} to ${to}`);
    await page.getByTestId("zoom-reset").click();
    assert.equal(await zoom(), undefined);
  });

  it("keeps log scale, smoothing, metric, zoom and tables over a reload", async () => {
    opened = await openPage(runScene(events));
    const { page } = opened;
    const before = await page.getByTestId("loss-chart").screenshot();
    await page.getByTestId("log-scale").click();
    await wait(page);
    assert.notDeepEqual(await page.getByTestId("loss-chart").screenshot(), before, "the scale changes the picture");
    await page.getByTestId("smoothing").fill("0.8");
    await page.getByTestId("metric-macroF1").click();
    await page.getByTestId("verdict-table-toggle").click();
    await page.reload();
    await settle(page);
    const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem("state")!));
    assert.deepEqual([kept.view, kept.folders], ["run", ["runs/iris"]]);
    assert.equal(kept.choices.log, true);
    assert.equal(await page.getByTestId("log-scale").evaluate((box) => (box as HTMLInputElement).checked), true);
    assert.equal(await page.getByTestId("smoothing").inputValue(), "0.8");
    assert.equal(await page.getByTestId("metric-macroF1").getAttribute("aria-checked"), "true");
    assert.equal(await page.getByTestId("verdict-table").isVisible(), true);
  });

  it("overlays seeds and other runs, and switches them off in the legend", async () => {
    const seeds = classifyRun({ seeds: [1, 2] });
    const other = classifyRun({ name: "wide", folder: "runs/wide", seeds: [9] });
    const scene = runScene(seeds);
    scene.others = [{ folder: "runs/wide", name: "wide", task: "classify", status: "done", started: 0 }];
    scene.overlay = () => other;
    opened = await openPage(scene);
    const { page } = opened;
    const items = page.locator('[data-testid="loss-legend"] button');
    assert.equal(await items.count(), 2);
    await page.getByTestId("overlay-add").click();
    await page.locator("dialog vscode-checkbox").click();
    await page.getByTestId("picker-ok").click();
    await items.nth(2).waitFor();
    assert.deepEqual(await items.locator(".legend-name").allTextContents(), ["iris · seed 1", "iris · seed 2", "wide"]);
    const full = await inked(page, "loss-chart");
    await items.nth(0).click();
    assert.equal(await items.nth(0).getAttribute("aria-pressed"), "false");
    await wait(page);
    assert.ok((await inked(page, "loss-chart")) < full);
    await page.reload();
    await settle(page);
    await items.nth(2).waitFor();
    assert.equal(await items.nth(0).getAttribute("aria-pressed"), "false", "what was off stays off");
  });

  it("saves vectors, pixels and numbers, and copies the table", async () => {
    opened = await openPage(runScene(events));
    const { page, calls } = opened;
    for (const kind of ["svg", "png", "csv"]) {
      await page.getByTestId("loss-save").click();
      await page.getByTestId(`loss-save-${kind}`).click();
    }
    await page.getByTestId("loss-copy").click();
    await eventually(() => assert.equal(calls.length, 4));
    const saved = calls
      .filter(({ name }) => name === "save")
      .map(({ request }) => request as { name: string; kind: string; content: string & { bytes: number[] } });
    const by = (kind: string) => saved.find((one) => one.kind === kind)!;
    const svg = by("svg").content;
    assert.match(svg, /^<\?xml/);
    const paths = [...svg.matchAll(/<path d="([^"]+)"[^>]*stroke-width="1.8"/g)].map((match) => match[1]!);
    // Two curves of 60 points, then the legend's two short pieces.
    assert.deepEqual(
      paths.slice(0, 2).map((path) => path.split(/[ML]/).length - 1),
      [60, 60],
    );
    assert.match(svg, /stroke-dasharray="6 4"/);
    assert.match(svg, />epoch</);
    assert.deepEqual(by("png").content.bytes.slice(0, 8), [137, 80, 78, 71, 13, 10, 26, 10]);
    const csv = by("csv").content.split("\n");
    assert.equal(csv[0], "\ufeffepoch,train,validation");
    assert.equal(csv[2], `2,${epochs[1]!.train.loss},${epochs[1]!.validation!.loss}`);
    assert.equal(csv.length, 62);
    const copied = calls.find(({ name }) => name === "copy")!.request as string;
    assert.equal(copied.split("\n")[1], `1\t${epochs[0]!.train.loss}\t${epochs[0]!.validation!.loss}`);
  });

  it("grows with the events that come in, and shows a resumed run's later epochs once", async () => {
    opened = await openPage(runScene(upTo(events, 10), true));
    const { page } = opened;
    assert.equal(await text(page, "state"), "Training");
    opened.emit("events", { folder: "runs/iris", events: epochs.slice(10, 30) });
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="loss-legend"]')!.textContent!.includes("epoch 30"),
    );
    opened.emit("events", {
      folder: "runs/iris",
      events: [{ ...(events[0] as never as object), resumed: 20 } as never, ...epochs.slice(20, 25)],
    });
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="loss-legend"]')!.textContent!.includes("epoch 25"),
    );
    await page.getByTestId("loss-copy").click();
    await eventually(() => assert.equal(opened.calls.at(-1)?.name, "copy"));
    const copied = (opened.calls.at(-1)!.request as string).trim().split("\n");
    assert.deepEqual(
      copied.slice(1).map((line) => Number(line.split("\t")[0])),
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
    opened.emit("paused", { folder: "runs/iris", paused: true });
    await page.getByText("Paused", { exact: true }).first().waitFor();
    await page.getByTestId("primary").click();
    const resumed = { name: "pause", request: { folder: "runs/iris", paused: false } };
    await eventually(() => assert.deepEqual(opened.calls.at(-1), resumed));
  });

  it("follows the thousands of epochs of five seeds", async () => {
    const long = await openLongRun(2000);
    opened = long;
    const { page } = opened;
    for (let sent = 0; sent < long.left; sent += 100) long.more(100);
    await page.waitForFunction(() =>
      /epoch 2000/.test(document.querySelector('[data-testid="loss-legend"]')!.textContent!),
    );
    assert.equal(await page.locator('[data-testid="loss-legend"] button').count(), 5);
    assert.ok((await inked(page, "loss-chart")) > 2000);
  });
});
