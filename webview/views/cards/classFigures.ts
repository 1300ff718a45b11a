// Precision, recall and F1 of every class, from a confusion matrix.

export interface ClassFigures {
  name: string;
  precision: number;
  recall: number;
  f1: number;
  /** Rows of this class. */
  support: number;
}

/** Precision = TP/(TP+FP), recall = TP/(TP+FN), F1 = 2TP/(2TP+FP+FN); NaN where nothing was there to be counted. */
export function classFigures(counts: number[][], names: string[]): ClassFigures[] {
  return names.map((name, index) => {
    const hit = counts[index]![index]!;
    const support = counts[index]!.reduce((sum, count) => sum + count, 0);
    const predicted = counts.reduce((sum, row) => sum + row[index]!, 0);
    return {
      name,
      precision: predicted ? hit / predicted : Number.NaN,
      recall: support ? hit / support : Number.NaN,
      f1: support + predicted ? (2 * hit) / (support + predicted) : Number.NaN,
      support,
    };
  });
}
