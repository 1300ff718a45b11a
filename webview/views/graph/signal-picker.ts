// The choice of the signal that the quadratic form and the Fourier transform look at, and the slider that draws one by hand.

import { h, setText } from "../../dom";
import { formatNumber } from "../../format";
import { t } from "../../strings";
import { dropdown } from "../../ui";
import { numberSlider } from "../picture/controls";
import { deskOf, numericColumns, type SignalOrigin } from "./desk";
import type { GraphLab, Shown } from "./graph-lab";
import { symbolOf } from "./matrices";
import { newest } from "./newest";
import { NodeNames } from "./node-names";

const prefix = "column:";
const others: Exclude<SignalOrigin, "column">[] = ["eigenvector", "constant", "one", "hand"];

/** `id` begins the test ids; every card of the lab that looks at the signal may have one. */
export function signalPicker(lab: GraphLab, id: string): HTMLElement {
  const desk = deskOf(lab);
  const names = new NodeNames(lab);
  const colour = newest<null>(async () => {
    try {
      const { signal } = lab;
      const shown = await signalShown(lab);
      if (shown && signal === lab.signal) lab.show(shown);
    } catch {
      // The cards that look at the signal say themselves why it is not to be had.
    }
  });
  const choice = dropdown(
    t("signal.choose"),
    (value) => {
      if (value.startsWith(prefix)) desk.chooseColumn(value.slice(prefix.length));
      else desk.choose(value as (typeof others)[number]);
      colour(null);
    },
    `${id}-signal`,
  );
  const node = h("span", { class: "muted", testid: `${id}-node` });
  const value = numberSlider({
    label: t("signal.value"),
    testid: `${id}-value`,
    least: -2,
    most: 2,
    step: 0.01,
    value: 0,
    change: (next) => {
      desk.draw(lab.selected ?? 0, next);
      colour(null);
    },
  });
  const hand = h("div", { class: "signal-hand" }, node, value.element);
  const none = h("p", { class: "muted", testid: `${id}-no-column` }, t("signal.noColumn"));
  const update = (): void => {
    const columns = numericColumns(lab);
    const { signal } = lab;
    none.hidden = columns.length > 0;
    choice.show(
      [
        ...columns.map((name) => ({ value: `${prefix}${name}`, label: name })),
        ...others.map((origin) => ({ value: origin, label: t(`signal.${origin}`) })),
      ],
      signal?.kind === "column" ? `${prefix}${signal.name}` : (desk.origin ?? "eigenvector"),
    );
    hand.hidden = desk.origin !== "hand" && desk.origin !== "one";
    value.element.hidden = desk.origin !== "hand";
    const at = lab.selected ?? 0;
    value.show(desk.drawn?.[at] ?? 0);
    if (hand.hidden) return;
    void names.name(at).then((name) => {
      if (at === (lab.selected ?? 0))
        setText(node, t(lab.selected === undefined ? "signal.atFirst" : "signal.at", name));
    });
  };
  lab.onChange((topic) => {
    if (topic === "graph") names.forget();
    if (topic === "selected" && desk.origin === "one" && desk.chosen) colour(null);
    if (topic === "selected" || topic === "signal" || topic === "graph") update();
  });
  update();
  return h("div", { class: "signal-picker" }, h("div", { class: "control-row" }, choice), hand, none);
}

/** The signal as it colours the nodes; undefined while there is none to be had. */
export async function signalShown(lab: GraphLab): Promise<Shown | undefined> {
  const { page, path, signal, matrix, description } = lab;
  if (!signal) return undefined;
  if (signal.kind === "values") return { title: signalTitle(lab), kind: "signed", values: signal.values };
  if (signal.kind === "column") {
    const { values } = await page.host.call("nodeColumn", { path, name: signal.name });
    const profile = description.nodeColumns.find(({ name }) => name === signal.name);
    return { title: signal.name, kind: (profile?.minimum ?? 0) < 0 ? "signed" : "magnitude", values };
  }
  if (!deskOf(lab).hasVectors) return undefined;
  const { vector, value } = await page.host.call("eigenvector", { path, matrix, index: signal.index });
  return { title: `${signalTitle(lab)}, λ = ${formatNumber(value)}`, kind: "signed", values: vector };
}

/** Which eigenvector the signal is, where it is one: the choice itself does not tell. */
export const vectorTitle = (lab: GraphLab): string => (lab.signal?.kind === "eigenvector" ? signalTitle(lab) : "");

export function signalTitle(lab: GraphLab): string {
  const { signal, matrix } = lab;
  if (signal?.kind === "column") return signal.name;
  if (signal?.kind === "eigenvector") return t("signal.eigenvectorOf", signal.index + 1, symbolOf(matrix));
  const { origin } = deskOf(lab);
  return t(`signal.${origin === "constant" || origin === "one" ? origin : "hand"}`);
}
