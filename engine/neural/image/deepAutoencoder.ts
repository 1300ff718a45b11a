// An autoencoder of dense layers on whole pictures, pixels side by side.

import { sizeOf } from "../../core/shape";
import { reshape } from "../../ops/reshape";
import { type ActivationName, activations } from "../activations";
import type { InitializerName } from "../initializers";
import { dense } from "../layers/dense";
import { inputMask } from "../layers/inputMask";
import { type SparsityOptions, sparsity } from "../layers/sparsity";
import { suited } from "../network";
import { type Architecture, codeOutput } from "./architecture";

export interface DeepAutoencoderOptions {
  /** Units of the layers between the pixels that are given and those that are made; the narrowest is the code. */
  layers: readonly number[];
  /** Pixels that are made, times channels; as many as are given unless said. */
  outputs?: number;
  activation: ActivationName;
  outputActivation?: ActivationName;
  /** As suits the activation unless said. */
  initializer?: InitializerName;
  /** Share of the pixels that are set to 0 in training (`inputMask`). */
  masked?: number;
  /** Of all hidden layers. */
  sparsity?: SparsityOptions;
}

/** Dense layers dense1 …, the last one making the pixels: [N, outputs]. */
export function deepAutoencoder(options: DeepAutoencoderOptions): Architecture {
  const { layers, outputs, activation: inner, outputActivation = "linear" } = options;
  const narrowest = layers.indexOf(Math.min(...layers));
  return {
    reach: null,
    multiple: 1,
    factor: 1,
    build(scope, x) {
      const [rows, ...picture] = x.type.shape;
      const pixels = sizeOf(picture);
      return [...layers, outputs ?? pixels].reduce(
        (node, units, i) => {
          const name = `dense${i + 1}`;
          const activation = i === layers.length ? outputActivation : inner;
          const initializer = options.initializer ?? suited(activation);
          const given = x.graph.within(name, () =>
            activations[activation](dense(scope, node, name, { units, bias: true, initializer })),
          );
          if (i < layers.length && options.sparsity) sparsity(scope, given, name, options.sparsity);
          if (i === narrowest && scope.mode === "evaluate") x.graph.output(codeOutput, given);
          return given;
        },
        inputMask(scope, reshape(x, { shape: [rows, pixels], batched: x.type.batched }), "input", options.masked ?? 0),
      );
    },
  };
}
