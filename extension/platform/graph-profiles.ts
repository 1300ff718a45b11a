// Descriptions of files that hold graphs; null where a file that might hold one does not.

import type * as vscode from "vscode";
import type { GraphDescription, GraphGlance, Source } from "../../engine";
import { DocumentProfiles } from "./document-profiles";
import { isPerhapsGraph } from "./files";

/** What is known of a file: all of it, a glance while it is read, or that it holds no graph. */
export type GraphProfile = GraphDescription | GraphGlance | null;

export class GraphProfiles extends DocumentProfiles<GraphProfile> {
  protected matches(document: vscode.TextDocument): boolean {
    return isPerhapsGraph(document);
  }

  protected async read(source: Source, soFar?: (description: GraphProfile) => void): Promise<GraphProfile> {
    const glance = await this.worker.call("glanceGraph", { source });
    if (!glance || !("approximate" in glance)) return glance;
    soFar?.(glance);
    return this.worker.call("graph", { source });
  }
}
