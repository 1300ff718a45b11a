// The matrix of the chosen step in a grid to type into, with what its numbers mean in words.

import { InputError, type KernelFacts, kernelFacts, matrixLimit, matrixOf, type Step } from "../../../engine";
import { card } from "../../card";
import { mix, parseColor, toHex } from "../../charts/colors";
import { onThemeChange, theme } from "../../charts/theme";
import { fill, h, setText } from "../../dom";
import { formatNumber } from "../../format";
import type { IconName } from "../../icons";
import { type Key, t } from "../../strings";
import { button } from "../../ui";
import { placeholder } from "../cards/parts";
import { readNumber, writeNumber } from "./controls";
import { stepName } from "./kernel-groups";
import {
  clear,
  flipAcross,
  flipDown,
  type Grid,
  gridText,
  parseMatrix,
  resize,
  rotate,
  sumOfGrid,
  transpose,
} from "./matrix-text";
import type { Session } from "./session";
import { readKernel } from "./step";

/** Tints a cell by its share of the largest: blue below zero, orange above. */
export function tint(cell: HTMLElement, share: number): void {
  const { background, signed } = theme();
  const [under, over] = [parseColor(background)!, parseColor(signed(share || 1))!];
  cell.style.backgroundColor = share === 0 ? "" : toHex(mix(under, over, 0.36 * Math.min(1, Math.abs(share)) + 0.04));
}

