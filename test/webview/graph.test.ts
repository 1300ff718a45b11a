// The graph lab in a real browser: pixels where nodes are, search, keys, table and drawing, layouts, themes, samples, and its end.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { Drawn } from "../../webview/views/graph/drawn";
import { ForceLayout } from "../../webview/views/graph/force-layout";
import { labelPlace } from "../../webview/views/graph/label-place";
import { NodeSteps } from "../../webview/views/graph/steps";
import { groupedGraph } from "./graphs";
import { changeTheme, closeBrowser, eventually, type Opened, openPage } from "./harness";
import { graphScene } from "./scenes";

const count = 36;
const padding = 28;
const path = "/graphs/clubs.graphml";

/** Where a node of the circle layout is, in pixels of the window: the first at the right, the others against the clock. */
async function onCircle(page: Page, node: number, all = count): Promise<{ x: number; y: number }> {
  const box = (await page.locator(".graph-canvas").boundingBox())!;
  const radius = Math.min(box.width, box.height) / 2 - padding;
  const turn = (2 * Math.PI * node) / all;
  return {
    x: box.x + box.width / 2 + radius * Math.cos(turn),
    y: box.y + box.height / 2 - radius * Math.sin(turn),
  };
}

/** The colour on the screen, "r,g,b". */
async function pixel(page: Page, { x, y }: { x: number; y: number }): Promise<string> {
  const clip = { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 };
  const url = `data:image/png;base64,${(await page.screenshot({ clip })).toString("base64")}`;
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const context = document.createElement("canvas").getContext("2d")!;
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, 1, 1).data.slice(0, 3).join();
  }, url);
}

/** What a custom property of the page says, as "r,g,b". */
async function propertyColor(page: Page, name: string): Promise<string> {
  const hex = await page.evaluate(
    (property) => getComputedStyle(document.querySelector("#app")!).getPropertyValue(property),
    name,
  );
  return hex
    .match(/[0-9a-f]{2}/gi)!
    .map((part) => Number.parseInt(part, 16))
    .join();
}

const state = (page: Page): Promise<string | undefined> =>
  page.getByTestId("layout-state").evaluate((element) => element.dataset.state);
const selectedId = (page: Page): Promise<string | null> =>
  page.getByTestId("graph-details").locator("dd").first().textContent();

