// Drawn photographs: landscapes, streets and leaves with what filters are judged by: smooth light, texture, edges, grain.

import { Random } from "../../core/random";
import type { Channels, Image } from "../image/image";
import { type Noise, noise } from "./noise";

/** 0 to 1 each; alpha is 1 where it is left out. */
type Colour = readonly [red: number, green: number, blue: number];
/** The colour of a thing at a place (0 to 1 across the height, y downward), or nothing where the thing is not. */
type Layer = (x: number, y: number) => Colour | undefined;

/** Samples across a pixel, so that edges are as soft as a lens makes them. */
const across = 2;
/** σ of the grain, in values of 0 to 255. */
const grain = 1.5;

const mix = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + share * (b[0] - a[0]),
  a[1] + share * (b[1] - a[1]),
  a[2] + share * (b[2] - a[2]),
];
const shade = (colour: Colour, light: number): Colour => [colour[0] * light, colour[1] * light, colour[2] * light];

/** What can be drawn; layers stand from back to front, `wide` is the width in heights. */
const scenes = {
  hills(random: Random, wide: number): Layer[] {
    const clouds = noise(random);
    const sun = [wide * (0.2 + 0.6 * random.uniform()), 0.15 + 0.12 * random.uniform()];
    const sky: Layer = (x, y) => {
      const blue = mix([0.3, 0.52, 0.85], [0.85, 0.88, 0.9], y * 1.5);
      const glow = Math.exp(-30 * ((x - sun[0]) ** 2 + (y - sun[1]) ** 2));
      return mix(mix(blue, [1, 1, 1], 0.9 * Math.max(0, clouds(2 * x, 5 * y, 5) - 0.45)), [1, 0.96, 0.8], glow);
    };
    return [sky, ...[0, 1, 2, 3].map((depth) => hill(random, depth))];
  },
  street(random: Random, wide: number): Layer[] {
    const plaster = noise(random);
    const sky: Layer = (_, y) => mix([0.45, 0.62, 0.9], [0.9, 0.9, 0.88], y * 1.3);
    const ground: Layer = (x, y) => {
      if (y < 0.8) return undefined;
      return shade([0.45, 0.44, 0.43], 0.7 + 0.6 * plaster(30 * x, 90 * y, 3));
    };
    const houses: Layer[] = [];
    for (let left = -0.05; left < wide; ) {
      const width = 0.22 + 0.2 * random.uniform();
      houses.push(house(random, plaster, left, width));
      left += width + 0.01 + 0.04 * random.uniform();
    }
    return [sky, ...houses, ground];
  },
  leaves(random: Random, wide: number): Layer[] {
    const soil = noise(random);
    const ground: Layer = (x, y) => shade([0.33, 0.25, 0.18], 0.5 + soil(25 * x, 25 * y, 5));
    const fallen = Array.from({ length: 26 }, () => {
      return leaf(random, [wide * random.uniform(), random.uniform()], 0.1 + 0.14 * random.uniform());
    });
    return [ground, ...fallen];
  },
} satisfies Record<string, (random: Random, wide: number) => Layer[]>;

export type SceneName = keyof typeof scenes;

export const sceneNames = Object.keys(scenes) as SceneName[];

/** A drawn photograph in RGB; the same seed gives the same one. */
export function photograph(scene: SceneName, width: number, height: number, seed: number): Image {
  const random = new Random(seed, sceneNames.indexOf(scene));
  return paint(width, height, 3, scenes[scene](random, width / height), random);
}

/** A single leaf in RGBA, with nothing around it. */
export function cutOutLeaf(width: number, height: number, seed: number): Image {
  const random = new Random(seed, sceneNames.length);
  const middle = [width / height / 2, 0.5] as const;
  return paint(width, height, 4, [leaf(random, middle, 0.42 * Math.min(1, width / height))], random);
}

/** The luminance of a picture in RGB, BT.601. */
export function inGrey({ width, height, samples }: Image): Image {
  const grey = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(0.299 * samples[3 * i] + 0.587 * samples[3 * i + 1] + 0.114 * samples[3 * i + 2]),
  );
  return { width, height, channels: 1, samples: grey };
}

