// The ways in which tables write that a value is missing.

const markers = new Set(["", "na", "n/a", "#n/a", "#na", "<na>", "nan", "-nan", "null", "nil", "none", "?", "-", "--"]);

/** Whether a cell's text (trimmed) stands for a missing value: empty, NA, N/A, NaN, null, None, ?, - and their like. */
export function isMissing(text: string): boolean {
  return text.length <= 4 && markers.has(text.toLowerCase());
}

/** A marker as a sentence names it. */
export function nameMarker(text: string): string {
  return text === "" ? "empty" : `“${text}”`;
}
