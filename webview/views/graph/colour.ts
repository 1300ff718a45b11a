// What colours the nodes: nothing, their degree, or a column; what another card shows of them stands among the choices meanwhile.

import type { ColumnProfile } from "../../../engine";
import { h } from "../../dom";
import { t } from "../../strings";
import { type Choice, type DropdownElement, dropdown } from "../../ui";
import type { Drawn } from "./drawn";
import type { Shown } from "./graph-lab";
import type { GraphSession } from "./session";

const columnPrefix = "column:";
/** The value of the choice that stands for what another card shows. */
const foreign = "shown";

export function colourChoice(session: GraphSession, drawn: Drawn | undefined): HTMLElement {
  const { page, path, description } = session;
  const columns = description.nodeColumns.filter(({ type }) => type === "number" || type === "category");
  const own = new Set<Shown | null>([null]);
  let asked = 0;
  const show = async (value: string): Promise<void> => {
    const turn = ++asked;
    let shown: Shown | null = null;
    const column = columns.find(({ name }) => value === columnPrefix + name);
    if (column) {
      const { values, classes } = await page.host.call("nodeColumn", { path, name: column.name });
      shown = { title: column.name, kind: classes ? "class" : kindOf(column), values, classes };
    } else if (value === "degree" && drawn) shown = degreesOf(drawn, description.nodes);
    if (turn !== asked) return;
    own.clear();
    own.add(shown);
    session.show(shown);
  };
  const choices = (): Choice[] => [
    { value: "none", label: t("graph.colour.none") },
    ...(drawn ? [{ value: "degree", label: t("graph.degree") }] : []),
    ...columns.map(({ name }) => ({ value: columnPrefix + name, label: name })),
    ...(own.has(session.shown) ? [] : [{ value: foreign, label: session.shown?.title ?? "" }]),
  ];
  const field: DropdownElement = dropdown(
    t("graph.colour"),
    (value) => {
      if (value === foreign || value === current()) return;
      session.choose({ colour: value });
      page.attempt(() => show(value));
    },
    "graph-colour",
  );
  const current = (): string => (own.has(session.shown) ? chosen() : foreign);
  const chosen = (): string => {
    const { colour } = session.choices;
    if (colour !== undefined && choices().some(({ value }) => value === colour)) return colour;
    const best = description.targets.find(({ classes }) => classes !== undefined)?.column;
    return best !== undefined && columns.some(({ name }) => name === best) ? columnPrefix + best : "none";
  };
  const update = (): void => field.show(choices(), current());
  session.onChange((topic) => {
    if (topic === "shown") update();
  });
  update();
  page.attempt(() => show(chosen()));
  return h("label", { class: "graph-choice" }, h("span", { class: "muted" }, t("graph.colour")), field);
}

/** Numbers on both sides of 0 have a sign that matters. */
function kindOf({ minimum = 0, maximum = 0 }: ColumnProfile): "signed" | "magnitude" {
  return minimum < 0 && maximum > 0 ? "signed" : "magnitude";
}

function degreesOf(drawn: Drawn, nodes: number): Shown {
  const values = new Float64Array(nodes).fill(Number.NaN);
  for (let index = 0; index < drawn.count; index++) {
    const node = drawn.nodeAt(index);
    if (node !== undefined) values[node] = drawn.data.degrees[index]!;
  }
  return {
    title: t("graph.degree"),
    kind: "magnitude",
    values,
    unit: t(drawn.data.hyperedgesFrom === undefined ? "graph.degreeUnit" : "graph.degreeUnitHyper"),
  };
}
