// The table of all ops: what executors implement, tests cover and exports translate.

import type { Op } from "../core/op";
import { addOp } from "./add";
import { broadcastOp } from "./broadcast";
import { fillOp } from "./fill";
import { matmulOp } from "./matmul";
import { multiplyOp } from "./multiply";
import { reshapeOp } from "./reshape";
import { sumOp } from "./sum";
import { variableOp } from "./variable";

/** By name; `name` of each op is its key, which a test holds. */
export const ops = {
  add: addOp,
  broadcast: broadcastOp,
  fill: fillOp,
  matmul: matmulOp,
  multiply: multiplyOp,
  reshape: reshapeOp,
  sum: sumOp,
  variable: variableOp,
} as const;

export type OpName = keyof typeof ops;

/** The same table for code that treats all ops alike. */
export const opTable = ops as unknown as Readonly<Record<OpName, Op>>;
