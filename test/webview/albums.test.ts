// The cards of runs on pictures in a real browser: pictures by epoch, one closely, weights, and those behind a cell.

import assert from "node:assert/strict";
import type { PicturesEvent } from "../../engine/tasks/pictures/events";
import { Run } from "../../webview/runs";
import { nameOf, older, picturesRun, restoreAlbum, restoreRun } from "./albums";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { runScene } from "./scenes";

describe("runs on pictures", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("show what goes in and comes out by epoch, and one picture closely, zoomed as one", async () => {
    opened = await openPage({ ...runScene(restoreRun()), album: restoreAlbum }, { width: 1300 });
    const { page, calls } = opened;
    const card = page.getByTestId("pictures-card");
    const gain = (row: number) => card.locator(".picture-row-head .muted").nth(row).textContent();
    assert.equal(await card.locator(".picture-row").count(), 3);
    // Input, output, clean, difference, mask.
    assert.equal(await card.locator(".picture-row").first().locator("canvas").count(), 5);
    const last = await gain(0);
    assert.match(last ?? "", /^\d+(\.\d+)? → \d+(\.\d+)? dB · SSIM 0\.412 → 0\.812$/);
    await page.getByTestId("pictures-slider").fill("0");
    assert.equal(await page.getByTestId("pictures-epoch").textContent(), "1");
    assert.notEqual(await gain(0), last);
    await page.getByTestId("pictures-threshold-field").fill("0.25");
    await page.keyboard.press("Enter");
    assert.match((await card.textContent()) ?? "", /Differs by over 0\.25/);

    await card.getByRole("button", { name: "harbour_at_dawn_002.png" }).click();
    await eventually(() =>
      assert.deepEqual(calls.find(({ name }) => name === "shownPicture")?.request, {
        folder: "runs/harbour",
        member: 0,
        row: 1,
      }),
    );
    const closer = page.getByTestId("picture-card");
    await closer.getByTestId("swipe").waitFor();
    assert.match((await closer.textContent()) ?? "", /harbour_at_dawn_002\.png · .* dB · SSIM 0\.412 → 0\.812/);
    await closer.getByTestId("closer").focus();
    await page.keyboard.press("+");
    assert.match((await closer.getByTestId("closer-zoom").textContent()) ?? "", /150/);
    await page.keyboard.press("0");
    assert.match((await closer.getByTestId("closer-zoom").textContent()) ?? "", /100/);
    await closer.locator("canvas").last().hover();
    assert.match(
      (await closer.locator(".frames-readout").textContent()) ?? "",
      /x \d+, y \d+ · Input \d+ · Output \d+/,
    );
    await page.getByTestId("picture-open").click();
    await eventually(() =>
      assert.deepEqual(calls.find(({ name }) => name === "openAlbumPicture")?.request, {
        folder: "runs/harbour",
        row: 1,
      }),
    );
    assert.equal(await page.getByTestId("weights").locator("canvas").count(), 16);
    assert.match((await page.getByTestId("weights-card").textContent()) ?? "", /conv1 .*0\.42.*16 of 32/);
  });

  it("name every picture in a table, from which one is looked at with the keyboard", async () => {
    opened = await openPage({ ...runScene(restoreRun()), album: restoreAlbum }, { width: 1300 });
    const { page, calls } = opened;
    const first = page.locator("#rows-row-0");
    await first.waitFor();
    const cells = await first.locator("[role=gridcell]").allTextContents();
    assert.match(cells[0] ?? "", /^evenings in late summer\/harbour_at_dawn_\d{3}\.png$/);
    assert.match(cells.at(-1) ?? "", /^0\.8\d\d$/);
    assert.equal(await first.locator(".middle-cut").getAttribute("title"), cells[0]);
    await page.getByTestId("rows-viewport").focus();
    await page.keyboard.press("ArrowDown");
    const name = await page.locator("#rows-row-1").locator("[role=gridcell]").first().textContent();
    await page.keyboard.press("Enter");
    await eventually(() => {
      const asked = calls.find(({ name }) => name === "shownPicture")?.request as { row: number } | undefined;
      assert.ok(asked && nameOf(asked.row) === name, `${asked?.row}, ${name}`);
    });
  });

  it("draw what older runs have told", async () => {
    opened = await openPage({ ...runScene(older(restoreRun())), album: restoreAlbum }, { width: 1300 });
    const card = opened.page.getByTestId("pictures-card");
    assert.equal(await card.locator("canvas").count(), 15);
    assert.match((await card.locator(".picture-row-head .muted").first().textContent()) ?? "", /^[\d.]+ → [\d.]+ dB$/);
  });

  it("show the pictures of a cell of the confusion matrix", async () => {
    opened = await openPage({ ...runScene(picturesRun()), album: restoreAlbum }, { width: 1300 });
    const { page, rowCalls, calls } = opened;
    await page.getByTestId("cell-0-1").click();
    await eventually(() => assert.equal(rowCalls.at(-1)?.truth, 0));
    const thumbnails = page.getByTestId("thumbnails");
    await thumbnails.locator("button").first().waitFor();
    assert.match((await page.getByTestId("thumbnails-card").textContent()) ?? "", /boats.*cranes/);
    await thumbnails.locator("button").first().click();
    await eventually(() => assert.ok(calls.some(({ name }) => name === "openAlbumPicture")));
  });
});

describe("pictures of a run", () => {
  it("are kept of each split of an epoch, and said again after a resume", () => {
    const run = new Run("runs/a", "a", true);
    const told = (epoch: number, split: PicturesEvent["split"]): PicturesEvent => ({
      event: "pictures",
      member: 0,
      epoch,
      split,
      pictures: [],
    });
    const kept = () => run.pictures(0).map(({ epoch, split }) => `${split} ${epoch}`);
    run.apply([told(1, "validation"), told(2, "validation"), told(3, "validation"), told(3, "test")]);
    assert.deepEqual(kept(), ["validation 1", "validation 2", "validation 3", "test 3"]);
    run.apply([told(2, "validation")]);
    assert.deepEqual(kept(), ["validation 1", "validation 2"]);
  });
});
