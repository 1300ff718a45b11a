// Networks of minima and maxima that find the median of a square, with what neighbouring squares share computed once.

/** A value for each pixel of a row, or that of the pixel `shift` further right. */
interface Operand {
  plane: number;
  shift: number;
}

/** Compares two operands; undefined results are not needed. */
export interface Step {
  a: Operand;
  b: Operand;
  least?: number;
  greatest?: number;
}

/** Plane r of the first `size` planes begins as row r of the square; the median is in plane `result` at the end. */
export interface Network {
  steps: readonly Step[];
  planes: number;
  result: number;
}

/** A comparison, or a row of the input, before it has planes. */
interface Comparison {
  a: Value;
  b: Value;
  needed: { least: boolean; greatest: boolean };
}
interface Value {
  from: Comparison | number;
  part: "least" | "greatest" | "row";
  shift: number;
}

const networks = new Map<number, Network>();

/** For squares of odd size. */
export function medianNetwork(size: number): Network {
  let network = networks.get(size);
  if (!network) {
    network = placed(size, medianOf(size));
    networks.set(size, network);
  }
  return network;
}

function compare(a: Value, b: Value): [least: Value, greatest: Value] {
  const from: Comparison = { a, b, needed: { least: false, greatest: false } };
  return [
    { from, part: "least", shift: 0 },
    { from, part: "greatest", shift: 0 },
  ];
}

const least = (a: Value, b: Value): Value => compare(a, b)[0];
const greatest = (a: Value, b: Value): Value => compare(a, b)[1];

/** Batcher's merge of two sorted lists of any lengths. */
function merge(a: readonly Value[], b: readonly Value[]): Value[] {
  if (a.length === 0 || b.length === 0) return [...a, ...b];
  if (a.length === 1 && b.length === 1) return compare(a[0], b[0]);
  const every = (list: readonly Value[], first: number) => list.filter((_, i) => i % 2 === first);
  const even = merge(every(a, 0), every(b, 0));
  const odd = merge(every(a, 1), every(b, 1));
  const merged = [even[0]];
  for (let i = 1; i < even.length; i++) {
    if (i - 1 < odd.length) merged.push(...compare(odd[i - 1], even[i]));
    else merged.push(even[i]);
  }
  return [...merged, ...odd.slice(even.length - 1)];
}

function sorted(list: readonly Value[]): Value[] {
  if (list.length < 2) return [...list];
  const half = list.length >> 1;
  return merge(sorted(list.slice(0, half)), sorted(list.slice(half)));
}

const shifted = (list: readonly Value[], shift: number): Value[] =>
  list.map((value) => ({ ...value, shift: value.shift + shift }));

/** Number `rank`, counted from 0, of two sorted lists together. */
function ranked(a: readonly Value[], b: readonly Value[], rank: number): Value {
  const candidates: Value[] = [];
  for (let fromA = Math.max(0, rank + 1 - b.length); fromA <= Math.min(a.length, rank + 1); fromA++) {
    const fromB = rank + 1 - fromA;
    if (fromA === 0) candidates.push(b[fromB - 1]);
    else candidates.push(fromB === 0 ? a[fromA - 1] : greatest(a[fromA - 1], b[fromB - 1]));
  }
  return candidates.reduce(least);
}

/**
 * The columns of the square are sorted, then neighbouring columns merged by pairs, pairs of pairs and so on, each for
 * all pixels of a row at once; the square is merged of as few of these as make up its size. Of a merged list only what
 * can still be the median goes on.
 */
function medianOf(size: number): Value {
  let block = sorted(Array.from({ length: size }, (_, row): Value => ({ from: row, part: "row", shift: 0 })));
  const parts: Value[][] = [];
  let column = 0;
  for (let width = 1; width <= size; width *= 2) {
    if (size & width) {
      parts.push(shifted(block, column));
      column += width;
    }
    if (2 * width <= size) block = merge(block, shifted(block, width));
  }
  // The largest first, so that the last merge, which finds one value alone, has the smallest partner.
  parts.reverse();
  let rank = (size * size - 1) / 2;
  let list = parts[0];
  let total = size * size;
  for (const [i, part] of parts.slice(1).entries()) {
    if (i === parts.length - 2) return ranked(list, part, rank);
    const merged = merge(list, part);
    // What has too many values above it, or below it, is not in the middle of all.
    const below = Math.max(0, merged.length - total + rank);
    const kept = merged.slice(below, rank + 1);
    total -= merged.length - kept.length;
    rank -= below;
    list = kept;
  }
  return list[rank];
}

/** The comparisons that the value needs, in order, with planes that are used again when they are free. */
function placed(size: number, result: Value): Network {
  const order: Comparison[] = [];
  const visit = ({ from, part }: Value): void => {
    if (typeof from === "number" || part === "row") return;
    const known = from.needed.least || from.needed.greatest;
    from.needed[part] = true;
    if (known) return;
    visit(from.a);
    visit(from.b);
    order.push(from);
  };
  visit(result);

  /** A value by what it is, whatever its shift. */
  const ids = new Map(order.map((comparison, i) => [comparison, size + 2 * i]));
  const idOf = ({ from, part }: Value): number =>
    typeof from === "number" ? from : ids.get(from)! + Number(part === "greatest");
  const lastUse = new Map<number, number>([[idOf(result), order.length]]);
  order.forEach(({ a, b }, i) => {
    for (const id of [idOf(a), idOf(b)]) lastUse.set(id, Math.max(i, lastUse.get(id) ?? 0));
  });
  const planeOf = new Map(Array.from({ length: size }, (_, row) => [row, row]));
  const free: number[] = [];
  let planes = size;
  const steps = order.map(({ a, b, needed }, i): Step => {
    const operand = (value: Value): Operand => ({ plane: planeOf.get(idOf(value))!, shift: value.shift });
    const step: Step = { a: operand(a), b: operand(b) };
    // A step may write where it reads: it goes from left to right, and reads at its place or right of it.
    for (const id of new Set([idOf(a), idOf(b)])) if (lastUse.get(id) === i) free.push(planeOf.get(id)!);
    const place = (id: number): number => {
      const plane = free.pop() ?? planes++;
      planeOf.set(id, plane);
      return plane;
    };
    const id = ids.get(order[i])!;
    if (needed.least) step.least = place(id);
    if (needed.greatest) step.greatest = place(id + 1);
    return step;
  });
  return { steps, planes, result: planeOf.get(idOf(result))! };
}