describe("graph", () => {
  after(closeBrowser);

  describe("of 36 nodes", () => {
    const graph = groupedGraph(count, 80, 3);
    const scene = { ...graphScene({ path, graph }), choices: { graph: { layout: "circle" as const } } };
    let opened: Opened;
    let page: Page;
    before(async () => {
      opened = await openPage(scene, { width: 1000, height: 1500 });
      page = opened.page;
      await eventually(async () => assert.equal(await state(page), "done"));
    });
    after(async () => {
      assert.deepEqual(opened.errors, []);
      await opened.close();
    });

    it("says what the graph is, and offers to train on it", async () => {
      assert.equal(
        await page.getByTestId("data").textContent(),
        "GraphML · 36 nodes · 80 edges · 1 component · undirected",
      );
      await page.getByTestId("graph-notes").getByText("line 3").click();
      await eventually(() =>
        assert.deepEqual(opened.calls.at(-1), { name: "selectGraphLine", request: { path, line: 3 } }),
      );
      await page.getByTestId("train-nodes").click();
      await eventually(() =>
        assert.deepEqual(opened.calls.at(-1), { name: "trainNodes", request: { path, target: "club" } }),
      );
      await eventually(async () =>
        assert.match((await page.getByTestId("graph-facts").textContent())!, /80 edges · [\d.]+ ms a frame · \w/),
      );
    });

    it("draws each node in the colour of its class, and anew when the theme changes", async () => {
      const seen: string[] = [];
      for (const theme of ["dark", "light"] as const) {
        await changeTheme(page, theme);
        for (const node of [0, 7, 17]) {
          const color = await propertyColor(page, `--class-${node % 3}`);
          await eventually(async () => assert.equal(await pixel(page, await onCircle(page, node)), color));
          seen.push(color);
        }
      }
      assert.notEqual(seen[1], seen[4], "the classes have other colours in another theme");
      await changeTheme(page, "dark");
    });

    it("finds a node by what is typed, and shows it strong among its neighbours", async () => {
      await page.getByTestId("graph-search").fill("n18");
      await page.getByTestId("graph-search-17").click();
      await eventually(async () => assert.equal(await selectedId(page), "n18"));
      const drawn = new Drawn({ edges: graph.edges, positions: new Float32Array(2 * count) } as never);
      const near = new Set(drawn.neighbours(17));
      assert.equal(await page.getByTestId("graph-neighbours").locator("li").count(), near.size);
      await page.getByTestId("zoom-fit").click();
      // Same class, once a neighbour and once not: the one keeps its colour, the other fades.
      const same = Array.from({ length: count }, (_, node) => node).filter(
        (node) => node % 3 === 17 % 3 && node !== 17,
      );
      const [strong, faint] = [same.find((node) => near.has(node))!, same.find((node) => !near.has(node))!];
      const color = await propertyColor(page, "--class-2");
      await eventually(async () => assert.equal(await pixel(page, await onCircle(page, strong)), color));
      assert.notEqual(await pixel(page, await onCircle(page, faint)), color);
    });

    it("goes by keys: clears, steps round neighbours, shows the line, zooms and comes back", async () => {
      const stage = page.getByTestId("graph-stage");
      await stage.press("Escape");
      await page.getByTestId("graph-details").getByText("Click a node").waitFor();
      await stage.press("n");
      await eventually(async () => assert.equal(await selectedId(page), "n1"));
      const drawn = new Drawn({ edges: graph.edges, positions: new Float32Array(2 * count) } as never);
      const first = [...new Set(drawn.neighbours(0))];
      for (const node of first.slice(0, 2)) {
        await stage.press("n");
        await eventually(async () => assert.equal(await selectedId(page), `n${node + 1}`));
      }
      await stage.press("Shift+N");
      await eventually(async () => assert.equal(await selectedId(page), `n${first[0]! + 1}`));
      await stage.press("Enter");
      const line = { name: "selectGraphLine", request: { path, line: 10 + first[0]! } };
      await eventually(() => assert.deepEqual(opened.calls.at(-1), line));
      await stage.press("Escape");
      const color = await propertyColor(page, "--class-0");
      await stage.press("+");
      await stage.press("ArrowRight");
      await eventually(async () => assert.notEqual(await pixel(page, await onCircle(page, 0)), color));
      await stage.press("0");
      await eventually(async () => assert.equal(await pixel(page, await onCircle(page, 0)), color));
    });

    it("selects in the drawing what is chosen in the table, the editor and the list of neighbours, and the other way", async () => {
      const marked = page.locator(".node-id.is-selected");
      await page.getByTestId("graph-nodes").getByText("n4", { exact: true }).click();
      await eventually(async () => assert.equal(await selectedId(page), "n4"));
      const { x, y } = await onCircle(page, 9);
      await page.mouse.click(x, y);
      await eventually(async () => assert.equal(await marked.textContent(), "n10"));
      opened.emit("graphSelect", { path, node: 30 });
      await eventually(async () => assert.equal(await marked.textContent(), "n31"));
      const neighbour = page.getByTestId("graph-neighbours").locator("button").first();
      const id = await neighbour.textContent();
      await neighbour.click();
      await eventually(async () => assert.equal(await selectedId(page), id));
      await page.getByTestId("graph-stage").press("Escape");
      await page.getByTestId("graph-filter").fill("club B");
      await eventually(async () =>
        assert.match((await page.getByTestId("graph-nodes").locator(".vt-status").textContent())!, /of 12$/),
      );
      await page.getByTestId("graph-filter").fill("");
    });

    it("goes to the line of an edge that is clicked twice", async () => {
      const { x: x0, y: y0 } = await onCircle(page, 0);
      // An edge right across, away from the other nodes.
      const ends = [...graph.edges].flatMap((end, at) => (end === 0 ? [graph.edges[at ^ 1]!] : []));
      const other = ends.sort((a, b) => Math.abs(a - count / 2) - Math.abs(b - count / 2))[0]!;
      const { x: x1, y: y1 } = await onCircle(page, other);
      await page.mouse.dblclick(x0 + 0.3 * (x1 - x0), y0 + 0.3 * (y1 - y0));
      await eventually(() => assert.deepEqual(opened.calls.at(-1)?.request, { path, line: 500 }));
      const asked = opened.calls.at(-2)!;
      assert.equal(asked.name, "edgeLine");
      const { source, target } = asked.request as { source: number; target: number };
      assert.deepEqual(new Set([source, target]), new Set([0, other]));
      await page.getByTestId("zoom-fit").click();
    });

    it("shows a column that goes below zero in blue and orange, with its range", async () => {
      await page.getByTestId("graph-colour").click();
      await page.getByTestId("graph-colour").getByRole("option", { name: "balance" }).click();
      await eventually(async () => assert.match((await page.getByTestId("graph-scale").textContent())!, /^−1.*\+1/));
      const [red, , blue] = (await pixel(page, await onCircle(page, 0))).split(",").map(Number);
      assert.ok(blue! > red!, "the first node is the lowest");
      const [last, , cold] = (await pixel(page, await onCircle(page, count - 1))).split(",").map(Number);
      assert.ok(last! > cold!, "the last node is the highest");
    });

    it("settles a force layout, and has it again at once when it was there before", async () => {
      await page.getByTestId("layout-force").click();
      await page.getByTestId("layout-state").getByText("settled after").waitFor();
      const asked = opened.calls.filter(({ name }) => name === "graphDrawing").length;
      for (const layout of ["spectral", "force"]) {
        await page.getByTestId(`layout-${layout}`).click();
        await eventually(async () => assert.equal(await state(page), "done"));
      }
      assert.equal(opened.calls.filter(({ name }) => name === "graphDrawing").length, asked + 1, "spectral alone");
    });

    it("shows the neighbours of the node under the pointer, leaves small degrees out, and saves what is seen", async () => {
      await page.getByTestId("layout-circle").click();
      await page.getByTestId("graph-stage").press("Escape");
      await page.getByTestId("zoom-fit").click();
      await eventually(async () => assert.equal(await state(page), "done"));
      const stage = page.getByTestId("graph-stage");
      const over = await onCircle(page, 0);
      await page.mouse.move(over.x, over.y, { steps: 3 });
      await eventually(async () => assert.match((await stage.getAttribute("class"))!, /fades-nodes/));
      await page.mouse.move(over.x - 250, over.y, { steps: 3 });
      await eventually(async () => assert.doesNotMatch((await stage.getAttribute("class"))!, /fades-nodes/));

      const background = await propertyColor(page, "--vscode-editor-background");
      const degrees = Array.from({ length: count }, (_, node) => graph.edges.filter((end) => end === node).length);
      const most = Math.max(...degrees);
      const small = degrees.indexOf(Math.min(...degrees));
      const seen = async (node: number) => pixel(page, await onCircle(page, node));
      assert.notEqual(await seen(small), background);
      await page.getByTestId("graph-degree").fill(String(new Set(degrees).size - 1));
      const left = degrees.filter((degree) => degree === most).length;
      assert.equal(await page.getByTestId("graph-degree-said").textContent(), `${most} on: ${left} of ${count}`);
      await eventually(async () => assert.equal(await seen(small), background));
      assert.notEqual(await seen(degrees.indexOf(most)), background);

      await page.getByTestId("graph-save").click();
      await eventually(() => assert.equal(opened.calls.at(-1)?.name, "save"));
      const { name, content } = opened.calls.at(-1)!.request as { name: string; content: { bytes: number[] } };
      assert.equal(name, "clubs.graphml.png");
      assert.equal(String.fromCharCode(...content.bytes.slice(1, 4)), "PNG");
      await page.getByTestId("graph-degree").fill("0");
      await eventually(async () => assert.notEqual(await seen(small), background));
    });

    it("says that the graphics processor has let go, and draws again when asked", async () => {
      await page.getByTestId("layout-circle").click();
      await page.getByTestId("graph-stage").press("Escape");
      await page.getByTestId("zoom-fit").click();
      const seen = (): Promise<string> => onCircle(page, 0).then((place) => pixel(page, place));
      await eventually(async () => assert.equal(await state(page), "done"));
      const color = await seen();
      assert.notEqual(color, await propertyColor(page, "--vscode-editor-background"));
      const lose = (): Promise<void> =>
        page.evaluate(() => {
          const canvas = document.querySelector<HTMLCanvasElement>(".sigma-nodes")!;
          canvas.getContext("webgl2")!.getExtension("WEBGL_lose_context")!.loseContext();
        });
      await lose();
      const said = page.getByTestId("graph-lost");
      await said.waitFor();
      assert.match((await said.textContent())!, /The graphics processor/);
      await page.getByTestId("graph-redraw").click();
      await eventually(async () => assert.equal(await seen(), color));
      // What is lost again at once waits for the person.
      await lose();
      await said.getByText("keeps letting go").waitFor();
      await page.getByTestId("graph-redraw").click();
      await eventually(async () => assert.equal(await seen(), color));
    });

    it("reads the graph again when its file has changed, and gives everything back when it is left", async () => {
      const drawings = (): number => opened.calls.filter(({ name }) => name === "graphDrawing").length;
      const before = drawings();
      opened.emit("graphChanged", { path });
      await eventually(async () => {
        assert.ok(drawings() > before);
        assert.equal(await state(page), "done");
      });
      assert.equal(await page.locator(".sigma-nodes").count(), 1);
      const kept = await page.evaluateHandle(() =>
        [...document.querySelectorAll<HTMLCanvasElement>(".sigma-nodes, .sigma-edges, .sigma-hoverNodes")].map(
          (canvas) => canvas.getContext("webgl2")!,
        ),
      );
      assert.deepEqual(await kept.evaluate((all) => all.map((context) => context.isContextLost())), [
        false,
        false,
        false,
      ]);
      scene.state = { view: "live", folders: [] };
      opened.emit("show", null);
      await page.getByTestId("empty").waitFor();
      assert.deepEqual(await kept.evaluate((all) => all.map((context) => context.isContextLost())), [true, true, true]);
      await eventually(() => assert.equal(opened.calls.at(-1)?.name, "closeGraph"));
    });
  });

  it("draws a stated sample, pauses its layout, and does without WebGL", async () => {
    const graph = groupedGraph(2100, 4200, 4);
    graph.ids[1] = "a very long name of a node ".repeat(12);
    const shown = Uint32Array.from({ length: 2000 }, (_, index) => index);
    const { page, emit, errors, close } = await openPage(graphScene({ path, graph, shown }), { width: 500 });
    assert.equal(
      await page.getByTestId("graph-sample").textContent(),
      "2000 of 2100 nodes are drawn, those with the most neighbours.",
    );
    await eventually(async () => assert.equal(await state(page), "running"));
    await page.getByTestId("layout-pause").click();
    await eventually(async () => assert.equal(await state(page), "paused"));
    emit("graphSelect", { path, node: 2050 });
    await page.getByText("It is not in the sample that is drawn.").waitFor();
    const steps = () => page.getByTestId("layout-state").textContent();
    let paused: string | null = null;
    // What the worker was at when it was told to pause still comes.
    await eventually(async () => {
      paused = await steps();
      await page.waitForTimeout(200);
      assert.equal(await steps(), paused);
    });
    await page.getByTestId("layout-pause").click();
    await eventually(async () => assert.notEqual(await steps(), paused));
    await page.addInitScript({
      content:
        "HTMLCanvasElement.prototype.getContext = ((get) => function (kind, ...more) { return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); })(HTMLCanvasElement.prototype.getContext);",
    });
    await page.reload();
    await page.getByTestId("drawing-card").getByText("this window has no WebGL 2").waitFor();
    await page.getByTestId("graph-nodes").getByText("n3", { exact: true }).click();
    await eventually(async () => assert.equal(await selectedId(page), "n3"));
    assert.deepEqual(errors, []);
    // It is without WebGL for good.
    await page.close();
    await close();
  });

  it("tells of a hyperedge that is clicked, and leads on to its members and back", async () => {
    const graph = {
      ...groupedGraph(6, 0, 1),
      hyperedges: [
        [0, 1, 2],
        [2, 3, 4],
      ],
    };
    const scene = { ...graphScene({ path, graph }), choices: { graph: { layout: "circle" as const } } };
    const { page, calls, errors, close } = await openPage(scene, { width: 1000 });
    await eventually(async () => assert.equal(await state(page), "done"));
    // Eight lie on the circle: the nodes, then the hyperedges.
    const place = await onCircle(page, 7, 8);
    await page.mouse.click(place.x, place.y);
    const details = page.getByTestId("graph-details");
    await eventually(async () =>
      assert.deepEqual(await details.locator("dd").allTextContents(), ["team 2", "3 members", "1.500", "hall"]),
    );
    await page.getByTestId("show-line").click();
    await eventually(() => assert.deepEqual(calls.at(-1), { name: "selectGraphLine", request: { path, line: 701 } }));
    assert.deepEqual(await page.getByTestId("graph-members").locator("li").allTextContents(), ["n3", "n4", "n5"]);
    await page.getByTestId("graph-members").getByText("n3").click();
    await eventually(async () => assert.equal(await selectedId(page), "n3"));
    await page.getByTestId("graph-hyperedges").getByText("team 1").click();
    await eventually(async () => assert.equal(await selectedId(page), "team 1"));
    await page.getByTestId("graph-stage").press("Escape");
    await details.getByText("Click a node or a hyperedge").waitFor();
    assert.deepEqual(errors, []);
    await close();
  });

  it("says that an empty graph has nothing to draw, and why a broken one does not open", async () => {
    const empty = { ids: [], groups: [], groupNames: [], edges: new Uint32Array(0) };
    const { page, errors, close } = await openPage(graphScene({ path, graph: empty }), { width: 500 });
    await page.getByTestId("drawing-card").getByText("This graph has no nodes").waitFor();
    assert.deepEqual(errors, []);
    await close();
    const broken = await openPage(graphScene({ path, failure: "Line 4 of clubs.gml has no end: close its bracket." }));
    assert.match((await broken.page.getByTestId("graph-failed").textContent())!, /Line 4 of clubs\.gml has no end/);
    assert.deepEqual(broken.errors, []);
    await broken.close();
  });
});

