// Opens the built page in Chromium as VS Code would: its theme, its content policy, and a host that answers its calls.

// Elements to find by data-testid:
//   run-view compare-view live-view empty · title data state elapsed primary stop open-experiment compare back
//   verdict verdict-text verdict-progress warnings notice member picker picker-ok
//   <card>-card for loss metric verdict confusion classes scatter residual histogram rows facts figures intervals, and in
//   each that has them <card>-table-toggle <card>-table <card>-copy <card>-save <card>-save-png|svg|csv <card>-chart
//   log-scale smoothing zoom-reset overlay-add overlays · <card>-value-<group>-<train|validation> in a legend
//   confusion cell-<truth>-<prediction> confusion-split(-train|…) confusion-normalise · rows rows-viewport rows-sort
//   rows-split rows-clear rows-save-csv

import type { Browser, BrowserContext, ConsoleMessage, Page } from "playwright-core";
import {
  type Comparison,
  type NetworkFrequencies,
  type NodeReach,
  type RowPage,
  type RowQuery,
  type RunEvent,
  type RunSummary,
  type Served,
  type SpectrumEvent,
  serve,
} from "../../engine";
import type { HostApi, PageEvents, PanelState } from "../../webview/protocol";
import type { Choices } from "../../webview/state";
import { launchChromium } from "../host/chromium";
import type { AlbumScene } from "./albums";
import { pageBundle } from "./bundle";
import { answered, type GeneratorScene } from "./generate";
import { type GraphScene, graphHost } from "./graphs";
import { type PictureScene, pictureHost } from "./pictures";
import { type ThemeName, themes } from "./themes";

export interface Scene {
  state: PanelState;
  runs: { folder: string; name: string; events: RunEvent[]; active: boolean }[];
  rows?: (query: RowQuery) => RowPage;
  others?: RunSummary[];
  overlay?: (folder: string) => RunEvent[];
  comparison?: Comparison;
  /** What the layers of the run collect at a node. */
  reach?: (node: number) => NodeReach;
  /** What there is of the pictures of the run. */
  album?: AlbumScene;
  /** The eigenvalues of the run's graph; without it they are stopped. */
  frequencies?: () => NetworkFrequencies | Promise<NetworkFrequencies | undefined>;
  /** The generator of the run. */
  generator?: GeneratorScene;
  /** Pictures that are there, the first one open. */
  pictures?: PictureScene[];
  /** Graphs that are there, the first one open. */
  graphs?: GraphScene[];
  /** What a run that computes a spectrum has said. */
  spectrum?: { events: SpectrumEvent[]; active: boolean };
  /** What the page has kept of an earlier time. */
  choices?: Partial<Choices>;
}

export interface Opened {
  page: Page;
  /** Every call of the page, in order, but `ready` and `rows`. */
  calls: { name: string; request: unknown }[];
  rowCalls: RowQuery[];
  emit: Served<PageEvents>["emit"];
  /** Messages of the console that tell of errors or of a policy that was broken. */
  errors: string[];
  close(): Promise<void>;
}

const origin = "http://page.test";
/** Milliseconds after which what does not come counts as missing, on a machine that has much else to do. */
const patience = 60_000;
/**
 * The webview's part of VS Code; what it keeps, at first `kept`, outlives a reload of the same scene.
 * What leaves a real webview is cloned; here it goes through JSON, which knows no bytes.
 */
const webviewApi = (key: string, kept: string): string => `
  const plain = (value) =>
    JSON.parse(JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? { bytes: Array.from(part) } : part)));
  if (sessionStorage.getItem("scene") !== "${key}") {
    sessionStorage.clear();
    sessionStorage.setItem("scene", "${key}");
    sessionStorage.setItem("state", ${JSON.stringify(kept)});
  }
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.hostReceive("${key}", plain(message)),
    getState: () => JSON.parse(sessionStorage.getItem("state")),
    setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
  });`;
/** What a page is given that is loaded from /<key>, and who hears it. */
interface Loaded {
  html: string;
  receive(message: unknown): void;
}

let browser: Promise<Browser> | undefined;
let context: Promise<BrowserContext> | undefined;
const loaded = new Map<string, Loaded>();
/** Pages whose scene is over: to load another one costs a tenth of what a new page does. */
let free: Page[] = [];
let opened = 0;

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
  context = undefined;
  free = [];
}

