// From hand-made to learned: the best linear kernel against a degradation, fitted on some pictures and judged on others.

import { Random } from "../../core/random";
import type { Image } from "../../data/image/image";
import { InputError } from "../../errors";
import { type Breathe, paced } from "../../tasks/table/matrix";
import { countOf } from "../../words";
import type { FilterExecutor } from "../executor";
import { matrixLimit } from "../kernels";
import type { Degradation, FitRequest, FitResult } from "../pictures";
import type { Step } from "../pipeline";
import { filterInBands } from "./bands";
import { PictureComparer, psnr } from "./compare";
import { checkDegradation, type DegradeOptions, degrade } from "./degrade";
import { NormalEquations } from "./normal-equations";
import { type Plane, planeOf, windowOf } from "./plane";

/** A clean picture that is read when it is needed, more than once. */
export interface CleanPicture {
  /** For messages. */
  name: string;
  /** Throws InputError where it cannot be read. */
  read(): Promise<Image>;
}

export interface FitOptions {
  executor: FilterExecutor;
  /** Writes an 8-bit grey picture as JPEG of a quality and reads it again. */
  jpeg: DegradeOptions["jpeg"];
  breathe: Breathe;
  /** The fit then throws its reason. */
  signal?: AbortSignal;
  /** 0 to 1. */
  progress?: (fraction: number) => void;
}

/** Stream of the random sequence that holds pictures out. */
const splitStream = 0x6d5b;
/** Pictures among the training ones that σ of the Gaussian is chosen on, at most. */
const sigmaPictures = 24;
const sigmas = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.5, 3];
/** What the learned kernel is held against, beside the Gaussian. */
const handMade = ["blur", "box:5", "median3", "median5", "sharpen", "unsharp"];
/** Differences of PSNR that count for nothing. */
const levelDecibels = 0.01;

type Row = FitResult["rows"][number];
type Tools = Pick<FitOptions, "executor" | "breathe">;
/** A clean picture, and how it looks degraded. */
interface Pair {
  clean: Plane;
  degraded: Plane;
}

/**
 * Fits a size × size kernel by least squares that takes degraded pictures nearest to the clean ones, on luminance in
 * floats, over all pixels whose neighbourhood is inside. It is applied to whole held-out pictures like any step, with
 * reflected edges (reflect101), unclamped; so are the hand-made kernels. Means are over pictures. The split, the noise and
 * with them the result depend only on the seed and the order of the pictures. Pictures that cannot be read, or are smaller
 * than the kernel, are left out and named in `skipped`.
 * @throws InputError for sizes that are even or too large, impossible degradations, and too few pictures
 */