/** Matrix, divisor and offset of a step, undefined where there is none or the step is not one. */
export function kernelOf(step: Step | undefined): ReturnType<typeof matrixOf> {
  try {
    return step && matrixOf(step);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

export function matrixCard(session: Session): HTMLElement {
  const hint = h("p", { class: "muted matrix-hint" });
  const table = h("table", { class: "matrix", testid: "matrix", attrs: { role: "grid" } });
  const scroll = h("div", { class: "matrix-scroll" }, table);
  const said = h("p", { class: "step-fault", testid: "matrix-said", attrs: { role: "alert", hidden: true } });
  const tools = h("div", { class: "matrix-tools" });
  const facts = h("div", { class: "matrix-facts", testid: "matrix-facts" });
  const none = h("div", {});
  const rowsField = sizeField("rows");
  const columnsField = sizeField("columns");
  const divisor = h("input", {
    class: "field number",
    testid: "matrix-divisor",
    attrs: { type: "text", inputmode: "decimal", "aria-label": t("matrix.divisor") },
    on: { change: () => setNumber("divisor", divisor.value) },
  });
  const offset = h("input", {
    class: "field number",
    testid: "matrix-offset",
    attrs: { type: "text", inputmode: "decimal", "aria-label": t("matrix.offset") },
    on: { change: () => setNumber("offset", offset.value) },
  });
  const numbers = h(
    "div",
    { class: "matrix-numbers" },
    h("label", { class: "setting" }, h("span", { class: "setting-label" }, t("matrix.rows")), rowsField),
    h("label", { class: "setting" }, h("span", { class: "setting-label" }, t("matrix.columns")), columnsField),
    h("label", { class: "setting" }, h("span", { class: "setting-label" }, t("matrix.divisor")), divisor),
    h("label", { class: "setting" }, h("span", { class: "setting-label" }, t("matrix.offset")), offset),
  );
  let shape = "";
  let inputs: HTMLInputElement[][] = [];

  function sizeField(side: "rows" | "columns"): HTMLInputElement {
    const field = h("input", {
      class: "field number",
      testid: `matrix-${side}`,
      attrs: { type: "number", min: 1, max: matrixLimit, step: 2, "aria-label": t(`matrix.${side}`) },
      on: {
        change: () => {
          const own = session.selectedStep?.matrix;
          const wanted = Math.round(readNumber(field.value));
          if (!own || !(wanted >= 1 && wanted <= matrixLimit)) return update();
          const [rows, columns] = side === "rows" ? [wanted, own[0]!.length] : [own.length, wanted];
          setMatrix(resize(own, rows, columns));
        },
      },
    });
    return field;
  }
  function say(text: string): void {
    said.hidden = !text;
    setText(said, text);
  }
  function setMatrix(matrix: Grid, more: Partial<Step> = {}): void {
    const step = session.selectedStep;
    if (!step) return;
    say("");
    const { kernel: _, ...rest } = step;
    session.setStep(session.selected, { ...rest, ...more, matrix });
  }
  function setNumber(name: "divisor" | "offset", text: string): void {
    const step = session.selectedStep;
    if (!step) return;
    const { [name]: _, ...rest } = step;
    const value = readNumber(text);
    session.setStep(session.selected, Number.isNaN(value) ? rest : { ...rest, [name]: value });
    update();
  }
  function editAsMatrix(): void {
    const own = kernelOf(session.selectedStep);
    if (!own) return;
    if (own.matrix.length > matrixLimit || own.matrix[0]!.length > matrixLimit) {
      say(t("matrix.tooLarge", own.matrix.length, own.matrix[0]!.length, matrixLimit));
      return;
    }
    setMatrix(
      own.matrix.map((row) => [...row]),
      { divisor: own.divisor, offset: own.offset },
    );
  }
  function paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\s;,]/.test(text.trim())) return;
    event.preventDefault();
    try {
      setMatrix(parseMatrix(text));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      say(error.message);
    }
  }
  function key(event: KeyboardEvent, row: number, column: number): void {
    const input = event.target as HTMLInputElement;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const atStart = whole || input.selectionEnd === 0;
    const atEnd = whole || input.selectionStart === input.value.length;
    const moves: Record<string, [number, number] | false> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowLeft: atStart && [0, -1],
      ArrowRight: atEnd && [0, 1],
    };
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    const next = inputs[row + move[0]]?.[column + move[1]];
    if (next) {
      next.focus();
      next.select();
    } else input.blur();
  }
  function build(rows: number, columns: number, editable: boolean): void {
    inputs = [];
    fill(
      table,
      Array.from({ length: rows }, (_, row) => {
        const cells = Array.from({ length: columns }, (_, column) => {
          const input = h("input", {
            class: "matrix-cell",
            testid: `matrix-${row}-${column}`,
            attrs: {
              type: "text",
              inputmode: "decimal",
              readonly: !editable,
              "aria-label": t("matrix.cell", row + 1, column + 1),
              tabindex: editable || (row === 0 && column === 0) ? 0 : -1,
            },
            on: {
              focus: () => input.select(),
              keydown: (event) => key(event, row, column),
              change: () => {
                const own = session.selectedStep?.matrix;
                const value = readNumber(input.value);
                if (!own || !Number.isFinite(value)) {
                  say(t("matrix.noNumber", input.value));
                  update();
                  return;
                }
                setMatrix(own.map((line, r) => line.map((other, c) => (r === row && c === column ? value : other))));
              },
            },
          });
          return input;
        });
        inputs.push(cells);
        return h(
          "tr",
          { attrs: { role: "row" } },
          cells.map((cell) => h("td", { attrs: { role: "gridcell" } }, cell)),
        );
      }),
    );
  }
  const tool = (label: Key, icon: IconName, change: (matrix: Grid) => Grid): HTMLElement =>
    button({
      label: t(label),
      icon,
      appearance: "icon",
      testid: label.replace(".", "-"),
      press: () => session.selectedStep?.matrix && setMatrix(change(session.selectedStep.matrix)),
    });
  const editing = [
    tool("matrix.transpose", "transpose", transpose),
    tool("matrix.flipAcross", "flipAcross", flipAcross),
    tool("matrix.flipDown", "flipDown", flipDown),
    tool("matrix.rotate", "rotate", rotate),
    tool("matrix.clear", "cross", clear),
    button({
      label: t("matrix.normalise"),
      testid: "matrix-normalise",
      press: () => {
        const own = session.selectedStep?.matrix;
        const sum = own && sumOfGrid(own);
        if (sum) setMatrix(own, { divisor: sum });
        else say(t("matrix.noSum"));
      },
    }),
  ];
  const copy = button({
    label: t("matrix.copy"),
    icon: "copy",
    appearance: "icon",
    testid: "matrix-copy",
    press: () => {
      const own = kernelOf(session.selectedStep);
      if (own) session.page.attempt(() => session.page.host.call("copy", gridText(own.matrix)));
    },
  });
  const convert = button({ label: t("matrix.edit"), testid: "matrix-edit", press: editAsMatrix });
  table.addEventListener("paste", paste);

  const update = (): void => {
    const step = session.selectedStep;
    const own = kernelOf(step);
    const whole = [table, numbers, tools, facts, scroll];
    for (const part of whole) part.hidden = !own;
    none.hidden = Boolean(own);
    if (!step || !own) {
      shape = "";
      setText(hint, "");
      fill(none, placeholder(noMatrix(step)));
      return;
    }
    const { matrix } = own;
    const editable = step.matrix !== undefined;
    const next = JSON.stringify([matrix.length, matrix[0]!.length, editable]);
    if (next !== shape) {
      const active = document.activeElement as HTMLElement | null;
      const held = active && table.contains(active) ? active.dataset.testid : undefined;
      shape = next;
      build(matrix.length, matrix[0]!.length, editable);
      fill(tools, editable ? editing : convert, copy);
      if (held) table.querySelector<HTMLElement>(`[data-testid="${held}"]`)?.focus();
    }
    const wide = matrix[0]!.length > 7;
    table.classList.toggle("is-wide", wide);
    table.setAttribute("aria-label", t("matrix.of", stepName(step)));
    setText(hint, t(editable ? "matrix.hint" : "matrix.named", stepName(step)));
    const largest = Math.max(...matrix.flat().map(Math.abs)) || 1;
    matrix.forEach((row, r) => {
      row.forEach((value, c) => {
        const cell = inputs[r]![c]!;
        if (document.activeElement !== cell || !editable || readNumber(cell.value) !== value) {
          cell.value = editable ? writeNumber(value) : wide ? shortNumber(value) : formatNumber(value, 3);
          cell.title = wide ? writeNumber(value) : "";
        }
        tint(cell, value / largest);
      });
    });
    rowsField.value = String(matrix.length);
    columnsField.value = String(matrix[0]!.length);
    rowsField.disabled = columnsField.disabled = !editable;
    divisor.value = step.divisor === undefined ? "" : writeNumber(step.divisor);
    divisor.placeholder = writeNumber(own.divisor);
    offset.value = step.offset === undefined ? "" : writeNumber(step.offset);
    offset.placeholder = writeNumber(own.offset);
    fill(facts, factsOf(session, own));
  };
  session.on("calm", update);
  session.on("selected", () => {
    say("");
    update();
  });
  onThemeChange(update);
  update();
  return card(session.page, {
    id: "matrix",
    title: t("matrix.title"),
    body: [none, hint, scroll, said, tools, numbers, facts],
  }).element;
}