/** A context whose pages find there what a webview loads, and tell the host of their scene what they post. */
async function newContext(): Promise<BrowserContext> {
  const { script, style } = await pageBundle();
  const made = await (await browser)!.newContext();
  made.setDefaultTimeout(patience);
  await made.exposeFunction("hostReceive", (key: string, message: unknown) => loaded.get(key)?.receive(message));
  await made.route(`${origin}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const theme = name.replace(".css", "");
    const answer = (type: string, body: string) => route.fulfill({ contentType: `${type}; charset=utf-8`, body });
    if (name === "webview.js") await answer("text/javascript", script);
    else if (name === "webview.css") await answer("text/css", style);
    else if (Object.hasOwn(themes, theme)) await answer("text/css", themeCss(theme as ThemeName));
    else if (loaded.has(name)) await answer("text/html", loaded.get(name)!.html);
    else await route.fulfill({ status: 404 });
  });
  return made;
}

/** Opens the page on this scene and waits until it has drawn it. */
export async function openPage(
  scene: Scene,
  {
    theme = "dark",
    width = 900,
    height = 900,
    lang = "en",
  }: { theme?: ThemeName; width?: number; height?: number; lang?: string } = {},
): Promise<Opened> {
  browser ??= launchChromium();
  context ??= newContext();
  const page = free.pop() ?? (await (await context).newPage());
  await page.setViewportSize({ width, height });
  // Out of the way of what the next scene draws.
  await page.mouse.move(0, 0);
  const key = `scene-${++opened}`;
  const calls: Opened["calls"] = [];
  const rowCalls: RowQuery[] = [];
  const errors: string[] = [];
  const logged = (message: ConsoleMessage) => {
    if (message.type() === "error") errors.push(message.text());
  };
  const thrown = (error: Error) => {
    errors.push(error.message);
  };

  const note = (name: string) => async (request: unknown) => {
    calls.push({ name, request });
  };
  const api: HostApi = {
    ...pictureHost(scene.pictures ?? [], calls, (fraction, path) => served.emit("progress", { path, fraction })),
    ...graphHost(scene.graphs ?? [], calls),
    ready: async () => ({ state: scene.state, runs: scene.runs }),
    pause: note("pause"),
    stop: note("stop"),
    resume: note("resume"),
    again: note("again"),
    openExperiment: note("openExperiment"),
    selectLines: note("selectLines"),
    copy: note("copy"),
    nodeReach: async (request) => {
      calls.push({ name: "nodeReach", request });
      if (!scene.reach) throw new Error("The run has no checkpoint.");
      return scene.reach(request.node);
    },
    shownPicture: async (request) => {
      calls.push({ name: "shownPicture", request });
      if (!scene.album) throw new Error("The run has no checkpoint.");
      return scene.album.shown(request.row);
    },
    thumbnails: async ({ rows }) => rows.map((row) => scene.album!.thumbnail(row)),
    openAlbumPicture: note("openAlbumPicture"),
    networkFrequencies: async (request) => {
      calls.push({ name: "networkFrequencies", request });
      return scene.frequencies?.();
    },
    stopFrequencies: note("stopFrequencies"),
    selectRows: async (request) => {
      calls.push({ name: "selectRows", request });
      return { selected: 1 };
    },
    rows: async (query) => {
      rowCalls.push(query);
      return scene.rows?.(query) ?? { total: 0, rows: [] };
    },
    runs: async () => scene.others ?? [],
    overlay: async ({ folder }) => scene.overlay?.(folder) ?? [],
    compare: async (request) => {
      calls.push({ name: "compare", request });
      if (!scene.comparison) throw new Error("There is nothing to compare.");
      return scene.comparison;
    },
    spectrumEvents: async () => scene.spectrum ?? { events: [], active: false },
    generator: async (request) => {
      calls.push({ name: "generator", request });
      if (!scene.generator) throw new Error("The run has no generator.");
      return scene.generator.description;
    },
    generated: async (request) => {
      calls.push({ name: "generated", request });
      return answered(scene.generator!, request.codes);
    },
    writeSamples: async (request) => {
      calls.push({ name: "writeSamples", request });
      return ["/data/samples.csv"];
    },
    augmentation: async () => undefined,
    testAugmentation: async (request) => {
      calls.push({ name: "testAugmentation", request });
      return scene.generator?.augmentation;
    },
    openInLab: note("openInLab"),
    saveSpectrum: async (request) => {
      calls.push({ name: "saveSpectrum", request });
      return undefined;
    },
    save: async (request) => {
      calls.push({ name: "save", request });
      return true;
    },
  };
  let receive: (message: unknown) => void = () => {};
  const served = serve<HostApi, PageEvents>(
    {
      post: (message) => {
        if (loaded.has(key)) page.evaluate((data) => window.postMessage(data, "*"), message).catch(() => {});
      },
      listen: (listener) => {
        receive = listener;
      },
    },
    api as HostApi & Record<string, (request: unknown) => Promise<unknown>>,
  );
  const kept = scene.choices ? JSON.stringify({ ...scene.state, choices: scene.choices }) : "null";
  const { bodyClass } = themes[theme];
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta property="csp-nonce" content="n">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${origin} 'nonce-n'; script-src 'nonce-n' 'wasm-unsafe-eval'; img-src ${origin} data:; font-src ${origin}; worker-src blob:">
<link rel="stylesheet" href="/${theme}.css"><link rel="stylesheet" href="/webview.css"></head>
<body class="${bodyClass}" data-vscode-theme-kind="${bodyClass}"><script nonce="n">${webviewApi(key, kept)}</script>
<script nonce="n" src="/webview.js"></script></body></html>`;
  loaded.set(key, { html, receive: (message) => receive(message) });
  page.on("console", logged).on("pageerror", thrown);
  await page.goto(`${origin}/${key}`);
  await settle(page);
  const close = async () => {
    loaded.delete(key);
    page.off("console", logged).off("pageerror", thrown);
    if (!page.isClosed()) free.push(page);
  };
  return { page, calls, rowCalls, emit: served.emit, errors, close };
}

/** Waits until the page has its data and has drawn them. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.ready === "true");
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Changes the theme of an open page as VS Code does: variables on the document, then the body's class. */
export async function changeTheme(page: Page, theme: ThemeName): Promise<void> {
  const { bodyClass, variables } = themes[theme];
  const unset: Record<string, string> = Object.fromEntries(
    Object.values(themes).flatMap(({ variables: others }) => Object.keys(others).map((name) => [name, "initial"])),
  );
  await page.evaluate(
    ([values, kind]) => {
      for (const [name, value] of Object.entries(values)) document.documentElement.style.setProperty(name, value);
      document.body.className = kind;
      document.body.dataset.vscodeThemeKind = kind;
    },
    [{ ...unset, ...variables }, bodyClass] as const,
  );
  await settle(page);
}

function themeCss(theme: ThemeName): string {
  const lines = Object.entries(themes[theme].variables).map(([name, value]) => `${name}: ${value};`);
  return `:root { ${lines.join(" ")} }`;
}

/** Tries a check again until it holds; after a minute it fails for good, with its own message. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  for (const end = Date.now() + patience; ; ) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
