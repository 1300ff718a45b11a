// What restored pictures are held against: the input as it is, the mean picture, simple filters, and principal components.

import { figureCount, figuresOf, psnrOf } from "../pictures/figures";
import type { Field } from "../pictures/tiles";
import type { Breathe } from "../table/matrix";
import type { Rival } from "../training/training";
import { type Components, components, meanOf, projected } from "./components";
import type { Degraded, RestoreExamples } from "./examples";
import { fillings, type SimpleFilter, simpleFilters } from "./filters";

export const meanImage = "mean image";
const componentCount = 50;
/** Pictures that a filter is chosen on. */
const choosers = 12;

type Way = (given: Degraded) => Field;

/** The baselines of a run; what they learn, they learn from training pictures when first asked. */
export class RestoreBaselines {
  readonly rivals: Rival[];
  private ways?: Way[];
  private readonly whole: boolean;

  constructor(
    private readonly examples: RestoreExamples,
    private readonly breathe: Breathe,
  ) {
    const { clean, rows, masked } = examples;
    const [first] = rows;
    const { width, height } = clean[first];
    this.whole = rows.every((row) => clean[row].width === width && clean[row].height === height);
    this.rivals = [
      { name: "input", title: "the untouched input" },
      ...(this.whole ? [{ name: meanImage, title: "the mean image" }] : []),
      { name: "filter", title: "the best filter" },
      ...(this.whole ? [{ name: `PCA-${componentCount}`, title: `${componentCount} principal components` }] : []),
      ...(masked ? [{ name: "normalised convolution", title: "normalised convolution" }] : []),
    ];
  }

  /** Figures of each baseline for some examples; undefined where `stopped` says so on the way. */
  async figures(asked: Uint32Array, stopped: () => boolean): Promise<Float64Array[] | undefined> {
    this.ways ??= await this.learn();
    const { rows, clean, degraded } = this.examples;
    const all = this.ways.map(() => new Float64Array(asked.length * figureCount));
    for (const [i, example] of asked.entries()) {
      const row = rows[example];
      const given = await degraded(row);
      for (const [index, way] of this.ways.entries()) {
        all[index].set(figuresOf(way(given), clean[row]), i * figureCount);
        await this.breathe();
      }
      if (stopped()) return undefined;
    }
    return all;
  }

  private async learn(): Promise<Way[]> {
    const { rows, parts, clean, masked } = this.examples;
    const train = Array.from(parts.train, (example) => clean[rows[example]].samples);
    const shape = ({ picture }: Degraded, samples: Float32Array): Field => ({ ...picture, samples });
    const mean = this.whole ? Float32Array.from(meanOf(train), (value) => value / 255) : undefined;
    const found: Components | undefined = this.whole
      ? await components(train, componentCount, this.breathe)
      : undefined;
    const filter = await this.best(simpleFilters);
    const filling = masked ? await this.best(fillings) : undefined;
    for (const [name, chosen] of [
      ["filter", filter],
      ["normalised convolution", filling],
    ] as const) {
      const rival = this.rivals.find((one) => one.name === name);
      if (rival && chosen) rival.title = chosen.title;
    }
    return [
      ({ picture }) => picture,
      ...(mean ? [(given: Degraded) => shape(given, mean)] : []),
      filter.apply,
      ...(found ? [(given: Degraded) => shape(given, nearest(found, given.picture.samples))] : []),
      ...(filling ? [filling.apply] : []),
    ];
  }

  /** The one with the best mean PSNR on pictures that choose, or train where none chooses. */
  private async best(filters: readonly SimpleFilter[]): Promise<SimpleFilter> {
    const { rows, parts, clean, degraded } = this.examples;
    const part = parts.validation.length > 0 ? parts.validation : parts.train;
    const count = Math.min(choosers, part.length);
    const sums = new Float64Array(filters.length);
    for (let i = 0; i < count; i++) {
      const row = rows[part[Math.floor((i * part.length) / count)]];
      const given = await degraded(row);
      for (const [index, filter] of filters.entries()) {
        sums[index] += psnrOf(filter.apply(given), clean[row]);
        await this.breathe();
      }
    }
    return filters[sums.indexOf(Math.max(...sums))];
  }
}

/** Components are of samples from 0 to 255. */
const nearest = (found: Components, samples: Float32Array): Float32Array =>
  projected(
    found,
    samples.map((value) => 255 * value),
  ).map((value) => value / 255);
