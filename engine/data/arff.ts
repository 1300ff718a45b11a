// ARFF, the format of Weka: declared attributes, then rows, dense or sparse.

import { InputError } from "../errors";
import { breathe, readAll } from "./bytes";
import { ColumnBuilder } from "./column-builder";
import type { Assumption, ByteSource, Dataset, Problem, ReadOptions } from "./dataset";
import { wholeText } from "./encoding";
import { growingLines } from "./growing";
import { decodeCell } from "./intern";
import { Ragged } from "./ragged";
import { finishRereading, type TableParts } from "./table-builder";

interface Attribute {
  name: string;
  type: "numeric" | "nominal" | "string" | "date";
  /** Of a nominal attribute, in the order of its declaration. */
  values: string[];
}

interface Cell {
  text: string;
  quoted: boolean;
}

const linesAtOnce = 50_000;

/** Throws InputError with the line of a declaration or row that cannot be read. */
export async function readArff(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  const { bytes: read, hash } = await readAll(source, options);
  const { bytes, assumptions } = wholeText(read, source.name);
  return finishRereading((text) => new ArffPass(bytes, source.name, text).run(hash, assumptions, options));
}

class ArffPass {
  private readonly attributes: Attribute[] = [];
  private builders: ColumnBuilder[] = [];
  private readonly known: Set<string>[] = [];
  private readonly lines = growingLines();
  private readonly problems: Problem[] = [];
  private readonly ragged = new Ragged(
    "another number of cells than there are attributes",
    "absent cells count as missing, surplus ones are left out",
  );
  private line = 0;
  private inData = false;
  private relation?: string;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string,
    private readonly textColumns: ReadonlySet<number>,
  ) {}

  async run(hash: string, said: Assumption[], options: ReadOptions): Promise<TableParts> {
    for (let start = 0; start < this.bytes.length; ) {
      const found = this.bytes.indexOf(10, start);
      const end = found < 0 ? this.bytes.length : found;
      this.line++;
      const text = decodeCell(this.bytes.subarray(start, end)).text.trim();
      start = end + 1;
      if (text === "" || text.startsWith("%")) continue;
      if (this.inData) this.row(text);
      else this.declaration(text);
      if (this.line % linesAtOnce === 0) {
        options.signal?.throwIfAborted();
        await breathe();
      }
    }
    if (!this.inData) throw this.wrong("There is no @data line, so this is no ARFF file or a part of one.");
    if (this.lines.length === 0) throw this.wrong("There are no rows below @data.");
    this.problems.push(...this.ragged.problems(this.attributes.length));
    return {
      format: "arff",
      file: this.file,
      names: this.attributes.map(({ name }) => name),
      builders: this.builders,
      lines: this.lines.finish(),
      hash,
      relation: this.relation,
      assumptions: said,
      problems: this.problems,
    };
  }

  private declaration(text: string): void {
    const keyword = /^@\w+/.exec(text)?.[0].toLowerCase();
    if (keyword === "@relation") {
      this.relation = this.cells(text.slice(keyword.length))
        .map((cell) => cell.text)
        .join(",");
      return;
    }
    if (keyword === "@attribute") {
      this.attributes.push(this.attribute(text.slice(keyword.length).trim()));
      return;
    }
    if (keyword !== "@data") {
      throw this.wrong("Before @data there may only be @relation, @attribute and comments (%).");
    }
    if (this.attributes.length === 0) throw this.wrong("No @attribute is declared before @data.");
    this.inData = true;
    this.builders = this.attributes.map(({ type, values }, index) => {
      this.known.push(new Set(values));
      if (type !== "nominal") {
        const mode = this.textColumns.has(index) ? "text" : type === "numeric" ? "number" : "sniff";
        return new ColumnBuilder(mode, 46, isAbsent);
      }
      const builder = new ColumnBuilder("words", 46, isAbsent);
      builder.declare(values);
      return builder;
    });
  }

  private attribute(text: string): Attribute {
    const quote = text[0] === "'" || text[0] === '"' ? text[0] : "";
    const pattern = quote ? new RegExp(`^${quote}((?:[^${quote}\\\\]|\\\\.)*)${quote}\\s*(.*)$`) : /^([^\s{]+)\s*(.*)$/;
    const match = pattern.exec(text);
    if (!match?.[2]) throw this.wrong("An @attribute needs a name and a type.");
    const name = withoutBackslashes(match[1]);
    const type = match[2].trim();
    if (type.startsWith("{")) {
      const close = type.lastIndexOf("}");
      if (close < 0) throw this.wrong(`The values of “${name}” are not closed with }.`);
      return { name, type: "nominal", values: this.cells(type.slice(1, close)).map((cell) => cell.text) };
    }
    const word = /^\w+/.exec(type)?.[0].toLowerCase() ?? "";
    if (word === "numeric" || word === "real" || word === "integer") return { name, type: "numeric", values: [] };
    if (word === "string" || word === "date") return { name, type: word, values: [] };
    throw this.wrong(
      `“${name}” has the type “${type}”, which cannot be read; use numeric, nominal {…}, string or date.`,
    );
  }

  private row(text: string): void {
    const sparse = text.startsWith("{");
    const cells = sparse ? this.sparse(text) : this.cells(text);
    const width = this.attributes.length;
    if (cells.length !== width) this.ragged.add(this.line);
    for (let index = 0; index < width; index++) this.add(index, cells[index]);
    this.lines.push(this.line);
  }

  private add(index: number, cell: Cell | undefined): void {
    const builder = this.builders[index];
    if (!cell || (cell.text === "?" && !cell.quoted)) {
      builder.addText("?");
      return;
    }
    const { name, type } = this.attributes[index];
    if (type === "nominal" && !this.known[index].has(cell.text)) {
      this.known[index].add(cell.text);
      const text = `“${cell.text}” is not among the declared values of “${name}”; it is taken as one more.`;
      this.problems.push({ code: "mixed-types", severity: "warning", text, line: this.line, column: name });
    }
    builder.addText(cell.text);
  }

  /** `{index value, …}`; what is left out is 0, or the first declared value. */
  private sparse(text: string): Cell[] {
    const close = text.lastIndexOf("}");
    if (close < 0) throw this.wrong("This sparse row is not closed with }.");
    const cells = this.attributes.map(({ type, values }) => ({
      text: type === "nominal" ? values[0] : "0",
      quoted: false,
    }));
    const inner = text.slice(1, close).trim();
    if (inner === "") return cells;
    for (const part of splitOutsideQuotes(inner)) {
      const match = /^\s*(\d+)\s+(.*)$/.exec(part);
      const index = match ? Number(match[1]) : -1;
      if (!match || index >= cells.length) {
        throw this.wrong(`A sparse row has pairs of attribute number (from 0 to ${cells.length - 1}) and value.`);
      }
      cells[index] = this.cells(match[2])[0];
    }
    return cells;
  }

  private cells(text: string): Cell[] {
    return splitOutsideQuotes(text).map((part) => {
      const trimmed = part.trim();
      const quote = trimmed[0];
      if (quote !== "'" && quote !== '"') return { text: trimmed, quoted: false };
      if (trimmed.length < 2 || !trimmed.endsWith(quote)) throw this.wrong("A quote is opened here and never closed.");
      return { text: withoutBackslashes(trimmed.slice(1, -1)), quoted: true };
    });
  }

  private wrong(message: string): InputError {
    return new InputError(message, { file: this.file, line: this.line });
  }
}

/** In ARFF only a question mark stands for a missing value. */
function isAbsent(text: string): boolean {
  return text === "?";
}

/** Cuts at commas (or tabs, where there is no comma) outside single and double quotes. */
function splitOutsideQuotes(text: string): string[] {
  const separator = text.includes(",") || !text.includes("\t") ? "," : "\t";
  if (!text.includes("'") && !text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let quote = "";
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quote !== "") {
      if (character === "\\") i++;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function withoutBackslashes(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}