function hill(random: Random, depth: number): Layer {
  const [outline, texture] = [noise(random), noise(random)];
  const far = mix([0.16, 0.33, 0.12], [0.55, 0.66, 0.78], (3 - depth) / 3.5);
  const top = 0.42 + 0.14 * depth;
  return (x, y) => {
    const edge = top - 0.16 * (outline(1.5 * x + depth, 0, 6) - 0.5) * (1 + depth / 2);
    if (y < edge) return undefined;
    const fine = 8 + 14 * depth;
    return shade(far, 0.72 + (0.25 + 0.15 * depth) * texture(fine * x, 2 * fine * (y - edge), 4));
  };
}

function house(random: Random, plaster: Noise, left: number, width: number): Layer {
  const walls: Colour[] = [
    [0.86, 0.78, 0.6],
    [0.8, 0.55, 0.45],
    [0.75, 0.8, 0.82],
    [0.9, 0.88, 0.82],
  ];
  const wall = walls[random.integer(walls.length)];
  const roof: Colour = [0.5 + 0.2 * random.uniform(), 0.25, 0.2];
  const top = 0.28 + 0.2 * random.uniform();
  const storeys = 2 + random.integer(3);
  const columns = 2 + random.integer(2);
  return (x, y) => {
    const u = (x - left) / width;
    if (u < -0.03 || u > 1.03 || y > 0.8) return undefined;
    const pitch = top - 0.12 * (1 - Math.abs(2 * u - 1));
    if (y < pitch) return undefined;
    if (y < top)
      return shade(roof, 0.75 + 0.5 * (Math.floor(60 * (y - pitch)) % 2 ? 0.8 : 0.5) * plaster(40 * x, 40 * y, 2));
    if (u < 0 || u > 1) return undefined;
    const [across_, down] = [(u * columns) % 1, (((y - top) / (0.8 - top)) * storeys) % 1];
    const inWindow = Math.abs(across_ - 0.5) < 0.24 && Math.abs(down - 0.5) < 0.3;
    const onFrame = Math.abs(across_ - 0.5) < 0.025 || Math.abs(across_ - 0.5) > 0.2 || Math.abs(down - 0.5) > 0.26;
    if (inWindow) return onFrame ? [0.95, 0.95, 0.93] : shade([0.2, 0.26, 0.33], 0.7 + 0.8 * down);
    return shade(wall, 0.85 + 0.3 * plaster(12 * x, 12 * y, 4));
  };
}

function leaf(random: Random, [x0, y0]: readonly [number, number], length: number): Layer {
  const angle = 2 * Math.PI * random.uniform();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const ripe = random.uniform();
  const colour = mix([0.25, 0.5, 0.12], mix([0.85, 0.6, 0.1], [0.7, 0.2, 0.1], random.uniform()), ripe);
  const slender = 0.3 + 0.2 * random.uniform();
  const spots = noise(random);
  return (x, y) => {
    const [along, off] = [(cos * (x - x0) + sin * (y - y0)) / length, (cos * (y - y0) - sin * (x - x0)) / length];
    const half = slender * Math.max(0, 1 - along * along) * (1 - 0.25 * along);
    if (Math.abs(along) > 1 || Math.abs(off) > half) return undefined;
    const rib = Math.abs(off) < 0.018 || Math.abs(((along - 1.2 * Math.abs(off)) * 6) % 1) < 0.08;
    return shade(
      rib ? mix(colour, [0.9, 0.85, 0.6], 0.5) : colour,
      0.75 + 0.4 * spots(6 * x + 9, 6 * y, 4) - 0.25 * off,
    );
  };
}

/** Mean colour over the samples of each pixel, in sRGB values, with grain. */
function paint(width: number, height: number, channels: Channels, layers: readonly Layer[], random: Random): Image {
  const samples = new Uint8Array(width * height * channels);
  const front = [...layers].reverse();
  const colourAt = (x: number, y: number): Colour | undefined => {
    for (const layer of front) {
      const colour = layer(x, y);
      if (colour) return colour;
    }
    return undefined;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      let covered = 0;
      for (let i = 0; i < across * across; i++) {
        const colour = colourAt(
          (x + ((i % across) + 0.5) / across) / height,
          (y + (Math.floor(i / across) + 0.5) / across) / height,
        );
        if (!colour) continue;
        covered++;
        for (let c = 0; c < 3; c++) sum[c] += colour[c];
      }
      const at = (y * width + x) * channels;
      for (let c = 0; c < 3 && covered > 0; c++) {
        samples[at + c] = Math.max(0, Math.min(255, Math.round((255 * sum[c]) / covered + grain * random.normal())));
      }
      if (channels === 4) samples[at + 3] = Math.round((255 * covered) / (across * across));
    }
  }
  return { width, height, channels, samples };
}
