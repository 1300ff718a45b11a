// The line at which before and after meet: dragged by pointer, moved by arrows.

import { h } from "../../dom";
import { t } from "../../strings";
import type { Session } from "./session";

export function divider(session: Session): { element: HTMLElement; update(): void } {
  const move = (split: number): void => session.set({ split: Math.max(0, Math.min(1, split)) });
  const element = h(
    "div",
    {
      class: "divider",
      testid: "divider",
      attrs: {
        role: "slider",
        tabindex: 0,
        "aria-label": t("compare.divider"),
        "aria-orientation": "horizontal",
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      on: {
        pointerdown: (event) => {
          element.setPointerCapture(event.pointerId);
          element.focus({ preventScroll: true });
          event.preventDefault();
        },
        pointermove: (event) => {
          if (!element.hasPointerCapture(event.pointerId)) return;
          const room = element.parentElement!.getBoundingClientRect();
          move((event.clientX - room.left) / room.width);
        },
        keydown: (event) => {
          const { split } = session.look;
          const by = event.shiftKey ? 0.1 : 0.01;
          const moves: Record<string, number> = {
            ArrowLeft: split - by,
            ArrowDown: split - by,
            ArrowRight: split + by,
            ArrowUp: split + by,
            PageUp: split + 0.1,
            PageDown: split - 0.1,
            Home: 0,
            End: 1,
          };
          const to = moves[event.key];
          if (to === undefined) return;
          event.preventDefault();
          move(to);
        },
      },
    },
    h("span", { class: "divider-grip" }),
  );
  return {
    element,
    update() {
      const { mode, split } = session.look;
      element.hidden = mode !== "slider";
      element.style.left = `${split * 100}%`;
      element.setAttribute("aria-valuenow", String(Math.round(split * 100)));
    },
  };
}
