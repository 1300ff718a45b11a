// What a table is once it has been read: typed columns, the line each row came from, and what the reader assumed.

/** A statement about how a file was read, with the line it concerns (counted from 1) where there is one. */
export interface Assumption {
  text: string;
  line?: number;
}

/** Something wrong or doubtful in the data that a person should see; `code` is stable, for quick fixes. */
export interface Problem {
  code: ProblemCode;
  text: string;
  severity: "error" | "warning" | "information";
  line?: number;
  column?: string;
}

export type ProblemCode =
  | "ragged-row"
  | "mixed-types"
  | "missing-values"
  | "nul-bytes"
  | "wrong-encoding"
  | "duplicate-name"
  | "duplicate-rows"
  | "constant-column"
  | "leak"
  | "rare-class"
  | "labels"
  | "truncated"
  | "unreadable-picture"
  | "unmatched-picture";

export type ColumnType = "number" | "category" | "date" | "text" | "id" | "constant";

/** Numbers, and dates as milliseconds since 1970 UTC; a missing cell is NaN. */
export interface NumericColumn {
  name: string;
  type: "number" | "date" | "id" | "constant";
  storage: "numeric";
  values: Float64Array;
  missing: number;
}

/** Strings by index into `categories` (in order of first appearance); a missing cell is -1. */
export interface CodedColumn {
  name: string;
  type: "category" | "text" | "id" | "constant";
  storage: "coded";
  codes: Int32Array;
  categories: string[];
  missing: number;
}

export type Column = NumericColumn | CodedColumn;

export interface Dataset {
  /** Name of the file, where there is one. */
  name?: string;
  /** The format that was read, as in the format table: "csv", "tsv", "json", "jsonl", "arff", "npy", "npz", "parquet". */
  format: string;
  rows: number;
  columns: Column[];
  /** Line of each row in the file, counted from 1; absent for binary formats. */
  lines?: Uint32Array;
  /** Hash of the bytes that were read (hexadecimal), which runs record and resume compares. */
  hash: string;
  /** What an ARFF file calls itself, where Meka writes which columns are labels. */
  relation?: string;
  assumptions: Assumption[];
  problems: Problem[];
}

/** Bytes of a file, from wherever they come (disk, an unsaved editor, a test): the port that readers read through. */
export interface ByteSource {
  /** Name with extension, for messages and for choosing the format. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Reports how far a long read has come (0 to 1) and is asked whether to go on. */
export interface ReadOptions {
  signal?: AbortSignal;
  progress?: (fraction: number) => void;
}
