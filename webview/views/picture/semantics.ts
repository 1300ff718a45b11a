// As which tool the chain is computed: tool, edge, light and alpha to choose as far as it leaves a choice, and all of it in words.

import {
  type AlphaMode,
  alphaModes,
  type DialectName,
  describeSemantics,
  dialectNames,
  dialects,
  type EdgeMode,
  edgeModes,
  hasAlpha,
  InputError,
  type Light,
  lightModes,
  type Pipeline,
} from "../../../engine";
import { fill, h, setAttribute } from "../../dom";
import { type Key, t } from "../../strings";
import { dropdown } from "../../ui";
import type { Session } from "./session";

type Setting = "edge" | "light" | "alpha";

const all = { edge: edgeModes, light: lightModes, alpha: alphaModes } as const;
/** What holds where nothing is said and no tool is meant. */
const standard = { edge: "reflect101", light: "srgb", alpha: "straight" } as const;

function offered(pipeline: Pipeline, setting: Setting): readonly (EdgeMode | Light | AlphaMode)[] {
  if (!pipeline.as) return all[setting];
  const { edges, lights, alphas } = dialects[pipeline.as];
  return { edge: edges, light: lights, alpha: alphas }[setting];
}

export function semanticsSettings(session: Session): { element: HTMLElement; update(): void } {
  const tool = dropdown(
    t("semantics.as"),
    (value) => {
      const { steps, ...before } = session.pipeline;
      const as = value === "own" ? undefined : (value as DialectName);
      const next: Pipeline = { ...(as ? { as } : {}), steps };
      // What the tool has no choice of is not said; what it has too stays.
      for (const setting of ["edge", "light", "alpha"] as const) {
        const own = before[setting];
        if (own && (offered(next, setting) as readonly string[]).includes(own)) Object.assign(next, { [setting]: own });
      }
      session.edit(next);
    },
    "as-tool",
  );
  const rows = (["edge", "light", "alpha"] as const).map((setting) => {
    const choice = dropdown(
      t(`semantics.${setting}`),
      (value) => session.edit({ ...session.pipeline, [setting]: value }),
      `setting-${setting}`,
    );
    const row = h(
      "div",
      { class: "setting" },
      h("span", { class: "setting-label" }, t(`semantics.${setting}`)),
      choice,
    );
    return { setting, choice, row };
  });
  const words = h("ul", { class: "semantics-words", testid: "semantics" });
  const element = h(
    "section",
    { class: "semantics", attrs: { "aria-label": t("semantics.title") } },
    h(
      "div",
      { class: "settings-grid" },
      h("div", { class: "setting" }, h("span", { class: "setting-label" }, t("semantics.as")), tool),
      rows.map(({ row }) => row),
    ),
    words,
  );
  let shown = "";
  return {
    element,
    update() {
      const { pipeline, picture } = session;
      const said = sentences(pipeline);
      // A slider that is dragged changes none of this.
      const key = JSON.stringify([pipeline.as, pipeline.edge, pipeline.light, pipeline.alpha, said]);
      if (key === shown) return;
      shown = key;
      tool.show(
        [
          { value: "own", label: t("semantics.own") },
          ...dialectNames.map((value) => ({ value, label: dialects[value].title })),
        ],
        pipeline.as ?? "own",
      );
      for (const { setting, choice, row } of rows) {
        const values = offered(pipeline, setting);
        choice.show(
          values.map((value) => ({ value, label: t(`${setting}.${value}` as Key) })),
          pipeline[setting] ?? (pipeline.as ? values[0]! : standard[setting]),
        );
        const why =
          setting === "alpha" && !hasAlpha(picture.channels)
            ? t("semantics.noAlpha")
            : values.length < 2 && pipeline.as
              ? t("semantics.fixed", dialects[pipeline.as].title)
              : undefined;
        choice.toggleAttribute("disabled", why !== undefined);
        setAttribute(row, "title", why);
        setAttribute(choice, "aria-description", why);
      }
      fill(
        words,
        said.map((sentence) => h("li", {}, sentence)),
      );
    },
  };
}

/** What is computed, in words; nothing while the chain says something that cannot be. */
function sentences(pipeline: Pipeline): string[] {
  try {
    return describeSemantics(pipeline);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
