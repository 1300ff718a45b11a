// The card with one picture at full size: before and after under a divider, and all that was made of it side by side.

import type { ShownPicture } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { button } from "../../ui";
import { type Frames, frames } from "./frames";
import { placeholder, type RunCard } from "./parts";
import { gainText, lookControls, startingLook } from "./pictures";
import { shownMember } from "./shown";
import { inputName, isMask, panelsOf, rgbaOf, unitOf } from "./shownPanels";

export interface PictureCard extends RunCard {
  /** Another picture of the album is looked at. */
  choose(row: number): void;
}

export function pictureCard(page: Page): PictureCard {
  let run: Run | undefined;
  let row: number | undefined;
  let picture: ShownPicture | undefined;
  let look = startingLook;
  let turn = 0;
  const group: Frames = frames(t("closer.title"), "closer");
  const swipe = swipeOf();
  const room = h("div", { class: "closer" });
  const open = button({
    label: t("closer.open"),
    testid: "picture-open",
    press: () => {
      if (!run || row === undefined) return;
      const [folder, chosen] = [run.folder, row];
      page.attempt(() => page.host.call("openAlbumPicture", { folder, row: chosen }));
    },
  });
  const controls = lookControls("closer", look, (next) => {
    look = next;
    draw();
  });
  const frame = card(page, {
    id: "picture",
    title: t("closer.title"),
    controls: h("div", { class: "control-row" }, open, controls, group.zoomControls),
    body: room,
  });
  const say = (text: string): void => {
    frame.setEmpty(true);
    frame.setHint("");
    fill(room, placeholder(text));
  };
  const draw = (): void => {
    if (!picture) return;
    frame.setEmpty(false);
    frame.setHint([picture.name, gainText(picture, unitOf(run))].filter(Boolean).join(" · "));
    controls.hidden = isMask(run);
    swipe.show(picture, inputName(run));
    fill(room, swipe.element, group.element);
    group.show(panelsOf(run, picture, look));
  };
  const ask = async (shown: Run, asked: number): Promise<void> => {
    const own = ++turn;
    say(t("closer.asking"));
    try {
      const member = shownMember(page, shown);
      const got = await page.host.call("shownPicture", { folder: shown.folder, member, row: asked });
      if (own !== turn) return;
      picture = got;
      draw();
    } catch (error) {
      if (own === turn) say(error instanceof Error ? error.message : String(error));
    }
  };
  const update = (): void => {
    picture = undefined;
    if (!run || run.live) say(t("closer.waiting"));
    else if (row === undefined) say(t("closer.none"));
    else void ask(run, row);
  };
  page.choices.onChange((changed) => {
    if ("member" in changed) update();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts) update();
    },
    choose(next) {
      row = next;
      update();
      frame.element.scrollIntoView({ block: "nearest" });
    },
  };
}

/** Input and output in one place, parted by a line that a slider moves. */
function swipeOf(): { element: HTMLElement; show(picture: ShownPicture, inputName: string): void } {
  const under = h("canvas", { attrs: { role: "img" } });
  const over = h("canvas", { class: "swipe-over", attrs: { role: "img", "aria-label": t("pictures.output") } });
  const line = h("span", { class: "swipe-line" });
  const move = (): void => {
    const at = Number(slider.value);
    over.style.clipPath = `inset(0 0 0 ${at}%)`;
    line.style.left = `${at}%`;
  };
  const slider = h("input", {
    class: "slider wide",
    testid: "swipe",
    attrs: { type: "range", min: 0, max: 100, step: 1, value: 50, "aria-label": t("closer.swipe") },
    on: { input: move },
  });
  const name = h("span", {});
  const names = h("div", { class: "swipe-names muted" }, name, slider, h("span", {}, t("pictures.output")));
  const element = h("div", { class: "swipe" }, h("div", { class: "swipe-room" }, under, over, line), names);
  return {
    element,
    show({ input, output }, inputName) {
      setText(name, inputName);
      under.setAttribute("aria-label", inputName);
      for (const [canvas, frame] of [
        [under, input],
        [over, output],
      ] as const) {
        [canvas.width, canvas.height] = [frame.width, frame.height];
        canvas.style.aspectRatio = `${output.width} / ${output.height}`;
        canvas.getContext("2d")!.putImageData(new ImageData(rgbaOf(frame).slice(), frame.width, frame.height), 0, 0);
      }
      move();
    },
  };
}
