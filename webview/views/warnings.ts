// What the run warned of, above the cards; more than three are folded away.

import { fill, h } from "../dom";
import { formatCount } from "../format";
import { icon } from "../icons";
import type { Page } from "../page";
import type { Run } from "../runs";
import { t } from "../strings";
import { lineLink } from "./cards/facts";

export function warningList(page: Page): { element: HTMLElement; update(run: Run): void } {
  const element = h("ul", { class: "warnings", testid: "warnings" });
  return {
    element,
    update(run) {
      const all = [
        ...(run.start?.problems.filter(({ severity }) => severity !== "information") ?? []),
        ...run.warnings,
      ];
      const item = ({ text, line }: { text: string; line?: number }): HTMLElement =>
        h(
          "li",
          { class: "warning" },
          icon("warning"),
          h("span", {}, text, line === undefined ? null : [" ", lineLink(page, run.folder, line)]),
        );
      element.hidden = all.length === 0;
      fill(
        element,
        all.slice(0, 3).map(item),
        all.length > 3
          ? h(
              "li",
              {},
              h(
                "details",
                {},
                h("summary", {}, t("warnings.more", formatCount(all.length - 3))),
                h("ul", { class: "warnings" }, all.slice(3).map(item)),
              ),
            )
          : null,
      );
    },
  };
}
