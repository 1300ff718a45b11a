// A finished generator: what it can be asked for, samples of given codes, and as many as are wanted.

import type { Executor } from "../../core/executor";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import { finishedAdversaries } from "../../gan/open";
import { categoryNumbersOf } from "../../gan/shapes";
import { suggestion } from "../../words";
import { shownFrame } from "../pictures/shown";
import type { Breathe } from "../table/matrix";
import { type Decoded, decode, type GenerateEncoder, inFileOrder, shapeOf } from "./codec";
import { givenCodes } from "./given-codes";
import { classesOf, Sampler } from "./sampler";
import type { GeneratedSamples, GeneratorCode, GeneratorDescription } from "./samples";
import type { GenerateExperiment } from "./spec";

/** As a run's folder holds it. */
export interface FinishedRun {
  experiment: GenerateExperiment;
  encoder: GenerateEncoder;
  weights: TensorFile["tensors"];
}

/** The seed does not matter: nothing is trained. */
const noSeed = 0;

export class FinishedGenerator {
  private readonly adversaries: ReturnType<typeof finishedAdversaries>;
  private readonly sampler: Sampler;
  private readonly encoder: GenerateEncoder;

  constructor({ experiment, encoder, weights }: FinishedRun, executor: Executor, breathe: Breathe) {
    const values = new Map([...weights].map(([name, tensor]) => [name, tensor.values as Float32Array]));
    const sample = shapeOf(encoder);
    const about = { experiment, sample, classes: classesOf(encoder), seed: noSeed, executor };
    this.adversaries = finishedAdversaries(about, values);
    this.sampler = new Sampler(this.adversaries, experiment, encoder, breathe);
    this.encoder = encoder;
  }

  describe(): GeneratorDescription {
    const { kind, classes, conditional, codec, picture, classColumn } = this.encoder;
    const { latent, prior, categories, continuous } = this.sampler.codes;
    const named = codec?.columns.map(({ column }) => column);
    return {
      kind,
      latent,
      prior,
      ...(categories > 0 ? { categories } : {}),
      ...(continuous > 0 ? { continuous } : {}),
      ...(classes && conditional ? { classes } : {}),
      ...(named ? { columns: conditional && classColumn !== undefined ? [...named, classColumn] : named } : {}),
      ...(picture ? { picture } : {}),
    };
  }

  /**
   * The same code gives the same sample, whatever stands beside it.
   * @throws InputError where a code is none of this generator, or there are too many
   */
  async samples(codes: readonly GeneratorCode[]): Promise<GeneratedSamples> {
    const { sampler, encoder } = this;
    const given = givenCodes(codes, sampler.codes);
    // Categories are drawn with noise that goes by the place among others: alone, each code has the first place.
    const parts =
      categoryNumbersOf(shapeOf(encoder)) > 0 ? codes.map((code) => givenCodes([code], sampler.codes)) : [given];
    const encoded = new Float32Array(codes.length * sampler.width);
    let at = 0;
    for (const part of parts) {
      const made = sampler.of(part);
      encoded.set(made, at);
      at += made.length;
    }
    const { rows, frames } = decode(encoder, encoded, given.classes);
    return {
      ...(rows ? { rows } : {}),
      ...(frames ? { pictures: frames.map(shownFrame) } : {}),
      real: Array.from(await sampler.judge(encoded, given.classes)),
    };
  }

  /**
   * Some at random: of the classes that are asked for, or of all as often as in training; a function of the seed. Rows have
   * their columns in the order of the file.
   */
  async draw(count: number, seed: number, asked?: Int32Array): Promise<Decoded> {
    const { encoded, classes } = await this.sampler.draw(count, seed, asked);
    return inFileOrder(this.encoder, decode(this.encoder, encoded, classes));
  }

  /** Names of the classes, where samples have some. */
  get classes(): readonly string[] | undefined {
    return this.encoder.classes;
  }

  close(): void {
    this.adversaries.close();
  }

  /** @throws InputError where there is no such class to ask for */
  classNamed(name: string): number {
    const classes = this.asked();
    const index = classes.indexOf(name);
    if (index >= 0) return index;
    throw new InputError(`There is no class "${name}"${suggestion(name, classes)}`);
  }

  /** One class after the other, from the place `from` on. Throws InputError where none can be asked for. */
  classesInTurn(from: number, count: number): Int32Array {
    const { length } = this.asked();
    return Int32Array.from({ length: count }, (_, i) => (from + i) % length);
  }

  private asked(): readonly string[] {
    const { classes = [], conditional } = this.encoder;
    if (conditional) return classes;
    throw new InputError("This generator was not trained with classes: none can be asked for.");
  }
}
