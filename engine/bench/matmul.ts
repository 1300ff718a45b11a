// matmul-64 … matmul-2048: products of square matrices.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { modelVariable } from "../neural/scope";
import { matmul } from "../ops/matmul";
import { uni } from "./data";
import type { Workload } from "./workload";

const sizes = [64, 128, 256, 512, 1024, 2048];

export const matmuls: readonly Workload[] = sizes.map((n) => ({
  name: `matmul-${n}`,
  unit: "product",
  prepare(executor) {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    // A state, since the product of two constants would be computed once.
    const a = modelVariable(graph, "state", "a", [n, n], () => uni(70, -1, 1, n * n));
    const b = modelVariable(graph, "data", "b", [n, n], () => uni(71, -1, 1, n * n));
    graph.output("product", matmul(a, b));
    const session = executor.open(model, { product: graph });
    const run = (count: number): void => {
      session.run("product", { seed: 1, rows: count, first: 0, count, index: 0 });
    };
    return {
      run,
      note(milliseconds) {
        const product = session.output("product", "product");
        const corners = [product[0], product[n * n - 1]].map((value) => value.toPrecision(6)).join(", ");
        return `${((2 * n ** 3) / milliseconds / 1e6).toFixed(1)} GFLOP/s, corners ${corners}`;
      },
      close: () => session.close(),
    };
  },
}));
