// The workloads in TensorFlow.js, written plainly: the same data, weights and losses as ours.

import * as tf from "@tensorflow/tfjs-core";
import { outputs } from "../../engine/bench/adversarial";
import * as autoencoder from "../../engine/bench/autoencoder";
import { uni } from "../../engine/bench/data";
import * as gan from "../../engine/bench/gan-mlp";
import * as mlp from "../../engine/bench/mlp-small";
import { adamOf, dense, type Losses, mean, stack } from "./tfjs";

/** A step; what it gives are the losses before its update, by the names of our outputs. */
export type Step = () => Losses;

/** By the names of our workloads. */
export const peerWorkloads: Readonly<Record<string, () => Step>> = {
  "mlp-small"() {
    const { points, truth } = mlp.examples();
    const [x, y] = [tf.tensor2d(points, [mlp.rows, 2]), tf.tensor2d(truth, [mlp.rows, 1])];
    const { apply, variables } = stack(mlp.widths, 100, tf.tanh);
    const optimizer = tf.train.sgd(mlp.optimization.rate);
    return () => ({
      loss: optimizer.minimize(() => tf.losses.meanSquaredError(y, apply(x)) as tf.Scalar, true, variables)!,
    });
  },
};
