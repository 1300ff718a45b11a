// Codes that a person sets, checked, as a generator takes them.

import { InputError } from "../../errors";
import type { CodeShape, Codes } from "../../gan/codes";
import type { GeneratorCode } from "./samples";

/** Codes that are taken at a time. */
const mostCodes = 1000;
/** Of the noise that categories are drawn with. */
const noiseSeed = 1;

/** What a code leaves out is 0. Throws InputError where one is none of the generator, or there are too many. */
export function givenCodes(codes: readonly GeneratorCode[], shape: CodeShape): Codes {
  if (codes.length > mostCodes) {
    throw new InputError(`At most ${mostCodes} samples are made at a time, not ${codes.length}: ask for fewer.`);
  }
  for (const code of codes) check(code, shape);
  const { categories, continuous, classes } = shape;
  const numbers = (part: (code: GeneratorCode) => readonly number[]) => Float32Array.from(codes.flatMap(part));
  const nothing = new Array<number>(continuous).fill(0);
  return {
    count: codes.length,
    latent: numbers(({ latent }) => latent),
    ...(categories > 0 ? { categories: Int32Array.from(codes, ({ category = 0 }) => category) } : {}),
    ...(continuous > 0 ? { continuous: numbers((code) => code.continuous ?? nothing) } : {}),
    ...(classes > 0 ? { classes: Int32Array.from(codes, (code) => code.class ?? 0) } : {}),
    seed: noiseSeed,
  };
}

function check({ latent, continuous, category = 0, class: asked = 0 }: GeneratorCode, shape: CodeShape): void {
  if (latent.length !== shape.latent) {
    throw new InputError(`A code of this generator has ${shape.latent} numbers, not ${latent.length}.`);
  }
  if (continuous && continuous.length !== shape.continuous) {
    throw new InputError(`This generator has ${shape.continuous} continuous codes, not ${continuous.length}.`);
  }
  checkIndex("value of the discrete code", category, shape.categories);
  checkIndex("class", asked, shape.classes);
}

/** 0 is right where there is nothing to choose. */
function checkIndex(what: string, index: number, count: number): void {
  const last = Math.max(0, count - 1);
  if (Number.isInteger(index) && index >= 0 && index <= last) return;
  throw new InputError(`This generator has no ${what} ${index}: they are counted from 0 to ${last}.`);
}
