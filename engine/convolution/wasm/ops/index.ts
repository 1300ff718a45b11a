// The operations by the names of their nodes.

import type { FilterNode } from "../../program";
import type { Operation, Setting } from "../operation";
import { restoringFilter } from "../restore";
import { bilateral } from "./bilateral";
import { box } from "./box";
import { correlate } from "./correlate";
import { fixedGaussian } from "./fixed-gaussian";
import { median } from "./median";
import { affine, blend, lookup, luminance, premultiply, relight, transfer } from "./pointwise";

type Node = Exclude<FilterNode, { op: "source" }>;

/** A node's operation, with its constants in the machine's memory. */
export function operationOf(node: Node, setting: Setting): Operation {
  const operation = computing(node, setting);
  if (!("edge" in node)) return operation;
  const restore = restoringFilter(setting.machine, node, setting.size, setting.inputs[0].elements);
  return {
    scratch: operation.scratch,
    run(block, output, inputs, scratch) {
      operation.run(block, output, inputs, scratch);
      restore(block, output, inputs[0]);
    },
  };
}

function computing(node: Node, setting: Setting): Operation {
  switch (node.op) {
    case "correlate":
      return correlate(node, setting);
    case "fixedGaussian":
      return fixedGaussian(node, setting);
    case "box":
      return box(node, setting);
    case "median":
      return median(node, setting);
    case "bilateral":
      return bilateral(node, setting);
    case "affine":
      return affine(node, setting);
    case "lookup":
      return lookup(node, setting);
    case "transfer":
      return transfer(node, setting);
    case "premultiply":
      return premultiply(node, setting);
    case "luminance":
      return luminance(node, setting);
    case "relight":
      return relight(node, setting);
    case "blend":
      return blend(node, setting);
  }
}
