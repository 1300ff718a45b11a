// Vectors that describe labels, from a file: text as GloVe and word2vec write it, a table, or a NumPy array.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import { readAll } from "../bytes";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import type { Files } from "../files";
import { eachLine } from "../graph/lines";
import { Hash } from "../hash";
import { firstOf, quoted } from "../listing";
import { isNumpy } from "../magic";
import { loadArray } from "../numpy/array";

export interface LabelVectors {
  /** Numbers in a vector. */
  size: number;
  /** [labels × size], row-major, in the order of the labels. */
  values: Float32Array;
  /** Labels that have neither a vector nor one of any of their words, and take the mean of all that were found. */
  missing: string[];
  /** Of the bytes of the file. */
  hash: string;
  assumptions: Assumption[];
}

/** Longer vectors describe no label. */
const largest = 4_096;

/**
 * A text or a table has a name and its numbers in a line, in any order, and is streamed, for such files may have gigabytes;
 * a NumPy array has a row for each label, in their order. Names are sought as they are written, then in small letters; a
 * name of several words (blank, - or _) takes the mean of its words' vectors, and any other the mean of all vectors found.
 * @throws InputError where no label is found, and for a line or an array that is no vectors
 */
export async function readLabelVectors(
  files: Files,
  path: string,
  labels: readonly string[],
  options: ReadOptions = {},
): Promise<LabelVectors> {
  const source = await files.open(path);
  if (isNumpy(await source.read(0, Math.min(source.size, 16)))) return arrayVectors(source, labels, options);
  const found = new Found(source.name, labels);
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  await eachLine(source, options, hash, assumptions, (bytes, start, end, line) => found.take(bytes, start, end, line));
  const { size, values, missing } = found.finish(assumptions);
  return { size, values, missing, hash: hash.digest(), assumptions };
}

async function arrayVectors(
  source: ByteSource,
  labels: readonly string[],
  options: ReadOptions,
): Promise<LabelVectors> {
  const { bytes, hash } = await readAll(source, options);
  const { type, shape, fortranOrder, data } = await loadArray(bytes, source.name);
  const [rows, size] = shape;
  if (shape.length !== 2 || rows !== labels.length || size < 1 || size > largest || !/^[fiu]/.test(type)) {
    const message = `An array of ${shape.join(" × ") || "one value"} is no vectors of the labels: give one row of numbers for each of the ${labels.length} labels, in their order.`;
    throw new InputError(message, { file: source.name });
  }
  const values = new Float32Array(rows * size);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < size; j++) {
      values[i * size + j] = Number((data as ArrayLike<number>)[fortranOrder ? j * rows + i : i * size + j]);
    }
  }
  if (!values.every(Number.isFinite)) {
    throw new InputError("There are vectors with values that are no numbers (NaN or infinite).", { file: source.name });
  }
  const text = `The rows of the array are the vectors of the labels in their order: the first is of ${quoted(labels[0])}.`;
  return { size, values, missing: [], hash, assumptions: [{ text }] };
}

const wordsOf = (label: string): string[] => label.split(/[\s_-]+/).filter((word) => word !== "");

const decoder = new TextDecoder();

/** Collects the vectors that labels need while lines go by. */
class Found {
  private readonly vectors = new Map<string, Float32Array>();
  /** What is looked for, small letters included. */
  private readonly wanted = new Set<string>();
  private separator = "";
  private size = 0;

  constructor(
    private readonly file: string,
    private readonly labels: readonly string[],
  ) {
    for (const label of labels) {
      for (const name of [label, ...wordsOf(label)]) this.wanted.add(name).add(name.toLowerCase());
    }
  }

  take(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (end === start) return;
    if (this.size === 0 && !this.begin(decoder.decode(bytes.subarray(start, end)), line)) return;
    const separator = this.separator.charCodeAt(0);
    // Most lines of a large file are of other words, and their numbers are not looked at.
    if (separator === 32) {
      const stop = bytes.indexOf(separator, start);
      const word = decoder.decode(bytes.subarray(start, stop < 0 ? end : Math.min(stop, end)));
      if (!this.wanted.has(word)) return;
    }
    const cells = this.cells(decoder.decode(bytes.subarray(start, end)));
    const name = cells[0];
    if (!this.wanted.has(name) || this.vectors.has(name)) return;
    // GloVe has a few words with blanks in them, of which this is the first part.
    if (cells.length > this.size + 1 && !Number.isFinite(Number(cells[1]))) return;
    this.vectors.set(name, this.vectorOf(cells, line));
  }

