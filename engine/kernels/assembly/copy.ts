// Copies of 32-bit elements: strided, by blocks of columns, and one value repeated.

import { dimension, input, output, scalar } from "./instruction";
import { transpose } from "./transpose";
import { storeFirst } from "./vector";

/** From this many elements on, a call of the engine's own copy costs less than a loop. */
const bulkCount: usize = 128;

@inline
export function copyRun(from: usize, to: usize, count: usize): void {
  if (count >= bulkCount) {
    memory.copy(to, from, count << 2);
    return;
  }
  const end = to + ((count & ~3) << 2);
  while (to < end) {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  }
  const rest = count & 3;
  if (rest) storeFirst(to, v128.load(from), rest);
}

@inline
export function fillRun(to: usize, value: v128, count: usize): void {
  const end = to + ((count & ~3) << 2);
  for (; to < end; to += 16) v128.store(to, value);
  const rest = count & 3;
  if (rest) storeFirst(to, value, rest);
}

/** Two axes into a contiguous output; strides in elements. */
@inline
function copyPlane(from: usize, to: usize, rows: usize, columns: usize, strideRow: usize, strideColumn: usize): void {
  if (strideRow == 1 && strideColumn > 1 && rows >= 4 && columns >= 4) {
    transpose(from, strideColumn << 2, columns, rows, to, columns << 2);
    return;
  }
  for (; rows > 0; rows--) {
    if (strideColumn == 1) {
      copyRun(from, to, columns);
      to += columns << 2;
    } else if (strideColumn == 0) {
      fillRun(to, v128.load32_splat(from), columns);
      to += columns << 2;
    } else {
      let source = from;
      const end = to + (columns << 2);
      for (; to < end; to += 4) {
        store<u32>(to, load<u32>(source));
        source += strideColumn << 2;
      }
    }
    from += strideRow << 2;
  }
}

export function stridedCopy(instruction: usize): void {
  const rows = dimension(instruction, 4);
  const columns = dimension(instruction, 5);
  const plane = (rows * columns) << 2;
  let to = output(instruction);
  let from0 = input(instruction, 0);
  for (let i0 = dimension(instruction, 0); i0 > 0; i0--) {
    let from1 = from0;
    for (let i1 = dimension(instruction, 1); i1 > 0; i1--) {
      let from2 = from1;
      for (let i2 = dimension(instruction, 2); i2 > 0; i2--) {
        let from3 = from2;
        for (let i3 = dimension(instruction, 3); i3 > 0; i3--) {
          copyPlane(from3, to, rows, columns, dimension(instruction, 10), dimension(instruction, 11));
          to += plane;
          from3 += dimension(instruction, 9) << 2;
        }
        from2 += dimension(instruction, 8) << 2;
      }
      from1 += dimension(instruction, 7) << 2;
    }
    from0 += dimension(instruction, 6) << 2;
  }
}

export function copyColumns(instruction: usize): void {
  const width = dimension(instruction, 1);
  let from = input(instruction, 0);
  let to = output(instruction);
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    copyRun(from, to, width);
    from += dimension(instruction, 2) << 2;
    to += dimension(instruction, 3) << 2;
  }
}

export function fill(instruction: usize): void {
  fillRun(output(instruction), f32x4.splat(<f32>scalar(instruction, 0)), dimension(instruction, 0));
}
