// The kernel lab's chain in a real browser: steps by pointer and keyboard, the matrix grid, the explained pixel, and what cannot be computed.

import assert from "node:assert/strict";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { drawPicture, filtered, filterImage, type PictureScene } from "./pictures";
import { pictureScene } from "./scenes";
import { cornerAt100, drawn, rgba, settled } from "./stage";

const image = drawPicture(120, 90);
const hills = (more: Partial<PictureScene> = {}): PictureScene => ({ path: "/pictures/hills.png", image, ...more });

describe("chain", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  const names = (): Promise<string[]> => opened.page.locator(".step-name").allTextContents();
  /** The chain as it would be saved. */
  const saved = async () => {
    const asked = () => opened.calls.filter(({ name }) => name === "savePipeline");
    const before = asked().length;
    await opened.page.getByTestId("save-pipeline").click();
    await eventually(() => assert.equal(asked().length, before + 1));
    return (asked().at(-1)!.request as { pipeline: PictureScene["pipeline"] }).pipeline!;
  };

  it("adds steps from the groups, and invites where there is none", async () => {
    opened = await openPage(pictureScene(hills()), { width: 1200 });
    const { page } = opened;
    assert.match((await page.getByTestId("pipeline-empty").textContent())!, /add a step/);
    const field = page.getByTestId("add-step");
    await field.click();
    const groups = await page
      .locator(".combo-group")
      .evaluateAll((all) => all.map((group) => group.getAttribute("aria-label")));
    assert.deepEqual(groups, ["Blur", "Sharpen", "Edges", "Emboss", "Rank and edge-preserving", "Effects", "Matrix"]);
    await field.fill("media");
    await field.press("Enter");
    await page.getByTestId("step-0-0-field").waitFor();
    await field.fill("matrix 5");
    await field.press("Enter");
    await eventually(async () => assert.deepEqual(await names(), ["median3", "Matrix 5 × 5"]));
    assert.deepEqual((await saved()).steps[0], { kernel: "median3" });
    await field.fill("nothing of that name");
    await field.press("Enter");
    assert.equal((await names()).length, 2);
  });

  it("reorders, duplicates, switches off and removes by keyboard, and says so", async () => {
    const steps = [{ kernel: "blur" }, { kernel: "sharpen" }, { kernel: "median3" }];
    opened = await openPage(pictureScene(hills({ pipeline: { steps } })), { width: 1200 });
    const { page } = opened;
    await page.getByTestId("step-0").focus();
    await page.keyboard.press("Alt+ArrowDown");
    assert.deepEqual(await names(), ["sharpen", "blur", "median3"]);
    assert.equal(await page.getByTestId("pipeline-said").textContent(), "blur is now step 2 of 3.");
    await page.keyboard.press("Alt+ArrowDown");
    assert.deepEqual(await names(), ["sharpen", "median3", "blur"]);
    await page.keyboard.press("Alt+ArrowDown");
    assert.deepEqual(await names(), ["sharpen", "median3", "blur"], "the last one stays");
    await page.keyboard.press("Delete");
    assert.deepEqual(await names(), ["sharpen", "median3"]);
    await page.getByTestId("undo").click();
    assert.deepEqual(await names(), ["sharpen", "median3", "blur"]);
    await page.getByTestId("step-0-duplicate").click();
    assert.deepEqual(await names(), ["sharpen", "sharpen", "median3", "blur"]);
    await page.getByTestId("step-1-on").click();
    assert.deepEqual((await saved()).steps[1], { kernel: "sharpen", off: true });
  });

  it("reorders by drag", async () => {
    const steps = [{ kernel: "blur" }, { kernel: "sharpen" }, { kernel: "median3" }];
    opened = await openPage(pictureScene(hills({ pipeline: { steps } })), { width: 1200 });
    const { page } = opened;
    await page.getByTestId("step-0-grip").dragTo(page.getByTestId("step-2"), { targetPosition: { x: 40, y: 60 } });
    await eventually(async () => assert.deepEqual(await names(), ["sharpen", "median3", "blur"]));
  });

  it("keeps the last picture and says at the step why a tool refuses it", async () => {
    const steps = [{ kernel: "blur" }, { kernel: "unsharp" }];
    opened = await openPage(pictureScene(hills({ pipeline: { steps } })), { width: 1200 });
    const { page } = opened;
    await page.getByTestId("stage").press("1");
    const sight = await settled(page);
    const part = { ...cornerAt100(sight, image), width: 120, height: 90 };
    const before = await drawn(page, part);
    await page.getByTestId("as-tool").click();
    await page.locator("vscode-option", { hasText: "OpenCV" }).click();
    const fault = page.getByTestId("step-1-fault");
    await fault.waitFor();
    assert.match((await fault.textContent())!, /^OpenCV has no "unsharp"/);
    assert.ok(await page.getByTestId("step-0-fault").isHidden());
    assert.deepEqual(await drawn(page, part), before);
    await page.getByTestId("step-1-remove").click();
    await settled(page);
    const after = filterImage(image, { as: "opencv", steps: [{ kernel: "blur" }] });
    assert.deepEqual(await drawn(page, part), rgba(after));
    assert.match((await page.getByTestId("semantics").textContent())!, /OpenCV/);
    assert.equal(
      await page.getByTestId("setting-light").getAttribute("aria-description"),
      "OpenCV has no choice here.",
    );
  });

  it("edits a matrix cell by cell, by paste, and as a whole", async () => {
    opened = await openPage(pictureScene(hills({ pipeline: { steps: [{ kernel: "sobel-x" }] } })), { width: 1200 });
    const { page } = opened;
    const cell = (row: number, column: number) => page.getByTestId(`matrix-${row}-${column}`);
    assert.equal(await page.getByTestId("matrix-class").textContent(), "Edge");
    assert.match((await page.getByTestId("matrix-factors").textContent())!, /\[1 {2}2 {2}1\]ᵀ · \[−1 {2}0 {2}1\]/);
    await page.getByTestId("matrix-edit").click();
    await cell(0, 0).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    assert.deepEqual((await saved()).steps[0]!.matrix, [
      [-1, 0, 1],
      [-2, 5, 2],
      [-1, 0, 1],
    ]);
    await page.getByTestId("matrix-transpose").click();
    assert.equal(await cell(0, 1).inputValue(), "-2");
    await cell(0, 0).focus();
    const paste = (text: string) =>
      cell(0, 0).evaluate((element, data) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", data);
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, text);
    await paste("1 2 1; 2 4 2; 1 2 1");
    await page.getByTestId("matrix-normalise").click();
    assert.equal(await page.getByTestId("matrix-class").textContent(), "Blur");
    assert.equal((await saved()).steps[0]!.divisor, 16);
    await paste("1\t2\n3");
    assert.match((await page.getByTestId("matrix-said").textContent())!, /Row 2 has 1 number, the first one 2/);
    await paste("0,5\t1/4\n−1\t2e-1");
    assert.deepEqual((await saved()).steps[0]!.matrix, [
      [0.5, 0.25],
      [-1, 0.2],
    ]);
    await page.getByTestId("matrix-rows").fill("3");
    await page.getByTestId("matrix-rows").press("Enter");
    await page.getByTestId("matrix-columns").fill("31");
    await page.getByTestId("matrix-columns").press("Enter");
    await cell(2, 30).waitFor();
    await paste("1 2 x; 3 4 5");
    assert.match((await page.getByTestId("matrix-said").textContent())!, /"x" is not a number/);
    await page.getByTestId("matrix-clear").click();
    assert.ok((await saved()).steps[0]!.matrix!.flat().every((value) => value === 0));
  });

  it("explains a pixel in a table that adds up, made anew with the kernel", async () => {
    const steps = [{ kernel: "blur" }, { kernel: "sharpen" }];
    opened = await openPage(pictureScene(hills({ pipeline: { steps } })), { width: 1200 });
    const { page } = opened;
    await page.getByTestId("stage").press("1");
    const sight = await settled(page);
    const corner = cornerAt100(sight, image);
    await page.mouse.click(sight.left + corner.x + 30.5, sight.top + corner.y + 50.5);
    const head = page.getByTestId("explain-head");
    await head.getByText("x 30, y 50").waitFor();
    const numbers = async (selector: string): Promise<number[]> =>
      (await page.locator(selector).allTextContents()).map((text) =>
        Number(text.replace("−", "-").replaceAll("\u202f", "")),
      );
    const check = async (chain: typeof steps, step: number): Promise<void> => {
      const pixel = { x: 30, y: 50, width: 1, height: 1 };
      const before = filtered(image, { steps: chain.slice(0, step) }, pixel).samples[0];
      const after = filtered(image, { steps: chain.slice(0, step + 1) }, pixel).samples[0];
      await eventually(async () => assert.ok((await head.textContent())!.endsWith(`${before} → ${after}`)));
      const products = await numbers(".explain .term-product");
      const arithmetic = await numbers(".explain .arithmetic td");
      const sum = products.reduce((total, product) => total + product, 0);
      assert.ok(Math.abs(sum - arithmetic[0]!) < 1e-6 * 2550, `${sum} and ${arithmetic[0]}`);
      assert.equal(arithmetic.at(-1), after);
    };
    await check(steps, 0);
    await page.getByTestId("explain-step-1").click();
    await check(steps, 1);
    await page.getByTestId("tab-kernel").click();
    await page.getByTestId("matrix-edit").click();
    await page.getByTestId("matrix-1-1").fill("7");
    await page.getByTestId("matrix-1-1").press("Enter");
    await page.getByTestId("tab-pixel").click();
    const matrix = [
      [0, -1, 0],
      [-1, 7, -1],
      [0, -1, 0],
    ];
    const changed = [{ kernel: "blur" }, { matrix, divisor: 1, offset: 0 }] as unknown as typeof steps;
    await check(changed, 1);
  });

  it("explains a median by its sorted values, at the keyboard's crosshair", async () => {
    opened = await openPage(pictureScene(hills({ pipeline: { steps: [{ kernel: "median3" }] } })), { width: 1200 });
    const { page } = opened;
    await settled(page);
    const stage = page.getByTestId("stage");
    await stage.press("Shift+ArrowRight");
    await stage.press("Control+Shift+ArrowDown");
    await stage.press("Enter");
    await page.getByTestId("explain-head").waitFor();
    const values = (await page.locator(".sorted-values li").allTextContents()).map((text) => Number.parseFloat(text));
    assert.equal(values.length, 9);
    assert.deepEqual(
      values,
      [...values].sort((a, b) => a - b),
    );
    const middle = await page.locator(".sorted-values .is-middle").textContent();
    assert.equal(Number.parseFloat(middle!), values[4]);
    await page.getByTestId("explain-channel-2").click();
    await eventually(async () =>
      assert.notDeepEqual(
        (await page.locator(".sorted-values li").allTextContents()).map((text) => Number.parseFloat(text)),
        values,
      ),
    );
  });

  it("chooses the offset of an emboss, and the channels of a step", async () => {
    opened = await openPage(pictureScene(hills({ pipeline: { steps: [{ kernel: "emboss" }] } })), { width: 1200 });
    const { page } = opened;
    assert.equal(await page.getByTestId("step-0-offset-128").getAttribute("aria-checked"), "true");
    await page.getByTestId("step-0-offset-0").click();
    await page.getByTestId("step-0-channels").click();
    await page.getByTestId("step-0-channels").locator("vscode-option", { hasText: "Luminance" }).click();
    await eventually(async () =>
      assert.deepEqual((await saved()).steps, [{ kernel: "emboss", offset: 0, channels: "luminance" }]),
    );
  });
});
