// Other runs whose curves lie over the shown run's: fetched, kept across reloads, and listed so that they can go again.

import { fill, h } from "../dom";
import type { Page } from "../page";
import { Run } from "../runs";
import { t } from "../strings";
import { button } from "../ui";
import { pickRuns } from "./picker";

export interface Overlays {
  element: HTMLElement;
  runs: Run[];
  /** Asks which runs to lay over this one. */
  add(run: Run): void;
  /** Fetches what was laid over before a reload. */
  restore(): void;
}

export function overlayList(page: Page, changed: () => void): Overlays {
  const element = h("div", { class: "overlays", testid: "overlays", attrs: { hidden: true } });
  const overlays: Overlays = {
    element,
    runs: [],
    add: (run) =>
      page.attempt(async () => {
        const except = [run.folder, ...page.choices.values.overlays];
        await load(await pickRuns(page, t("curves.overlayPick"), t("curves.overlayAction"), except));
      }),
    restore: () => {
      const { overlays: folders } = page.choices.values;
      page.choices.set({ overlays: [] });
      page.attempt(() => load(folders));
    },
  };
  const load = async (folders: string[]): Promise<void> => {
    for (const folder of folders) {
      const events = await page.host.call("overlay", { folder });
      const name = events.find((event) => event.event === "start")?.name ?? folder.split(/[\\/]/).at(-1)!;
      const run = new Run(folder, name, false);
      run.apply(events);
      overlays.runs.push(run);
    }
    if (folders.length) show();
  };
  const show = (): void => {
    page.choices.set({ overlays: overlays.runs.map(({ folder }) => folder) });
    element.hidden = overlays.runs.length === 0;
    fill(
      element,
      overlays.runs.map((run) =>
        h(
          "span",
          { class: "filter-chip" },
          run.name,
          button({
            label: t("curves.remove", run.name),
            icon: "cross",
            appearance: "icon",
            press: () => {
              overlays.runs = overlays.runs.filter((other) => other !== run);
              show();
            },
          }),
        ),
      ),
    );
    changed();
  };
  return overlays;
}
