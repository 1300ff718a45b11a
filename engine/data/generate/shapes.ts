// Drawn shapes on grainy grounds, each with the mask of where it is: small pictures to tell apart or to cut out.

import { Random } from "../../core/random";
import type { Image } from "../image/image";

/** Whether a point of the shape's own square (−1 to 1 each, y downward) belongs to it. */
const outlines = {
  disc: (x: number, y: number) => Math.hypot(x, y) < 0.9,
  ring: (x: number, y: number) => Math.abs(Math.hypot(x, y) - 0.68) < 0.24,
  square: (x: number, y: number) => Math.max(Math.abs(x), Math.abs(y)) < 0.75,
  triangle: (x: number, y: number) => y < 0.55 && y > 1.75 * Math.abs(x) - 1.05,
} as const;

export type ShapeName = keyof typeof outlines;

export const shapeNames = Object.keys(outlines) as ShapeName[];

/** Samples across a pixel. */
const across = 4;
/** σ of the grain, in values of 0 to 255. */
const grain = 14;

export interface DrawnShape {
  /** Grey. */
  picture: Image;
  /** 255 where more than half of a pixel belongs to the shape, else 0. */
  mask: Image;
}

/** A shape somewhere on side × side pixels, turned, brighter than its ground or darker; the same seed gives the same one. */
export function drawShape(name: ShapeName, side: number, seed: number): DrawnShape {
  const random = new Random(seed, shapeNames.indexOf(name));
  const radius = (0.22 + 0.14 * random.uniform()) * side;
  const [x0, y0] = [0, 0].map(() => radius + (side - 2 * radius) * random.uniform());
  const angle = 2 * Math.PI * random.uniform();
  const [cos, sin] = [Math.cos(angle) / radius, Math.sin(angle) / radius];
  const bright = random.uniform() < 0.5;
  const [low, high] = [50 + 40 * random.uniform(), 150 + 60 * random.uniform()];
  const [ground, ink] = bright ? [low, high] : [high, low];
  const slope = 30 * (random.uniform() - 0.5);
  const isInside = outlines[name];
  const samples = new Uint8ClampedArray(side * side);
  const covered = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let inside = 0;
      for (let part = 0; part < across * across; part++) {
        const dx = x + ((part % across) + 0.5) / across - x0;
        const dy = y + (Math.floor(part / across) + 0.5) / across - y0;
        if (isInside(cos * dx + sin * dy, cos * dy - sin * dx)) inside++;
      }
      const share = inside / across ** 2;
      const light = ground + share * (ink - ground) + slope * (x / side - 0.5);
      samples[y * side + x] = light + grain * random.normal();
      covered[y * side + x] = share > 0.5 ? 255 : 0;
    }
  }
  const form = { width: side, height: side, channels: 1 } as const;
  return {
    picture: { ...form, samples: new Uint8Array(samples.buffer) },
    mask: { ...form, samples: covered },
  };
}
