// The kernel lab: the picture at the left, the chain of kernels and what it does at the right; below one another where it is narrow.

import { fill, h } from "../../dom";
import { fileName, formatCount } from "../../format";
import type { Page } from "../../page";
import type { PictureState } from "../../protocol";
import { t } from "../../strings";
import { button } from "../../ui";
import { failure } from "../failure";
import type { View } from "../view";
import { bankCards } from "./bank";
import { compareBar } from "./compare";
import { tabs } from "./controls";
import { pageExecutor } from "./executor";
import { explainCard } from "./explain";
import { pictureFacts } from "./facts";
import { figuresStrip, followFigures } from "./figures";
import { frequencyCard } from "./frequency";
import { histogramCard } from "./histogram-card";
import { learnCard } from "./learn";
import { Live } from "./live";
import { matrixCard } from "./matrix-grid";
import { pipelineCard } from "./pipeline";
import { Plane } from "./plane";
import { kindOf } from "./readout";
import { Session } from "./session";
import { Thumbs } from "./thumbs";
import { Tiles } from "./tiles";
import { levelFor, levelSize } from "./transform";
import { Viewport } from "./viewport";

/** Pixels of a side that the overview, which lies under what has not come yet, has at most. */
const overviewSide = 768;

export function pictureView(page: Page, state: PictureState): View {
  const room = h("div", { class: "lab-room" });
  const title = h("h1", { testid: "title" }, fileName(state.path));
  const data = h("span", { class: "title-data", testid: "data" });
  const actions = h("div", { class: "title-actions" });
  const element = h(
    "div",
    { class: "run-view lab", testid: "picture-view" },
    h(
      "header",
      { class: "title-row" },
      h("div", { class: "title-text" }, title, data),
      neighbours(page, state),
      actions,
    ),
    room,
  );
  let closed = false;
  let live: Live | undefined;
  const open = async (): Promise<void> => {
    fill(
      room,
      h(
        "p",
        { class: "placeholder lab-waiting", testid: "picture-loading", attrs: { role: "status" } },
        t("lab.loading"),
      ),
    );
    let session: Session;
    try {
      const picture = await page.host.call("picture", { path: state.path });
      session = new Session(page, state, picture);
    } catch (error) {
      fill(
        room,
        failure(t("lab.failed"), error, () => page.attempt(open), "picture-failed"),
      );
      return;
    }
    const { picture } = session;
    data.textContent = [
      t("picture.pixels", formatCount(picture.width), formatCount(picture.height)),
      kindOf(picture.channels, picture.elements),
      picture.format.toUpperCase(),
    ].join(" · ");
    fill(actions, pictureActions(session));
    const executor = await pageExecutor(page);
    if (closed) return;
    const tiles = new Tiles(picture, picture.channels, (level, region) =>
      page.host.call("pictureWindow", { path: state.path, level, region }),
    );
    live?.close();
    live = new Live({
      size: picture,
      tiles,
      executor,
      exact: (pipeline, level, region) =>
        page.host.call("filteredWindow", { path: state.path, pipeline, level, region }),
      painted: () => viewport.painted(),
      failed: (error) =>
        page.attempt(async () => {
          throw error;
        }),
    });
    const viewport: Viewport = new Viewport(session, live, (x, y) => {
      session.set({ pixel: { x, y } }, "pixel");
      show("pixel");
    });
    const explain = explainCard(session, { tiles, executor, viewport });
    const figures = figuresStrip(session);
    const counts = histogramCard(session);
    const bank = bankCards(new Thumbs({ session, tiles, executor, stage: () => viewport.sight }));
    const cards = (...children: HTMLElement[]): HTMLElement => h("div", { class: "cards" }, children);
    const show = (tab: string): void => {
      session.set({ tab });
      panels.show(tab);
      bank.shown(tab === "bank");
    };
    const panels = tabs(
      t("lab.panels"),
      [
        { name: "kernel", label: t("tab.kernel"), panel: cards(matrixCard(session), frequencyCard(session)) },
        { name: "pixel", label: t("tab.pixel"), panel: cards(explain) },
        { name: "counts", label: t("tab.counts"), panel: cards(counts.element) },
        { name: "bank", label: t("tab.bank"), panel: bank.element },
        { name: "learn", label: t("tab.learn"), panel: cards(learnCard(session)) },
        { name: "picture", label: t("tab.picture"), panel: cards(pictureFacts(session)) },
      ],
      session.look.tab,
      show,
    );
    fill(
      room,
      h(
        "div",
        { class: "lab-columns", on: { keydown: (event) => historyKeys(event, session) } },
        h(
          "div",
          { class: "lab-picture" },
          compareBar(session, viewport.zoomControls),
          viewport.element,
          figures.element,
        ),
        h("div", { class: "lab-steps" }, pipelineCard(session)),
        h("div", { class: "lab-panels" }, panels.element),
      ),
    );
    followFigures(session, (told) => {
      figures.show(told);
      counts.show(told);
    });
    show(session.look.tab);
    const level = levelFor(overviewSide / Math.max(picture.width, picture.height), 1, picture.levels);
    const whole = { x: 0, y: 0, ...levelSize(picture, level) };
    viewport.overview = new Plane(level, whole, await tiles.window(level, whole));
    viewport.refresh();
  };
  page.attempt(open);
  return {
    element,
    changed: () => {},
    tick: () => {},
    close: () => {
      closed = true;
      live?.close();
    },
    pictureChanged: (path) => {
      if (path === state.path) page.attempt(open);
    },
  };
}