/** Two digits for cells that have no room for more: the whole number is in the tip. */
function shortNumber(value: number): string {
  if (Number.isInteger(value)) return formatNumber(value);
  if (Math.abs(value) < 0.0005) return "≈0";
  return value
    .toFixed(3)
    .replace(/^(-?)0/, "$1")
    .replace("-", "\u2212");
}

function noMatrix(step: Step | undefined): string {
  if (!step) return t("matrix.noStep");
  const named = readKernel(step);
  return named ? t("matrix.none", stepName(step), named.entry.does) : t("matrix.broken", stepName(step));
}

function factsOf(
  session: Session,
  { matrix, divisor, offset }: NonNullable<ReturnType<typeof matrixOf>>,
): HTMLElement[] {
  let found: KernelFacts;
  const step = session.selectedStep;
  try {
    found = kernelFacts(matrix, { divisor, offset, name: step && readKernel(step)?.entry.name });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [h("p", { class: "step-fault" }, error.message)];
  }
  const factors = found.factors;
  const list: [string, string][] = [
    [t("matrix.sum"), formatNumber(found.sum)],
    [t("matrix.scaled"), formatNumber(found.effectiveSum)],
    [t("matrix.range"), `${formatNumber(found.least, 4)} … ${formatNumber(found.most, 4)}`],
    [t("matrix.rank"), formatNumber(found.rank)],
  ];
  return [
    h(
      "p",
      { class: "matrix-class" },
      h(
        "span",
        { class: "pill", testid: "matrix-class", attrs: { "data-class": found.class } },
        t(`class.${found.class}`),
      ),
    ),
    h(
      "dl",
      { class: "fact-list" },
      list.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]),
    ),
    h(
      "ul",
      { class: "matrix-sentences" },
      found.sentences.map((sentence) => h("li", {}, sentence)),
    ),
    factors && matrix.length > 1 && matrix[0]!.length > 1
      ? h(
          "p",
          { class: "matrix-factors", testid: "matrix-factors" },
          t("matrix.factors"),
          " ",
          vector(factors.column, "ᵀ"),
          " · ",
          vector(factors.row),
          factors.scale === 1 ? "" : ` · ${formatNumber(factors.scale, 3)}`,
        )
      : h("p", { class: "visually-hidden" }, ""),
  ];
}

function vector(values: readonly number[], mark = ""): HTMLElement {
  const shown = values.length > 9 ? [...values.slice(0, 8), Number.NaN] : values;
  const text = shown.map((value) => (Number.isNaN(value) ? "…" : formatNumber(value, 3))).join("  ");
  return h("span", { class: "vector" }, `[${text}]${mark}`);
}
