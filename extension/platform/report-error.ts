// Tells a person of an error in one sentence, with a way to the line it is about.

import { basename, isAbsolute } from "node:path";
import * as vscode from "vscode";
import type { Place } from "../../engine";
import { engine } from "./engine";
import { log } from "./log";

/**
 * Runs what a person has asked for; what goes wrong becomes a message: with its place when the input is at fault, with
 * the way to the log when we are.
 */
export async function reporting<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) await report(error);
    return undefined;
  }
}

async function report(error: unknown): Promise<void> {
  const { InputError } = await engine();
  if (error instanceof InputError) return reportInput(error.message, error.place);
  log.error(error instanceof Error ? error : String(error));
  const show = vscode.l10n.t("Show Log");
  // Not awaited: the message stays until the person closes it.
  vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error), show).then((chosen) => {
    if (chosen === show) log.show();
  });
}

/** `iris.csv:12: what is wrong`. */
export function sentence(message: string, { file, line }: Place): string {
  const place = [file && basename(file), line].filter((part) => part !== undefined).join(":");
  return place ? `${place}: ${message}` : message;
}

/** Wrong input: the sentence, its place, and a button that goes there. */
export function reportInput(message: string, { file, line, column }: Place): void {
  const path = file !== undefined && isAbsolute(file) ? file : undefined;
  const show = vscode.l10n.t("Show Line");
  const buttons = path && line !== undefined ? [show] : [];
  vscode.window.showErrorMessage(sentence(message, { file, line }), ...buttons).then((chosen) => {
    if (chosen !== show || !path) return;
    const at = new vscode.Position((line ?? 1) - 1, (column ?? 1) - 1);
    vscode.window.showTextDocument(vscode.Uri.file(path), { selection: new vscode.Range(at, at) });
  });
}
