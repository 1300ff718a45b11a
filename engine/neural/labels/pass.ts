// Forward passes of networks with a head for several labels: on features of a table, and on pictures.

import { reshape } from "../../ops/reshape";
import type { PictureLayer } from "../../tasks/pictures/spec";
import { pictureFeatures } from "../image/pictureLayers";
import type { PictureTable } from "../image/programs";
import { hiddenLayers, type NetworkOptions } from "../network";
import { Scope } from "../scope";
import type { Pass } from "../step";
import type { Head } from "./head";

/** Layers on the rows of a table, then the head; `bias` is of layers that do not say otherwise. */
export function tableLabelPass({ layers, bias, seed }: Omit<NetworkOptions, "outputActivation">, head: Head): Pass {
  return (graph, input, mode, target) => {
    const scope = new Scope(graph, mode, seed);
    const output = head(scope, hiddenLayers(scope, input, layers, bias), target);
    return { output, parameters: scope.parameters, penalties: scope.penalties };
  };
}

export interface PictureLabelOptions {
  layers: readonly PictureLayer[];
  /** Of layers that do not say otherwise; true unless said. */
  bias?: boolean;
  /** Of the initial weights. */
  seed: number;
}

/** Layers on pictures, each flattened behind them, then the head. */
export function pictureLabelPass(
  { picture }: Pick<PictureTable, "picture">,
  { layers, bias, seed }: PictureLabelOptions,
  head: Head,
): Pass {
  return (graph, input, mode, target) => {
    const scope = new Scope(graph, mode, seed);
    const x = reshape(input, { shape: [input.type.shape[0], ...picture], batched: true });
    const output = head(scope, pictureFeatures(scope, x, layers, { bias }), target);
    return { output, parameters: scope.parameters, penalties: scope.penalties };
  };
}
