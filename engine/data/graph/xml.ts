// XML as the graph formats use it, tag by tag with line numbers: no document types, no entities but the five, nothing from outside.

import { InputError } from "../../errors";
import { excerpt } from "./lines";

export interface XmlTag {
  kind: "open" | "close";
  /** Local name, lower case, without the prefix. */
  name: string;
  line: number;
  attributes: Map<string, string>;
}

export interface XmlText {
  kind: "text";
  text: string;
  line: number;
}

/** Deeper nesting belongs to no graph. */
const deepest = 256;

const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const nameStart = /[\p{L}_:]/u;

/**
 * Gives opening and closing tags and the text between them; an empty tag opens and closes. Throws InputError with the
 * line of what is not well formed, and for entities that a file declares itself, which are never expanded.
 */
export class XmlReader {
  line = 1;
  private at = 0;
  /** Where the next line break is. */
  private nextBreak: number;
  private readonly open: { name: string; line: number }[] = [];
  private pending: XmlTag | undefined;
  private roots = 0;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.nextBreak = this.breakFrom(0);
  }

  /** How much of the text has been read, 0 to 1. */
  get fraction(): number {
    return this.at / this.text.length;
  }

  /** Elements that are open. */
  get depth(): number {
    return this.open.length;
  }

  /** Null at the end. */
  next(): XmlTag | XmlText | null {
    if (this.pending) {
      const tag = this.pending;
      this.pending = undefined;
      this.open.pop();
      return tag;
    }
    const { text } = this;
    while (this.at < text.length) {
      if (text[this.at] !== "<") {
        const end = this.find("<", this.at);
        const line = this.line;
        const raw = this.pass(end < 0 ? text.length : end);
        if (raw.trim() === "") continue;
        if (this.open.length === 0)
          throw this.wrong("There is text outside of all elements; this is not well-formed XML", line);
        return { kind: "text", text: this.decode(raw, line), line };
      }
      if (text.startsWith("<!--", this.at)) this.skip("-->", "comment");
      else if (text.startsWith("<?", this.at)) this.skip("?>", "processing instruction");
      else if (text.startsWith("<![CDATA[", this.at)) {
        const line = this.line;
        const raw = this.skip("]]>", "CDATA section");
        if (this.open.length > 0) return { kind: "text", text: raw.slice(9, -3), line };
      } else if (text.startsWith("<!", this.at)) this.skipDoctype();
      else if (text[this.at + 1] === "/") return this.closing();
      else return this.opening();
    }
    const left = this.open.pop();
    if (left)
      throw this.wrong(`<${excerpt(left.name)}> is opened here and never closed; the file may be cut off`, left.line);
    if (this.roots === 0) throw this.wrong("There is no element in this file; it is not XML", 1);
    return null;
  }

  /** All text up to the closing tag of the element that was opened last. */
  textContent(): string {
    const depth = this.open.length;
    const parts: string[] = [];
    if (this.pending) {
      this.next();
      return "";
    }
    for (let part = this.next(); part; part = this.next()) {
      if (part.kind === "text") parts.push(part.text);
      if (part.kind === "close" && this.open.length < depth) break;
    }
    return parts.join("").trim();
  }

  /** An attribute that must be there. Throws InputError where it is not. */
  required(tag: XmlTag, name: string): string {
    const value = tag.attributes.get(name);
    if (value === undefined) throw this.wrong(`<${tag.name}> has no “${excerpt(name)}”; give it one`, tag.line);
    return value;
  }

  wrong(message: string, line: number): InputError {
    return new InputError(`${message}.`, { file: this.file, line });
  }

  private opening(): XmlTag {
    const start = this.line;
    const match = /[^\s/>=<"']+/y;
    match.lastIndex = this.at + 1;
    const name = match.exec(this.text)?.[0];
    if (name === undefined || !nameStart.test(name[0])) {
      throw this.wrong("A < is followed by no name; write &lt; if the character is meant", start);
    }
    if (this.open.length === 0 && this.roots++ > 0) {
      throw this.wrong("A second outermost element begins here; this is not well-formed XML", start);
    }
    this.pass(match.lastIndex);
    const attributes = new Map<string, string>();
    for (;;) {
      this.blanks();
      const rest = this.text[this.at];
      if (rest === undefined) throw this.wrong(`The tag <${name} is never closed; the file may be cut off`, start);
      if (rest === ">" || rest === "/") break;
      this.attribute(attributes, name);
    }
    const local = localName(name);
    if (this.open.push({ name, line: start }) > deepest) {
      throw this.wrong(`Elements are nested more than ${deepest} deep here`, start);
    }
    const tag: XmlTag = { kind: "open", name: local, line: start, attributes };
    if (this.text[this.at] === "/") {
      if (this.text[this.at + 1] !== ">") throw this.wrong(`The tag <${name} ends with / but without >`, this.line);
      this.at++;
      this.pending = { kind: "close", name: local, line: this.line, attributes: new Map() };
    }
    this.at++;
    return tag;
  }

  private attribute(attributes: Map<string, string>, tag: string): void {
    const match = /([^\s/>=<"']+)\s*=\s*(["'])/y;
    match.lastIndex = this.at;
    const found = match.exec(this.text);
    if (!found) throw this.wrong(`An attribute of <${tag}> is not written as name="value"`, this.line);
    const line = this.line;
    this.pass(match.lastIndex);
    const end = this.find(found[2], this.at);
    if (end < 0) throw this.wrong(`The value of “${excerpt(found[1])}” in <${tag}> is never closed`, line);
    const raw = this.pass(end);
    this.at++;
    if (raw.includes("<"))
      throw this.wrong(`The value of “${excerpt(found[1])}” in <${tag}> holds a <; a quote may be missing`, line);
    const name = found[1].toLowerCase();
    const local = name.startsWith("attr.") ? name : localName(name);
    if (!attributes.has(local)) attributes.set(local, this.decode(raw, line));
  }

  private closing(): XmlTag {
    const line = this.line;
    const end = this.find(">", this.at);
    if (end < 0) throw this.wrong("A closing tag is cut off here", line);
    const name = this.pass(end).slice(2).trim();
    this.at++;
    const open = this.open.pop();
    if (open?.name !== name) {
      const what = open ? `<${open.name}> of line ${open.line} is still open` : "nothing is open";
      throw this.wrong(`</${excerpt(name)}> closes here, but ${what}; this is not well-formed XML`, line);
    }
    return { kind: "close", name: localName(name), line, attributes: new Map() };
  }

  private skipDoctype(): void {
    const line = this.line;
    let depth = 0;
    for (let at = this.at; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === "[") depth++;
      else if (character === "]") depth--;
      else if (character === ">" && depth <= 0) {
        this.pass(at + 1);
        return;
      }
    }
    throw this.wrong("A document type begins here and never ends", line);
  }

  private skip(mark: string, what: string): string {
    const line = this.line;
    const end = this.text.indexOf(mark, this.at + 2);
    if (end < 0) throw this.wrong(`A ${what} begins here and never ends`, line);
    return this.pass(end + mark.length);
  }

  private blanks(): void {
    const match = /\s*/y;
    match.lastIndex = this.at;
    match.exec(this.text);
    this.pass(match.lastIndex);
  }

  private find(what: string, from: number): number {
    return this.text.indexOf(what, from);
  }

  /** Goes on to `end`, counting lines; returns what lies between. */
  private pass(end: number): string {
    const { text, at } = this;
    while (this.nextBreak < end) {
      this.line++;
      this.nextBreak = this.breakFrom(this.nextBreak + 1);
    }
    this.at = end;
    return text.slice(at, end);
  }

  private breakFrom(at: number): number {
    const next = this.text.indexOf("\n", at);
    return next < 0 ? Number.POSITIVE_INFINITY : next;
  }

  private decode(raw: string, line: number): string {
    if (!raw.includes("&")) return raw;
    return raw.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[^;&\s]{1,32});|&/gi, (all, name: string | undefined) => {
      if (name === undefined) throw this.wrong("A & stands alone; write &amp; if the character is meant", line);
      if (name[0] === "#") {
        const code = name[1] === "x" || name[1] === "X" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
        if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      }
      const character = Object.hasOwn(named, name) ? named[name] : undefined;
      if (character !== undefined) return character;
      throw this.wrong(`The entity ${all} is not one of XML's own and is not expanded; write the text itself`, line);
    });
  }
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1).toLowerCase();
}