export async function fitKernel(
  { degradation, size, bias: withBias = false, seed = 0, holdOut = 0.25 }: Omit<FitRequest, "folder">,
  pictures: readonly CleanPicture[],
  options: FitOptions,
): Promise<FitResult> {
  check(degradation, size, holdOut, pictures.length);
  const started = performance.now();
  const tools = { ...options, breathe: breathing(options) };
  const order = new Random(seed, splitStream).shuffle(Array.from(pictures.keys()));
  const heldOut = Math.min(pictures.length - 1, Math.max(1, Math.round(holdOut * pictures.length)));
  const training = order.slice(heldOut);
  const skipped: NonNullable<FitResult["skipped"]> = [];
  const report = reporter(training.length + Math.min(sigmaPictures, training.length) + heldOut, options);
  const pairOf = async (index: number) => {
    options.signal?.throwIfAborted();
    const picture = pictures[index];
    try {
      const clean = planeOf(await picture.read());
      if (Math.min(clean.width, clean.height) < size) throw new InputError("It is smaller than the kernel.");
      return { clean, degraded: await degrade(clean, degradation, { ...tools, seed, index }) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { name } = picture;
      if (!skipped.some((left) => left.name === name)) skipped.push({ name, reason: error.message });
      return undefined;
    }
  };

  const equations = new NormalEquations(size);
  const fitted: number[] = [];
  for (const index of training) {
    const pair = await pairOf(index);
    if (pair) {
      await equations.add(pair.degraded, pair.clean, tools.breathe);
      fitted.push(index);
    }
    report();
  }
  if (fitted.length === 0) throw nothingLeft("fit on", skipped);
  const { matrix, bias } = equations.solve(withBias);
  const learned: Step = {
    matrix: matrix.map((row) => row.map(rounded)),
    ...(bias ? { offset: rounded(255 * bias) } : {}),
  };

  const chosenOn = fitted.slice(0, sigmaPictures);
  const sigma = await bestSigma(chosenOn, pairOf, tools, report);
  const kernels: { name: string; kernel: Step | null }[] = [
    { name: "degraded", kernel: null },
    { name: `learned ${size} × ${size}`, kernel: learned },
    ...[`gauss:${sigma}`, ...handMade].map((kernel) => ({ name: kernel, kernel: { kernel } })),
  ];
  const rows = kernels.map(({ name, kernel }): Row => ({ name, kernel, psnr: 0, ssim: 0, mse: 0 }));
  const held = await judge(rows, order.slice(0, heldOut), pairOf, tools, report);
  if (held === 0) throw nothingLeft("judge on", skipped);
  return {
    matrix: learned.matrix!,
    fitted: fitted.length,
    heldOut: held,
    rows,
    sentence: verdict(rows, size, held, chosenOn.length),
    seconds: (performance.now() - started) / 1000,
    ...(skipped.length > 0 ? { skipped } : {}),
  };
}

function check(degradation: Degradation, size: number, holdOut: number, pictures: number): void {
  checkDegradation(degradation);
  if (!Number.isInteger(size) || size % 2 === 0 || size < 1 || size > matrixLimit) {
    throw new InputError(`A kernel of ${size} × ${size} cannot be fitted: give an odd size from 1 to ${matrixLimit}.`);
  }
  if (!(holdOut > 0 && holdOut < 1)) {
    throw new InputError(`The share of held-out pictures is ${holdOut}: give one between 0 and 1.`);
  }
  if (pictures < 2) {
    throw new InputError(
      `There ${pictures === 1 ? "is one picture" : "are no pictures"}: one to fit on and one to hold out are the least.`,
    );
  }
}

const nothingLeft = (what: string, [first]: NonNullable<FitResult["skipped"]>) =>
  new InputError(`No picture is left to ${what}; of ${first.name} it is said: ${first.reason}`);

/** Seven digits are what a kernel keeps in single precision. */
const rounded = (value: number): number => Number(value.toPrecision(7));

function breathing({ breathe, signal }: FitOptions): Breathe {
  return paced(async () => {
    await breathe();
    signal?.throwIfAborted();
  });
}

/** Says after each picture how far it is. */
function reporter(total: number, { progress }: FitOptions): () => void {
  let done = 0;
  return () => progress?.(Math.min(1, ++done / total));
}

/** The σ of the grid whose Gaussian has the highest mean PSNR. */
async function bestSigma(
  indices: readonly number[],
  pairOf: (index: number) => Promise<Pair | undefined>,
  tools: Tools,
  report: () => void,
): Promise<number> {
  const totals = sigmas.map(() => 0);
  for (const index of indices) {
    const pair = await pairOf(index);
    if (!pair) continue;
    const { samples } = pair.clean;
    for (const [i, sigma] of sigmas.entries()) {
      let squares = 0;
      await filterInBands(pair.degraded, { kernel: `gauss:${sigma}` }, tools, (filtered, from) => {
        for (let k = 0; k < filtered.length; k++) squares += (filtered[k] - samples[from + k]) ** 2;
      });
      totals[i] += psnr((255 * 255 * squares) / samples.length);
    }
    report();
  }
  return sigmas[totals.indexOf(Math.max(...totals))];
}

/** Writes the means over held-out pictures into the rows; how many there were. */
async function judge(
  rows: Row[],
  indices: readonly number[],
  pairOf: (index: number) => Promise<Pair | undefined>,
  tools: Tools,
  report: () => void,
): Promise<number> {
  let held = 0;
  for (const index of indices) {
    const pair = await pairOf(index);
    report();
    if (!pair) continue;
    held++;
    const form = windowOf(pair.clean);
    for (const row of rows) {
      const comparer = new PictureComparer(form, form);
      await filterInBands(pair.degraded, row.kernel, tools, (filtered, from) =>
        comparer.add(filtered, pair.clean.samples.subarray(from, from + filtered.length)),
      );
      const { psnr: decibels, ssim, mse } = comparer.result();
      row.psnr += decibels;
      row.ssim += ssim.wang2004;
      row.mse += mse;
    }
  }
  for (const row of rows) {
    for (const figure of ["psnr", "ssim", "mse"] as const) row[figure] /= held;
  }
  return held;
}

/** The rows are: degraded, learned, the Gaussian, the other hand-made ones. */
function verdict([degraded, learned, ...others]: readonly Row[], size: number, held: number, chosenOn: number): string {
  const best = others.reduce((a, b) => (b.psnr > a.psnr ? b : a));
  const decibels = (value: number) => `${value.toFixed(2)} dB`;
  const gain = learned.psnr - degraded.psnr;
  const lead = learned.psnr - best.psnr;
  const against =
    gain > levelDecibels
      ? `${decibels(gain)} above the degraded pictures`
      : `no better than the degraded pictures (${decibels(degraded.psnr)})`;
  const place =
    Math.abs(lead) <= levelDecibels ? "level with" : `${decibels(Math.abs(lead))} ${lead > 0 ? "ahead of" : "behind"}`;
  const chosen = best === others[0] ? ` (its σ chosen on ${countOf(chosenOn, "training picture")})` : "";
  return `On ${countOf(held, "held-out picture")} the learned ${size} × ${size} kernel reaches ${decibels(learned.psnr)}, ${against} and ${place} the best hand-made one, ${best.name}${chosen}.`;
}
