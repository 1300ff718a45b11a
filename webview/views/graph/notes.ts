// What was found wrong in the graph's file and what was assumed in reading it, each with the line that it is about.

import { fill, h } from "../../dom";
import { formatCount } from "../../format";
import { icon } from "../../icons";
import type { Page } from "../../page";
import { t } from "../../strings";
import type { GraphSession } from "./session";

/** Notes that are seen before the rest is folded away. */
const seen = 2;

export function graphNotes({ page, path, description }: GraphSession): HTMLElement {
  const { problems, assumptions } = description;
  const serious = problems.filter(({ severity }) => severity !== "information");
  const rest = [...problems.filter(({ severity }) => severity === "information"), ...assumptions];
  const item = ({ text, line }: { text: string; line?: number }, sign: "warning" | "info"): HTMLElement =>
    h(
      "li",
      { class: sign },
      icon(sign),
      h("span", {}, text, line === undefined ? null : [" ", lineLink(page, path, line)]),
    );
  const all = [...serious.map((note) => item(note, "warning")), ...rest.map((note) => item(note, "info"))];
  const element = h("ul", {
    class: "warnings graph-notes",
    testid: "graph-notes",
    attrs: { hidden: all.length === 0 },
  });
  // What is wrong is all seen as far as there is room; what was only assumed can wait.
  const open = Math.max(seen, Math.min(4, serious.length));
  fill(
    element,
    all.slice(0, open),
    all.length > open
      ? h(
          "li",
          {},
          h(
            "details",
            {},
            h("summary", {}, t("warnings.more", formatCount(all.length - open))),
            h("ul", { class: "warnings" }, all.slice(open)),
          ),
        )
      : null,
  );
  return element;
}

/** "line 12", which goes there in the graph's file. */
export function lineLink(page: Page, path: string, line: number): HTMLElement {
  return h(
    "button",
    {
      class: "link",
      attrs: { type: "button" },
      on: { click: () => page.attempt(() => page.host.call("selectGraphLine", { path, line })) },
    },
    t("rows.line", formatCount(line)),
  );
}
