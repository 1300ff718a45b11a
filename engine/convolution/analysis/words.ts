// The sentences on a kernel: its class, what becomes of a flat area, separability, and where its name promises otherwise.

import type { KernelFacts } from "./facts";

/** Six significant digits at most, with a true minus sign. */
export const shown = (value: number): string => String(Number(value.toPrecision(6)) || 0).replaceAll("-", "−");

const listed = (values: readonly number[]): string => values.map(shown).join(" ");

/** Directions every 45°, from the right clockwise. */
const compass = ["right", "lower right", "bottom", "lower left", "left", "upper left", "top", "upper right"];

export function factSentences(
  facts: Omit<KernelFacts, "sentences">,
  matrix: readonly (readonly number[])[],
  name?: string,
): string[] {
  const sentences = [classSentence(facts, matrix), flatSentence(facts)];
  const broken = name === undefined ? undefined : brokenPromise(facts, name);
  if (broken) sentences.push(broken);
  if (facts.rank > 0) sentences.push(separabilitySentence(facts));
  if (facts.class === "blur" && matrix.flat().some((value) => value / facts.divisor < 0)) {
    sentences.push("Some coefficients are negative: there are bright and dark rims beside edges.");
  }
  if (facts.least < 0 || facts.most > 255) {
    sentences.push(
      `Results lie between ${shown(facts.least)} and ${shown(facts.most)}; what is below 0 or above 255 is clamped.`,
    );
  }
  return sentences;
}

function classSentence(facts: Omit<KernelFacts, "sentences">, matrix: readonly (readonly number[])[]): string {
  const { class: kind, direction, divisor, rows, columns } = facts;
  switch (kind) {
    case "identity":
      return "Identity: the picture stays as it is.";
    case "blur":
      return "Blur: every coefficient is below 1, and they sum to 1.";
    case "sharpen": {
      const centre = matrix[(rows - 1) / 2][(columns - 1) / 2] / divisor;
      return `Sharpen: the centre is ${shown(centre)}, and the others have the absolute sum ${shown(centre - 1)}, one less.`;
    }
    case "emboss":
      return `Emboss: the coefficients sum to 0, and where values grow towards the ${side(direction!)} the result is positive.`;
    case "edge":
      return direction === undefined
        ? "Edge: the coefficients sum to 0, without a direction."
        : `Edge: the coefficients sum to 0, a smoothed derivative towards the ${side(direction)}; with an offset of 128 it would emboss.`;
    case "other":
      return otherSentence(matrix, divisor);
  }
}

const side = (direction: number): string => compass[Math.round((direction + 360) / 45) % 8];

/** Lone coefficients scale or move a picture; the others fit none of the classes. */
function otherSentence(matrix: readonly (readonly number[])[], divisor: number): string {
  const places = matrix.flatMap((row, r) => row.flatMap((value, c) => (value === 0 ? [] : [{ r, c, value }])));
  if (places.length === 0) return "All coefficients are 0.";
  if (places.length > 1) return "Neither blur, sharpen, emboss nor edge by the sums of its coefficients.";
  const [{ r, c, value }] = places;
  const gain = shown(value / divisor);
  return r === (matrix.length - 1) / 2 && c === (matrix[0].length - 1) / 2
    ? `Only the centre counts: values are multiplied by ${gain}.`
    : `One pixel beside the centre counts: the picture is moved${gain === "1" ? "" : `, and values are multiplied by ${gain}`}.`;
}

function flatSentence({ effectiveSum, offset }: Omit<KernelFacts, "sentences">): string {
  const shift = offset === 0 ? "" : offset > 0 ? `, plus ${shown(offset)}` : `, minus ${shown(-offset)}`;
  if (effectiveSum === 0) {
    if (offset === 0) return "Sums to 0: a flat area becomes 0; with an offset of 128 it becomes middle grey.";
    const grey = offset >= 127 && offset <= 128 ? ", middle grey" : "";
    return `Sums to 0: a flat area becomes ${shown(offset)}, the offset${grey}.`;
  }
  if (effectiveSum === 1) return `Sums to 1: a flat area keeps its value${shift}.`;
  const sum = shown(effectiveSum);
  if (effectiveSum < 0) {
    return offset > 0
      ? `Sums to ${sum}: a flat area is negated and scaled${shift}.`
      : `Sums to ${sum}: a flat area becomes negative, so it is clamped to 0; an offset of 255 would make a negative of it.`;
  }
  return effectiveSum > 1
    ? `Brightens by ${sum} ×: a flat area of 100 becomes ${shown(100 * effectiveSum)}${shift}.`
    : `Darkens to ${sum} ×: a flat area of 100 becomes ${shown(100 * effectiveSum)}${shift}.`;
}

/** What words in the names of kernels promise of the sum. */
const promises: { word: RegExp; sum: 0 | 1 }[] = [
  { word: /emboss/i, sum: 0 },
  { word: /sobel|prewitt|scharr|laplacian|\blog\b|edges?\b(?!.?enhance)/i, sum: 0 },
  { word: /blur|gauss(ian)?|box|motion|smooth|unsharp|sharpen|identity/i, sum: 1 },
];

function brokenPromise({ effectiveSum }: Omit<KernelFacts, "sentences">, name: string): string | undefined {
  for (const { word, sum } of promises) {
    const noun = word.exec(name)?.[0].toLowerCase();
    if (noun === undefined) continue;
    if (effectiveSum === sum) return undefined;
    const start = `This named ${noun} sums to ${shown(effectiveSum)}, not ${sum}`;
    if (sum === 1) return `${start}: a flat area does not keep its value.`;
    return effectiveSum === 1
      ? `${start}: a flat area keeps its value instead of becoming grey.`
      : `${start}: a flat area is scaled instead of becoming one grey.`;
  }
  return undefined;
}

function separabilitySentence({ rank, factors, rows, columns }: Omit<KernelFacts, "sentences">): string {
  if (!factors) return `Not separable: its rank is ${rank}.`;
  if (rows === 1 || columns === 1) return "Separable: it has only one row or column.";
  const scale = Math.abs(factors.scale - 1) < 1e-9 ? "" : `, times ${shown(factors.scale)}`;
  if (rows > 9 || columns > 9) return "Separable: a column of numbers times a row of numbers.";
  return `Separable: the column ${listed(factors.column)} times the row ${listed(factors.row)}${scale}.`;
}
