// mlp-small: a training step of a 2-8-8-1 network on 32 points, where overhead is nearly all there is.

import { gradient } from "../core/gradient";
import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { losses } from "../neural/losses";
import { network } from "../neural/network";
import { update } from "../neural/optimizers";
import { modelVariable } from "../neural/scope";
import { divide } from "../ops/divide";
import { glorot, transposed, uni } from "./data";
import type { Workload } from "./workload";

const rows = 32;
const widths = [2, 8, 8, 1];
const rate = 0.03;

/** Dense layers with tanh on the hidden ones, mean square, plain gradient descent; forward, backward and update. */
export function mlpSmallGraph(): Graph {
  const model = new Model();
  const graph = new Graph(model, { capacity: rows });
  const points = uni(1, -1, 1, rows * widths[0]);
  const truth = Float32Array.from({ length: rows }, (_, i) =>
    points[2 * i] ** 2 + points[2 * i + 1] ** 2 < 0.5 ? 1 : -1,
  );
  const input = modelVariable(graph, "data", "points", [rows, 2], () => points);
  const target = modelVariable(graph, "data", "truth", [rows, 1], () => truth);
  const { output, parameters } = network(
    graph,
    input,
    {
      layers: [
        { dense: 8, activation: "tanh" },
        { dense: 8, activation: "tanh" },
      ],
      seed: 1,
    },
    { outputs: 1, mode: "train" },
  );
  const { numerator, denominator } = losses.meanSquare.parts(output, target);
  const loss = graph.output("loss", divide(numerator, denominator));
  const nodes = parameters.map(({ node }) => node);
  update(graph, parameters, gradient(loss, nodes), { optimizer: "gradientDescent" });
  return graph;
}

export const mlpSmall: Workload = {
  name: "mlp-small",
  unit: "step",
  prepare(executor) {
    const graph = mlpSmallGraph();
    const session = executor.open(graph.model, { step: graph });
    const weights = graph.model.variables.filter(({ kind, type }) => kind === "parameter" && type.shape.length === 2);
    weights.forEach(({ name }, layer) => {
      const [fanIn, fanOut] = widths.slice(layer);
      session.write(name, transposed(glorot(100 + layer, fanIn, fanOut), fanOut, fanIn));
    });
    const rates: number[] = [];
    let index = 0;
    const run = (count: number): void => {
      while (rates.length < count) rates.push(rate);
      session.run("step", { seed: 1, rows: rows * count, first: 0, count, index, scalars: { rate: rates } });
      index += count;
    };
    const lossAfter = (count: number): string => {
      run(count);
      return session.output("step", "loss")[0].toPrecision(6);
    };
    const [first, twentieth] = [lossAfter(1), lossAfter(19)];
    return { run, note: () => `loss1 ${first}, loss20 ${twentieth}` };
  },
};
