// Codes of samples: drawn anew, between two, and over a plane of two directions.

import type { GeneratorCode, GeneratorDescription } from "../../../engine";

type Draw = () => number;

/** A number of the prior: standard normal by Box and Muller (1958), or uniform from −1 to 1. */
export function drawNumber(prior: GeneratorDescription["prior"], draw: Draw = Math.random): number {
  if (prior === "uniform") return 2 * draw() - 1;
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

/** A code as training draws them; the class is kept. */
export function drawCode(
  of: GeneratorDescription,
  before: GeneratorCode | undefined,
  draw: Draw = Math.random,
): GeneratorCode {
  const list = (count: number, next: Draw): number[] => Array.from({ length: count }, next);
  return {
    latent: list(of.latent, () => drawNumber(of.prior, draw)),
    ...(of.categories ? { category: Math.floor(draw() * of.categories) } : {}),
    ...(of.continuous ? { continuous: list(of.continuous, () => 2 * draw() - 1) } : {}),
    ...(of.classes ? { class: before?.class ?? 0 } : {}),
  };
}

/** The middle of all codes; class and discrete code are kept. */
export function middleCode(of: GeneratorDescription, before?: GeneratorCode): GeneratorCode {
  const zeros = (count: number): number[] => new Array<number>(count).fill(0);
  return {
    latent: zeros(of.latent),
    ...(of.categories ? { category: before?.category ?? 0 } : {}),
    ...(of.continuous ? { continuous: zeros(of.continuous) } : {}),
    ...(of.classes ? { class: before?.class ?? 0 } : {}),
  };
}

/**
 * The point at `share` (0 to 1) of the way from one latent code to the other along a great circle, so that it keeps the
 * length that codes of the prior have (K. Shoemake, 1985; T. White, 2016); a straight line where the two have one direction.
 */
export function slerp(from: readonly number[], to: readonly number[], share: number): number[] {
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const [long, other] = [Math.sqrt(dot(from, from)), Math.sqrt(dot(to, to))];
  const angle = Math.acos(Math.max(-1, Math.min(1, dot(from, to) / (long * other || 1))));
  const sine = Math.sin(angle);
  if (!(sine > 1e-6) || !long || !other) return from.map((value, at) => value + share * (to[at]! - value));
  // Directions go round the circle, lengths from the one to the other.
  const length = long + share * (other - long);
  const [a, b] = [Math.sin((1 - share) * angle) / sine / long, Math.sin(share * angle) / sine / other];
  return from.map((value, at) => length * (a * value + b * to[at]!));
}

/** So many codes from one to the other; what is discrete changes in the middle, and the class is that of the first. */
export function between(from: GeneratorCode, to: GeneratorCode, count: number): GeneratorCode[] {
  return Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1);
    const near = share < 0.5 ? from : to;
    return {
      ...from,
      latent: slerp(from.latent, to.latent, share),
      ...(near.category === undefined ? {} : { category: near.category }),
      ...(from.continuous
        ? { continuous: from.continuous.map((value, at) => value + share * (to.continuous![at]! - value)) }
        : {}),
    };
  });
}

/** Values that a map goes through, least first. */
export function mapValues({ prior }: GeneratorDescription, isContinuous: boolean, count: number): number[] {
  const most = prior === "uniform" || isContinuous ? 1 : 2;
  return Array.from({ length: count }, (_, index) => most * ((2 * index) / (count - 1) - 1));
}

/** The code with one of its numbers changed: the latent ones, then the continuous ones. */
export function withNumber(code: GeneratorCode, index: number, value: number): GeneratorCode {
  const latent = code.latent.length;
  const changed = (list: readonly number[], at: number): number[] =>
    list.map((own, other) => (other === at ? value : own));
  if (index < latent) return { ...code, latent: changed(code.latent, index) };
  return { ...code, continuous: changed(code.continuous ?? [], index - latent) };
}

/** Codes over two directions, row by row from the top, where the second is largest. */
export function mapCodes(
  of: GeneratorDescription,
  code: GeneratorCode,
  [across, up]: readonly [number, number],
  count: number,
): GeneratorCode[] {
  const xs = mapValues(of, across >= of.latent, count);
  const ys = mapValues(of, up >= of.latent, count).reverse();
  return ys.flatMap((y) => xs.map((x) => withNumber(withNumber(code, up, y), across, x)));
}
