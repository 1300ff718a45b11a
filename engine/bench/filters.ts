// filter-…: kernels on a grey picture of 4096² pixels and on one of 2048² with four channels, as OpenCV computes them.

import type { FilterExecutor } from "../convolution/executor";
import { lower } from "../convolution/lower";
import type { Step } from "../convolution/pipeline";
import type { Window } from "../convolution/program";
import type { Channels } from "../data/image/image";
import { CheckError } from "./checks";
import { u } from "./data";
import type { Prepared } from "./workload";

export interface FilterWorkload {
  name: string;
  prepare(executor: FilterExecutor): Prepared;
}

interface Kernel {
  step: Step;
  /** Hashes of OpenCV's results, of the grey picture and of the other one (test/golden/bench-filters.py). */
  hashes: readonly [string, string];
}

const kernels: Readonly<Record<string, Kernel>> = {
  "3x3": {
    step: {
      matrix: [
        [0, -1, 0],
        [-1, 5, -1],
        [0, -1, 0],
      ],
    },
    hashes: ["0041ac34", "78d822ea"],
  },
  "5x5": {
    step: {
      matrix: [
        [1, 2, 3, 2, 1],
        [2, 4, 5, 4, 2],
        [3, 5, 9, 5, 3],
        [2, 4, 5, 4, 2],
        [1, 2, 3, 2, 1],
      ],
      divisor: 77,
    },
    hashes: ["d180820c", "afdd03ea"],
  },
  "gauss-sigma3": { step: { kernel: "gauss:3" }, hashes: ["9f6ed8bc", "b3ce0f5b"] },
  median5: { step: { kernel: "median5" }, hashes: ["f3d70ba9", "58764aa7"] },
};

interface PictureKind {
  name: string;
  seed: number;
  side: number;
  channels: Channels;
}

const pictures: readonly PictureKind[] = [
  { name: "grey4096", seed: 50, side: 4096, channels: 1 },
  { name: "rgba2048", seed: 51, side: 2048, channels: 4 },
];

/** Bytes in shared memory, so that several threads may work on them. */
const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

function picture({ seed, side, channels }: PictureKind): Window {
  const samples = sharedBytes(side * side * channels);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.floor(256 * u(seed, i));
  return { width: side, height: side, channels, region: { x: 0, y: 0, width: side, height: side }, samples };
}

/** Σ byte · 31^(n − 1 − i) modulo 2³², as eight hexadecimal digits. */
export function hashOf(bytes: Window["samples"]): string {
  let hash = 0;
  for (const byte of bytes) hash = (Math.imul(hash, 31) + byte) | 0;
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** The result is written where the last one was, as to OpenCV's `dst`. */
export const filters: readonly FilterWorkload[] = Object.entries(kernels).flatMap(([kernel, { step, hashes }]) =>
  pictures.map((kind, index): FilterWorkload => {
    const name = `filter-${kernel}-${kind.name}`;
    return {
      name,
      prepare(executor) {
        const { channels, side } = kind;
        const source = picture(kind);
        const program = lower({ as: "opencv", steps: [step] }, { elements: "u8", channels });
        const into = sharedBytes(source.samples.length);
        const run = (count: number): void => {
          for (let i = 0; i < count; i++) executor.render(program, source, source.region, undefined, into);
        };
        run(1);
        const hash = hashOf(into);
        if (hash !== hashes[index]) throw new CheckError(`${name}: the hash is ${hash} instead of ${hashes[index]}.`);
        return {
          run,
          note: (milliseconds) => `hash ${hash}, ${(side ** 2 / milliseconds / 1e3).toFixed(0)} Mpx/s`,
        };
      },
    };
  }),
);
