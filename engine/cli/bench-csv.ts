// csv-read: a table of 110 MB, from the file to typed columns, with the project's own reader.

import { open, rename, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Workload } from "../bench";
import { CheckError } from "../bench/checks";
import { u } from "../bench/data";
import { readData } from "./inputs";

const name = "csv-read";
const rows = 590_000;
const columns = 20;
/** Rows that are written at once. */
const stretch = 10_000;
const number = (index: number): string => (u(60, index) * 2000 - 1000).toFixed(4);

export const csvRead: Workload = {
  name,
  unit: "file",
  async prepare() {
    const path = await table();
    const read = async (): Promise<void> => {
      const found = await readData(path);
      const last = found.columns.at(-1);
      const value = last?.storage === "numeric" ? last.values[rows - 1] : Number.NaN;
      if (found.rows === rows && found.columns.length === columns && value === Number(number(rows * columns - 1)))
        return;
      throw new CheckError(
        `${name}: ${found.rows} × ${found.columns.length}, the last ${value}, is not what was written.`,
      );
    };
    await read();
    const { size } = await stat(path);
    return {
      run: async (count) => {
        for (let i = 0; i < count; i++) await read();
      },
      note: (milliseconds) => `${rows} × ${columns}, ${(size / milliseconds / 1e3).toFixed(0)} MB/s`,
    };
  },
};

/** Path of the file, written when it is not there from an earlier time. */
async function table(): Promise<string> {
  const path = join(tmpdir(), `neural-lens-bench-${rows}x${columns}.csv`);
  if (await stat(path).catch(() => undefined)) return path;
  const unfinished = `${path}.${process.pid}`;
  const file = await open(unfinished, "w");
  try {
    await file.write(`${Array.from({ length: columns }, (_, i) => `c${i}`).join(",")}\n`);
    for (let row = 0; row < rows; row += stretch) await file.write(lines(row, Math.min(rows, row + stretch)));
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  return path;
}

function lines(from: number, to: number): string {
  let text = "";
  for (let row = from; row < to; row++) {
    for (let column = 0; column < columns; column++) {
      text += number(row * columns + column) + (column < columns - 1 ? "," : "\n");
    }
  }
  return text;
}
