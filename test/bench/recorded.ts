// What other software took for the workloads: measured once, on the machine type that the targets were set for.

/** Milliseconds with one thread, or with one and with two. */
export type Recorded = number | readonly [number, number];

export interface RecordedWorkload {
  /** By peer. */
  peers: Readonly<Record<string, Recorded>>;
  /** The least to reach, and where we want to be. */
  target?: Recorded;
  aim?: Recorded;
}

/** A product of n × n matrices at so many GFLOP/s. */
const product = (n: number, rate: number): number => (2 * n ** 3) / rate / 1e6;

const products = [64, 128, 256, 512, 1024, 2048].map((n): [string, RecordedWorkload] => [
  `matmul-${n}`,
  {
    peers: { torch: product(n, 100), "onnxruntime-web": product(n, 27), "tfjs-wasm": product(n, 30) },
    ...(n >= 256 ? { target: product(n, 40), aim: product(n, 54) } : {}),
  },
]);

/**
 * On 2 cores with AVX-512, on a quiet machine, by scripts that build the same data and find the same losses; the Python
 * peers are native code. They are here to aim at: the ratio that counts is taken against the peers that run beside us.
 */
export const recorded: Readonly<Record<string, RecordedWorkload>> = {
  "mlp-small": {
    peers: { torch: 0.241, "tfjs-wasm": 0.261, numpy: 0.031, "jax, 1000 steps compiled": 0.0046 },
    target: 0.005,
    aim: 0.0022,
  },
  "mlp-iris-cold": { peers: { torch: 3552, sklearn: 1512, tfjs: 1425, numpy: 200 }, target: 200, aim: 120 },
  "autoencoder-4096": {
    peers: { torch: [148, 81.5], jax: [129, 68], "tfjs-wasm": 8902 },
    target: [290, 155],
    aim: [235, 125],
  },
  "cnn-mnist": {
    peers: { "torch channels-last": [8.4, 4.9], jax: [17, 9] },
    target: [9, 5],
    aim: [6.5, 3.6],
  },
  "denoise-cnn": {
    peers: { "torch channels-last": [26.6, 20.2], torch: [56, 32] },
    target: [36, 19],
    aim: [22, 12],
  },
  "gan-mlp": { peers: { torch: [2.6, 2.2], "tfjs-wasm": 33 }, target: [2.8, 1.8], aim: [2.1, 1.3] },
  "dcgan-28": { peers: { "torch channels-last": [50, 42] }, target: [68, 36], aim: [52, 28] },
  "gcn-cora": { peers: { PyG: 56, "torch sparse": 5.4, "scipy by hand": 0.93 }, target: 1, aim: 0.4 },
  "gat-cora": { peers: { PyG: 73 }, target: 6, aim: 2.5 },
  "gcn-large": {
    peers: { PyG: 13_600, "torch CSR": [2230, 1170], "scipy, A^X once": [790, 560] },
    target: [1200, 700],
    aim: [750, 420],
  },
  "csv-read": { peers: { polars: 373, pandas: 733, papaparse: 1908 }, target: 2200, aim: 700 },
  ...Object.fromEntries(products),
};

/** With `threads`; where there is one figure, that one. */
export const recordedWith = (figure: Recorded, threads: number): number =>
  typeof figure === "number" ? figure : figure[threads === 1 ? 0 : 1];
