// A network on pictures from its list of layers.

import type { Node } from "../../core/graph";
import { sizeOf } from "../../core/shape";
import { FieldError, type FieldPath } from "../../experiment/field-error";
import { add } from "../../ops/add";
import { max } from "../../ops/max";
import { maxPool } from "../../ops/maxPool";
import { mean } from "../../ops/mean";
import { meanPool } from "../../ops/meanPool";
import { reshape } from "../../ops/reshape";
import { upsampleNearest } from "../../ops/upsampleNearest";
import type { PictureLayer } from "../../tasks/pictures/spec";
import { countOf } from "../../words";
import { activations } from "../activations";
import { batchNorm } from "../layers/batchNorm";
import { conv } from "../layers/conv";
import { dense } from "../layers/dense";
import { dropout } from "../layers/dropout";
import { suited } from "../network";
import type { Scope } from "../scope";
import type { PictureBuild } from "./architecture";

type Residual = Extract<PictureLayer, { residual: unknown }>;
type PlainLayer = Exclude<PictureLayer, Residual>;
type Conv = Extract<PlainLayer, { conv: number }>;

export interface PictureLayersOptions {
  /** Of layers that do not say otherwise; true unless said. */
  bias?: boolean;
  /** Where the layers stand in the experiment, for messages; model.layers unless said. */
  path?: FieldPath;
}

interface Context {
  scope: Scope;
  bias: boolean;
}

/**
 * The layers on pictures [N, height, width, channels]: pictures again, or [N, units] behind a layer that flattens them.
 * Layers are named by kind and position (conv1, maxPool2, dense5, residual3/conv1), parameters after them (conv1/kernel).
 * @throws FieldError at the layer that does not suit what comes into it
 */
export function pictureLayers(
  scope: Scope,
  x: Node,
  layers: readonly PictureLayer[],
  { bias = true, path = ["model", "layers"] }: PictureLayersOptions = {},
): Node {
  return stack({ scope, bias }, x, layers, "", path);
}

function stack(context: Context, x: Node, layers: readonly PictureLayer[], prefix: string, path: FieldPath): Node {
  return layers.reduce((node, layer, index) => {
    const name = `${prefix}${Object.keys(layer)[0]}${index + 1}`;
    const at = [...path, index];
    return x.graph.within(name, () => {
      if (!("residual" in layer)) return apply(context, node, name, layer, at);
      return residual(context, node, name, layer, at);
    });
  }, x);
}

function residual(context: Context, x: Node, name: string, { residual: layers }: Residual, path: FieldPath): Node {
  const inner = stack(context, x, layers, `${name}/`, [...path, "residual"]);
  if (sizeOf(inner.type.shape) !== sizeOf(x.type.shape) || inner.type.shape.length !== x.type.shape.length) {
    const message = `A residual block adds its input to what its layers give, so both must have one size: ${sizes(x)} come in, ${sizes(inner)} come out. End its layers with as many channels, and without strides, pooling or dense layers.`;
    throw new FieldError(path, message);
  }
  return add(x, inner);
}

function apply(context: Context, x: Node, name: string, layer: PlainLayer, path: FieldPath): Node {
  const { scope, bias } = context;
  if ("dropout" in layer) return dropout(scope, x, name, layer.dropout);
  if ("batchNorm" in layer) return batchNorm(scope, x, name);
  if ("flatten" in layer) return flatten(x);
  if ("dense" in layer) {
    const { dense: units, activation = "relu", initializer = suited(activation) } = layer;
    return activations[activation](dense(scope, flatten(x), name, { units, bias: layer.bias ?? bias, initializer }));
  }
  const pictures = checkedPictures(x, layer, path);
  if ("globalPool" in layer) return { mean, max }[layer.globalPool](pictures, { axes: [1, 2] });
  if ("upsample" in layer) return upsampleNearest(pictures, layer.upsample);
  if ("conv" in layer) return convolve(context, pictures, name, layer, path);
  const size = "maxPool" in layer ? layer.maxPool : layer.meanPool;
  const [, height, width] = pictures.type.shape;
  if (size > Math.min(height, width)) {
    const message = `Layer ${name} leaves no pixels: ${width} × ${height} pixels come into it, fewer than its window of ${size} × ${size}. Take it out, pool less before it, or enlarge data.size.`;
    throw new FieldError(path, message);
  }
  return "maxPool" in layer ? maxPool(pictures, { size }) : meanPool(pictures, { size });
}

function convolve({ scope, bias }: Context, x: Node, name: string, layer: Conv, path: FieldPath): Node {
  const { conv: channels, kernel = 3, stride = 1, activation = "relu", initializer = suited(activation) } = layer;
  const same = (layer.padding ?? "same") === "same";
  const [, height, width] = x.type.shape;
  if (same && kernel % 2 === 0) {
    const message = `Layer ${name} cannot keep the size with a kernel of an even side: make it ${kernel + 1}, or say "padding": "valid".`;
    throw new FieldError([...path, "kernel"], message);
  }
  if (!same && kernel > Math.min(height, width)) {
    const message = `Layer ${name} leaves no pixels: ${width} × ${height} pixels come into it, fewer than its kernel of ${kernel} × ${kernel}. Make the kernel smaller, pool less before it, or enlarge data.size.`;
    throw new FieldError(path, message);
  }
  const padding = same ? (kernel - 1) / 2 : 0;
  const options = { channels, kernel, stride, padding, bias: layer.bias ?? bias, initializer };
  return activations[activation](conv(scope, x, name, options));
}

function checkedPictures(x: Node, layer: PlainLayer, path: FieldPath): Node {
  if (x.type.shape.length === 4) return x;
  const kind = Object.keys(layer)[0];
  const message = `${kind} works on pictures, and a layer before it has flattened them: put it before flatten, dense and globalPool.`;
  throw new FieldError(path, message);
}

function flatten(x: Node): Node {
  const [rows, ...picture] = x.type.shape;
  return picture.length === 1 ? x : reshape(x, { shape: [rows, sizeOf(picture)], batched: x.type.batched });
}

function sizes({ type: { shape } }: Node): string {
  if (shape.length < 4) return countOf(shape[1], "number");
  const [, height, width, channels] = shape;
  return `${width} × ${height} pixels of ${countOf(channels, "channel")}`;
}

/** What the layers give of each picture, one after the other: [N, features]. */
export const pictureFeatures = (
  scope: Scope,
  x: Node,
  layers: readonly PictureLayer[],
  options: PictureLayersOptions = {},
): Node => flatten(pictureLayers(scope, x, layers, options));

/** The layers, then a dense layer `output` that gives so many numbers: logits of classes. */
export function pictureClassifier(
  layers: readonly PictureLayer[],
  outputs: number,
  options: PictureLayersOptions = {},
): PictureBuild {
  return (scope, x) => {
    const features = pictureFeatures(scope, x, layers, options);
    const initializer = layers.findLast((layer) => "dense" in layer)?.initializer ?? suited("linear");
    return scope.graph.within("output", () =>
      dense(scope, features, "output", { units: outputs, bias: options.bias ?? true, initializer }),
    );
  };
}
