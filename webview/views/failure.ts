// What a lab shows in the place of what does not open: why, and a way to try again.

import { h } from "../dom";
import { icon } from "../icons";
import { t } from "../strings";
import { button } from "../ui";

export function failure(heading: string, error: unknown, again: () => void, testid: string): HTMLElement {
  return h(
    "div",
    { class: "verdict lab-failed", testid, attrs: { "data-look": "failed", role: "alert" } },
    h(
      "div",
      { class: "verdict-row" },
      h("span", { class: "verdict-sign" }, icon("warning")),
      h(
        "p",
        {},
        h("strong", { class: "verdict-heading" }, heading),
        error instanceof Error ? error.message : String(error),
      ),
    ),
    h(
      "div",
      { class: "lab-failed-actions" },
      button({ label: t("lab.again"), icon: "again", testid: "again", press: again }),
    ),
  );
}
