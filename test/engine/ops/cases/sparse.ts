// Cases of products with sparse matrices, and of the dot products for each of their entries.

import type { Node } from "../../../../engine/core/graph";
import { Random } from "../../../../engine/core/random";
import { absolute } from "../../../../engine/ops/absolute";
import { denseSparse, denseSparseTransposed } from "../../../../engine/ops/denseSparse";
import { edgeDot } from "../../../../engine/ops/edgeDot";
import { edgeDotOverRows } from "../../../../engine/ops/edgeDotOverRows";
import { relu } from "../../../../engine/ops/relu";
import { type CompressedRows, type SparseMatrix, sparseMatrix, withValues } from "../../../../engine/ops/sparse";
import { sparseMatmul, sparseMatmulTransposed } from "../../../../engine/ops/sparseMatmul";
import { readGolden } from "../../../golden/read";
import { arithmetic, type Case, rows, tensor, values } from "../harness";

const golden = readGolden<{
  rows: number;
  columns: number;
  pointers: number[];
  indices: number[];
  values: number[];
  x: number[];
  g: number[];
  product: number[];
  productTransposed: number[];
  edgeDot: number[];
  wide: number[];
  wideG: number[];
  denseProduct: number[];
  denseProductTransposed: number[];
  edgeDotOverRows: number[];
}>("sparse");

const goldenMatrix: CompressedRows = { ...golden, rowPointers: golden.pointers, columnIndices: golden.indices };

/** Rows with as many entries as said, in random columns, the same one more than once among them. */
export function pattern(counts: readonly number[], columns: number): CompressedRows {
  const random = new Random(7, columns);
  const rowPointers = [0];
  for (const count of counts) rowPointers.push(rowPointers[rowPointers.length - 1] + count);
  const columnIndices = Array.from({ length: rowPointers[counts.length] }, () => random.integer(columns));
  return { rows: counts.length, columns, rowPointers, columnIndices };
}

const uneven = pattern([0, 3, 1, 0, 9, 40, 4, 0], 13);
/** More entries in a row than are looked through for zeros. */
const long = pattern([150, 2], 5);
const empty = pattern([0, 0, 0], 2);

/** 4 × 4, its own transpose: {(0, 0), (0, 2), (2, 0), (2, 2), (2, 3), (3, 2)}. */
const mirrored = { rows: 4, columns: 4, rowPointers: [0, 2, 2, 5, 6], columnIndices: [0, 2, 0, 2, 3, 2] };

type Use = (matrix: SparseMatrix, ...operands: readonly Node[]) => Node;

/** The matrix with these values in those places. */
function withPlaces(places: CompressedRows, values: Node): SparseMatrix {
  const initial = new Float32Array(places.columnIndices.length);
  return withValues(sparseMatrix(values.graph, "matrix", { ...places, values: initial }), values);
}

/** The first input holds the values of the matrix. */
function sparseCase(name: string, places: CompressedRows, use: Use, rest: Pick<Case, "inputs"> & Partial<Case>): Case {
  return {
    name,
    build: ([entries, ...operands]) => use(withPlaces(places, entries), ...operands),
    terms: ([entries, ...operands]) => use(withPlaces(places, absolute(entries)), ...operands.map(absolute)),
    tolerance: arithmetic,
    smooth: true,
    ...rest,
  };
}

const edgeDotOf: Use = (matrix, a, b) => edgeDot(matrix, a, b);

const entriesOf = ({ columnIndices }: CompressedRows) => tensor([columnIndices.length]);

/** Two of three numbers are 0. */
const thirdsOf = (count: number) =>
  tensor(
    [count],
    Array.from({ length: count }, (_, i) => (i % 3 ? 0 : 1 - i / 99)),
  );

/** A product's cases: odd widths, an empty matrix, and one that is mirrored, where values are read in order. */
function productCases(use: Use, transposed: boolean): Case[] {
  const inner = (places: CompressedRows): number => (transposed ? places.rows : places.columns);
  return [
    ...[1, 2, 3, 7, 16, 17, 28, 40, 257].map((width) =>
      sparseCase(`rows of ${width}`, uneven, use, { inputs: [entriesOf(uneven), tensor([inner(uneven), width])] }),
    ),
    ...[uneven, long].map((places) =>
      sparseCase(`${places.rows} rows with entries of 0`, places, use, {
        inputs: [thirdsOf(places.columnIndices.length), tensor([inner(places), 40])],
      }),
    ),
    sparseCase("an empty matrix", empty, use, { inputs: [entriesOf(empty), tensor([inner(empty), 3])] }),
    {
      name: "a matrix that is its own transpose",
      inputs: [tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8])],
      build: ([x]) => use(sparseMatrix(x.graph, "matrix", { ...mirrored, values: [1, 2, 2, -3, 4, 4] }), x),
      tolerance: arithmetic,
      expected: [11, 14, 0, 0, 15, 18, 20, 24],
      smooth: true,
    },
    {
      name: "the same places both ways, not the same values",
      inputs: [tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8])],
      build: ([x]) => use(sparseMatrix(x.graph, "matrix", { ...mirrored, values: [1, 2, 3, -3, 4, 5] }), x),
      tolerance: arithmetic,
      expected: transposed ? [16, 20, 0, 0, 22, 26, 20, 24] : [11, 14, 0, 0, 16, 20, 25, 30],
      smooth: true,
    },
  ];
}

