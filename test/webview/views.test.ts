// The views in a real browser: what a click asks of the host, the table of three million rows, and every state of a run.

import assert from "node:assert/strict";
import type { RunEvent, SampleEvent, VerdictEvent } from "../../engine";
import { closeBrowser, eventually, type Opened, openPage, settle } from "./harness";
import { failedRun, manyRows, runScene, scenes } from "./scenes";
import { classifyRun, regressRun, upTo } from "./training";

const events = classifyRun({ apart: 1.1 });
const sample = (all: RunEvent[], split: string): SampleEvent =>
  all.find((event): event is SampleEvent => event.event === "sample" && event.split === split)!;

describe("views", () => {
  let opened: Opened;
  afterEach(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
  after(closeBrowser);

  it("selects the rows of a confusion cell, by pointer and by keyboard, and lists them", async () => {
    opened = await openPage(runScene(events));
    const { page, calls, rowCalls } = opened;
    const counts = sample(events, "test").confusion!;
    for (const [truth, row] of counts.entries()) {
      for (const [prediction, count] of row.entries()) {
        assert.equal(await page.getByTestId(`cell-${truth}-${prediction}`).textContent(), String(count));
      }
    }
    await page.getByTestId("cell-0-1").click();
    const query = { run: "runs/iris", member: 0, split: "test", truth: 0, prediction: 1, sort: "row" };
    await eventually(() => assert.deepEqual(calls.at(-1), { name: "selectRows", request: query }));
    await eventually(() => assert.equal(rowCalls.at(-1)!.truth, 0));
    const { offset: _o, count: _c, ...listed } = rowCalls.at(-1)!;
    assert.deepEqual(listed, { run: "runs/iris", split: "test", truth: 0, prediction: 1, sort: "error" });
    assert.match(
      (await page.locator('[data-testid="rows"] .vt-status').textContent())!,
      new RegExp(`of ${counts[0]![1]}$`),
    );

    await page.getByTestId("cell-0-1").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await eventually(() => assert.deepEqual(calls.at(-1)!.request, { ...query, truth: 1, prediction: 2 }));
    assert.equal(
      await page.locator('[data-testid="confusion"] [tabindex="0"]').count(),
      1,
      "one cell in the order of tabs",
    );
    await page.getByTestId("rows-clear").click();
    await eventually(() => {
      assert.equal(rowCalls.at(-1)!.truth, undefined);
    });
  });

  it("shows shares of each true class, and the classes' precision and recall", async () => {
    opened = await openPage(runScene(events));
    const { page } = opened;
    await page.getByTestId("confusion-normalise").click();
    const row = sample(events, "test").confusion![1]!;
    const sum = row.reduce((total, count) => total + count, 0);
    assert.equal(await page.getByTestId("cell-1-1").textContent(), `${Math.round((100 * row[1]!) / sum)}\u202f%`);
    await page.getByTestId("confusion-split-train").click();
    const train = sample(events, "train").confusion!;
    const recall = train[0]![0]! / train[0]!.reduce((total, count) => total + count, 0);
    assert.equal(
      await page.locator('[data-testid="classes-table"] tbody tr').nth(0).locator("td").nth(1).textContent(),
      recall.toFixed(3),
    );
  });

  it("draws fewer than a hundred of three million rows, and reaches the last one", async () => {
    const scene = runScene(events);
    scene.rows = manyRows(3_000_000);
    opened = await openPage(scene);
    const { page, calls, rowCalls } = opened;
    const rows = page.locator('[data-testid="rows"] .vt-body .vt-row');
    await rows.first().waitFor();
    assert.ok((await rows.count()) < 100);
    await page.getByTestId("rows-viewport").focus();
    await page.keyboard.press("End");
    await page.waitForFunction(() =>
      document
        .querySelector('[data-testid="rows"] .vt-status')!
        .textContent!.replaceAll("\u202f", "")
        .includes("3000000 of"),
    );
    assert.ok(await page.getByText("3\u202f000\u202f001", { exact: true }).isVisible());
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await eventually(() => {
      assert.deepEqual(calls.at(-1), { name: "selectLines", request: { folder: "runs/iris", lines: [3_000_000] } });
    });
    await page.keyboard.press("Home");
    await page.getByTestId("rows-viewport").hover();
    await page.mouse.wheel(0, 240);
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="rows"] .vt-status')!.textContent!.startsWith("11–"),
    );
    assert.ok(Math.max(...rowCalls.map(({ count }) => count)) < 100);
    assert.ok((await rows.count()) < 100);
  });

  it("asks for the worst rows first, for file order, and for one split", async () => {
    opened = await openPage(runScene(events));
    const { page, rowCalls } = opened;
    assert.equal(rowCalls.at(-1)!.sort, "error");
    await page.getByTestId("rows-sort-row").click();
    await page.getByTestId("rows-split-validation").click();
    await eventually(() => {
      const { sort, split, offset } = rowCalls.at(-1)!;
      assert.deepEqual({ sort, split, offset }, { sort: "row", split: "validation", offset: 0 });
    });
  });

  it("selects the line of a point and the lines in a drawn rectangle", async () => {
    const regression = regressRun();
    opened = await openPage(runScene(regression));
    const { page, calls } = opened;
    const { truth, lines } = sample(regression, "test");
    const chart = page.getByTestId("scatter-chart");
    await chart.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    const lowest = truth.indexOf(Math.min(...truth));
    const one = { name: "selectLines", request: { folder: "runs/mpg", lines: [lines![lowest]!] } };
    await eventually(() => assert.deepEqual(calls, [one]));
    const box = (await chart.boundingBox())!;
    const tip = (await chart.locator(".tip").boundingBox())!;
    await page.mouse.click(tip.x - 12, tip.y + 14);
    await eventually(() => assert.deepEqual(calls, [one, one]));
    await page.mouse.move(box.x + 54, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height - 42, { steps: 3 });
    await page.mouse.up();
    const all = [...lines!].sort((a, b) => a - b);
    await eventually(() => assert.deepEqual(calls[2]?.request, { folder: "runs/mpg", lines: all }));
    await page.getByTestId("histogram-chart").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await eventually(() => assert.equal(calls.length, 4));
    const bin = (calls[3]!.request as { lines: number[] }).lines;
    assert.ok(bin.length > 0 && bin.length < all.length && bin.every((line) => all.includes(line)));
  });

  it("saves the confusion matrix and the points as true vectors and numbers", async () => {
    const regression = regressRun();
    opened = await openPage(runScene(regression));
    const { page, calls } = opened;
    for (const kind of ["svg", "csv"]) {
      await page.getByTestId("scatter-save").click();
      await page.getByTestId(`scatter-save-${kind}`).click();
    }
    await eventually(() => assert.equal(calls.length, 2));
    const [svg, csv] = calls.map(({ request }) => (request as { content: string }).content);
    const { truth, prediction, lines } = sample(regression, "test");
    assert.equal(svg!.match(/<circle /g)!.length, truth.length);
    assert.equal(csv!.split("\n")[1], `${lines![0]},${truth[0]},${prediction[0]},${prediction[0]! - truth[0]!}`);
  });

  it("offers what each state needs, and sends it to the run", async () => {
    const cases: [string, RunEvent[], boolean, string, string, unknown][] = [
      ["Finished", events, false, "Run again", "again", { folder: "runs/iris" }],
      ["Training", upTo(events, 20), true, "Pause", "pause", { folder: "runs/iris", paused: true }],
      ["Interrupted", upTo(events, 20), false, "Resume", "resume", { folder: "runs/iris" }],
      ["Failed", failedRun(), false, "Run again", "again", { folder: "runs/iris" }],
      [
        "Stopped",
        [...upTo(events, 20), { event: "end", status: "stopped", metrics: {}, baselines: {}, seconds: 1 }],
        false,
        "Resume",
        "resume",
        { folder: "runs/iris" },
      ],
    ];
    for (const [state, all, active, label, name, request] of cases) {
      opened = await openPage(runScene(all, active));
      const { page, calls } = opened;
      assert.equal(await page.getByTestId("state").textContent(), state);
      assert.equal(await page.getByTestId("primary").getAttribute("aria-label"), label);
      await page.getByTestId("primary").click();
      await eventually(() => assert.deepEqual(calls.at(-1), { name, request }));
      assert.equal(await page.getByTestId("stop").isVisible(), active);
      if (state !== "Stopped") await opened.close();
    }
  });

  it("says prominently why a run failed and what to change", async () => {
    opened = await openPage(runScene(failedRun()));
    const verdict = opened.page.getByTestId("verdict");
    assert.equal(await verdict.getAttribute("data-look"), "failed");
    assert.match((await verdict.textContent())!, /The run failed\..*lower train\.learningRate/);
    assert.match((await opened.page.locator(".card-confusion").textContent())!, /ended before its first predictions/);
  });

  it("judges by sign and word: beats, does not beat, nothing held out", async () => {
    const three = { mlp: {}, "label propagation": {}, majority: {} };
    const looks: [Partial<VerdictEvent> & Pick<VerdictEvent, "beatsBaselines">, string, string][] = [
      [{ beatsBaselines: true }, "good", "Beats the baselines."],
      [{ beatsBaselines: false }, "bad", "Does not beat the baselines."],
      [{ beatsBaselines: false, beaten: ["mlp", "majority"] }, "neutral", "Beats 2 of 3 baselines."],
      [{ beatsBaselines: false, beaten: ["majority"] }, "bad", "Beats 1 of 3 baselines."],
      [{ beatsBaselines: null }, "neutral", "Nothing was held out."],
    ];
    for (const [beats, look, heading] of looks) {
      const { beatsBaselines } = beats;
      const more = beats.beaten ? { ...beats, baselines: three } : beats;
      opened = await openPage(
        runScene(events.map((event) => (event.event === "verdict" ? { ...event, ...more } : event))),
      );
      const verdict = opened.page.getByTestId("verdict");
      assert.equal(await verdict.getAttribute("data-look"), look);
      assert.equal(await verdict.locator("strong").textContent(), heading);
      if (beatsBaselines !== null) await opened.close();
    }
  });

  it("compares runs, and finds its way from a run to a comparison and back", async () => {
    const scene = runScene(events);
    scene.others = [
      {
        folder: "runs/wide",
        name: "wide",
        task: "classify",
        status: "done",
        started: 0,
        metric: { name: "accuracy", value: 0.9 },
      },
    ];
    scene.overlay = () => classifyRun({ name: "wide", folder: "runs/wide" });
    scene.comparison = {
      metrics: ["accuracy"],
      rows: [
        { name: "iris", folder: "runs/iris", values: { accuracy: { value: 0.8 } } },
        { name: "wide", folder: "runs/wide", values: { accuracy: { value: 0.9, interval: [0.85, 0.95] } } },
      ],
      sentence: "wide is ahead.",
    };
    opened = await openPage(scene);
    const { page, calls } = opened;
    await page.getByTestId("compare").click();
    await page.locator("dialog vscode-checkbox").click();
    await page.getByTestId("picker-ok").click();
    await page.getByText("wide is ahead.").waitFor();
    assert.deepEqual(calls.at(-1), { name: "compare", request: { folders: ["runs/iris", "runs/wide"] } });
    const best = page.locator('[data-testid="compare-table"] td.best');
    assert.match((await best.textContent())!, /^0\.9000.*0\.850 … 0\.950$/);
    assert.deepEqual(await page.evaluate(() => JSON.parse(sessionStorage.getItem("state")!).folders), [
      "runs/iris",
      "runs/wide",
    ]);
    await page.getByTestId("back").click();
    await page.getByTestId("confusion").waitFor();
  });

  it("follows the run that began last in the side bar, and says what to do before any", async () => {
    opened = await openPage(scenes.empty!(), { width: 300 });
    const { page } = opened;
    assert.match((await page.getByTestId("empty").textContent())!, /No run yet.*Open a table/);
    opened.emit("events", { folder: "runs/iris", events: upTo(events, 5) });
    await page.getByTestId("live-chart").waitFor();
    await page.waitForFunction(() => document.querySelector(".live-facts")!.textContent!.includes("5 of 60"));
    opened.emit("events", { folder: "runs/iris", events: events.slice(6) });
    await page.waitForFunction(() => document.querySelector('[data-testid="state"]')!.textContent === "Finished");
    assert.match((await page.getByTestId("verdict-text").textContent())!, /On \d+ held-out rows/);
    opened.emit("events", { folder: "runs/mpg", events: upTo(regressRun(), 3) });
    await page.waitForFunction(() => document.querySelector('[data-testid="title"]')!.textContent === "mpg");
  });

  it("tells what went wrong when the host refuses", async () => {
    const scene = runScene(events);
    scene.state = { view: "compare", folders: ["runs/iris", "runs/iris"] };
    opened = await openPage(scene);
    await opened.page.getByTestId("notice").getByText("There is nothing to compare.").waitFor();
  });

  it("speaks Chinese where VS Code does", async () => {
    opened = await openPage(runScene(events), { lang: "zh-cn" });
    await settle(opened.page);
    assert.equal(await opened.page.getByTestId("state").textContent(), "已完成");
    assert.equal(await opened.page.getByTestId("primary").getAttribute("aria-label"), "重新运行");
  });
});
