// Digits drawn with a pen: their strokes, and several of them side by side in a picture.

import type { Random } from "../../core/random";
import type { Image } from "../image/image";

type Point = readonly [x: number, y: number];

/** Points of an arc of an ellipse; angles in degrees, 0 to the right and 90 downward. */
function arc([x, y]: Point, across: number, down: number, from: number, to: number): Point[] {
  const steps = Math.ceil(Math.abs(to - from) / 15);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + across * Math.cos(angle), y + down * Math.sin(angle)];
  });
}

/** Lines that the pen draws without being lifted, in a box of 1 × 1, y downward. */
const strokes: readonly Point[][][] = [
  [arc([0.5, 0.5], 0.36, 0.46, 0, 360)],
  [
    [
      [0.28, 0.24],
      [0.56, 0.04],
      [0.56, 0.96],
    ],
  ],
  [[...arc([0.5, 0.3], 0.34, 0.26, 190, 395), [0.14, 0.95], [0.88, 0.95]]],
  [[...arc([0.46, 0.27], 0.32, 0.23, 200, 450), ...arc([0.46, 0.73], 0.38, 0.23, 270, 520)]],
  [
    [
      [0.66, 0.96],
      [0.66, 0.04],
      [0.12, 0.66],
      [0.92, 0.66],
    ],
  ],
  [[[0.82, 0.05], [0.26, 0.05], [0.22, 0.46], ...arc([0.46, 0.67], 0.36, 0.28, 225, 520)]],
  [arc([0.78, 0.66], 0.6, 0.6, 270, 180), arc([0.5, 0.68], 0.32, 0.28, 0, 360)],
  [
    [
      [0.14, 0.05],
      [0.86, 0.05],
      [0.42, 0.96],
    ],
  ],
  [arc([0.5, 0.27], 0.28, 0.22, 0, 360), arc([0.5, 0.72], 0.35, 0.24, 0, 360)],
  [arc([0.5, 0.32], 0.32, 0.28, 0, 360), arc([0.22, 0.34], 0.6, 0.6, 0, 90)],
];

/** σ of the grain, in values of 0 to 255. */
const grain = 16;
/** Share of the digits that are drawn so faintly that their neighbours help to tell them, and how much of the ink they have. */
const faintShare = 0.25;
const faintInk = 0.3;

/** Grey, height × 0.75 wide for each digit that there is room for; every digit is moved, turned and slanted a little. */
export function drawDigits(digits: readonly number[], room: number, height: number, random: Random): Image {
  const slot = Math.round(0.75 * height);
  const width = room * slot;
  const light = new Float32Array(width * height);
  const spare = (room - digits.length) * slot;
  const left = spare * random.uniform();
  for (const [place, digit] of digits.entries()) {
    const scale = height * (0.62 + 0.16 * random.uniform());
    const pen: Pen = {
      x: left + (place + 0.5) * slot + 0.06 * height * random.normal(),
      y: height * (0.5 + 0.04 * random.normal()),
      across: 0.68 * scale,
      down: scale,
      angle: 0.12 * random.normal(),
      slant: 0.15 * random.normal(),
      radius: height * (0.045 + 0.025 * random.uniform()),
      ink: (0.7 + 0.3 * random.uniform()) * (random.uniform() < faintShare ? faintInk : 1),
    };
    drawDigit(strokes[digit], pen, light, width, height);
  }
  const samples = Uint8ClampedArray.from(light, (ink) => 40 + 190 * ink + grain * random.normal());
  return { width, height, channels: 1, samples: new Uint8Array(samples.buffer) };
}

interface Pen {
  /** Where the middle of the digit is, and its size, in pixels. */
  x: number;
  y: number;
  across: number;
  down: number;
  /** Radians. */
  angle: number;
  /** Pixels to the right for each pixel upward. */
  slant: number;
  /** Half the width of a stroke, in pixels. */
  radius: number;
  /** 0 to 1. */
  ink: number;
}

/** Adds the ink of a digit, as much as the strokes cover of a pixel. */
function drawDigit(lines: readonly Point[][], pen: Pen, light: Float32Array, width: number, height: number): void {
  const [cos, sin] = [Math.cos(pen.angle), Math.sin(pen.angle)];
  const placed = lines.map((line) =>
    line.map(([x, y]): Point => {
      const down = (y - 0.5) * pen.down;
      const right = (x - 0.5) * pen.across - pen.slant * down;
      return [pen.x + cos * right - sin * down, pen.y + sin * right + cos * down];
    }),
  );
  const reach = Math.ceil(0.75 * pen.down);
  for (let y = Math.max(0, Math.floor(pen.y - reach)); y < Math.min(height, pen.y + reach); y++) {
    for (let x = Math.max(0, Math.floor(pen.x - reach)); x < Math.min(width, pen.x + reach); x++) {
      const distance = Math.min(...placed.map((line) => distanceTo(line, x + 0.5, y + 0.5)));
      // The edge of a stroke goes through pixels that are half covered.
      const covered = Math.max(0, Math.min(1, pen.radius - distance + 0.5));
      light[y * width + x] = Math.max(light[y * width + x], pen.ink * covered);
    }
  }
}

/** Pixels from a point to a line. */
function distanceTo(line: readonly Point[], x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = line[i - 1];
    const [dx, dy] = [line[i][0] - ax, line[i][1] - ay];
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2);
  }
  return Math.sqrt(least);
}
