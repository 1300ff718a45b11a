// Transposing blocks of a matrix of 32-bit elements.

/** Writes rows × columns at `from` as columns × rows at `to`; strides in bytes. */
export function transpose(
  from: usize,
  strideFrom: usize,
  rows: usize,
  columns: usize,
  to: usize,
  strideTo: usize,
): void {
  const fullRows = rows & ~3;
  const fullColumns = columns & ~3;
  for (let i: usize = 0; i < fullRows; i += 4) {
    let source = from + i * strideFrom;
    let target = to + (i << 2);
    for (let j: usize = 0; j < fullColumns; j += 4) {
      const r0 = v128.load(source);
      const r1 = v128.load(source + strideFrom);
      const r2 = v128.load(source + 2 * strideFrom);
      const r3 = v128.load(source + 3 * strideFrom);
      const low01 = v128.shuffle<u32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<u32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<u32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<u32>(r2, r3, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<u64>(low01, low23, 0, 2));
      v128.store(target + strideTo, v128.shuffle<u64>(low01, low23, 1, 3));
      v128.store(target + 2 * strideTo, v128.shuffle<u64>(high01, high23, 0, 2));
      v128.store(target + 3 * strideTo, v128.shuffle<u64>(high01, high23, 1, 3));
      source += 16;
      target += 4 * strideTo;
    }
    if (fullColumns < columns) {
      transposeElements(source, strideFrom, 4, columns - fullColumns, target, strideTo);
    }
  }
  if (fullRows < rows) {
    transposeElements(from + fullRows * strideFrom, strideFrom, rows - fullRows, columns, to + (fullRows << 2), strideTo);
  }
}

function transposeElements(
  from: usize,
  strideFrom: usize,
  rows: usize,
  columns: usize,
  to: usize,
  strideTo: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let target = to + (i << 2);
    const source = from + i * strideFrom;
    for (let j: usize = 0; j < columns; j++) {
      store<u32>(target, load<u32>(source + (j << 2)));
      target += strideTo;
    }
  }
}
