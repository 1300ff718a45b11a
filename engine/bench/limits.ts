// limits: what memory gives, in each cache and outside of them: a copy, and a triad a = b + s·c.

import { Graph, type Node } from "../core/graph";
import { Model } from "../core/model";
import { modelVariable } from "../neural/scope";
import { add } from "../ops/add";
import { assign } from "../ops/assign";
import { scale } from "../ops/multiply";
import { uni } from "./data";
import type { Workload } from "./workload";

/** Bytes of an array: two or three of them lie in the first, second and third cache of most machines, and in none. */
const sizes = { L1: 8 << 10, L2: 256 << 10, L3: 4 << 20, memory: 64 << 20 };
/** Passes of a step over small arrays go over so many bytes, so that beginning a step costs nothing. */
const stepBytes = 1 << 20;

interface Kind {
  name: string;
  /** Arrays that a pass reads and writes. */
  traffic: number;
  arrays: number;
  /** Pass number `pass`; the arrays change their roles, so that no pass repeats another one. */
  append(arrays: Node[], pass: number): void;
}

const kinds: readonly Kind[] = [
  {
    name: "copy",
    traffic: 2,
    arrays: 2,
    append: (arrays, pass) => void assign(arrays[(pass + 1) % 2], arrays[pass % 2]),
  },
  {
    name: "triad",
    traffic: 3,
    arrays: 3,
    append: ([a, b, c], pass) =>
      void (pass % 2 === 0 ? assign(a, add(b, scale(c, 1e-6))) : assign(b, add(a, scale(c, 1e-6)))),
  },
];

export const limits: readonly Workload[] = kinds.flatMap(({ name, traffic, arrays: count, append }) =>
  Object.entries(sizes).map(([place, bytes]): Workload => {
    const passes = Math.max(1, stepBytes / bytes);
    return {
      name: `limits-${name}-${place}`,
      unit: passes === 1 ? "pass" : `${passes} passes`,
      prepare(executor) {
        const graph = new Graph(new Model(), { capacity: 1 });
        const length = bytes / 4;
        const arrays = Array.from({ length: count }, (_, i) =>
          modelVariable(graph, "data", `array${i}`, [length], () => uni(80 + i, -1, 1, length)),
        );
        for (let pass = 0; pass < passes; pass++) append(arrays, pass);
        const session = executor.open(graph.model, { step: graph });
        return {
          run: (steps) => void session.run("step", { seed: 1, rows: steps, first: 0, count: steps, index: 0 }),
          note: (milliseconds) => {
            const rate = (traffic * bytes * passes) / milliseconds / 1e6;
            return `${rate.toFixed(1)} GB/s read and written, arrays of ${bytes >> 10} KB`;
          },
          close: () => session.close(),
        };
      },
    };
  }),
);
