// When a convolution is computed by Winograd's algorithm, and the instruction that does it.

import type { Instruction } from "../core/op";
import { Opcode } from "../kernels/opcodes";
import { type Geometry, type Pair, packedPair } from "./convolution";

/** f32 elements of a band of rows, and of a block of tiles with their products. */
const bandElements = 32768;
const blockElements = 32768;
const tileElements = 16;
/** Between the positions of a tile; see the kernel. */
const apart = 16;

/** f32 elements of transformed kernels at most: 1 MB, the second cache. */
const weightElements = 262144;

type Algorithm = Pick<Instruction, "opcode" | "dimensions" | "scalars" | "scratch">;

/**
 * Kernels of 3 × 3 without stride, dilation or groups, of enough channels on both sides that the products outweigh the
 * transforms: F(2×2, 3×3) then needs 4/9 of the multiplications.
 */
export function suitsWinograd({ channels, kernel, features, stride, padding, dilation, groups }: Geometry): boolean {
  const plain = [...stride, ...dilation, groups].every((value) => value === 1);
  const fits = kernel.every((size) => size === 3) && padding.every((size) => size <= 2);
  const weights = tileElements * channels * features;
  return plain && fits && weights <= weightElements && [channels, features].every(isWide);
}

/** Whole panels of eight, and enough of them. */
const isWide = (size: number): boolean => size >= 16 && size % 8 === 0;

export function winogradForward({ size, channels, output, features, padding }: Geometry): Algorithm {
  return algorithm(size, channels, output, features, padding, false);
}

/** The adjoint in the images: a convolution of the output with the kernel turned round. */
export function winogradTransposed({ size, channels, output, features, padding }: Geometry): Algorithm {
  return algorithm(output, features, size, channels, [2 - padding[0], 2 - padding[1]], true);
}

/** The gradient in the kernel. */
export function winogradKernel({ size, channels, output, features, padding }: Geometry): Algorithm {
  const dimensions = [{ perUnit: 1 }, ...size, channels, ...output, features, packedPair(padding)];
  return { opcode: Opcode.WinogradKernel, dimensions, ...cut(channels, output, features) };
}

function algorithm(
  read: Pair,
  inner: number,
  written: Pair,
  columns: number,
  padding: Pair,
  turned: boolean,
): Algorithm {
  const dimensions = [{ perUnit: 1 }, ...read, inner, ...written, columns, packedPair(padding), Number(turned)];
  return { opcode: Opcode.Winograd, dimensions, ...cut(inner, written, columns) };
}

/** Bands of rows and blocks of tiles, for tiles of `places` that read `inner` channels and stand for `columns` more. */
function cut(inner: number, places: Pair, columns: number): Pick<Algorithm, "scalars" | "scratch"> {
  const [down, across] = places.map((length) => Math.ceil(length / 2));
  const width = (2 * across + 2) * inner;
  const bandRows = Math.max(1, Math.min(down, Math.floor((bandElements / width - 2) / 2)));
  const even = Math.ceil(down / Math.ceil(down / bandRows));
  // Tiles of a block: a multiple of four, which are computed together.
  const fitting = Math.floor(blockElements / (tileElements * (inner + columns)) / 4);
  const block = 4 * Math.max(1, Math.min(fitting, Math.ceil((even * across) / 4)));
  const weights = tileElements * inner * columns;
  return {
    scalars: [even, block],
    scratch: weights + tileElements * (block * (inner + columns) + 2 * apart) + (2 * even + 2) * width,
  };
}
