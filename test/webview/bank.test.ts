// The kernel lab's other cards in a real browser: the bank, networks, a learned kernel, histogram, saving; and the report of a batch.

import assert from "node:assert/strict";
import type { FilterEvent } from "../../engine";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { scenes } from "./scenes";
import { settled } from "./stage";

describe("bank", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("draws every kernel, says which ones the tool lacks, and adds the one that is clicked", async () => {
    opened = await openPage(scenes.labBank!(), { width: 1200 });
    const { page } = opened;
    const painted = (name: string) =>
      page.getByTestId(`bank-${name}`).evaluate((tile) => {
        const canvas = tile.querySelector("canvas")!;
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, value) => sum + value, 0);
      });
    await eventually(async () =>
      assert.ok((await painted("halo")) > 0 || (await page.getByTestId("bank-halo").locator(".bank-why").isVisible())),
    );
    assert.notEqual(await painted("blur"), await painted("sharpen8"));
    assert.match((await page.getByTestId("bank-unsharp").textContent())!, /OpenCV has no "unsharp"/);
    await page.getByTestId("bank-median").click();
    assert.deepEqual(await page.locator(".step-name").allTextContents(), ["sharpen", "median3"]);
    await page.getByTestId("network-choose").click();
    await page.getByText("conv1.weight").waitFor();
    await page.getByTestId("bank-#3").click();
    await eventually(async () =>
      assert.deepEqual(await page.locator(".step-name").allTextContents(), ["sharpen", "median3", "Matrix 5 × 5"]),
    );
  });

  it("learns a kernel from a folder, shows it beside the hand-made ones, and uses it", async () => {
    opened = await openPage(scenes.labLearn!(), { width: 1200 });
    const { page, calls } = opened;
    assert.ok(await page.getByTestId("learn-fit").evaluate((element) => element.hasAttribute("disabled")));
    await page.getByTestId("learn-choose").click();
    await page.getByTestId("learn-folder").getByText("clean").waitFor();
    await page.getByTestId("learn-noise-field").fill("15");
    await page.getByTestId("learn-noise-field").press("Enter");
    await page.getByTestId("learn-fit").click();
    await page.getByTestId("learn-table").waitFor();
    const asked = calls.find(({ name }) => name === "fitKernel")!.request;
    assert.deepEqual(asked, { folder: "/pictures/clean", degradation: { noise: 15 }, size: 7 });
    assert.match((await page.getByTestId("learn-said").textContent())!, /ahead of gauss:1/);
    assert.equal(await page.locator('[data-testid="learn-table"] .best').textContent(), "26.50");
    await page.getByTestId("learn-use-learned-3-3").click();
    await eventually(async () =>
      assert.deepEqual(await page.locator(".step-name").allTextContents(), ["sharpen", "Matrix 3 × 3"]),
    );
  });

  it("counts values, saves picture and chain, and applies the chain to more", async () => {
    opened = await openPage(scenes.labCounts!(), { width: 1200 });
    const { page, calls } = opened;
    await settled(page);
    const counts = page.getByTestId("counts-chart");
    await eventually(async () => {
      await counts.focus();
      await page.keyboard.press("ArrowRight");
      assert.match((await counts.locator(".tip").textContent())!, /^value \d+ · R \d+ → \d+/);
    });
    await page.getByTestId("save-picture").click();
    await page.getByTestId("saved").getByText("Saved hills-filtered.png. The colour profile is left out.").waitFor();
    await page.getByTestId("apply-to").click();
    const request = { path: "/pictures/hills.png", pipeline: { as: "opencv", steps: [{ kernel: "sharpen" }] } };
    await eventually(() => {
      const asked = calls.find(({ name }) => name === "applyTo");
      assert.deepEqual(JSON.parse(JSON.stringify(asked?.request)), request);
    });
  });

  it("reports a batch as it goes on: outputs, changes, failures, and the sentence at its end", async () => {
    const scene = scenes.batch!();
    const { events } = scene.pictures![0]!.batch!;
    scene.pictures![0]!.batch = { events: events.slice(0, 3), active: true };
    opened = await openPage(scene, { width: 1000 });
    const { page, calls, emit } = opened;
    await page.getByTestId("sentence").getByText("2 of 5, last hills.jpg").waitFor();
    assert.ok(await page.getByTestId("stop").isVisible());
    const rows = page.locator('[data-testid="batch-rows"] .vt-body .vt-row');
    await eventually(async () => assert.equal(await rows.count(), 2));
    for (const event of events.slice(3) as FilterEvent[]) emit("filter", { folder: "runs/soften", event });
    await page.getByTestId("sentence").getByText("4 of 5 pictures were filtered").waitFor();
    await eventually(async () => assert.equal(await rows.count(), 5));
    assert.ok(await page.getByTestId("stop").isHidden());
    await page.getByTestId("batch-show-failed").click();
    await eventually(async () => assert.equal(await rows.count(), 1));
    assert.match((await rows.first().textContent())!, /torn\.jpg.*ends in the middle of its pixels/);
    await page.getByTestId("batch-show-changed").click();
    await eventually(async () => assert.match((await rows.first().textContent())!, /mill\.jpg.*Display P3/));
    await rows.first().click();
    await eventually(() =>
      assert.deepEqual(calls.at(-1), { name: "openFile", request: { path: "/home/ada/pictures/mill-soften.jpg" } }),
    );
  });

  it("offers to go on with a batch that was cut off", async () => {
    const scene = scenes.batch!();
    const { events } = scene.pictures![0]!.batch!;
    scene.pictures![0]!.batch = { events: events.slice(0, 4), active: false };
    opened = await openPage(scene, { width: 1000 });
    await opened.page.getByTestId("resume").click();
    await eventually(() =>
      assert.deepEqual(opened.calls.at(-1), { name: "resume", request: { folder: "runs/soften" } }),
    );
  });

  it("speaks Chinese where VS Code does", async () => {
    opened = await openPage(scenes.lab!(), { width: 1200, lang: "zh-cn" });
    await settled(opened.page);
    assert.equal(await opened.page.getByTestId("mode-result").textContent(), "结果");
    assert.equal(await opened.page.getByTestId("save-picture").getAttribute("aria-label"), "保存图片…");
  });
});
