// Filters of sharp on noise, for kernel sizes, scales, channels and depths: filters-sharp.json.

import { writeFileSync } from "node:fs";
import sharp from "sharp";
import { noise } from "./noise.mjs";

const small = { width: 13, height: 9 };
const cases = [];

/** One call of sharp, beside the chain that means the same. */
async function add(step, filter, channels = 3, elements = "u8", { width, height, hole } = small) {
  const seed = cases.length + 1;
  const image = noise(seed, width * height * channels, elements);
  const [left, top, right, bottom] = hole ?? [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) image[(y * width + x + 1) * channels - 1] = 0;
  const input = sharp(image, { raw: { width, height, channels } });
  const wide = elements === "u16";
  const space = channels < 3 ? (wide ? "grey16" : "b-w") : wide ? "rgb16" : "srgb";
  const depth = wide ? "ushort" : "uchar";
  const filtered = await filter(input.toColourspace(space)).png().toBuffer();
  // Raw output of grey pictures leaves alpha out, so that each channel is taken out of the file, alpha by its name.
  const planes = [];
  const extract = (file, channel) => sharp(file).extractChannel(channel).toColourspace(space).raw({ depth }).toBuffer();
  for (let channel = 0; channel < channels; channel++)
    planes.push(await extract(filtered, channel > 0 && channel === channels - 1 && channels !== 3 ? "alpha" : channel));
  const bytes = wide ? 2 : 1;
  const output = Buffer.alloc(width * height * channels * bytes);
  for (const [channel, plane] of planes.entries())
    for (let i = 0; i < width * height; i++)
      plane.copy(output, (i * channels + channel) * bytes, i * bytes, (i + 1) * bytes);
  const pipeline = { as: "sharp", steps: [step] };
  cases.push({ seed, width, height, channels, elements, hole, pipeline, output: output.toString("base64") });
}

async function matrix(rows, columns, seed, options = {}, channels = 3, elements = "u8") {
  const flat = Array.from(noise(seed, rows * columns, "u8"), (value) => (value % 11) - 4);
  const weights = Array.from({ length: rows }, (_, r) => flat.slice(r * columns, (r + 1) * columns));
  await matrixOf(weights, options, channels, elements);
}

async function matrixOf(weights, { divisor, offset }, channels, elements, size) {
  const step = { matrix: weights, ...(divisor && { divisor }), ...(offset && { offset }) };
  const [kernelHeight, kernelWidth] = [weights.length, weights[0].length];
  const moved = offset && (elements === "u16" ? offset * 257 : offset);
  const kernel = { width: kernelWidth, height: kernelHeight, kernel: weights.flat(), scale: divisor, offset: moved };
  await add(step, (image) => image.convolve(kernel), channels, elements, size);
}

const sharpen = [
  [0, -1, 0],
  [-1, 5, -1],
  [0, -1, 0],
];
const mean = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
];
const edge = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];
for (const channels of [1, 2, 3, 4]) {
  for (const weights of [sharpen, mean, edge]) await matrixOf(weights, {}, channels, "u8");
  for (const [rows, columns] of [
    [3, 3],
    [5, 5],
    [7, 7],
    [3, 5],
    [4, 4],
    [9, 3],
  ]) {
    await matrix(rows, columns, rows, {}, channels);
    await matrix(rows, columns, columns + 20, { divisor: rows * columns, offset: 40 }, channels);
  }
  for (const size of [3, 5, 7, 9]) await add({ kernel: `median${size}` }, (image) => image.median(size), channels);
}
await matrixOf(
  [
    [0.1, 0.2, 0.1],
    [0.2, 0.5, 0.2],
    [0.1, 0.2, 0.1],
  ],
  {},
  3,
  "u8",
);
for (const channels of [1, 3, 4]) await matrix(3, 3, 9, { divisor: 6, offset: 10 }, channels, "u16");
for (const channels of [1, 3, 4]) await matrixOf(sharpen, {}, channels, "u16");
const large = { width: 23, height: 19, hole: [4, 3, 18, 14] };
const hundredths = [
  [0.13, 0.41, 0.07],
  [0.22, -0.35, 0.6],
  [0.05, 0.29, 0.18],
];
for (const elements of ["u8", "u16"]) {
  for (const channels of [2, 4]) {
    await matrixOf(mean, {}, channels, elements, large);
    await matrixOf(edge, { divisor: 8, offset: 119 }, channels, elements, large);
  }
  // Alpha of less than 0.01 beside the hole.
  await matrixOf(mean, { divisor: elements === "u8" ? 60000 : 15000000 }, 2, elements, large);
  for (const channels of [1, 2]) await matrixOf(hundredths, {}, channels, elements, large);
}
const file = new URL("filters-sharp.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ version: sharp.versions.sharp, cases })}\n`);
