// Labels beside the ends of curves, moved apart where they would cover one another.

/** Moves labels apart so that none covers another, keeping their order and the bounds. */
export function spread(labels: { at: number }[], gap: number, top: number, bottom: number): void {
  labels.sort((a, b) => a.at - b.at);
  let next = top;
  for (const label of labels) {
    label.at = Math.max(label.at, next);
    next = label.at + gap;
  }
  let limit = bottom;
  for (const label of [...labels].reverse()) {
    label.at = Math.min(label.at, limit);
    limit = label.at - gap;
  }
}
