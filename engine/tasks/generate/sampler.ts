// Samples of a generator: as many as are asked for, of the classes that are, those left out that D finds least real.

import { Random } from "../../core/random";
import { type CodeShape, type Codes, codeShapeOf, drawCodes } from "../../gan/codes";
import type { OpenAdversaries } from "../../gan/open";
import { numbersOf } from "../../gan/shapes";
import type { Breathe } from "../table/matrix";
import { type GenerateEncoder, shapeOf } from "./codec";
import type { GenerateExperiment } from "./spec";

/** Networks that make samples and judge them, in training or finished. */
export type Adversaries = Pick<OpenAdversaries, "generate" | "judge">;

export interface Samples {
  /** [count, numbers]. */
  encoded: Float32Array;
  /** The class that each was asked for, of conditional generators. */
  classes?: Int32Array;
}

/** Samples that are made between two breaths: of vectors, of pictures. */
const together = { vector: 1024, picture: 64 } as const;

export class Sampler {
  readonly codes: CodeShape;
  readonly width: number;
  private readonly chunk: number;
  private readonly rejection: number;

  /** Of a complete experiment. */
  constructor(
    private readonly networks: Adversaries,
    experiment: GenerateExperiment,
    private readonly encoder: GenerateEncoder,
    private readonly breathe: Breathe,
  ) {
    const shape = shapeOf(encoder);
    this.codes = codeShapeOf(experiment, classesOf(encoder));
    this.width = numbersOf(shape);
    this.chunk = together[shape.kind];
    this.rejection = experiment.rejection ?? 0;
  }

  /** Classes as frequent as in training, in random order; undefined where none can be asked for. */
  drawClasses(count: number, seed: number): Int32Array | undefined {
    const { conditional, classCounts = [] } = this.encoder;
    if (!conditional) return undefined;
    const random = new Random(seed, classStream);
    const total = classCounts.reduce((sum, own) => sum + own, 0);
    return Int32Array.from({ length: count }, () => {
      let left = random.integer(total);
      return classCounts.findIndex((own) => {
        left -= own;
        return left < 0;
      });
    });
  }

  /** `count` samples; a function of the seed. Of each class as many are made that those which are left out are not missed. */
  async draw(count: number, seed: number, asked = this.drawClasses(count, seed)): Promise<Samples> {
    if (this.rejection === 0) return this.plain(count, seed, asked);
    const groups = new Map<number, number[]>();
    for (let i = 0; i < count; i++) {
      const group = asked?.[i] ?? 0;
      const places = groups.get(group);
      if (places) places.push(i);
      else groups.set(group, [i]);
    }
    const candidates = [...groups].flatMap(([group, places]) =>
      new Array<number>(Math.ceil(places.length / (1 - this.rejection))).fill(group),
    );
    const classes = asked && Int32Array.from(candidates);
    const made = await this.generate(candidates.length, seed, classes);
    const real = await this.judge(made, classes);
    const encoded = new Float32Array(count * this.width);
    let first = 0;
    for (const places of groups.values()) {
      const own = Array.from({ length: Math.ceil(places.length / (1 - this.rejection)) }, (_, i) => first + i);
      first += own.length;
      const kept = own.sort((a, b) => real[b] - real[a]).slice(0, places.length);
      // In the order that they were drawn in: the order of what is handed out says nothing.
      kept.sort((a, b) => a - b);
      for (const [i, place] of places.entries()) {
        encoded.set(made.subarray(kept[i] * this.width, (kept[i] + 1) * this.width), place * this.width);
      }
    }
    return { encoded, ...(asked ? { classes: asked } : {}) };
  }

  /** `count` samples as G makes them, none left out; a function of the seed. */
  async plain(count: number, seed: number, asked = this.drawClasses(count, seed)): Promise<Samples> {
    return { encoded: await this.generate(count, seed, asked), ...(asked ? { classes: asked } : {}) };
  }

  /** D of samples, as `judge` of the networks. */
  async judge(samples: Float32Array, classes?: Int32Array): Promise<Float32Array> {
    const count = samples.length / this.width;
    const judged = new Float32Array(count);
    for (let from = 0; from < count; from += this.chunk) {
      const to = Math.min(count, from + this.chunk);
      const some = samples.subarray(from * this.width, to * this.width);
      judged.set(this.networks.judge(some, classes?.subarray(from, to)), from);
      await this.breathe();
    }
    return judged;
  }

  /** Samples of given codes. */
  of = (codes: Codes): Float32Array => this.networks.generate(codes);

  private async generate(count: number, seed: number, classes: Int32Array | undefined): Promise<Float32Array> {
    const encoded = new Float32Array(count * this.width);
    for (let from = 0, part = 0; from < count; from += this.chunk, part++) {
      const some = Math.min(this.chunk, count - from);
      const own = new Random(seed, partStream, part).bits() >>> 1;
      const codes = drawCodes(this.codes, some, own, classes?.subarray(from, from + some));
      encoded.set(this.networks.generate(codes), from * this.width);
      await this.breathe();
    }
    return encoded;
  }
}

const classStream = 0x6c51;
const partStream = 0x2d07;

/** Classes that can be asked for; 0 of generators that are not conditional. */
export const classesOf = ({ conditional, classes = [] }: GenerateEncoder): number => (conditional ? classes.length : 0);
