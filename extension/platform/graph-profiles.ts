// Descriptions of files that hold graphs; null where a file that might hold one does not.

import type * as vscode from "vscode";
import type { CollectionDescription, GraphDescription, GraphGlance, Source } from "../../engine";
import { DocumentProfiles } from "./document-profiles";
import { isPerhapsGraph } from "./files";
import { GraphGlances } from "./graph-glances";

/** What is known of a file: all of it, a glance while it is read, of many graphs, or that it holds none. */
export type GraphProfile = GraphDescription | GraphGlance | CollectionDescription | null;

export class GraphProfiles extends DocumentProfiles<GraphProfile> {
  readonly #glances = new GraphGlances(this.worker);

  override dispose(): void {
    this.#glances.dispose();
    super.dispose();
  }

  protected matches(document: vscode.TextDocument): boolean {
    return isPerhapsGraph(document);
  }

  protected async read(source: Source, soFar?: (description: GraphProfile) => void): Promise<GraphProfile> {
    const isOnDisk = source.text === undefined;
    const glance = await (isOnDisk ? this.#glances.of(source.path) : this.worker.call("glanceGraph", { source }));
    if (!glance || !("approximate" in glance)) return glance;
    soFar?.(glance);
    return this.worker.call("graph", { source });
  }
}
