// The heads that turn features into logits of several labels, by name: what each is made of, on the same features.

import type { Node } from "../../core/graph";
import type { HeadName } from "../../tasks/labels/spec";
import type { Scope } from "../scope";
import { chain } from "./chain";
import { type GraphHeadOptions, graph, hypergraph, identity } from "./graph";
import { independent } from "./independent";

export interface HeadOptions extends GraphHeadOptions {
  head: HeadName;
  /** Whether the heads `independent` and `chain` have a bias; the others have none. */
  bias: boolean;
  /** Of a chain: every label once, in the order in which they are decided. */
  order: Int32Array;
}

/**
 * Of features, f32 [≤rows, features], the logits, f32 [≤rows, labels]. `target`, f32 [≤rows, labels], is the truth in
 * training. Parameters are named `head/…`.
 */
export type Head = (scope: Scope, hidden: Node, target: Node | undefined) => Node;

const heads: Readonly<Record<HeadName, (options: HeadOptions) => Head>> = {
  independent,
  chain,
  graph,
  hypergraph,
  identity,
};

export const headOf = (options: HeadOptions): Head => heads[options.head](options);
