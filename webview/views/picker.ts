// Asks for other runs of the workspace, in a dialog over the page.

import type { RunSummary } from "../../engine";
import { fill, h } from "../dom";
import { formatSpread } from "../format";
import { metricLabel } from "../metrics";
import type { Page } from "../page";
import { t } from "../strings";
import { button, checkbox } from "../ui";

/** The folders that were chosen; empty when the person went away. */
export async function pickRuns(page: Page, title: string, action: string, except: string[]): Promise<string[]> {
  const all = (await page.host.call("runs")).filter(({ folder }) => !except.includes(folder));
  return new Promise((resolve) => {
    const chosen = new Set<string>();
    const dialog = h("dialog", { class: "picker", testid: "picker", attrs: { "aria-label": title } });
    const close = (folders: string[]): void => {
      dialog.close();
      dialog.remove();
      resolve(folders);
    };
    const list = h("ul", { class: "picker-list" });
    fill(
      list,
      all.map((run) =>
        h(
          "li",
          {},
          checkbox(run.name, false, (checked) => {
            if (checked) chosen.add(run.folder);
            else chosen.delete(run.folder);
          }),
          h("span", { class: "muted" }, summary(run)),
        ),
      ),
    );
    fill(
      dialog,
      h("h2", {}, title),
      all.length ? list : h("p", { class: "placeholder" }, t("picker.none")),
      h(
        "div",
        { class: "picker-actions" },
        button({ label: t("picker.cancel"), press: () => close([]) }),
        all.length
          ? button({ label: action, appearance: "primary", testid: "picker-ok", press: () => close([...chosen]) })
          : null,
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close([]);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function summary({ metric, started }: RunSummary): string {
  const when = new Date(started).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return metric ? `${metricLabel(metric.name)} ${formatSpread(metric.value, metric.std)} · ${when}` : when;
}
