// The heads of a run on several labels: what they are called, and the colour of each.

import type { HeadName } from "../engine";
import { type Key, t } from "./strings";

/** With its index in the theme's series, the same in every chart. */
const heads: Record<HeadName, { label: Key; series: number }> = {
  graph: { label: "head.graph", series: 0 },
  hypergraph: { label: "head.hypergraph", series: 1 },
  independent: { label: "head.independent", series: 2 },
  chain: { label: "head.chain", series: 3 },
  identity: { label: "head.identity", series: 6 },
};

export const headLabel = (head: HeadName): string => t(heads[head].label);

export const headSeries = (head: HeadName): number => heads[head].series;

/** Whether a baseline is one of the heads. */
export const isHead = (name: string): name is HeadName => name in heads;
