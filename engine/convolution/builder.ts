// Puts a program together node by node, with what nodes of pictures of one source have in common.

import type { Channels } from "../data/image/image";
import { type Matrix, sumOf } from "./matrices";
import type { EdgeMode } from "./pipeline";
import type { Elements, FilterNode, FilterProgram, PremultiplyNode, Rounding } from "./program";
import { alphaMask, colourMask, whiteOfElements } from "./samples";

/** What the source of a program is. */
export interface SourceType {
  elements: Elements;
  channels: Channels;
}

/** A matrix as it lies on the picture: unflipped, its pixel at the anchor; the offset in values of 0 to 255. */
export interface LaidMatrix {
  matrix: Matrix;
  anchorRow: number;
  anchorColumn: number;
  scale: number;
  offset: number;
}

/** What a node is to give, where it is not what its input gives. */
interface Filtering {
  mask: number;
  edge: EdgeMode;
  rounding: Rounding;
  elements?: Elements;
  /** Of a correlation that gives floats: their value of white, 1 unless said. */
  white?: number;
}

export class ProgramBuilder {
  readonly #nodes: FilterNode[];
  readonly #steps: { node: number; input: number }[] = [];

  constructor(readonly source: SourceType) {
    this.#nodes = [{ op: "source", ...source }];
  }

  /** Index of the node that was added last. */
  get last(): number {
    return this.#nodes.length - 1;
  }

  program(): FilterProgram {
    return { nodes: this.#nodes, steps: this.#steps };
  }

  /** Says that what was added last is the result of the next step of the pipeline. */
  endStep(input: number): void {
    this.#steps.push({ input, node: this.last });
  }

  typeOf(node: number): SourceType {
    const { elements, channels } = this.#nodes[node];
    return { elements, channels };
  }

  add(node: FilterNode): number {
    return this.#nodes.push(node) - 1;
  }

  correlate(input: number, laid: LaidMatrix, filtering: Filtering): number {
    const { channels, elements: given } = this.typeOf(input);
    const { mask, edge, rounding, elements = given, white = whiteOfElements(elements) } = filtering;
    return this.add({
      op: "correlate",
      input,
      elements,
      channels,
      mask,
      edge,
      rounding,
      rows: laid.matrix.length,
      columns: laid.matrix[0].length,
      weights: Float32Array.from(laid.matrix.flat()),
      anchorRow: laid.anchorRow,
      anchorColumn: laid.anchorColumn,
      scale: (laid.scale * white) / whiteOfElements(given),
      offset: (laid.offset * white) / 255,
    });
  }

  box(input: number, rows: number, columns: number, { mask, edge, rounding }: Filtering): number {
    return this.add({ op: "box", input, ...this.typeOf(input), mask, edge, rounding, rows, columns });
  }

  median(input: number, size: number, { mask, edge }: Omit<Filtering, "rounding">): number {
    return this.add({ op: "median", input, ...this.typeOf(input), mask, edge, size });
  }

  bilateral(input: number, [diameter, sigmaColor, sigmaSpace]: readonly number[], { mask, edge }: Filtering): number {
    const type = this.typeOf(input);
    return this.add({ op: "bilateral", input, ...type, mask, edge, diameter, sigmaColor, sigmaSpace });
  }

  /** gain · input + offset (0 to 255) in the channels of the mask, as `elements`. */
  affine(input: number, gain: number, offset: number, filtering: Omit<Filtering, "edge">): number {
    const { channels, elements: given } = this.typeOf(input);
    const { mask, rounding, elements = given } = filtering;
    const white = whiteOfElements(elements);
    return this.add({
      op: "affine",
      input,
      elements,
      channels,
      mask,
      gain: (gain * white) / whiteOfElements(given),
      offset: (offset * white) / 255,
      rounding,
    });
  }

  /** The same picture with samples of another type. */
  convert(input: number, elements: Elements, rounding: Rounding): number {
    const { channels, elements: given } = this.typeOf(input);
    if (given === elements) return input;
    return this.affine(input, 1, 0, { mask: (1 << channels) - 1, rounding, elements });
  }

  transfer(input: number, to: "linear" | "srgb", elements: Elements, rounding: Rounding): number {
    return this.add({ op: "transfer", input, channels: this.typeOf(input).channels, elements, to, rounding });
  }

  premultiply(
    input: number,
    direction: "on" | "off",
    elements: Elements,
    rounding: Rounding,
    more: Pick<PremultiplyNode, "inputWhite" | "least"> = {},
  ): number {
    const { channels } = this.typeOf(input);
    return this.add({ op: "premultiply", input, channels, elements, direction, rounding, ...more });
  }

  /** a · first + b · second where they differ by the threshold (0 to 255), else the first. */
  mix(first: number, second: number, a: number, b: number, mask: number, threshold = 0): number {
    const type = this.typeOf(first);
    const inputs = [first, second] as const;
    return this.add({ op: "blend", inputs, ...type, mask, mode: "mix", a, b, threshold, rounding: "even" });
  }

  screen(first: number, second: number, b: number, mask: number): number {
    const type = this.typeOf(first);
    const inputs = [first, second] as const;
    return this.add({ op: "blend", inputs, ...type, mask, mode: "screen", a: 1, b, threshold: 0, rounding: "even" });
  }
}

export const allMask = (channels: Channels): number => colourMask(channels) | alphaMask(channels);

/** A matrix whose pixel is in its middle, or right of and below it where a size is even. */
export function centred(matrix: Matrix, divisor: number, offset: number): LaidMatrix {
  const [anchorRow, anchorColumn] = [matrix.length >> 1, matrix[0].length >> 1];
  return { matrix, anchorRow, anchorColumn, scale: 1 / divisor, offset };
}

/** The divisor of tools that divide by the sum of the weights, or by 1 where that is 0. */
export const sumOrOne = (matrix: Matrix): number => sumOf(matrix) || 1;
