// The epoch that the film and the plane show together: a slider in each, and a way to play them through.

import { h, setText } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { button, relabel } from "../../ui";

export interface Moments {
  /** The epoch that is shown; undefined before the first. */
  epoch(): number | undefined;
  /** These are the epochs that there is something of, ascending. */
  update(epochs: readonly number[]): void;
  choose(epoch: number): void;
  onChange(listener: () => void): void;
  /** A slider and a button that plays. */
  control(testid: string): HTMLElement;
}

/** Milliseconds that a film lasts, and a picture of it at least and at most. */
const whole = 6000;
const [shortest, longest] = [60, 500];

export function moments(): Moments {
  let epochs: readonly number[] = [];
  /** Index of the epoch that was chosen; the last one, as it comes, until then. */
  let chosen: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners: (() => void)[] = [];
  const controls: { element: HTMLElement; slider: HTMLInputElement; said: HTMLElement; play: HTMLElement }[] = [];
  const at = (): number => Math.min(chosen ?? epochs.length - 1, epochs.length - 1);
  const sync = (): void => {
    for (const { element, slider, said } of controls) {
      slider.max = String(Math.max(0, epochs.length - 1));
      slider.value = String(at());
      setText(said, epochs.length ? formatCount(epochs[at()]!) : "–");
      // Of one epoch alone there is nothing to go through.
      element.hidden = epochs.length < 2;
    }
  };
  const go = (index: number): void => {
    // At its end the slider goes on with the training.
    chosen = index >= epochs.length - 1 ? undefined : index;
    sync();
    for (const listener of listeners) listener();
  };
  const show = (playing: boolean): void => {
    for (const { play } of controls) {
      relabel(play, t(playing ? "film.pause" : "film.play"), playing ? "pause" : "play", true);
    }
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    show(false);
  };
  const step = (): void => {
    // A view that was left plays no more.
    if (!controls.some(({ element }) => element.isConnected)) return;
    if (at() >= epochs.length - 1) {
      stop();
      return;
    }
    go(at() + 1);
    timer = setTimeout(step, Math.max(shortest, Math.min(longest, whole / epochs.length)));
  };
  return {
    epoch: () => epochs[at()],
    update(next) {
      epochs = next;
      sync();
    },
    choose(epoch) {
      stop();
      const index = epochs.indexOf(epoch);
      if (index >= 0) go(index);
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    control(testid) {
      const said = h("output", { class: "slider-value", testid: `${testid}-epoch` });
      const slider = h("input", {
        class: "slider wide",
        testid: `${testid}-slider`,
        attrs: { type: "range", min: 0, max: 0, step: 1, "aria-label": t("film.epoch") },
        on: {
          input: () => {
            stop();
            go(Number(slider.value));
          },
        },
      });
      const play = button({
        label: t("film.play"),
        icon: "play",
        appearance: "icon",
        testid: `${testid}-play`,
        press: () => {
          if (timer !== undefined) {
            stop();
            return;
          }
          if (at() >= epochs.length - 1) go(0);
          show(true);
          timer = setTimeout(step, shortest);
        },
      });
      const element = h(
        "div",
        { class: "moments" },
        play,
        h("label", { class: "slider-label moments-slider" }, t("film.epoch"), slider, said),
      );
      controls.push({ element, slider, said, play });
      sync();
      return element;
    },
  };
}
