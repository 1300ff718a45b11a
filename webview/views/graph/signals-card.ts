// The card of the graph Fourier transform: the chosen signal by frequency, its filters live on the graph, and Parseval's theorem.

import type { GraphSignal } from "../../../engine";
import { card } from "../../card";
import type { Plot } from "../../charts/axes";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber, formatPercent } from "../../format";
import { t } from "../../strings";
import { placeholder, segments } from "../cards/parts";
import { chart } from "../picture/chart";
import { deskOf } from "./desk";
import { filterControls } from "./filter-controls";
import { type Frequency, frequenciesOf } from "./frequencies";
import type { GraphCard, GraphLab } from "./graph-lab";
import { gridCosines } from "./grid-cosines";
import { intervalOf, symbolOf } from "./matrices";
import { newest } from "./newest";
import { drawSignal, type SignalLook, type SignalView } from "./signal-chart";
import { signalPicker, signalTitle, vectorTitle } from "./signal-picker";
import { lambdaText } from "./spectrum-groups";
import { reasonOf } from "./spectrum-run";

type Side = "original" | "filtered" | "difference";

export function signalsCard(lab: GraphLab): GraphCard {
  const { page } = lab;
  const desk = deskOf(lab);
  let look: SignalLook = "amplitude";
  let side: Side = "filtered";
  /** Whether the person has filtered: only then does this card colour the graph. */
  let live = false;
  let view: SignalView | undefined;
  let plot: Plot | undefined;
  /** The signal as it is, of the choice that it was asked for. */
  let plain: { signal: GraphLab["signal"]; result: GraphSignal } | undefined;

  const frequencies = (): Frequency[] => view?.frequencies ?? [];
  const cosines = gridCosines(lab);
  const spectrum = chart({
    label: `${t("signals.title")}. ${t("signals.keys")}`,
    testid: "signals-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawSignal(surface, width, height, colors, view, at?.column);
    },
    extent: () => ({ columns: frequencies().length, rows: 1 }),
    find: (x) => {
      if (!plot || x < plot.left - 6 || x > plot.right + 6) return undefined;
      let column = -1;
      let least = Number.POSITIVE_INFINITY;
      frequencies().forEach(({ value }, at) => {
        const away = Math.abs(plot!.x(value) - x);
        if (away < least) [column, least] = [at, away];
      });
      return column < 0 ? undefined : { column, row: 0 };
    },
    place: ({ column }) => plot!.x(frequencies()[column]!.value),
    describe: ({ column }) => {
      const at = frequencies()[column];
      if (!at) return "";
      return [
        `λ = ${lambdaText(at.value)}`,
        `|x̂| = ${formatNumber(at.amplitude)}`,
        t("signals.upTo", formatPercent(at.cumulative)),
        ...(view!.filtered ? [`g(λ) = ${formatNumber(at.response)}`] : []),
        ...(view!.cosine ? [`${t("signals.dct")} ${formatNumber(view!.cosine[column]!)}`] : []),
      ].join(" · ");
    },
  });
  const looks = segments<SignalLook>(
    t("signals.look"),
    (value) => {
      look = value;
      arrange();
    },
    "signals-look",
  );
  const sides = segments<Side>(
    t("signals.side"),
    (value) => {
      side = value;
      live = true;
      arrange();
      ask(null);
    },
    "signals-side",
  );
  const filters = filterControls(() => {
    if (!live) side = "filtered";
    live = true;
    arrange();
    ask(null);
  });
  const parseval = h("p", { class: "signals-parseval", testid: "signals-parseval" });
  const note = h("p", { class: "muted", testid: "signals-note" });
  const waiting = h("div", {});
  const results = h(
    "div",
    { class: "signals-results" },
    filters.element,
    h("div", { class: "control-row" }, looks.element, sides.element),
    spectrum.element,
    parseval,
    note,
    cosines.element,
  );
  const frame = card(page, {
    id: "signals",
    title: t("signals.title"),
    hint: t("signals.hint"),
    controls: signalPicker(lab, "signals"),
    body: [waiting, results],
    table: () => ({
      columns: ["λ", "|x̂|", t("signals.cumulative"), "g(λ)"].map((label) => ({ label, numeric: true })),
      rows: frequencies().length,
      cell: (row, column) => {
        const { value, amplitude, cumulative, response } = frequencies()[row]!;
        return [value, amplitude, cumulative, response][column];
      },
    }),
    picture: () => (surface, width, height, colors) => {
      if (view) drawSignal(surface, width, height, colors, view);
    },
  });

  const arrange = (): void => {
    looks.show(
      (["amplitude", "energy"] as const).map((value) => ({ value, label: t(`signals.look.${value}`) })),
      look,
    );
    sides.show(
      (["original", "filtered", "difference"] as const).map((value) => ({ value, label: t(`signals.side.${value}`) })),
      side,
    );
    sides.element.hidden = filters.filter === undefined;
    if (view) view = { ...view, look };
    spectrum.draw();
  };
  const say = (text: string, fault: boolean): void => {
    frame.element.setAttribute("aria-busy", "false");
    results.hidden = true;
    frame.setHint(t("signals.hint"));
    frame.element.classList.add("has-nothing");
    const sentence = placeholder(text);
    sentence.classList.toggle("is-fault", fault);
    fill(waiting, sentence);
  };
  const show = (original: GraphSignal, result: GraphSignal): void => {
    const filtered = result !== original;
    const all = frequenciesOf(result);
    fill(waiting);
    results.hidden = false;
    frame.element.classList.remove("has-nothing");
    view = {
      frequencies: all,
      look,
      symbol: symbolOf(result.matrix),
      filtered,
      cosine: cosines.compare(original, all),
    };
    const { nodes, frequencies: sum } = original.energy;
    // The eigenvectors of L_rw are orthonormal with the degrees as weights.
    const left = original.matrix === "randomwalk" ? "Σd·x²" : "Σx²";
    setText(
      parseval,
      original.complete
        ? t(
            "signals.parseval",
            left,
            formatNumber(nodes, 6),
            formatNumber(sum, 6),
            formatNumber(Math.abs(nodes - sum), 3),
          )
        : t(
            "signals.part",
            left,
            formatNumber(nodes, 5),
            formatCount(original.eigenvalues.length),
            formatPercent(nodes ? sum / nodes : 0),
          ),
    );
    const notes = [
      filtered && !result.complete ? polynomialText(result) : "",
      result.matrix === "adjacency" || result.matrix === "propagation"
        ? t("signals.reversed", symbolOf(result.matrix))
        : "",
    ];
    setText(note, notes.filter(Boolean).join(" "));
    note.hidden = !note.textContent;
    arrange();
    frame.changed();
    if (live) colour(original.filtered, result.filtered, filtered);
  };
  const colour = (before: Float64Array, after: Float64Array, filtered: boolean): void => {
    const title = signalTitle(lab);
    if (!filtered || side === "original") lab.show({ title, kind: "signed", values: before });
    else if (side === "filtered") lab.show({ title: t("signals.filteredTitle", title), kind: "signed", values: after });
    else {
      const values = before.map((value, node) => value - after[node]!);
      lab.show({ title: t("signals.differenceTitle", title), kind: "signed", values });
    }
  };
  const ask = newest<null>(async () => {
    const { path, matrix, signal } = lab;
    const known = desk.spectrum;
    if (!known || !signal || !desk.hasVectors) {
      say(
        t(known?.density ? "signals.density" : known ? "signals.noVectors" : "signals.noSpectrum", symbolOf(matrix)),
        false,
      );
      return;
    }
    frame.element.setAttribute("aria-busy", "true");
    try {
      if (plain?.signal !== signal || plain.result.matrix !== matrix) {
        const result = await page.host.call("graphSignal", { path, matrix, signal });
        plain = { signal, result };
      }
      // A polynomial filters at all frequencies, also those whose vectors are not known.
      const whole = known.complete ? undefined : intervalOf(matrix);
      const [least, most] = whole ?? endsOf(plain.result.eigenvalues);
      filters.range(matrix, least, most);
      const { filter } = filters;
      const original = plain.result;
      const result = filter ? await page.host.call("graphSignal", { path, matrix, signal, filter }) : original;
      if (matrix !== lab.matrix) return;
      frame.setHint([t("signals.hint"), vectorTitle(lab)].filter(Boolean).join(" · "));
      frame.element.setAttribute("aria-busy", "false");
      show(original, result);
    } catch (error) {
      if (matrix === lab.matrix) say(reasonOf(error), true);
    }
  });
  lab.onChange((topic) => {
    if (topic === "graph") {
      live = false;
      plain = undefined;
      cosines.forget();
    }
    if (topic !== "selected" && topic !== "shown") ask(null);
  });
  desk.onSpectrum(() => {
    plain = undefined;
    ask(null);
  });
  cosines.onGrid(() => ask(null));
  arrange();
  ask(null);
  return { element: frame.element };
}

/** The frequencies that a filter can cut between: of Laplacians from 0 on. */
function endsOf(eigenvalues: Iterable<number>): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of eigenvalues) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least > most ? [0, 2] : [Math.abs(least) < 1e-9 ? 0 : least, most];
}

function polynomialText({ polynomial }: GraphSignal): string {
  if (!polynomial) return t("signals.polynomial");
  const { degree, error, beside } = polynomial;
  const off = [formatCount(degree), formatNumber(error, 3)];
  return beside ? t("signals.polynomialCut", ...off, formatNumber(beside, 3)) : t("signals.polynomialOf", ...off);
}
