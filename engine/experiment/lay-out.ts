// JSON as one would write it by hand: lists and objects without others inside stand on one line.

/** The text of a value, indented by two spaces a level. */
export function layOut(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /([[{])\s+([^[\]{}]*?)\s+([\]}])/g,
    (_, open, inside: string, close) => {
      const space = open === "{" ? " " : "";
      return open + space + inside.replace(/\n\s+/g, " ") + space + close;
    },
  );
}
