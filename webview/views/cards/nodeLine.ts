// From a node of a run on a graph to its line in the file.

import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";

/** Selects the line of this node in an editor. */
export function selectNode(page: Page, run: Run, member: number, node: number): void {
  page.attempt(async () => {
    const line = knownLine(run, member, node) ?? (await askedLine(page, run, member, node));
    if (line === undefined) throw new Error(t("rows.noLines"));
    await page.host.call("selectLines", { folder: run.folder, lines: [line] });
  });
}

/** From the predictions that have been drawn already. */
function knownLine(run: Run, member: number, node: number): number | undefined {
  for (const split of run.sampledSplits(member)) {
    const { rows, lines } = run.sample(member, split)!;
    const at = rows.indexOf(node);
    if (at >= 0) return lines?.[at];
  }
  return undefined;
}

async function askedLine(page: Page, run: Run, member: number, node: number): Promise<number | undefined> {
  const { rows } = await page.host.call("rows", { run: run.folder, member, sort: "row", offset: node, count: 1 });
  return rows.find(({ row }) => row === node)?.line;
}
