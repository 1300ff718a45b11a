// The table of all nodes of the graph, fetched as they come into sight, filtered by text; a row selects its node everywhere.

import { card } from "../../card";
import { h } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { VirtualTable } from "../../virtualTable";
import type { GraphSession } from "./session";

/** Columns of the nodes that have room; the card of the selected node shows them all. */
const mostColumns = 4;
/** Milliseconds without a key press after which the text is taken. */
const pause = 150;

export function nodeTable(session: GraphSession): HTMLElement {
  const { page, path, description } = session;
  const columns = description.nodeColumns.slice(0, mostColumns);
  let text = "";
  const source = (): ConstructorParameters<typeof VirtualTable>[1] => ({
    columns: [
      { label: t("graph.id"), track: "minmax(0, 1.6fr)" },
      { label: t("graph.degree"), numeric: true, track: "minmax(64px, 0.6fr)" },
      ...columns.map(({ name, type }) => ({ label: name, numeric: type === "number" })),
    ],
    page: async (offset, count) => {
      const { total, rows } = await page.host.call("graphNodes", { path, text: text || undefined, offset, count });
      return {
        total,
        rows: rows.map(({ node, id, degree, values }) => ({
          cells: [
            h(
              "span",
              { class: node === session.selected ? "node-id is-selected" : "node-id", attrs: { title: id } },
              id,
            ),
            formatCount(degree),
            ...columns.map((_, at) => values[at] ?? ""),
          ],
          activate: () => session.select(node),
        })),
      };
    },
  });
  const table = new VirtualTable(t("graph.nodeTable"), source(), "graph-nodes");
  let timer: ReturnType<typeof setTimeout> | undefined;
  const field = h("input", {
    class: "field combo-field",
    testid: "graph-filter",
    attrs: {
      type: "search",
      placeholder: t("graph.filter"),
      "aria-label": t("graph.filter"),
      autocomplete: "off",
      spellcheck: "false",
    },
    on: {
      input: () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          text = field.value.trim();
          table.show(source());
        }, pause);
      },
    },
  });
  session.onChange((topic) => {
    if (topic !== "selected") return;
    const { selected } = session;
    // Without a filter the row of a node is its index.
    if (selected !== undefined && text === "") table.reveal(selected);
    else table.refresh();
  });
  session.onClose(() => clearTimeout(timer));
  return card(page, {
    id: "nodes",
    title: t("graph.nodeTable"),
    hint: t("graph.tableHint"),
    isTable: true,
    controls: h("div", { class: "control-row" }, field),
    body: table.element,
  }).element;
}
