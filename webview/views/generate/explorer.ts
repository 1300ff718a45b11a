// The card in which a finished generator is explored: one sample by its numbers, the way between two, and a map of two directions.

import type { GeneratedSamples, GeneratorCode, GeneratorDescription } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { fileName, formatCount } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { button, type DropdownElement, dropdown } from "../../ui";
import { placeholder, type RunCard, segments } from "../cards/parts";
import { shownMember } from "../cards/shown";
import { type CodeControls, codeControls, numberName } from "./codeControls";
import { between, drawCode, mapCodes, middleCode } from "./codes";
import { explorerRoom } from "./explorerRoom";
import { type LastWins, lastWins } from "./lastWins";

export type ExplorerMode = "one" | "between" | "map";

/** Samples between two, and of a side of the map. */
const [steps, side] = [9, 9];

interface Asked {
  codes: readonly GeneratorCode[];
  mode: ExplorerMode;
}

export function explorerCard(page: Page): RunCard {
  let run: Run | undefined;
  let of: GeneratorDescription | undefined;
  let mode: ExplorerMode = "one";
  let code: GeneratorCode;
  let other: GeneratorCode;
  let directions: [number, number] = [0, 1];
  let controls: CodeControls | undefined;
  let answer: { samples: GeneratedSamples; mode: ExplorerMode } | undefined;
  let asked = "";
  let requests: LastWins<Asked> | undefined;
  const picture = explorerRoom(() => ask());
  const room = h("div", { class: "explorer" });
  const written = h("p", { class: "muted", testid: "explorer-written", attrs: { role: "status" } });
  const modes = segments<ExplorerMode>(
    t("explorer.mode"),
    (value) => {
      mode = value;
      arrange();
      ask();
    },
    "explorer-mode",
  );
  const random = button({
    label: t("explorer.random"),
    icon: "again",
    testid: "explorer-random",
    press: () => set(drawCode(of!, code)),
  });
  const reset = button({
    label: t("explorer.reset"),
    testid: "explorer-reset",
    press: () => set(middleCode(of!, code)),
  });
  const another = button({
    label: t("explorer.other"),
    icon: "again",
    testid: "explorer-other",
    press: () => {
      other = drawCode(of!, code);
      ask();
    },
  });
  const swap = button({
    label: t("explorer.swap"),
    testid: "explorer-swap",
    press: () => {
      const before = code;
      code = other;
      other = before;
      controls?.show(code);
      ask();
    },
  });
  const direction = (which: 0 | 1): DropdownElement =>
    dropdown(
      t(which ? "explorer.up" : "explorer.across"),
      (value) => {
        directions = which ? [directions[0], Number(value)] : [Number(value), directions[1]];
        ask();
      },
      `explorer-${which ? "up" : "across"}`,
    );
  const [across, up] = [direction(0), direction(1)];
  const twoRow = h("div", { class: "control-row" }, another, swap);
  const mapRow = h(
    "div",
    { class: "control-row" },
    h("span", { class: "muted" }, t("explorer.across")),
    across,
    h("span", { class: "muted" }, t("explorer.up")),
    up,
  );
  const write = button({
    label: t("explorer.write"),
    icon: "save",
    testid: "explorer-write",
    press: () => {
      const shown = run;
      if (!shown) return;
      page.attempt(async () => {
        const paths = await page.host.call("writeSamples", { folder: shown.folder, member: shownMember(page, shown) });
        if (!paths?.length) return;
        const first = paths[0]!;
        fill(
          written,
          t("explorer.written", formatCount(paths.length)),
          " ",
          h(
            "button",
            {
              class: "link",
              attrs: { type: "button", title: first },
              on: { click: () => page.attempt(() => page.host.call("openFile", { path: first })) },
            },
            fileName(first),
          ),
        );
      });
    },
  });
  const frame = card(page, {
    id: "explorer",
    title: t("explorer.title"),
    controls: [h("div", { class: "control-row" }, modes.element, random, reset, write), twoRow, mapRow],
    body: [room, written],
    table: () => picture.table(),
  });

  const set = (next: GeneratorCode): void => {
    code = next;
    controls?.show(code);
    ask();
  };
  const ask = (): void => {
    if (!of) return;
    picture.choose({ of, code, directions, side });
    const codes =
      mode === "one"
        ? [code]
        : mode === "between"
          ? between(code, { ...other, class: code.class }, steps)
          : mapCodes(of, code, directions, side);
    requests?.ask({ codes, mode });
  };
  const arrange = (): void => {
    if (!of) return;
    modes.show(
      (["one", "between", "map"] as const)
        // Of one number alone there is no plane of two.
        .filter((value) => value !== "map" || of!.latent + (of!.continuous ?? 0) > 1)
        .map((value) => ({ value, label: t(`explorer.${value}`) })),
      mode,
    );
    twoRow.hidden = mode !== "between";
    mapRow.hidden = mode !== "map";
    const names = Array.from({ length: of.latent + (of.continuous ?? 0) }, (_, index) => ({
      value: String(index),
      label: numberName(of!, index),
    }));
    if (mode === "map") {
      across.show(names, String(directions[0]));
      up.show(names, String(directions[1]));
    }
  };
  const say = (text: string): void => {
    frame.setEmpty(true);
    fill(room, placeholder(text));
  };
  const draw = (): void => {
    if (!run || !answer) return;
    picture.draw(run, shownMember(page, run), answer.samples, answer.mode);
    frame.changed();
  };
  /** Asks what the generator takes, and begins with a code of the prior. */
  const open = async (shown: Run, member: number): Promise<void> => {
    of = answer = undefined;
    requests?.forget();
    say(t("explorer.opening"));
    const own = asked;
    try {
      const description = await page.host.call("generator", { folder: shown.folder, member });
      if (own !== asked) return;
      of = description;
      code = drawCode(of, undefined);
      other = drawCode(of, undefined);
      directions = [0, Math.min(1, of.latent + (of.continuous ?? 0) - 1)];
      requests = lastWins(
        ({ codes }: Asked) => page.host.call("generated", { folder: shown.folder, member, codes }),
        (samples, request) => {
          answer = { samples, mode: request.mode };
          draw();
        },
        (error) => say(error instanceof Error ? error.message : String(error)),
      );
      controls = codeControls(of, (next) => {
        code = next;
        ask();
      });
      controls.show(code);
      frame.setEmpty(false);
      frame.setHint(t("explorer.hint", formatCount(of.latent), t(`explorer.${of.prior}`)));
      fill(room, controls.element, picture.element);
      arrange();
      ask();
    } catch (error) {
      if (own === asked) say(error instanceof Error ? error.message : String(error));
    }
  };
  const update = (): void => {
    if (!run) return;
    setText(written, "");
    if (run.live || !run.verdict) {
      asked = "";
      say(t(run.live ? "explorer.waiting" : "explorer.none"));
      return;
    }
    const now = `${run.folder} ${shownMember(page, run)}`;
    if (now === asked) return;
    asked = now;
    void open(run, shownMember(page, run));
  };
  page.choices.onChange((changed) => {
    if ("member" in changed) update();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts) update();
    },
  };
}
