// What a run that generates shows while it trains: samples of the same codes, and D and G over the plane.

import { type Codes, drawCodes } from "../../gan/codes";
import { fitMixture, type Mixture } from "../../gan/measures/mixture";
import { knownMixture } from "../../gan/measures/modes";
import { theoryOn } from "../../gan/measures/theory";
import { shownFrame } from "../pictures/shown";
import type { Breathe } from "../table/matrix";
import { decode } from "./codec";
import { type FieldEvent, fieldSide, type GeneratedEvent, generatedPicturesLimit, generatedRowsLimit } from "./events";
import type { Prepared } from "./examples";
import { nearestExamples } from "./nearest";
import type { Sampler } from "./sampler";
import type { GenerateExperiment } from "./spec";

/** Rows of a table that are shown; points are all that fit. */
const shownTableRows = 250;
/** Seed of the codes that are shown: the same in every run. */
const shownSeed = 20;
/** Samples that the density of the generator's points is estimated from. */
const densitySamples = 4096;
/** Beyond the real points the plane goes on by so much of their extent. */
const margin = 0.2;
/** Lines of codes in each direction, points of each, and their reach in deviations of a normal code. */
const flowLines = 9;
const flowPoints = 33;
const flowReach = 2;

export class Showing {
  private readonly codes: Codes;
  private density?: Promise<Mixture>;

  /** Of a complete experiment. */
  constructor(
    private readonly experiment: GenerateExperiment,
    private readonly prepared: Prepared,
    private readonly sampler: Sampler,
    private readonly member: number,
    private readonly breathe: Breathe,
  ) {
    const { kind, classes: names } = prepared.encoder;
    const count = { points: generatedRowsLimit, rows: shownTableRows, pictures: generatedPicturesLimit }[kind];
    const asked =
      kind === "pictures" && sampler.codes.classes > 0
        ? Int32Array.from({ length: count }, (_, i) => i % names!.length)
        : sampler.drawClasses(count, shownSeed);
    this.codes = drawCodes(sampler.codes, count, shownSeed, asked);
  }

  /** Samples of the codes that are shown. */
  samples(): Float32Array {
    return this.sampler.of(this.codes);
  }

  /** Of samples of the codes that are shown; `over`: with the training example that each is nearest to. */
  async generated(epoch: number, encoded: Float32Array, over = false): Promise<GeneratedEvent> {
    const { encoder } = this.prepared;
    const { columns, rows, frames, classes } = decode(encoder, encoded, this.codes.classes);
    return {
      event: "generated",
      member: this.member,
      epoch,
      ...(classes ? { classes: Array.from(classes) } : {}),
      ...(columns ? { columns } : {}),
      ...(rows ? { rows } : {}),
      ...(rows && epoch === 1 ? { real: this.real() } : {}),
      ...(frames ? { pictures: frames.map(shownFrame) } : {}),
      ...(over ? { nearest: await nearestExamples(this.prepared, encoded, this.breathe) } : {}),
    };
  }

  /** Real training rows to hold the samples against, evenly spread, as many as those at most. */
  private real(): (number | string)[][] {
    const { encoder, encoded, parts, classes, width } = this.prepared;
    const count = Math.min(this.codes.count, parts.train.length);
    const chosen = Array.from({ length: count }, (_, i) => parts.train[Math.floor((i * parts.train.length) / count)]);
    const rows = new Float32Array(count * width);
    for (const [i, example] of chosen.entries()) {
      rows.set(encoded.subarray(example * width, (example + 1) * width), i * width);
    }
    return decode(
      encoder,
      rows,
      encoder.conditional && classes ? Int32Array.from(chosen, (i) => classes[i]) : undefined,
    ).rows!;
  }

  /** D over the plane or the line, and what G makes of lines of codes; of points only. */
  async field(epoch: number): Promise<FieldEvent> {
    const { encoder } = this.prepared;
    const columns = encoder.codec!.columns.map(({ column }) => column);
    const [x, y] = this.extent();
    const height = y ? fieldSide : 1;
    const grid = new Float32Array(fieldSide * height * columns.length);
    // In the middle of each cell.
    const at = ([from, to]: readonly [number, number], i: number) => from + ((to - from) * (i + 0.5)) / fieldSide;
    for (let row = 0, next = 0; row < height; row++) {
      for (let column = 0; column < fieldSide; column++) {
        grid[next++] = this.encodedAt(0, at(x, column));
        if (y) grid[next++] = this.encodedAt(1, at(y, row));
      }
    }
    const plane = { x, ...(y ? { y } : {}), width: fieldSide, height };
    const discriminator = Array.from(await this.judged(grid));
    const flow = this.flow();
    return {
      event: "field",
      member: this.member,
      epoch,
      columns,
      ...plane,
      discriminator,
      flow,
      ...(await this.theory(plane)),
    };
  }

