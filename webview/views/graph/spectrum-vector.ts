// The eigenvector that colours the graph: asked for by its index, with its neighbours one step away.

import { h, setText } from "../../dom";
import { formatNumber, formatPercent } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { deskOf } from "./desk";
import type { GraphLab } from "./graph-lab";
import { symbolOf } from "./matrices";
import { newest } from "./newest";
import { lambdaText } from "./spectrum-groups";
import { reasonOf } from "./spectrum-run";

export interface VectorRow {
  element: HTMLElement;
  /** Index of the eigenvalue whose vector is shown. */
  readonly shown: number | undefined;
  show(index: number): void;
  /** Another spectrum is shown, whose vectors are others. */
  forget(): void;
}

export function vectorRow(lab: GraphLab, changed: () => void): VectorRow {
  const desk = deskOf(lab);
  let shown: number | undefined;
  let turn = 0;
  const text = h("span", { class: "vector-text", testid: "spectrum-vector", attrs: { role: "status" } });
  const ask = newest<{ index: number; turn: number }>(async (asked) => {
    const { page, path, matrix } = lab;
    // Vectors that are there already come at once; others take a while.
    const slow = setTimeout(() => setText(text, t("spectrum.vectorWaiting", symbolOf(matrix))), 250);
    const heard = lab.onProgress((fraction) => {
      if (asked.turn === turn)
        setText(text, `${t("spectrum.vectorWaiting", symbolOf(matrix))} ${formatPercent(fraction)}`);
    });
    try {
      const { value, vector, residual } = await page.host.call("eigenvector", { path, matrix, index: asked.index });
      if (asked.turn !== turn) return;
      const title = t("spectrum.vector", asked.index + 1, symbolOf(matrix), lambdaText(value));
      setText(text, `${title} · ${t("spectrum.vectorResidual", formatNumber(residual, 3))}`);
      lab.show({ title, kind: "signed", values: vector });
      desk.vectorsComputed();
      desk.follow(asked.index);
    } catch (error) {
      if (asked.turn === turn) setText(text, reasonOf(error));
    } finally {
      clearTimeout(slow);
      heard();
    }
  });
  const show = (index: number): void => {
    const count = desk.spectrum?.eigenvalues.length ?? 0;
    if (index < 0 || index >= count || index === shown) return;
    shown = index;
    before.toggleAttribute("disabled", index === 0);
    after.toggleAttribute("disabled", index === count - 1);
    element.hidden = false;
    ask({ index, turn });
    changed();
  };
  const step = (by: 1 | -1): void => {
    if (shown !== undefined) show(shown + by);
  };
  const before = button({
    label: t("spectrum.before"),
    icon: "back",
    appearance: "icon",
    testid: "spectrum-before",
    press: () => step(-1),
  });
  const after = button({
    label: t("spectrum.after"),
    icon: "forward",
    appearance: "icon",
    testid: "spectrum-after",
    press: () => step(1),
  });
  const element = h("div", { class: "vector-row" }, before, after, text);
  element.hidden = true;
  return {
    element,
    get shown() {
      return shown;
    },
    show,
    forget: () => {
      shown = undefined;
      turn++;
      element.hidden = true;
      setText(text, "");
    },
  };
}
