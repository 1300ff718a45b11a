// The eigenvalues of a finished run's graph, asked for once for each of its trainings, and what is said meanwhile.

import type { NetworkFrequencies } from "../../../engine";
import { fill, h } from "../../dom";
import { formatCount, formatDuration, formatPercent } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { button } from "../../ui";
import { smoothShare } from "./smoothShare";

/** Nodes up to which the eigenvalues are found unasked: it takes a few seconds at most, in a thread of its own. */
const unaskedNodes = 3000;

/** Share of the energy in one half from which a filter counts as of that half. */
const clear = 2 / 3;

export class FilterFrequencies {
  /** What is known, and what can be done about it. */
  readonly element = h("div", { class: "filter-frequencies", testid: "response-frequencies" });
  readonly #page: Page;
  readonly #found: () => void;
  readonly #known = new Map<number, NetworkFrequencies>();
  /** The training that is being asked about. */
  #asked?: number;
  #said = "";

  /** `found` is told when there are eigenvalues to draw. */
  constructor(page: Page, found: () => void) {
    this.#page = page;
    this.#found = found;
  }

  of(member: number): NetworkFrequencies | undefined {
    return this.#known.get(member);
  }

  /** Shows what is known of a training whose λ are of `operator`, and asks for it where that costs little. */
  show(run: Run, member: number, operator: string): void {
    const known = this.#known.get(member);
    if (known) this.#say(`known ${member}`, resultText(known, operator), energyText(known));
    else if (run.state !== "done") {
      this.#known.clear();
      this.#say("after", run.live ? t("response.after") : "");
    } else if (this.#asked === member) return;
    else if ((run.start?.data.graph?.nodes ?? 0) <= unaskedNodes) this.#ask(run, member, operator);
    else this.#offer(run, member, operator);
  }

  #ask(run: Run, member: number, operator: string): void {
    this.#asked = member;
    const nodes = formatCount(run.start?.data.graph?.nodes ?? 0);
    const { host } = this.#page;
    this.#say(
      `asked ${member}`,
      t("response.computing", operator, nodes),
      button({
        label: t("action.stop"),
        icon: "stop",
        testid: "response-stop",
        press: () => this.#page.attempt(() => host.call("stopFrequencies", { folder: run.folder })),
      }),
    );
    host.call("networkFrequencies", { folder: run.folder, member }).then(
      (got) => {
        if (got) this.#known.set(member, got);
        if (this.#asked !== member) return;
        this.#asked = undefined;
        if (got) this.#found();
        else this.#offer(run, member, operator, t("response.stopped"));
      },
      (error) => {
        if (this.#asked !== member) return;
        this.#offer(run, member, operator, error instanceof Error ? error.message : String(error));
        this.#asked = undefined;
      },
    );
  }

  #offer(run: Run, member: number, operator: string, why = ""): void {
    const again = button({
      label: t("response.compute"),
      testid: "response-compute",
      press: () => this.#ask(run, member, operator),
    });
    this.#say(`offered ${member} ${why}`, why, again);
  }

  #say(key: string, text: string, more?: HTMLElement | string): void {
    if (key === this.#said) return;
    this.#said = key;
    fill(
      this.element,
      text ? h("p", { attrs: { role: "status" } }, text) : null,
      typeof more === "string" ? h("p", { testid: "response-energy" }, more) : more,
    );
  }
}

function resultText({ exact, nodes, seconds }: NetworkFrequencies, operator: string): string {
  return t(exact ? "response.exact" : "response.estimated", formatCount(nodes), operator, formatDuration(seconds));
}

/** What kind of filter it is on this graph. */
function energyText(frequencies: NetworkFrequencies): string {
  const share = smoothShare(frequencies);
  if (share === undefined) return t("response.all");
  if (share >= clear) return t("response.low", formatPercent(share));
  return share <= 1 - clear
    ? t("response.high", formatPercent(1 - share))
    : t("response.neither", formatPercent(share));
}
