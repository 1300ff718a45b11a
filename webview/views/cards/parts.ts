// What every card of a run is made of: it has an element and draws what changed.

import { type Child, fill, h } from "../../dom";
import type { Page } from "../../page";
import type { Changes, Run } from "../../runs";
import { t } from "../../strings";

export interface RunCard {
  element: HTMLElement;
  /** Draws the run anew, as far as `changes` concern this card. */
  update(run: Run, changes: Changes): void;
}

/** A card that shows the chosen sample: drawn again when its run has a new one, or another is chosen. */
export function sampledCard(page: Page, element: HTMLElement, draw: (run: Run) => void): RunCard {
  let run: Run | undefined;
  page.choices.onChange((changed) => {
    if (run && ("split" in changed || "member" in changed)) draw(run);
  });
  return {
    element,
    update(next, changes) {
      run = next;
      if (changes.samples) draw(run);
    },
  };
}

export interface Segment<Value extends string> {
  value: Value;
  label: string;
}

export interface Segments<Value extends string> {
  element: HTMLElement;
  show(segments: Segment<Value>[], value: Value): void;
}

/** A row of alternatives of which one is on: a radio group that arrows move through. */
export function segments<Value extends string>(
  label: string,
  choose: (value: Value) => void,
  testid: string,
): Segments<Value> {
  const element = h("div", { class: "segments", testid, attrs: { role: "radiogroup", "aria-label": label } });
  let shown = "";
  return {
    element,
    show(all, value) {
      const key = JSON.stringify([all, value]);
      if (key === shown) return;
      shown = key;
      const hadFocus = element.contains(document.activeElement);
      fill(
        element,
        all.map(
          ({ value: own, label: text }, index): Child =>
            h(
              "button",
              {
                class: "segment",
                testid: `${testid}-${own}`,
                attrs: {
                  type: "button",
                  role: "radio",
                  "aria-checked": String(own === value),
                  tabindex: own === value ? 0 : -1,
                },
                on: {
                  click: () => choose(own),
                  keydown: (event) => {
                    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
                    if (!by) return;
                    event.preventDefault();
                    choose(all[(index + by + all.length) % all.length]!.value);
                  },
                },
              },
              text,
            ),
        ),
      );
      if (hadFocus) (element.querySelector('[aria-checked="true"]') as HTMLElement | null)?.focus();
    },
  };
}

/** Why there are no predictions to show. */
export function noPredictions(run: Run | undefined): string {
  return t(!run || run.live ? "sample.waiting" : "sample.none");
}

/** Characters at the end of a name that stay where it is too long: what numbers a file, and its ending. */
const keptEnd = 8;

/** A name that is cut in its middle where there is no room, and whole as a tooltip. */
export function middleCut(name: string): HTMLElement {
  const at = Math.max(0, name.length - keptEnd);
  return h(
    "span",
    { class: "middle-cut", attrs: { title: name } },
    h("span", {}, name.slice(0, at)),
    h("span", {}, name.slice(at)),
  );
}

/** A sentence in the middle of a card that has nothing to draw yet. */
export function placeholder(text: string): HTMLElement {
  return h("p", { class: "placeholder" }, text);
}
