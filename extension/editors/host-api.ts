// What the host does for a page that asks: the host's side of the protocol.

import * as vscode from "vscode";
import type { RowPage, RowQuery } from "../../engine";
import type { HostApi, PanelState } from "../../webview/protocol";
import { trains } from "../commands/compare-runs";
import { openExperimentOf } from "../commands/open-experiment";
import { resumeRun } from "../commands/resume-run";
import { runAgain } from "../commands/run-experiment";
import type { Services } from "../platform/services";
import { thin } from "../platform/thin";
import { generatorHostApi } from "./generator-host";
import { graphHostApi } from "./graph-host";
import { pictureHostApi } from "./picture-host";
import { selectLines } from "./select-rows";
import { spectrumHostApi } from "./spectrum-host";

/** Rows asked of the worker at a time when all of a query are wanted. */
const pageSize = 5000;
/** No editor selects more. */
const selectionLimit = 10_000;

/** What a page shows, as the host that answers it has to know. */
export interface Shown {
  state(): PanelState;
  /** The card of the run that is to be brought into view; said once. */
  card?(): string | undefined;
  /** The page shows this run too from now on, and wants its events. */
  watch(folder: string): void;
  paused(folder: string, paused: boolean): void;
  /** The page is about to be told everything up to now. */
  telling(): void;
  /** The page is about to be told everything of this batch or spectrum up to now. */
  hear(folder: string): void;
}

/** Answers for the page that shows this. */
export function hostApi(services: Services, shown: Shown): HostApi {
  const { worker, graphWorker, training, batches, spectra, runs } = services;
  return {
    ...pictureHostApi(services, shown),
    ...graphHostApi(services),
    ...spectrumHostApi(services, shown),
    ...generatorHostApi(services),
    async ready() {
      const state = shown.state();
      if (state.view !== "run" && state.view !== "compare" && state.view !== "live") {
        // They ask for what they show themselves.
        const [folder] = state.folders;
        const named = folder === undefined ? [] : [{ folder, name: await runs.name(folder) }];
        return {
          state,
          runs: named.map((run) => ({
            ...run,
            events: [],
            active: (batches.find(run.folder) ?? spectra.find(run.folder)) !== undefined,
          })),
        };
      }
      const told = await Promise.all(
        state.folders.map(async (folder, index) => {
          const live = training.find(folder);
          const name = state.names?.[index] ?? (await runs.name(folder));
          return { folder, live, name, stored: live ? [] : await runs.events(folder) };
        }),
      );
      // Nothing may happen between looking at what trains and the page's answer, or it would be lost or told twice.
      shown.telling();
      const answer = told.map(({ folder, live, name, stored }) => {
        if (live?.paused) setTimeout(() => shown.paused(folder, true));
        const events = thin(live ? [...live.events] : stored);
        return { folder, name, events, active: training.find(folder) !== undefined };
      });
      return { state, card: shown.card?.(), runs: answer };
    },
    pause: ({ folder, paused }) => training.pause(folder, paused),
    async stop({ folder }) {
      await Promise.all([training, batches, spectra].map((queue) => queue.stop(folder)));
    },
    resume: ({ folder }) => resumeRun(services, folder),
    again: ({ folder }) => runAgain(services, folder),
    openExperiment: ({ folder }) => openExperimentOf(services, folder),
    rows: (query) => worker.call("rows", query),
    nodeReach: ({ folder, member, node }) => worker.call("nodeReach", { run: folder, member, node }),
    shownPicture: ({ folder, member, row }) => worker.call("shownPicture", { run: folder, member, row }),
    thumbnails: ({ folder, rows }) => worker.call("thumbnails", { run: folder, rows }),
    async openAlbumPicture({ folder, row }) {
      const path = await worker.call("albumFile", { run: folder, row });
      await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path), { viewColumn: vscode.ViewColumn.One });
    },
    networkFrequencies: ({ folder, member }) => graphWorker.call("networkFrequencies", { run: folder, member }),
    stopFrequencies: ({ folder }) => graphWorker.call("stopFrequencies", { run: folder }),
    async selectLines({ folder, lines }) {
      await selectLines(await runs.dataFile(folder), lines);
    },
    async selectRows(query) {
      const lines = await linesOf((page) => worker.call("rows", page), query);
      return { selected: await selectLines(await runs.dataFile(query.run), lines) };
    },
    runs: async () => (await runs.list()).filter(trains),
    async overlay({ folder }) {
      shown.watch(folder);
      return thin(await runs.events(folder));
    },
    compare({ folders }) {
      const { folders: own, names } = shown.state();
      // The page may have gone on to other runs, which are called what they are called.
      return worker.call("compare", { folders, names: String(folders) === String(own) ? names : undefined });
    },
    save,
    async copy(text) {
      await vscode.env.clipboard.writeText(text);
    },
  };
}

/** The lines of all rows that the query finds, as far as an editor can select them. */
async function linesOf(
  rows: (query: RowQuery) => Promise<RowPage>,
  query: Omit<RowQuery, "offset" | "count">,
): Promise<number[]> {
  const lines: number[] = [];
  for (let offset = 0; offset < selectionLimit; offset += pageSize) {
    const page = await rows({ ...query, offset, count: pageSize });
    for (const { line } of page.rows) if (line !== undefined) lines.push(line);
    if (offset + page.rows.length >= page.total || page.rows.length === 0) break;
  }
  return lines;
}

async function save(request: Parameters<HostApi["save"]>[0]): Promise<boolean> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, request.name),
    filters: { [request.kind.toUpperCase()]: [request.kind] },
  });
  if (!target) return false;
  const { content } = request;
  await vscode.workspace.fs.writeFile(
    target,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  );
  return true;
}
