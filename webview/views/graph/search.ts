// The field that finds nodes: what is typed is looked for in ids and columns, a suggestion that is taken flies to its node.

import { t } from "../../strings";
import { combobox } from "../picture/controls";
import { shortened } from "./drawn";
import type { GraphSession } from "./session";

/** Suggestions at a time. */
const most = 12;

export function nodeSearch(session: GraphSession, found: (node: number) => void): HTMLElement {
  const { page, path, description } = session;
  return combobox(
    t("graph.search"),
    async (text) => {
      const { total, rows } = await page.host.call("graphNodes", {
        path,
        text: text || undefined,
        offset: 0,
        count: most,
      });
      const group = total > rows.length ? t("graph.firstOf", rows.length, total) : t("graph.found", total);
      return rows.map(({ node, id, values }) => ({
        value: String(node),
        label: shortened(id, 40),
        group,
        hint: description.nodeColumns
          .map(({ name }, at) => (values[at] ? `${name} ${values[at]}` : ""))
          .filter(Boolean)
          .slice(0, 3)
          .join(" · "),
      }));
    },
    (value) => found(Number(value)),
    "graph-search",
  );
}
