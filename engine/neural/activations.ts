// The activation functions of layers, by the names that experiments use.

import type { Node } from "../core/graph";
import { elu } from "../ops/elu";
import { gelu } from "../ops/gelu";
import { leakyRelu } from "../ops/leakyRelu";
import { scale } from "../ops/multiply";
import { relu } from "../ops/relu";
import { sigmoid } from "../ops/sigmoid";
import { silu } from "../ops/silu";
import { softmax } from "../ops/softmax";
import { softplus } from "../ops/softplus";
import { tanh } from "../ops/tanh";
import type { activationNames } from "../tasks/table/spec";

export type ActivationName = (typeof activationNames)[number];

/** Of a node [rows, units]; softmax is over the units, all others are element-wise. */
export const activations: Readonly<Record<ActivationName, (x: Node) => Node>> = {
  linear: (x) => x,
  sigmoid,
  tanh,
  /** 1.7159·tanh(2x/3) (Y. LeCun et al., "Efficient BackProp", 1998; the default of DeepLearnToolbox). */
  scaledTanh: (x) => scale(tanh(scale(x, 2 / 3)), 1.7159),
  relu,
  leakyRelu: (x) => leakyRelu(x),
  elu: (x) => elu(x),
  gelu,
  silu,
  softplus,
  softmax,
};
