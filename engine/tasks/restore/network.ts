// The networks that restore, by the model of an experiment; pixels that are known go through as they are.

import { gaussianTaps } from "../../convolution/matrices";
import type { Node } from "../../core/graph";
import { type Architecture, firstChannels } from "../../neural/image/architecture";
import { convAutoencoder } from "../../neural/image/convAutoencoder";
import { deepAutoencoder } from "../../neural/image/deepAutoencoder";
import { residualCnn } from "../../neural/image/residualCnn";
import type { Scope } from "../../neural/scope";
import { add, shift } from "../../ops/add";
import { concat } from "../../ops/concat";
import { conv2d } from "../../ops/conv2d";
import { divide } from "../../ops/divide";
import { constant } from "../../ops/fill";
import { maximum } from "../../ops/maximum";
import { multiply } from "../../ops/multiply";
import { negate } from "../../ops/negate";
import { reshape } from "../../ops/reshape";
import { slice } from "../../ops/slice";
import type { RestoreModel } from "./spec";

export type DeepModel = Extract<RestoreModel, { kind: "deepAutoencoder" }>;

/** Whether a network takes whole pictures of one size only. */
export const takesWhole = (model: RestoreModel): boolean =>
  model.kind === "deepAutoencoder" || (model.kind === "convAutoencoder" && model.code !== undefined);

/** The Gaussian that masked pixels are first filled in by, from those around them that are known: pixels of a side, and σ. */
const fillSide = 5;
const fillSigma = 0.6;
/** Where no pixel around is known, what is filled in is 0. */
const leastWeight = 1e-4;

/**
 * Of pictures with so many channels. With `masked` the input has one channel more, 1 where a pixel is known: such pixels
 * come out as they went in, whatever the network makes of them. Networks of convolutions see the others filled in by
 * normalised convolution, and improve on that. `model` has every value written out.
 */
export function architectureOf(model: RestoreModel, channels: number, masked: boolean): Architecture {
  const inner = innerOf(model, channels);
  if (!masked) return inner;
  return {
    ...inner,
    reach: inner.reach === null ? null : inner.reach + (fillSide - 1) / 2,
    build(scope, x) {
      const picture = firstChannels(x, channels);
      const known = slice(x, 3, channels, channels + 1);
      const unknown = shift(negate(known), 1);
      const kept = (filling: Node) => add(picture, multiply(filling, unknown));
      if (model.kind === "deepAutoencoder") return kept(reshape(inner.build(scope, picture), picture.type));
      const filled = kept(filling(scope, picture, known));
      return kept(inner.build(scope, concat([filled, known], 3)));
    },
  };
}

/** Normalised convolution: the mean of the known pixels around each, by the weights of the Gaussian. */
function filling(scope: Scope, picture: Node, known: Node): Node {
  const channels = picture.type.shape[3];
  const taps = gaussianTaps(fillSigma, fillSide);
  const kernel = (name: string, depth: number) =>
    scope.state(`fill/${name}`, [fillSide, fillSide, depth, depth], () =>
      Float32Array.from({ length: fillSide ** 2 * depth ** 2 }, (_, i) => {
        const pixel = Math.floor(i / depth ** 2);
        const own = Math.floor((i % depth ** 2) / depth) === i % depth;
        return own ? taps[pixel % fillSide] * taps[Math.floor(pixel / fillSide)] : 0;
      }),
    );
  const padding = (fillSide - 1) / 2;
  const near = conv2d(picture, kernel("picture", channels), { padding });
  const weights = conv2d(known, kernel("known", 1), { padding });
  return divide(near, maximum(weights, constant(picture.graph, leastWeight)));
}

function innerOf(model: RestoreModel, channels: number): Architecture {
  switch (model.kind) {
    case "residualCnn": {
      const { layers = 4, channels: width = 16, kernel, batchNorm } = model;
      return residualCnn({ channels, depth: layers, width, kernel, normalize: batchNorm });
    }
    case "convAutoencoder":
      return convAutoencoder({ channels, widths: model.channels ?? [], code: model.code });
    case "deepAutoencoder":
      return deepOf(model);
  }
}

/** The dense network of a complete model, `sizes` from pixels to pixels. */
export function deepOf(model: Omit<DeepModel, "kind" | "pretraining">): Architecture {
  const { sizes = [], activation = "sigmoid", output, initializer, inputZeroMaskedFraction } = model;
  const { sparsityTarget: target = 0.05, nonSparsityPenalty: penalty = 0 } = model;
  return deepAutoencoder({
    layers: sizes.slice(1, -1),
    outputs: sizes.at(-1),
    activation,
    outputActivation: output,
    initializer,
    masked: inputZeroMaskedFraction,
    sparsity: { target, penalty },
  });
}
