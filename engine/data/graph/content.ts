// The .content files of citation networks: id, features, class; features one a cell, or as the indices of those that are 1.

import { InputError } from "../../errors";
import { grouped } from "../../words";
import { ColumnBuilder } from "../column-builder";
import { finishColumn } from "../column-finish";
import type { Assumption, ByteSource, Column, Problem, ReadOptions } from "../dataset";
import { growingFloats, growingLines } from "../growing";
import { Hash } from "../hash";
import { parseNumber } from "../numbers";
import { eachLine, excerpt, Words } from "./lines";
import type { SparseFeatures } from "./network";
import { NodeIds } from "./node-ids";
import { lineText } from "./numbered";

export interface Content {
  ids: NodeIds;
  features: SparseFeatures;
  /** Absent where lines end without a class. */
  classes?: Column;
  lines: Uint32Array;
  hash: string;
  assumptions: Assumption[];
  problems: Problem[];
}

/** `classes` says whether the last cell of a line is the node's class. Throws InputError with the line of a fault. */
export async function readContent(source: ByteSource, options: ReadOptions, classes = true): Promise<Content> {
  const file = source.name;
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  const problems: Problem[] = [];
  const ids = new NodeIds();
  const words = new Words();
  const cells = growingFloats();
  const rowPointers = growingLines();
  const lines = growingLines();
  const labels = new ColumnBuilder("words");
  let [width, ragged, unordered] = [-1, 0, 0];
  rowPointers.push(0);
  await eachLine(source, options, hash, assumptions, (bytes, start, end, line) => {
    const count = words.cut(bytes, start, end);
    if (count === 0) return;
    if (classes && count < 2) {
      throw new InputError("A line has an id, features and a class, and this one has one cell.", { file, line });
    }
    const { starts, ends } = words;
    const before = ids.count;
    if (ids.node(bytes, starts[0], ends[0], line) !== before) {
      const id = lineText(bytes, starts[0], ends[0]);
      throw new InputError(`The node “${id}” has a line already; each has one.`, { file, line });
    }
    const stop = classes ? count - 1 : count;
    let last = -1;
    for (let i = 1; i < stop; i++) {
      const value = parseNumber(bytes, starts[i], ends[i]);
      if (Number.isNaN(value)) {
        const text = `“${excerpt(lineText(bytes, starts[i], ends[i]))}” is no number, and all cells between id and class are.`;
        throw new InputError(text, { file, line });
      }
      if (value <= last || !Number.isInteger(value)) unordered ||= line;
      last = value;
      cells.push(value);
    }
    if (width < 0) width = stop - 1;
    else if (width !== stop - 1) ragged ||= line;
    if (classes) labels.addBytes(bytes, starts[stop], ends[stop]);
    rowPointers.push(cells.length);
    lines.push(line);
  });
  if (ids.count === 0) throw new InputError("There are no nodes in this file.", { file, line: 1 });
  if (unordered > 0 && ragged > 0) {
    const text = `This line has another number of features than the first (${grouped(width)}), and they are no ascending indices either.`;
    throw new InputError(text, { file, line: ragged });
  }
  const values = cells.finish();
  const nodeLines = lines.finish();
  const pointers = rowPointers.finish();
  const features = unordered > 0 ? dense(values, pointers, width) : indices(values, pointers, file, nodeLines);
  assumptions.push({
    text:
      unordered > 0
        ? `Each line has its ${grouped(width)} features one by one.`
        : `Each line has the indices, from 0, of the features that are 1; there are ${grouped(features.columns)}.`,
    line: nodeLines[0],
  });
  const context = { name: "class", index: 1, columns: 2, lines: nodeLines, assumptions, problems, markers: new Map() };
  const column = classes ? finishColumn(labels, context)! : undefined;
  return { ids, features, classes: column, lines: nodeLines, hash: hash.digest(), assumptions, problems };
}

function dense(values: Float64Array, pointers: Uint32Array, columns: number): SparseFeatures {
  const columnIndices = growingLines();
  const kept = growingFloats();
  const rowPointers = new Uint32Array(pointers.length);
  let ones = true;
  for (let row = 0; row + 1 < pointers.length; row++) {
    for (let at = pointers[row]; at < pointers[row + 1]; at++) {
      if (values[at] === 0) continue;
      columnIndices.push(at - pointers[row]);
      kept.push(values[at]);
      if (values[at] !== 1) ones = false;
    }
    rowPointers[row + 1] = columnIndices.length;
  }
  const features = { columns, rowPointers, columnIndices: columnIndices.finish() };
  return ones ? features : { ...features, values: Float32Array.from(kept.finish()) };
}

/** More features than this are a mistake. */
const featureLimit = 2 ** 24;

function indices(values: Float64Array, rowPointers: Uint32Array, file: string, lines: Uint32Array): SparseFeatures {
  let most = -1;
  for (let row = 0; row + 1 < rowPointers.length; row++) {
    const last = rowPointers[row + 1] > rowPointers[row] ? values[rowPointers[row + 1] - 1] : -1;
    if (last >= featureLimit) {
      throw new InputError(`The index ${last} is too large for a feature.`, { file, line: lines[row] });
    }
    most = Math.max(most, last);
  }
  return { columns: most + 1, rowPointers, columnIndices: Uint32Array.from(values) };
}