  /** What holds of the densities of real points and of the generator's; D* where the loss has a D that comes to it. */
  private async theory(
    plane: Pick<FieldEvent, "x" | "y" | "width" | "height">,
  ): Promise<Pick<FieldEvent, "optimal" | "density" | "bound" | "divergence">> {
    const { data, loss } = this.experiment;
    this.density ??= this.realDensity();
    const { encoded } = await this.sampler.plain(densitySamples, shownSeed);
    const width = this.sampler.width;
    const samples = Float64Array.from(encoded, (value, i) => this.valueOf(i % width, value));
    const { optimal, bound, ...rest } = theoryOn(plane, await this.density, samples, data.density !== undefined);
    return loss === "minimax" || loss === "nonSaturating" ? { optimal, bound, ...rest } : rest;
  }

  /** As the experiment says, or fitted to the points that train. */
  private realDensity(): Promise<Mixture> {
    const { density } = this.experiment.data;
    if (density) return Promise.resolve(knownMixture(density.centres, density.sigma));
    const { encoded, parts, width } = this.prepared;
    const values = Float64Array.from({ length: parts.train.length * width }, (_, i) =>
      this.valueOf(i % width, encoded[parts.train[Math.floor(i / width)] * width + (i % width)]),
    );
    return fitMixture(values, width === 1 ? 1 : 2, this.breathe);
  }

  /** Ranges of the columns, in their own units, with a margin. */
  private extent(): [number, number][] {
    const { encoder, encoded, parts } = this.prepared;
    const columns = encoder.codec!.columns;
    return columns.map((_, column) => {
      let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const example of parts.train) {
        const value = this.valueOf(column, encoded[example * columns.length + column]);
        [least, most] = [Math.min(least, value), Math.max(most, value)];
      }
      const beyond = margin * (most - least) || 1;
      return [least - beyond, most + beyond];
    });
  }

  private scaleOf(column: number): { mean: number; scale: number } {
    const codec = this.prepared.encoder.codec!.columns[column];
    if (codec.kind !== "number") throw new Error("Points are numbers.");
    return codec;
  }

  private encodedAt(column: number, value: number): number {
    const { mean, scale } = this.scaleOf(column);
    return (value - mean) / scale;
  }

  private valueOf(column: number, encoded: number): number {
    const { mean, scale } = this.scaleOf(column);
    return mean + scale * encoded;
  }

  /** D of points; where it is told a class the mean over classes, by how frequent they are. */
  private async judged(points: Float32Array): Promise<Float32Array> {
    const { classCounts = [], trained } = this.prepared.encoder;
    if (this.sampler.codes.classes === 0) return this.sampler.judge(points);
    const mean = new Float32Array(points.length / this.sampler.width);
    for (const [label, count] of classCounts.entries()) {
      const judged = await this.sampler.judge(points, new Int32Array(mean.length).fill(label));
      for (const [i, value] of judged.entries()) mean[i] += (value * count) / trained;
    }
    return mean;
  }

  /** Lines of the first two codes, the others 0 and the class the most frequent one. */
  private flow(): number[][][] {
    const { codes } = this.sampler;
    const { classCounts = [], codec } = this.prepared.encoder;
    const reach = codes.prior === "normal" ? flowReach : 1;
    const step = (i: number, count: number) => (count === 1 ? 0 : reach * ((2 * i) / (count - 1) - 1));
    const line = codec!.columns.length === 1;
    // Along the line of a single column the first code runs; the others stand still.
    const directions = line || codes.latent === 1 ? [0] : [0, 1];
    const lines = line || codes.latent === 1 ? 1 : flowLines;
    const most = classCounts.indexOf(Math.max(...classCounts));
    return directions.flatMap((along) =>
      Array.from({ length: lines }, (_, index) => {
        const latent = new Float32Array(flowPoints * codes.latent);
        for (let i = 0; i < flowPoints; i++) {
          latent[i * codes.latent + along] = step(i, flowPoints);
          if (codes.latent > 1) latent[i * codes.latent + 1 - along] = step(index, lines);
        }
        const made = this.sampler.of({
          count: flowPoints,
          latent,
          ...(codes.categories > 0 ? { categories: new Int32Array(flowPoints) } : {}),
          ...(codes.continuous > 0 ? { continuous: new Float32Array(flowPoints * codes.continuous) } : {}),
          ...(codes.classes > 0 ? { classes: new Int32Array(flowPoints).fill(most) } : {}),
          seed: shownSeed,
        });
        return Array.from({ length: flowPoints }, (_, i) =>
          line
            ? [step(i, flowPoints), this.valueOf(0, made[i])]
            : [this.valueOf(0, made[2 * i]), this.valueOf(1, made[2 * i + 1])],
        );
      }),
    );
  }
}
