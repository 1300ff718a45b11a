// How tables name pictures: by path, by file name, by that without its extension, or by its number.

/** Where in `names` the picture is that a cell of a table names; undefined where there is none. */
export function placesOf(names: readonly string[]): (cell: string) => number | undefined {
  const index = new Map<string, number>();
  const add = (key: string | undefined, at: number) => {
    if (key !== undefined && !index.has(key)) index.set(key, at);
  };
  for (const [at, name] of names.entries()) for (const key of keysOf(name)) add(key, at);
  // Where a column is read as numbers, zeros before them are gone.
  for (const [at, name] of names.entries()) add(numberOf(name), at);
  return (cell) => [...keysOf(cell), numberOf(cell)].map((key) => index.get(key ?? "")).find((at) => at !== undefined);
}

/** From its whole path down to its name without extension. */
function keysOf(name: string): string[] {
  const path = name.replaceAll("\\", "/");
  const last = path.replace(/^.*\//, "");
  return [...new Set([path, last, stemOf(last)])];
}

const stemOf = (last: string): string => last.replace(/\.[a-z]\w*$/i, "");

function numberOf(name: string): string | undefined {
  const stem = stemOf(name.replace(/^.*[\\/]/, ""));
  return /^\d{1,15}$/.test(stem) ? String(Number(stem)) : undefined;
}
