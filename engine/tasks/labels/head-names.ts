// The heads that labels are told by, in the order in which a run trains those beside its own.

export const headNames = ["independent", "chain", "graph", "hypergraph", "identity"] as const;
export type HeadName = (typeof headNames)[number];
