// Runs that generate in a real browser: film, plane and line by epoch, distributions, the explorer, and whether samples help; and its arithmetic.

import assert from "node:assert/strict";
import type { GeneratorCode, GeneratorDescription } from "../../engine";
import { between, drawCode, mapCodes, slerp } from "../../webview/views/generate/codes";
import { eventAt } from "../../webview/views/generate/eventAt";
import { lastWins } from "../../webview/views/generate/lastWins";
import { columnText } from "../../webview/views/generate/values";
import { lineRun, ringRun, rowsGenerator, rowsRun, shapesRun } from "./generate";
import { closeBrowser, eventually, type Opened, openPage } from "./harness";
import { runScene, scenes } from "./scenes";
import { random, upTo } from "./training";

const close = (actual: readonly number[], expected: readonly number[]): void => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, at) => {
    assert.ok(Math.abs(value - expected[at]!) < 1e-9, `${actual} is not ${expected}`);
  });
};

describe("codes", () => {
  it("go from one to the other along a circle, and their length with them", () => {
    const root = Math.SQRT1_2;
    close(slerp([1, 0], [0, 1], 0.5), [root, root]);
    close(slerp([2, 0], [0, 4], 0.5), [3 * root, 3 * root]);
    close(slerp([2, 0], [0, 4], 0), [2, 0]);
    close(slerp([2, 0], [0, 4], 1), [0, 4]);
    // There is no circle through codes of one direction, nor through 0.
    close(slerp([1, 1], [3, 3], 0.5), [2, 2]);
    close(slerp([0, 0], [0, 4], 0.25), [0, 1]);
  });

  it("change what is discrete in the middle of the way, and keep the class", () => {
    const from: GeneratorCode = { latent: [1, 0], category: 0, continuous: [-1], class: 2 };
    const way = between(from, { latent: [0, 1], category: 3, continuous: [1], class: 0 }, 5);
    assert.deepEqual(
      way.map(({ category }) => category),
      [0, 0, 3, 3, 3],
    );
    assert.deepEqual(
      way.map(({ continuous }) => continuous![0]),
      [-1, -0.5, 0, 0.5, 1],
    );
    assert.ok(way.every((code) => code.class === 2));
    close(way[4]!.latent, [0, 1]);
  });

  it("are drawn as the generator takes them, and cover a map from its upper left corner", () => {
    const of: GeneratorDescription = {
      kind: "rows",
      latent: 3,
      prior: "uniform",
      categories: 4,
      continuous: 2,
      classes: ["a", "b"],
    };
    const code = drawCode(of, { latent: [], class: 1 }, random(1));
    assert.equal(code.latent.length, 3);
    assert.equal(code.continuous!.length, 2);
    assert.equal(code.class, 1);
    assert.ok(
      Number.isInteger(code.category) && [...code.latent, ...code.continuous!].every((value) => Math.abs(value) <= 1),
    );
    const map = mapCodes(of, code, [1, 4], 3);
    assert.deepEqual(
      map.map(({ latent, continuous }) => [latent[1], continuous![1]]),
      [1, 0, -1].flatMap((up) => [-1, 0, 1].map((across) => [across, up])),
    );
    assert.ok(map.every(({ latent }) => latent[0] === code.latent[0]));
    const normal = mapCodes({ ...of, prior: "normal" }, code, [0, 1], 3);
    assert.deepEqual([normal[0]!.latent[0], normal[0]!.latent[1]], [-2, 2]);
  });
});

describe("requests of which the last wins", () => {
  it("are one at a time, and what was asked between is left out", async () => {
    const calls: number[] = [];
    const taken: number[] = [];
    const answers: (() => void)[] = [];
    const requests = lastWins(
      (request: number) =>
        new Promise<number>((resolve) => {
          calls.push(request);
          answers.push(() => resolve(10 * request));
        }),
      (answer) => taken.push(answer),
      () => {},
    );
    for (const request of [1, 2, 3, 4]) requests.ask(request);
    assert.deepEqual(calls, [1]);
    answers.shift()!();
    await eventually(() => assert.deepEqual(calls, [1, 4]));
    answers.shift()!();
    await eventually(() => assert.deepEqual(taken, [10, 40]));
    requests.ask(5);
    requests.forget();
    answers.shift()!();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(taken, [10, 40]);
  });
});