export const sparseMatmulCases: Case[] = [
  sparseCase("SciPy's product", goldenMatrix, sparseMatmul, {
    inputs: [tensor([golden.indices.length], golden.values), tensor([golden.columns, 5], golden.x)],
    expected: golden.product,
  }),
  sparseCase("SciPy's product with the transpose", goldenMatrix, sparseMatmulTransposed, {
    inputs: [tensor([golden.indices.length], golden.values), tensor([golden.rows, 5], golden.g)],
    expected: golden.productTransposed,
  }),
  sparseCase("with an activation", uneven, (matrix, x) => relu(sparseMatmul(matrix, x)), {
    inputs: [entriesOf(uneven), tensor([uneven.columns, 7])],
    terms: ([entries, x]) => sparseMatmul(withPlaces(uneven, absolute(entries)), absolute(x)),
  }),
  ...productCases(sparseMatmul, false),
  ...productCases(sparseMatmulTransposed, true).map((test) => ({ ...test, name: `transposed: ${test.name}` })),
];

export const edgeDotCases: Case[] = [
  sparseCase("SciPy's entries", goldenMatrix, edgeDotOf, {
    inputs: [
      tensor([golden.indices.length], golden.values),
      tensor([golden.rows, 5], golden.g),
      tensor([golden.columns, 5], golden.x),
    ],
    expected: golden.edgeDot,
  }),
  sparseCase("rows of zeros", uneven, edgeDotOf, {
    inputs: [
      entriesOf(uneven),
      tensor(
        [uneven.rows, 4],
        Array.from({ length: uneven.rows * 4 }, (_, i) => (i % 8 < 4 ? 0 : i / 9)),
      ),
      tensor([uneven.columns, 4]),
    ],
  }),
  ...[1, 3, 4, 17, 257].map((width) =>
    sparseCase(`rows of ${width}`, uneven, edgeDotOf, {
      inputs: [entriesOf(uneven), tensor([uneven.rows, width]), tensor([uneven.columns, width])],
    }),
  ),
  sparseCase("an empty matrix", empty, edgeDotOf, { inputs: [entriesOf(empty), tensor([3, 2]), tensor([2, 2])] }),
];

/** Heads of so many columns: with eight columns, 32 at a time and the rest; with others head by head. */
const headed: readonly [heads: number, units: number][] = [
  [2, 3],
  [3, 8],
  [5, 8],
  [8, 8],
  [3, 16],
  [4, 12],
];

const headEntries = (heads: number) => tensor([uneven.columnIndices.length, heads]);

for (const [heads, units] of headed) {
  for (const [use, name, inner] of [
    [sparseMatmul, "", uneven.columns],
    [sparseMatmulTransposed, "transposed: ", uneven.rows],
  ] as const) {
    const inputs = [headEntries(heads), tensor([inner, heads * units])];
    sparseMatmulCases.push(sparseCase(`${name}${heads} heads of ${units}`, uneven, use, { inputs }));
  }
  edgeDotCases.push(
    sparseCase(`${heads} heads of ${units}`, uneven, (matrix, a, b) => edgeDot(matrix, a, b, { heads }), {
      inputs: [entriesOf(uneven), tensor([uneven.rows, heads * units]), tensor([uneven.columns, heads * units])],
    }),
  );
}

sparseMatmulCases.push({
  name: "two heads beside each other",
  inputs: [tensor([6, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8])],
  build: ([entries, x]) => sparseMatmul(withPlaces(mirrored, entries), x),
  tolerance: arithmetic,
  expected: [16, 28, 0, 0, 103, 140, 55, 72],
  smooth: true,
});

/** Row counts around the 16 that are taken at once; a batch with fewer rows than fit. */
const counts: readonly { count: number; extent?: number }[] = [
  { count: 1 },
  { count: 3 },
  { count: 16 },
  { count: 17 },
  { count: 35 },
  { count: 35, extent: 18 },
  { count: 5, extent: 2 },
];

function overRows(use: Use, widths: (places: CompressedRows) => number[]): Case[] {
  const cases = counts.map(({ count, extent }) =>
    sparseCase(`${extent ?? "all"} of ${count} rows`, uneven, use, {
      inputs: [
        entriesOf(uneven),
        ...widths(uneven).map((width, i) => {
          const content = values([count, width], -2, 2, i);
          return extent ? rows([count, width], content) : tensor([count, width], content);
        }),
      ],
      extent,
    }),
  );
  const inputs = [entriesOf(empty), ...widths(empty).map((width) => tensor([3, width]))];
  return [...cases, sparseCase("an empty matrix", empty, use, { inputs })];
}

export const denseSparseCases: Case[] = [
  sparseCase("SciPy's product", goldenMatrix, (matrix, x) => denseSparse(x, matrix), {
    inputs: [tensor([golden.indices.length], golden.values), tensor([19, golden.rows], golden.wide)],
    expected: golden.denseProduct,
  }),
  sparseCase("SciPy's product with the transpose", goldenMatrix, (matrix, x) => denseSparseTransposed(x, matrix), {
    inputs: [tensor([golden.indices.length], golden.values), tensor([19, golden.columns], golden.wideG)],
    expected: golden.denseProductTransposed,
  }),
  ...overRows(
    (matrix, x) => denseSparse(x, matrix),
    (places) => [places.rows],
  ),
  ...overRows(
    (matrix, x) => denseSparseTransposed(x, matrix),
    (places) => [places.columns],
  ).map((test) => ({ ...test, name: `transposed: ${test.name}` })),
];

export const edgeDotOverRowsCases: Case[] = [
  sparseCase("SciPy's entries", goldenMatrix, edgeDotOverRows, {
    inputs: [
      tensor([golden.indices.length], golden.values),
      tensor([19, golden.rows], golden.wide),
      tensor([19, golden.columns], golden.wideG),
    ],
    expected: golden.edgeDotOverRows,
  }),
  ...overRows(edgeDotOverRows, (places) => [places.rows, places.columns]),
];