describe("force layout", () => {
  const circle = (nodes: number): Float32Array =>
    Float32Array.from({ length: 2 * nodes }, (_, at) => {
      const turn = (2 * Math.PI * (at >> 1)) / nodes;
      return at % 2 ? Math.sin(turn) : Math.cos(turn);
    });
  const settle = (layout: ForceLayout): Float32Array => {
    while (!layout.done) layout.step();
    return layout.positions();
  };
  const distance = (at: Float32Array, a: number, b: number): number =>
    Math.hypot(at[2 * a]! - at[2 * b]!, at[2 * a + 1]! - at[2 * b + 1]!);

  it("ends, the same way each time, with neighbours nearer than others and two like nodes of a path alike", () => {
    const graph = groupedGraph(120, 400, 3);
    const [one, other] = [1, 2].map(() => settle(new ForceLayout({ positions: circle(120), edges: graph.edges })));
    assert.deepEqual(one, other);
    let [near, all, pairs] = [0, 0, 0];
    for (let edge = 0; edge < graph.edges.length; edge += 2)
      near += distance(one!, graph.edges[edge]!, graph.edges[edge + 1]!) / (graph.edges.length / 2);
    for (let a = 0; a < 120; a++) {
      for (let b = 0; b < a; b++) {
        all += distance(one!, a, b);
        pairs++;
      }
    }
    assert.ok(near < 0.6 * (all / pairs), `${near} against ${all / pairs}`);
    const path = settle(new ForceLayout({ positions: circle(3), edges: Uint32Array.of(0, 1, 1, 2) }));
    assert.ok(Math.abs(distance(path, 0, 1) / distance(path, 1, 2) - 1) < 0.05);
    assert.ok(distance(path, 0, 2) > 1.5 * distance(path, 0, 1), "a path lies stretched");
  });

  it("parts nodes that begin in one place, and leaves a single one alone", () => {
    const together = settle(new ForceLayout({ positions: new Float32Array(20), edges: Uint32Array.of(0, 1) }));
    for (let node = 1; node < 10; node++) assert.ok(distance(together, 0, node) > 0.1);
    assert.ok(new ForceLayout({ positions: new Float32Array(2), edges: new Uint32Array(0) }).done);
  });
});

