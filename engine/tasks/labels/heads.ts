// The heads of a run: which are trained beside the configured one, and what sentences call them.

import { FieldError } from "../../experiment/field-error";
import { longestChain } from "../../neural/labels/chain";
import type { Rival } from "../training/training";
import { type HeadName, headNames } from "./head-names";

/** In sentences. */
export const headTitles: Readonly<Record<HeadName, string>> = {
  independent: "each label for itself",
  chain: "the classifier chain",
  graph: "the label graph",
  hypergraph: "the label hypergraph",
  identity: "the graph without edges",
};

/** Beside heads: each label's share of the training rows, whatever the row. */
export const frequencies: Rival = { name: "frequencies", title: "the labels' frequencies" };

/**
 * All that a run trains, the configured one first; a chain decides on a limited number of labels.
 * @throws FieldError where a longer one is configured
 */
export function trainedHeads(configured: HeadName, labels: number): HeadName[] {
  if (configured === "chain" && labels > longestChain) {
    const message = `A chain decides on one label after the other, on at most ${longestChain}, and these are ${labels}: take another head.`;
    throw new FieldError(["model", "head"], message);
  }
  const others = headNames.filter((name) => name !== configured && (name !== "chain" || labels <= longestChain));
  return [configured, ...others];
}
