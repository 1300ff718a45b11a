// Descriptions of data files, with the columns that give their likeliest target away.

import type * as vscode from "vscode";
import type { Description, Source } from "../../engine";
import { DocumentProfiles } from "./document-profiles";
import { isDataDocument } from "./files";

export class Profiles extends DocumentProfiles<Description> {
  protected matches(document: vscode.TextDocument): boolean {
    return isDataDocument(document);
  }

  /** What the worker says of a source, with the columns that give its likeliest target away among the problems. */
  protected async read(source: Source): Promise<Description> {
    const description = await this.worker.call("describe", source);
    const [best] = description.targets;
    // Labels follow from each other without giving anything away.
    if (!best || description.labels) return description;
    const leaks = await this.worker.call("leaks", { source, task: best.task, target: best.column });
    return { ...description, problems: [...description.problems, ...leaks] };
  }
}
