// The text of a filter experiment: written anew, or with another chain in it and everything else as it was.

import { applyEdits, type FormattingOptions, findNodeAtLocation, modify, parseTree } from "jsonc-parser";
import type { Pipeline } from "../convolution/pipeline";
import { layOut } from "./lay-out";

/** Keys of an experiment that make up its chain. */
const keys = ["as", "edge", "light", "alpha", "steps"] as const;

const formattingOptions: FormattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };

/** A new experiment that applies the chain to a picture or a folder, with a comment for the reader above it. */
export function chainText(file: string, pipeline: Pipeline, comment: string): string {
  const chain = Object.fromEntries(keys.flatMap((key) => (pipeline[key] === undefined ? [] : [[key, pipeline[key]]])));
  return `// ${comment.replace(/\s+/g, " ")}\n${layOut({ task: "filter", data: { file }, ...chain })}\n`;
}

/** The text of an experiment with this chain; its comments, its name and its data stay. */
export function replaceChain(text: string, pipeline: Pipeline): string {
  let changed = text;
  for (const key of keys) changed = applyEdits(changed, modify(changed, [key], pipeline[key], { formattingOptions }));
  const tree = parseTree(changed, [], { allowTrailingComma: true });
  const steps = tree && findNodeAtLocation(tree, ["steps"]);
  if (!steps) return changed;
  // What the editing of JSON writes has a line for each number of a matrix.
  const content = layOut(pipeline.steps).replaceAll("\n", "\n  ");
  return applyEdits(changed, [{ offset: steps.offset, length: steps.length, content }]);
}
