// How well a mask covers the true one: intersection over union and Dice's coefficient, class by class and in the mean.

export interface Overlap {
  /** Means over the classes that the mask or the true one has. */
  iou: number;
  dice: number;
  /** Of every class; NaN for one that neither has. */
  classIou: number[];
  classDice: number[];
}

/**
 * |A ∩ B| / |A ∪ B| (P. Jaccard, 1912) and 2·|A ∩ B| / (|A| + |B|) (L. Dice, 1945) of the pixels of each class.
 */
export function overlapOf(given: Uint8Array, truth: Uint8Array, classes: number): Overlap {
  const both = new Float64Array(classes);
  const own = new Float64Array(classes);
  const wanted = new Float64Array(classes);
  for (let pixel = 0; pixel < truth.length; pixel++) {
    own[given[pixel]]++;
    wanted[truth[pixel]]++;
    if (given[pixel] === truth[pixel]) both[truth[pixel]]++;
  }
  const classIou = Array.from(both, (shared, k) => shared / (own[k] + wanted[k] - shared));
  const classDice = Array.from(both, (shared, k) => (2 * shared) / (own[k] + wanted[k]));
  return { iou: meanOf(classIou), dice: meanOf(classDice), classIou, classDice };
}

/** The mean of those that are numbers. */
export function meanOf(values: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count++;
  }
  return sum / count;
}