/** Previous and next of the pictures that were opened together. */
function neighbours(page: Page, state: PictureState): HTMLElement | null {
  const all = state.others.includes(state.path) ? state.others : [state.path, ...state.others];
  if (all.length < 2) return null;
  const at = all.indexOf(state.path);
  const go = (by: 1 | -1): void => {
    const path = all[(at + by + all.length) % all.length]!;
    const pipeline = page.choices.values.lab?.pipeline ?? state.pipeline;
    page.open({ ...page.choices.panel, picture: { ...state, path, others: all, pipeline } });
  };
  return h(
    "div",
    { class: "neighbours" },
    button({ label: t("lab.previous"), icon: "back", appearance: "icon", testid: "previous", press: () => go(-1) }),
    h("span", { class: "muted", testid: "place" }, t("lab.place", at + 1, all.length)),
    button({ label: t("lab.next"), icon: "forward", appearance: "icon", testid: "next", press: () => go(1) }),
  );
}

function pictureActions(session: Session): HTMLElement[] {
  const { page, state } = session;
  const request = () => ({ path: state.path, pipeline: session.pipeline });
  const said = h("span", { class: "lab-said", testid: "saved", attrs: { role: "status" } });
  return [
    said,
    button({
      label: t("lab.save"),
      icon: "save",
      appearance: "primary",
      testid: "save-picture",
      press: () =>
        page.attempt(async () => {
          const saved = await page.host.call("savePicture", request());
          if (saved) said.textContent = [t("lab.saved", fileName(saved.out)), ...saved.changes].join(" ");
        }),
    }),
    button({
      label: t("lab.savePipeline"),
      icon: "file",
      testid: "save-pipeline",
      press: () =>
        page.attempt(async () => {
          const path = await page.host.call("savePipeline", { ...request(), experiment: state.experiment });
          if (path) said.textContent = t("lab.saved", fileName(path));
        }),
    }),
    button({
      label: t("lab.apply"),
      icon: "play",
      testid: "apply-to",
      press: () => page.attempt(() => page.host.call("applyTo", { ...request(), experiment: state.experiment })),
    }),
  ];
}

function historyKeys(event: KeyboardEvent, session: Session): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  // A field that is typed into has an undo of its own.
  const target = event.target as HTMLElement;
  if (target instanceof HTMLInputElement && target.type !== "range") return;
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) session.redo();
  else if (key === "z") session.undo();
  else return;
  event.preventDefault();
}
