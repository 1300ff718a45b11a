// The conditions that menus and key bindings ask for: whether a run trains or is paused, whether pictures are filtered or a spectrum is computed, which runs there are.

import * as vscode from "vscode";
import { isComparable } from "../commands/compare-runs";
import { isResumable } from "../commands/resume-run";
import { isClassedGenerator } from "../commands/test-augmentation";
import { isGenerator } from "../commands/write-samples";
import type { Services } from "../platform/services";

export function contextKeys({ training, batches, spectra, runs }: Services): vscode.Disposable {
  const set = (name: string, value: boolean) =>
    vscode.commands.executeCommand("setContext", `neuralLens.${name}`, value);
  const tell = async () => {
    set("running", training.current !== undefined && !training.current.paused);
    set("filtering", (batches.current ?? spectra.current) !== undefined);
    set("paused", training.current?.paused ?? false);
    const all = await runs.list();
    set("hasRuns", all.length > 0);
    set("resumable", all.some(isResumable));
    set("generators", all.some(isGenerator));
    set("classedGenerators", all.some(isClassedGenerator));
    set("comparable", all.filter(isComparable).length > 1);
  };
  tell();
  return vscode.Disposable.from(
    training.onChange(tell),
    batches.onChange(tell),
    spectra.onChange(tell),
    runs.onChange(tell),
  );
}
