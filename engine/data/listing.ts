// Lists in sentences that do not grow with the data.

/** The first `limit` words with commas, and how many more there are: `a, b and 12 more`. `total` counts all there are. */
export function firstOf(words: readonly string[], limit: number, total = words.length): string {
  const named = words.slice(0, limit);
  return named.join(", ") + (total > named.length ? ` and ${total - named.length} more` : "");
}

/** A name or a text from the data as sentences show it. */
export function quoted(name: string): string {
  return `“${name}”`;
}
