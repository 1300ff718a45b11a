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

/** A filter on the grey picture and on the one with four channels; figures are for the one and the other. */
function filters(
  name: string,
  peers: Readonly<Record<string, readonly [number, number]>>,
  target: readonly [number, number],
  aim: readonly [number, number],
): Record<string, RecordedWorkload> {
  const at = (picture: 0 | 1): RecordedWorkload => ({
    peers: Object.fromEntries(Object.entries(peers).map(([peer, times]) => [peer, times[picture]])),
    target: target[picture],
    aim: aim[picture],
  });
  return { [`filter-${name}-grey4096`]: at(0), [`filter-${name}-rgba2048`]: at(1) };
}

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
  "spectrum-dense-1000": { peers: { torch: [95, 63], numpy: [91, 56], "ml-matrix": 7596 }, target: 400, aim: 150 },
  "spectrum-dense-2708": { peers: { torch: [1180, 906], numpy: [1400, 826] }, target: 7000, aim: 2500 },
  "spectrum-sparse-grid316": {
    peers: { "scipy shift-invert": 6000, "eigsh SA": 116_000, lobpcg: 123_000 },
    target: 6000,
    aim: 2000,
  },
  "spectrum-sparse-sbm100k": {
    peers: { "eigsh SA, whose result is wrong": 21_500, lobpcg: 20_000 },
    target: 15_000,
    aim: 5000,
  },
  "spectrum-density": {
    peers: { "torch CSR": [22_900, 12_000], scipy: 22_000 },
    target: [20_000, 11_000],
    aim: [9000, 5000],
  },
  ...filters("3x3", { OpenCV: [7.3, 7], "opencv.js": [92, 89], Pillow: [233, 168] }, [15, 15], [7, 7]),
  ...filters("5x5", { OpenCV: [26, 25], "opencv.js": [273, 271] }, [60, 60], [30, 30]),
  ...filters("gauss-sigma3", { OpenCV: [31, 30], "opencv.js": [1133, 1204] }, [60, 60], [30, 30]),
  ...filters("median5", { OpenCV: [9.7, 11.3], "opencv.js": [699, 657], Pillow: [4480, 4382] }, [25, 25], [12, 12]),
  "csv-read": { peers: { polars: 373, pandas: 733, papaparse: 1908 }, target: 2200, aim: 700 },
  ...Object.fromEntries(products),
};

/** With `threads`; where there is one figure, that one. */
export const recordedWith = (figure: Recorded, threads: number): number =>
  typeof figure === "number" ? figure : figure[threads === 1 ? 0 : 1];
