// Pictures of two or three digits that occur together by a stated law, with tables of their labels and of label vectors.

import { Random } from "../../core/random";
import type { Image } from "../image/image";
import { drawDigits } from "./digits";
import type { GeneratedTable } from "./table";

export const digitNames = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"] as const;

/**
 * Probability that a digit brings its partner: an even one the next digit, an odd one any. A picture has three digits in one
 * of two cases, and begins with an even one in seven of ten.
 */
export const digitLaw = { partner: 0.8, third: 0.5, even: 0.7 };

const room = 3;

/** Which bars of a display with seven of them show each digit: top, upper left and right, middle, lower left and right, bottom. */
const bars = [
  "1110111",
  "0010010",
  "1011101",
  "1011011",
  "0111010",
  "1101011",
  "1101111",
  "1010010",
  "1111111",
  "1111011",
];

export interface LabelPictures {
  pictures: { name: string; image: Image; digits: number[] }[];
  /** A row a picture: its name, then a column of zeros and ones for each digit. */
  labels: GeneratedTable;
  /** A row a digit: its name, then 1 or −1 for each bar of a seven-bar display that shows it or stays dark. */
  vectors: GeneratedTable;
}

/** Grey pictures of 2.25 × `height` by `height` pixels; the same seed gives the same ones. Digits stand in random order. */
export function labelPictures(count: number, seed: number, height = 20): LabelPictures {
  const pictures = Array.from({ length: count }, (_, i) => {
    const random = new Random(seed, i);
    const digits = random.shuffle(drawSet(random));
    const name = `${String(i + 1).padStart(String(count).length, "0")}.png`;
    return { name, image: drawDigits(digits, room, height, random), digits };
  });
  const ones = (digits: readonly number[]) => digitNames.map((_, digit) => Number(digits.includes(digit)));
  return {
    pictures,
    labels: { columns: ["picture", ...digitNames], rows: pictures.map(({ name, digits }) => [name, ...ones(digits)]) },
    vectors: {
      columns: ["digit", "top", "upper_left", "upper_right", "middle", "lower_left", "lower_right", "bottom"],
      rows: digitNames.map((name, digit) => [name, ...Array.from(bars[digit], (bar) => 2 * Number(bar) - 1)]),
    },
  };
}

/** Two or three different digits, by the law. */
function drawSet(random: Random): number[] {
  const first = 2 * random.integer(5) + Number(random.uniform() >= digitLaw.even);
  const set = [first];
  const size = random.uniform() < digitLaw.third ? 3 : 2;
  while (set.length < size) {
    const last = set[set.length - 1];
    const partner = last % 2 === 0 && random.uniform() < digitLaw.partner ? last + 1 : random.integer(10);
    if (!set.includes(partner)) set.push(partner);
  }
  return set;
}