describe("epochs and values", () => {
  it("show what was told last, and line up numbers as short as in the file", () => {
    const events = [{ epoch: 1 }, { epoch: 10 }, { epoch: 20 }];
    assert.equal(eventAt(events, 15)?.epoch, 10);
    assert.equal(eventAt(events, 10)?.epoch, 10);
    assert.equal(eventAt(events, undefined)?.epoch, 20);
    assert.equal(eventAt(events, 0)?.epoch, 1);
    assert.deepEqual(columnText([51, 48.85, "", -3]), ["51.00", "48.85", "–", "−3.00"]);
    assert.deepEqual(columnText([1 / 3, 2]), ["0.3333", "2"]);
    assert.deepEqual(columnText(["Dream", 2]), ["Dream", "2"]);
  });
});

describe("runs that generate", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);
  const text = async (id: string): Promise<string> => (await opened.page.getByTestId(id).textContent()) ?? "";

  it("show points over the field of D by epoch, and the way of their codes", async () => {
    opened = await openPage(scenes.generatePoints!(), { width: 1300 });
    const { page, calls } = opened;
    assert.match(await text("judgement-legend"), /D\(x\)0\.\d+.*D\(G\(z\)\)0\.\d+/);
    assert.match(await text("value-legend"), /V\(D, G\)−1\.4\d+.*at D\*−1\.\d+/);
    assert.equal(await page.getByTestId("log-scale").count(), 1);
    // Both cards show the epoch that one of them is set to.
    await page.getByTestId("plane-slider").fill("4");
    assert.equal(await text("film-epoch"), "45");
    assert.match(await text("plane-card"), /p known · JSD 0\.\d+ nats · epoch 45/);
    await page.getByTestId("film-chart").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    assert.equal(await text("plane-epoch"), "1");
    await page.getByTestId("plane-chart").focus();
    for (const key of ["Home", "ArrowUp"]) await page.keyboard.press(key);
    assert.match(await text("plane-chart"), /^x −2\.92 · y −?0\.\d+ · D 0\.\d+ · D\* 0\.\d+ · p \S+ · p_g \S+$/);
    await page.getByTestId("plane-what-difference").click();
    assert.match(await text("plane-card"), /D < D\*.*D > D\*/);
    await page.getByTestId("film-slider").fill("6");
    await page.getByTestId("film-play").click();
    await eventually(async () => assert.equal(await text("film-epoch"), "120"));

    assert.match(await text("explorer-point"), /^\(−?\d/);
    assert.match(await text("explorer-real"), /real with probability 0\.\d+/);
    const asked = () =>
      calls.filter(({ name }) => name === "generated").map(({ request }) => request as { codes: GeneratorCode[] });
    const before = asked().length;
    await page.getByTestId("code-0").fill("1.5");
    await eventually(() => assert.equal(asked().at(-1)!.codes[0]!.latent[0], 1.5));
    assert.equal(asked().length, before + 1);
    await page.getByTestId("explorer-reset").click();
    await eventually(() => assert.deepEqual(asked().at(-1)!.codes, [{ latent: [0, 0] }]));
    await page.getByTestId("explorer-mode-between").click();
    await eventually(() => assert.equal(asked().at(-1)!.codes.length, 9));
    await page.getByTestId("explorer-mode-map").click();
    await eventually(() => assert.equal(asked().at(-1)!.codes.length, 81));
    await page.getByTestId("explorer-write").click();
    await eventually(async () => assert.match(await text("explorer-written"), /^1 file written: samples\.csv$/));
    assert.equal(await page.getByTestId("confusion-card").count(), 0);
    assert.match(await text("rows-card"), /Least real first.*LineSplitD\(x\)/);
  });

  it("hold generated rows against real ones, and ask whether they help", async () => {
    opened = await openPage({ ...runScene(rowsRun()), generator: rowsGenerator }, { width: 1300, lang: "en" });
    const { page, calls } = opened;
    assert.match(await text("film-rows"), /real, row 1, 0\.200 away/);
    await page.getByTestId("film-nearest").click();
    assert.doesNotMatch(await text("film-rows"), /real, row/);
    await page.getByTestId("distributions-chart").focus();
    for (const key of ["End", "ArrowDown"]) await page.keyboard.press(key);
    assert.match(
      await text("distributions-chart"),
      /^bill_depth_mm [\d.]+ – [\d.]+ · real [\d.]+\s% · generated [\d.]+\s%$/,
    );
    await page.getByTestId("pairs-chart").focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await text("pairs-chart"), /^bill_length_mm × bill_depth_mm · real −0\.78, generated −0\.56$/);
    assert.match(await text("code-back").then(() => text("explorer-card")), /1–8 of 24/);
    for (const end of ["9–16 of 24", "17–24 of 24"]) {
      await page.getByTestId("code-on").click();
      assert.match(await text("explorer-card"), new RegExp(end));
    }
    assert.equal(await page.getByTestId("code-23").count(), 1);
    await page.getByTestId("augmentation-run").click();
    await eventually(async () => assert.match(await text("augmentation-sentence"), /do not help/));
    assert.match(await text("augmentation-differences"), /minus real−0\.30 \(−1\.9 to \+1\.2\)/);
    assert.ok(calls.some(({ name }) => name === "testAugmentation"));
    assert.match(await text("baselines-trainOnGenerated"), /Columns by themselves/);
  });

  it("show the densities of one column, and D beside D*", async () => {
    opened = await openPage(runScene(lineRun()), { width: 900 });
    const { page } = opened;
    assert.match(await text("line-card"), /p fitted to the real rows · JSD [\d.]+ nats · epoch 120/);
    await page.getByTestId("line-slider").fill("0");
    await page.getByTestId("line-chart").focus();
    await page.keyboard.press("End");
    assert.match(await text("line-chart"), /^height 3\.94 · p \S+ · p_g \S+ · D 0\.\d+ · D\* \S+$/);
    assert.equal(await text("film-epoch"), "1");
    assert.match(await text("verdict"), /^Does not beat the baselines\. 2 of 2 modes/);
  });

  it("show the real picture nearest to each, and wait for what comes later", async () => {
    opened = await openPage(runScene(shapesRun()), { width: 1300 });
    const { page, calls } = opened;
    assert.equal(await page.getByTestId("film-pictures").locator("canvas").count(), 48);
    await page.locator(".made-real").nth(2).click();
    await eventually(() =>
      assert.deepEqual(calls.at(-1), { name: "openAlbumPicture", request: { folder: "runs/shapes", row: 22 } }),
    );
    await page.getByTestId("film-slider").fill("0");
    assert.equal(await page.getByTestId("film-pictures").locator("canvas").count(), 24);
    assert.equal(await page.getByTestId("value-card").isVisible(), false);
    assert.equal(await page.getByTestId("log-scale").count(), 0);
    assert.equal(await page.getByTestId("plane-card").isVisible(), false);
    assert.match(await text("explorer-card"), /The run has no generator/);
    await opened.close();
    opened = await openPage(runScene(upTo(ringRun(false), 12), true), { width: 900, lang: "zh-cn" });
    assert.match(await text("verdict"), /D\(x\) [\d.]+ · D\(G\(z\)\) −?[\d.]+/);
    assert.match(await text("explorer-card"), /运行结束后可以探索生成器/);
    assert.match(await text("plane-card"), /较不真实.*更真实/);
    assert.equal(await opened.page.getByTestId("plane-what").locator("button").count(), 2);
  });
});
