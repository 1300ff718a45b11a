// The card with the pictures of a cell of the confusion matrix, or else those that are most wrong.

import type { RowPage, Thumbnail } from "../../../engine";
import { card } from "../../card";
import { fill, h } from "../../dom";
import { formatCount } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { examplesText } from "../examples";
import { middleCut, placeholder, type RunCard } from "./parts";
import { shownMember } from "./shown";
import { rgbaOf } from "./shownPanels";

/** Pictures that are shown at once. */
const shownCount = 60;

export function thumbnailsCard(page: Page): RunCard {
  let run: Run | undefined;
  let turn = 0;
  const room = h("div", { class: "thumbnails", testid: "thumbnails" });
  const frame = card(page, { id: "thumbnails", title: t("thumbnails.title"), body: room });
  const say = (text: string): void => {
    frame.setEmpty(true);
    frame.setHint("");
    fill(room, placeholder(text));
  };
  const draw = async (): Promise<void> => {
    const shown = run;
    const own = ++turn;
    if (!shown || shown.live || !shown.verdict) {
      say(t("thumbnails.waiting"));
      return;
    }
    const { cell, rowsSplit } = page.choices.values;
    const member = shown.members.length > 1 ? shownMember(page, shown) : undefined;
    const query = { run: shown.folder, member, split: rowsSplit, ...cell, sort: "error" as const };
    try {
      const { rows, total } = await page.host.call("rows", { ...query, offset: 0, count: shownCount });
      const pictures = await page.host.call("thumbnails", { folder: shown.folder, rows: rows.map(({ row }) => row) });
      if (own !== turn) return;
      const classes = shown.start?.data.classes ?? [];
      const what = cell ? t("rows.cell", classes[cell.truth] ?? "", classes[cell.prediction] ?? "") : t("rows.worst");
      frame.setEmpty(rows.length === 0);
      frame.setHint(`${what} · ${examplesText(shown.start!, total)}`);
      if (rows.length === 0) fill(room, placeholder(t("thumbnails.none")));
      else
        fill(
          room,
          pictures.map((picture, index) => thumbnail(page, shown, picture, rows[index]!)),
          total > rows.length
            ? h("p", { class: "muted" }, t("weights.more", formatCount(rows.length), formatCount(total)))
            : null,
        );
    } catch (error) {
      if (own === turn) say(error instanceof Error ? error.message : String(error));
    }
  };
  page.choices.onChange((changed) => {
    if ("cell" in changed || "rowsSplit" in changed || "member" in changed) void draw();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts) void draw();
    },
  };
}

function thumbnail(
  page: Page,
  { folder }: Run,
  picture: Thumbnail,
  { truth, prediction }: RowPage["rows"][number],
): HTMLElement {
  const { name, row, frame } = picture;
  const canvas = h("canvas", { attrs: { width: frame.width, height: frame.height, "aria-hidden": "true" } });
  canvas.getContext("2d")!.putImageData(new ImageData(rgbaOf(frame).slice(), frame.width, frame.height), 0, 0);
  const said = `${truth} → ${prediction}`;
  return h(
    "button",
    {
      class: "thumbnail",
      attrs: { type: "button", title: `${name} · ${said}` },
      on: { click: () => page.attempt(() => page.host.call("openAlbumPicture", { folder, row })) },
    },
    canvas,
    middleCut(name),
    h("span", { class: "muted" }, said),
  );
}
