// The kernel lab's picture in a real browser: the same bytes as the oracle's, zoom and pan, previews, comparisons, and what does not open.

import assert from "node:assert/strict";
import type { Image } from "../../engine";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { drawPicture, filtered, filterImage, type PictureScene } from "./pictures";
import { pictureScene, scenes } from "./scenes";
import { cornerAt100, drawn, nextFrames, rgba, settled } from "./stage";

const image = drawPicture(120, 90);
const hills = (more: Partial<PictureScene> = {}): PictureScene => ({ path: "/pictures/hills.png", image, ...more });

describe("picture", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  /** What the stage shows of a picture that is seen as a whole at 100 %. */
  const shown = async (picture: Image): Promise<number[]> => {
    await opened.page.getByTestId("stage").press("1");
    const sight = await settled(opened.page);
    const { width, height } = picture;
    return drawn(opened.page, { ...cornerAt100(sight, picture), width, height });
  };

  for (const steps of [
    [{ kernel: "gauss:1.3" }, { kernel: "emboss" }],
    [{ kernel: "median5" }],
    [{ kernel: "sharpen", channels: "luminance" as const }],
  ]) {
    it(`draws ${steps.map(({ kernel }) => kernel).join(" and ")} with the oracle's bytes`, async () => {
      opened = await openPage(pictureScene(hills({ pipeline: { steps } })), { width: 1200 });
      assert.deepEqual(await shown(image), rgba(filterImage(image, { steps })));
    });
  }

  it("follows a slider while it is dragged, and undoes the drag as one edit", async () => {
    opened = await openPage(pictureScene(hills({ pipeline: { steps: [{ kernel: "gauss:1" }] } })), { width: 1200 });
    const { page } = opened;
    await shown(image);
    const slider = page.getByTestId("step-0-0");
    await slider.evaluate((element) => {
      for (const value of ["1.5", "2.1", "2.8"]) {
        (element as HTMLInputElement).value = value;
        element.dispatchEvent(new Event("input"));
      }
      element.dispatchEvent(new Event("change"));
    });
    assert.deepEqual(await shown(image), rgba(filterImage(image, { steps: [{ kernel: "gauss:2.8" }] })));
    assert.equal(await page.getByTestId("step-0-0-field").inputValue(), "2.8");
    await page.getByTestId("undo").click();
    assert.equal(await page.getByTestId("step-0-0-field").inputValue(), "1");
    assert.deepEqual(await shown(image), rgba(filterImage(image, { steps: [{ kernel: "gauss:1" }] })));
    await page.getByTestId("stage").press("Control+y");
    assert.equal(await page.getByTestId("step-0-0-field").inputValue(), "2.8");
  });

  it("marks the preview of a reduced picture until the exact one is here", async () => {
    const large = drawPicture(900, 600, 1);
    const steps = [{ kernel: "laplacian" }];
    let go = () => {};
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    opened = await openPage(pictureScene(hills({ image: large, pipeline: { steps }, until })), { width: 420 });
    const { page, calls } = opened;
    await page.getByTestId("stage-mark").getByText("preview 1 : 2").waitFor();
    go();
    await settled(page);
    assert.ok(await page.getByTestId("stage-mark").isHidden());
    const asked = calls.find(({ name }) => name === "filteredWindow")!.request as { level: number };
    assert.equal(asked.level, 1);
  });

  it("zooms by keys, buttons and the wheel, pans by arrows and drag, and keeps the point under the cursor", async () => {
    opened = await openPage(pictureScene(hills({ image: drawPicture(800, 600) })), { width: 1200 });
    const { page } = opened;
    const stage = page.getByTestId("stage");
    const zoom = async (): Promise<string> => (await page.getByTestId("zoom").textContent())!;
    await settled(page);
    await stage.press("1");
    await eventually(async () => assert.equal(await zoom(), "100\u202f%"));
    await page.getByTestId("zoom-in").click();
    await eventually(async () => assert.equal(await zoom(), "150\u202f%"));
    await stage.press("-");
    await eventually(async () => assert.equal(await zoom(), "100\u202f%"));
    const sight = await settled(page);
    const at = { x: sight.left + sight.width / 3, y: sight.top + sight.height / 3 };
    const place = async (): Promise<string> => {
      await page.mouse.move(at.x + 1, at.y);
      await page.mouse.move(at.x, at.y);
      await nextFrames(page);
      return (await page.getByTestId("readout").locator(".readout-place").textContent())!;
    };
    const before = await place();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -120);
    await page.keyboard.up("Control");
    await settled(page);
    assert.ok(Number.parseFloat(await zoom()) > 100);
    const [x, y] = before.match(/\d+/g)!.map(Number);
    const [now, below] = (await place()).match(/\d+/g)!.map(Number);
    assert.ok(Math.abs(now! - x!) <= 1 && Math.abs(below! - y!) <= 1, `${before} became ${now}, ${below}`);
    await page.mouse.down();
    await page.mouse.move(at.x - 60, at.y - 30, { steps: 3 });
    await page.mouse.up();
    await settled(page);
    const [dragged] = (await place()).match(/\d+/g)!.map(Number);
    assert.ok(dragged! > now! + 20);
    await stage.press("ArrowRight");
    await settled(page);
    const [panned] = (await place()).match(/\d+/g)!.map(Number);
    assert.ok(panned! > dragged!);
    await stage.press("0");
    await settled(page);
    assert.notEqual(await zoom(), "100\u202f%");
  });

  it("reads values before and after under the cursor, and lines apart pixels from 800 %", async () => {
    const steps = [{ kernel: "sharpen" }];
    opened = await openPage(pictureScene(hills({ image: drawPicture(24, 16), pipeline: { steps } })), { width: 1200 });
    const { page } = opened;
    const small = drawPicture(24, 16);
    const sight = await settled(page);
    assert.ok(sight.zoom >= 8);
    const corner = {
      x: sight.left + sight.width / 2 - 12 * sight.zoom,
      y: sight.top + sight.height / 2 - 8 * sight.zoom,
    };
    await page.mouse.move(corner.x + 5.5 * sight.zoom, corner.y + 7.5 * sight.zoom);
    await nextFrames(page);
    const text = (await page.getByTestId("readout").locator(".readout-line").textContent())!;
    const at = (7 * 24 + 5) * 3;
    const after = filterImage(small, { steps }).samples;
    assert.match(text, /^x 5 {2}y 7/);
    assert.ok(text.includes(`R ${small.samples[at]} → ${after[at]}`), text);
    const hex = [0, 1, 2].map((channel) => after[at + channel]!.toString(16).padStart(2, "0")).join("");
    assert.ok(text.includes(`#${hex}`), text);
    await page.mouse.move(0, 0);
    await nextFrames(page);
    const middle = Math.floor(sight.zoom / 2);
    const [x, y] = [Math.round(sight.width / 2 - 12 * sight.zoom), Math.round(sight.height / 2 - 8 * sight.zoom)];
    const inside = await drawn(page, {
      x: x + 5 * sight.zoom + middle,
      y: y + 7 * sight.zoom + middle,
      width: 1,
      height: 1,
    });
    assert.deepEqual(inside.slice(0, 3), [...after.subarray(at, at + 3)], "nearest neighbour: a pixel is one colour");
    const line = await drawn(page, { x: x + 5 * sight.zoom, y: y + 7 * sight.zoom + middle, width: 1, height: 1 });
    assert.notDeepEqual(line, inside);
  });

  it("compares: slider by keyboard, side by side, signed difference, mask", async () => {
    const grey = drawPicture(120, 90, 1);
    const steps = [{ kernel: "blur" }];
    opened = await openPage(pictureScene(hills({ image: grey, pipeline: { steps } })), { width: 1200 });
    const { page } = opened;
    const after = filterImage(grey, { steps });
    await page.getByTestId("mode-slider").click();
    const divider = page.getByTestId("divider");
    await divider.waitFor();
    await divider.focus();
    await page.keyboard.press("Home");
    await nextFrames(page);
    assert.equal(await divider.getAttribute("aria-valuenow"), "0");
    assert.deepEqual(await shown(grey), rgba(after));
    await divider.press("End");
    assert.deepEqual(await shown(grey), rgba(grey));
    for (let press = 0; press < 5; press++) await divider.press("Shift+ArrowLeft");
    const half = await shown(grey);
    assert.deepEqual(half.slice(0, 4), rgba(grey).slice(0, 4));
    assert.deepEqual(half.slice(4 * 119, 4 * 120), rgba(after).slice(4 * 119, 4 * 120));

    await page.getByTestId("mode-mask").click();
    await page.getByTestId("threshold-field").fill("12");
    await page.getByTestId("threshold-field").press("Enter");
    const mask = await shown(grey);
    const orange = mask.filter((_, at) => at % 4 === 0 && mask[at] === 0xe0 && mask[at + 1] === 0x8a).length;
    const expected = grey.samples.filter((value, at) => Math.abs(value - after.samples[at]!) > 12).length;
    assert.ok(expected > 20);
    assert.equal(orange, expected);

    await page.getByTestId("mode-difference").click();
    await page.getByTestId("gain").fill("0");
    const difference = await shown(grey);
    grey.samples.forEach((value, at) => {
      const by = after.samples[at]! - value;
      const [red, , blue] = difference.slice(4 * at, 4 * at + 3);
      if (by > 3) assert.ok(red! > 128 && blue! < 128, "brighter is orange");
      if (by < -3) assert.ok(red! < 128 && blue! > 128, "darker is blue");
      if (by === 0) assert.deepEqual([red, blue], [128, 128]);
    });

    await page.getByTestId("mode-side").click();
    await page.getByTestId("stage").press("1");
    const { width, height } = await settled(page);
    const pane = (width - 4) / 2;
    const y = Math.round(height / 2 - 45);
    const left = await drawn(page, { x: Math.round(pane / 2 - 60), y, width: 120, height: 90 });
    const right = await drawn(page, { x: Math.round(pane / 2 - 60) + Math.round(pane) + 4, y, width: 120, height: 90 });
    assert.deepEqual(left, rgba(grey));
    assert.deepEqual(right, rgba(after));
  });

  it("tells the figures by name, against the original and against a chosen picture", async () => {
    const reference = drawPicture(120, 90);
    reference.samples.fill(100);
    const scene = pictureScene(hills({ pipeline: { steps: [{ kernel: "blur" }] }, reference: "/pictures/other.png" }), {
      path: "/pictures/other.png",
      image: reference,
    });
    opened = await openPage(scene, { width: 1200 });
    const { page } = opened;
    const figure = (name: string) => page.locator(".figure", { hasText: name }).locator("dd");
    await eventually(async () => assert.match((await figure("PSNR").textContent())!, /^\d\d\.\d\d dB$/));
    for (const name of ["SSIM (Wang 2004)", "SSIM (7 × 7)", "MSE", "Changed"])
      assert.equal(await figure(name).count(), 1);
    const own = await figure("PSNR").textContent();
    await page.getByTestId("reference-choose").click();
    await page.getByTestId("reference").getByText("against other.png").waitFor();
    await eventually(async () => {
      const now = await figure("PSNR").textContent();
      assert.ok(now !== own && now !== "…");
    });
    await page.getByTestId("reference-clear").click();
    await eventually(async () => assert.equal(await figure("PSNR").textContent(), own));
  });

  it("shows pictures of one pixel, with alpha, of 16 bits and of floats", async () => {
    for (const [channels, elements, size] of [
      [1, "u8", 1],
      [4, "u8", 40],
      [3, "u16", 40],
      [1, "f32", 40],
    ] as const) {
      const own = drawPicture(size, size, channels, elements);
      opened = await openPage(pictureScene(hills({ image: own, pipeline: { steps: [{ kernel: "sharpen" }] } })));
      const { page } = opened;
      const sight = await settled(page);
      await page.mouse.move(sight.left + sight.width / 2 + 1, sight.top + sight.height / 2 + 1);
      await nextFrames(page);
      const at = Math.floor(size / 2);
      const { samples } = filtered(own, { steps: [{ kernel: "sharpen" }] }, { x: at, y: at, width: 1, height: 1 });
      const text = (await page.getByTestId("readout").textContent())!.replaceAll("\u202f", "");
      if (elements !== "f32") assert.ok(text.includes(String(samples[0])), text);
      if (elements === "f32") assert.match(text, /grey \d\.\d+/);
      if (channels === 4) assert.match(text, /A \d+/);
      if (size > 1) await opened.close();
      else {
        assert.deepEqual(opened.errors, []);
        await opened.close();
      }
    }
  });

  it("says in one sentence why a picture does not open, and tries again", async () => {
    opened = await openPage(scenes.labFailed!());
    const failed = opened.page.getByTestId("picture-failed");
    assert.match((await failed.textContent())!, /torn\.png ends in the middle of its pixels: fetch it again\./);
    await opened.page.getByTestId("again").click();
    await failed.waitFor();
  });

  it("goes to the next picture with the chain, and finds everything again after a reload", async () => {
    const other = drawPicture(60, 60, 1);
    opened = await openPage(
      pictureScene(hills({ others: ["/pictures/hills.png", "/pictures/next.png"] }), {
        path: "/pictures/next.png",
        image: other,
      }),
      { width: 1200 },
    );
    const { page } = opened;
    await page.getByTestId("add-step").fill("blur");
    await page.getByTestId("add-step").press("Enter");
    await page.getByTestId("step-0").waitFor();
    await page.getByTestId("mode-original").click();
    await page.getByTestId("stage").press("1");
    await page.waitForFunction(() => {
      const { placement, mode } = JSON.parse(sessionStorage.getItem("state")!).choices.lab;
      return mode === "original" && placement?.zoom === 1;
    });
    await page.reload();
    await settled(page);
    assert.equal(await page.getByTestId("step-0-name").textContent(), "blur");
    assert.equal(await page.getByTestId("mode-original").getAttribute("aria-checked"), "true");
    assert.equal(await page.getByTestId("zoom").textContent(), "100\u202f%");
    await page.getByTestId("mode-result").click();
    assert.equal(await page.getByTestId("place").textContent(), "1 of 2");
    await page.getByTestId("next").click();
    await page.getByTestId("title").getByText("next.png").waitFor();
    assert.equal(await page.getByTestId("step-0-name").textContent(), "blur");
    assert.deepEqual(await shown(other), rgba(filterImage(other, { steps: [{ kernel: "blur" }] })));
    const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem("state")!));
    assert.equal(kept.picture.path, "/pictures/next.png");
    assert.deepEqual(kept.picture.pipeline.steps, [{ kernel: "blur" }]);
  });
});