  finish(assumptions: Assumption[]): Pick<LabelVectors, "size" | "values" | "missing"> {
    const { labels, size } = this;
    const values = new Float32Array(labels.length * size);
    const own = labels.map((label) => this.of(label));
    const mean = meanOf([...this.vectors.values()], size);
    if (!mean) {
      const message = `None of the ${countOf(labels.length, "label")} has a vector here, the first being ${quoted(labels[0])}: a line has the name of a label and its numbers.`;
      throw new InputError(message, { file: this.file });
    }
    const joined: string[] = [];
    const missing: string[] = [];
    for (const [i, label] of labels.entries()) {
      const words = own[i]
        ? undefined
        : meanOf(
            wordsOf(label).flatMap((word) => this.of(word) ?? []),
            size,
          );
      if (words) joined.push(label);
      else if (!own[i]) missing.push(label);
      values.set(own[i] ?? words ?? mean, i * size);
    }
    const say = (names: readonly string[], takes: string) => {
      if (names.length === 0) return;
      const has = `has no vector in ${quoted(this.file)} and takes`;
      const have = `have no vectors in ${quoted(this.file)} and take`;
      const subject = countOf(names.length, "label");
      assumptions.push({
        text: `${subject} ${names.length === 1 ? has : have} the mean of ${takes}: ${firstOf(names.map(quoted), 6)}.`,
      });
    };
    say(joined, "the vectors of the words in the name");
    say(missing, "all vectors that were found");
    return { size, values, missing };
  }

  private of(name: string): Float32Array | undefined {
    return this.vectors.get(name) ?? this.vectors.get(name.toLowerCase());
  }

  /** Decides on separator and size by a line; false for one that is no vector, but a header. */
  private begin(text: string, line: number): boolean {
    const counts = ["\t", ",", ";", " "].map((separator) => ({ separator, count: text.split(separator).length - 1 }));
    const { separator, count } = counts.reduce((a, b) => (b.count > a.count ? b : a));
    if (count === 0 || count > largest) {
      const message = `A line has the name of a label and its numbers, at most ${largest}, between blanks, commas or tabs.`;
      throw new InputError(message, { file: this.file, line });
    }
    this.separator = separator;
    const [name, ...numbers] = this.cells(text);
    // word2vec begins with the number of its words and of the numbers of each.
    if (line === 1 && numbers.length === 1 && /^\d+$/.test(name) && /^\d+$/.test(numbers[0])) return false;
    const header = numbers.some((cell) => cell === "" || !Number.isFinite(Number(cell)));
    if (header && line === 1) return false;
    this.size = numbers.length;
    return true;
  }

  private cells(text: string): string[] {
    const cells = text.trimEnd().split(this.separator);
    if (this.separator === " " || !text.includes('"')) return cells.map((cell) => cell.trim());
    // A quoted name may hold the separator; numbers hold none, so that what is left over belongs to the name.
    const quote = /^\s*"((?:[^"]|"")*)"\s*/.exec(text);
    const rest = quote
      ? text
          .slice(quote[0].length + 1)
          .trimEnd()
          .split(this.separator)
      : cells.slice(1);
    const name = quote ? quote[1].replaceAll('""', '"') : cells[0];
    return [name, ...rest].map((cell) => cell.trim());
  }

  private vectorOf(cells: readonly string[], line: number): Float32Array {
    const numbers = cells.slice(1).map(Number);
    const place = { file: this.file, line };
    if (numbers.length !== this.size) {
      const message = `The vector of ${quoted(cells[0])} has ${countOf(numbers.length, "number")}, and others have ${this.size}: correct the line.`;
      throw new InputError(message, place);
    }
    if (!numbers.every(Number.isFinite)) {
      throw new InputError(`The vector of ${quoted(cells[0])} has a value that is no number: correct the line.`, place);
    }
    return Float32Array.from(numbers);
  }
}

/** Undefined of none. */
function meanOf(vectors: readonly Float32Array[], size: number): Float32Array | undefined {
  if (vectors.length === 0) return undefined;
  return Float32Array.from({ length: size }, (_, i) => vectors.reduce((sum, v) => sum + v[i], 0) / vectors.length);
}
