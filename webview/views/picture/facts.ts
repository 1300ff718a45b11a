// The card that says what the picture's file is: size, samples, profile, orientation, and what was assumed in reading it.

import { card } from "../../card";
import { h } from "../../dom";
import { formatBytes, formatCount } from "../../format";
import { t } from "../../strings";
import { kindOf } from "./readout";
import type { Session } from "./session";

export function pictureFacts({ page, picture }: Session): HTMLElement {
  const facts: [string, string][] = [
    [t("picture.file"), picture.path],
    [t("picture.format"), picture.format.toUpperCase()],
    [t("picture.size"), t("picture.pixels", formatCount(picture.width), formatCount(picture.height))],
    [t("picture.samples"), kindOf(picture.channels, picture.elements)],
    [t("picture.bits"), picture.palette ? t("picture.palette", formatCount(picture.bits)) : formatCount(picture.bits)],
    [t("picture.profile"), picture.profile ?? t("picture.noProfile")],
    [
      t("picture.orientation"),
      picture.orientation === 1 ? t("picture.upright") : t("picture.turned", picture.orientation),
    ],
    [t("picture.frames"), formatCount(picture.frames)],
    [t("facts.memory"), formatBytes(picture.memory)],
  ];
  return card(page, {
    id: "picture",
    title: t("picture.title"),
    isTable: true,
    table: () => ({
      columns: [{ label: t("facts.what") }, { label: t("facts.value") }],
      rows: facts.length,
      cell: (row, column) => facts[row]![column],
    }),
    body: [
      h(
        "dl",
        { class: "fact-list" },
        facts.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]),
      ),
      picture.assumptions.length
        ? h(
            "div",
            { class: "picture-notes" },
            h("h3", {}, t("facts.assumed", formatCount(picture.assumptions.length))),
            h(
              "ul",
              { class: "notes" },
              picture.assumptions.map(({ text }) => h("li", { class: "note" }, text)),
            ),
          )
        : null,
    ],
  }).element;
}