describe("the name of a node", () => {
  it("stands to the right, or on the next side on which it covers no node", () => {
    const node = { x: 100, y: 100, size: 5 };
    const place = (...others: [number, number][]) =>
      labelPlace(
        node,
        30,
        others.map(([x, y]) => ({ x, y, size: 5 })),
      );
    assert.deepEqual(place(), { left: 108, middle: 100 });
    assert.deepEqual(place([120, 108]), { left: 62, middle: 100 });
    assert.deepEqual(place([120, 108], [80, 100]), { left: 85, middle: 88 });
    assert.deepEqual(place([120, 108], [80, 100], [100, 84]), { left: 85, middle: 112 });
    assert.deepEqual(place([120, 108], [80, 100], [100, 84], [100, 116]), { left: 108, middle: 100 });
  });
});

describe("drawn part of a graph", () => {
  const drawn = new Drawn({
    shown: Uint32Array.of(2, 5, 9, 40),
    edges: Uint32Array.of(0, 1, 1, 2, 0, 4, 2, 4),
    positions: Float32Array.of(0, 0, 1, 0, 1, 1, 5, 5, 0, 1),
    hyperedgesFrom: 4,
    hyperedges: Uint32Array.of(7),
    labels: [],
    degrees: new Uint32Array(5),
  });

  it("knows nodes by either index, hyperedges as none, and the edge under a point", () => {
    assert.deepEqual(
      [2, 5, 9, 40, 3, 41].map((node) => drawn.indexOf(node)),
      [0, 1, 2, 3, undefined, undefined],
    );
    assert.deepEqual(
      [0, 3, 4].map((index) => drawn.nodeAt(index)),
      [2, 40, undefined],
    );
    assert.deepEqual([drawn.hyperedgeAt(3), drawn.hyperedgeAt(4)], [undefined, 7]);
    assert.deepEqual([drawn.indexOfHyperedge(7), drawn.indexOfHyperedge(0)], [4, undefined]);
    assert.deepEqual([...drawn.neighbours(1)], [0, 2]);
    assert.equal(drawn.edgeAt(drawn.data.positions, 0.5, 0.04, 0.1), 0);
    assert.equal(drawn.edgeAt(drawn.data.positions, 1.05, 0.5, 0.1), 1);
    assert.equal(drawn.edgeAt(drawn.data.positions, 3, 3, 0.1), undefined);
  });

  it("steps round the neighbours of a node and back to it, and through nodes without neighbours", () => {
    const steps = new NodeSteps(drawn);
    steps.begin(0);
    assert.deepEqual([steps.next(0, 1), steps.next(1, 1), steps.next(4, 1), steps.next(0, -1)], [1, 4, 0, 4]);
    assert.equal(steps.next(3, 1), 4);
    assert.equal(steps.next(undefined, -1), 4);
  });
});
