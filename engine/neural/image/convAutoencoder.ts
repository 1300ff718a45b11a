// A convolutional autoencoder: pictures made smaller in steps of two, a code, and pictures made of it again.

import type { Node } from "../../core/graph";
import { sizeOf } from "../../core/shape";
import { maxPool } from "../../ops/maxPool";
import { relu } from "../../ops/relu";
import { reshape } from "../../ops/reshape";
import { upsampleNearest } from "../../ops/upsampleNearest";
import { dense } from "../layers/dense";
import type { Scope } from "../scope";
import { type Architecture, codeOutput, convolution } from "./architecture";

export interface ConvAutoencoderOptions {
  /** Of the picture that is given. */
  channels: number;
  /** Channels of each encoder layer; each halves height and width. */
  widths: readonly number[];
  /** Numbers of a dense code of the whole picture; without it, the code is what the last encoder layer gives. */
  code?: number;
}

/**
 * Encoder: a 3 × 3 convolution encode1 … with relu and a pooling by 2 for each width. Decoder: repeated pixels and a
 * 3 × 3 convolution decode1 … with relu, widths in reverse, then `output`, linear. With `code`, the dense layers `code`,
 * linear, and `expand`, relu, are between them.
 */
export function convAutoencoder({ channels, widths, code }: ConvAutoencoderOptions): Architecture {
  const multiple = 2 ** widths.length;
  // Every convolution reaches one pixel of its own size; a pooling adds what may lie in its window.
  const inner = widths.reduce((reach, _, i) => reach + 2 ** i + 2 ** i, 0);
  const outer = widths.reduce((reach, _, i) => reach + 2 ** i, 0);
  return {
    reach: code === undefined ? inner + outer + 1 : null,
    multiple,
    factor: 1,
    build(scope, x) {
      const encoded = widths.reduce(
        (node, width, i) => maxPool(convolution(scope, node, `encode${i + 1}`, layer(width)), { size: 2 }),
        x,
      );
      const bottleneck = code === undefined ? keptCode(scope, encoded) : denseCode(scope, encoded, code);
      const decoded = widths.toReversed().reduce((node, width, i) => {
        return convolution(scope, upsampleNearest(node, 2), `decode${i + 1}`, layer(width));
      }, bottleneck);
      return convolution(scope, decoded, "output", { channels, kernel: 3, activation: "linear" });
    },
  };
}

const layer = (channels: number) => ({ channels, kernel: 3, activation: "relu" }) as const;

const flat = (x: Node): Node => {
  const [rows, ...picture] = x.type.shape;
  return reshape(x, { shape: [rows, sizeOf(picture)], batched: x.type.batched });
};

function keptCode({ mode, graph }: Scope, encoded: Node): Node {
  if (mode === "evaluate") graph.output(codeOutput, flat(encoded));
  return encoded;
}

function denseCode(scope: Scope, encoded: Node, units: number): Node {
  const wide = flat(encoded);
  const code = dense(scope, wide, "code", { units, bias: true, initializer: "glorotUniform" });
  if (scope.mode === "evaluate") scope.graph.output(codeOutput, code);
  const back = dense(scope, code, "expand", { units: wide.type.shape[1], bias: true, initializer: "heUniform" });
  return reshape(relu(back), encoded.type);
}
