// Chromium's feConvolveMatrix on noise, for orders, edge modes, colour spaces and alpha: filters-svg.json.

import { writeFileSync } from "node:fs";
import { launchChromium } from "../host/chromium";
import { noise } from "./noise.mjs";

const [width, height] = [13, 9];
const edgeModes = { replicate: "duplicate", wrap: "wrap", zero: "none" } as const;
const spaces = { linear: "linearRGB", srgb: "sRGB" } as const;

interface Settings {
  divisor?: number;
  offset?: number;
  channels?: 3 | 4;
  edge?: keyof typeof edgeModes;
  light?: keyof typeof spaces;
  alpha?: "premultiplied" | "straight";
}

/** In the page: draws the picture through the filter and reads its RGBA back. */
function draw([size, pixels, filter]: [[number, number], number[], string]): number[] {
  const [w, h] = size;
  const picture = new OffscreenCanvas(w, h);
  picture.getContext("2d")!.putImageData(new ImageData(new Uint8ClampedArray(pixels), w, h), 0, 0);
  document.body.innerHTML = `<svg width="0" height="0">${filter}</svg><canvas width="${w}" height="${h}"></canvas>`;
  const context = document.querySelector("canvas")!.getContext("2d")!;
  context.filter = "url(#f)";
  context.drawImage(picture, 0, 0);
  return Array.from(context.getImageData(0, 0, w, h).data);
}

const browser = await launchChromium();
const page = await browser.newPage();
const cases: object[] = [];

/** One filter of Chromium, beside the chain that means the same. */
async function add(matrix: number[][], settings: Settings = {}): Promise<void> {
  const { divisor, offset, channels = 3, edge = "replicate", light = "linear", alpha = "premultiplied" } = settings;
  const seed = cases.length + 1;
  const samples = noise(seed, width * height * channels, "u8");
  const rgba: number[] = [];
  for (let i = 0; i < width * height; i++) {
    rgba.push(...samples.subarray(i * channels, i * channels + 3));
    rgba.push(channels === 4 ? samples[i * 4 + 3] : 255);
  }
  const attributes = [
    `order="${matrix[0].length} ${matrix.length}" kernelMatrix="${matrix.flat().join(" ")}"`,
    `edgeMode="${edgeModes[edge]}" preserveAlpha="${alpha === "straight" || channels === 3}"`,
    divisor === undefined ? "" : `divisor="${divisor}"`,
    offset === undefined ? "" : `bias="${offset / 255}"`,
  ];
  const region = `x="0" y="0" width="${width}" height="${height}" filterUnits="userSpaceOnUse" primitiveUnits="userSpaceOnUse"`;
  const filter = `<filter id="f" ${region} color-interpolation-filters="${spaces[light]}"><feConvolveMatrix ${attributes.join(" ")}/></filter>`;
  const drawn = await page.evaluate(draw, [[width, height], rgba, filter] as [[number, number], number[], string]);
  const output = Uint8Array.from(drawn.filter((_, i) => channels === 4 || i % 4 !== 3));
  const step = { matrix, divisor, offset };
  const pipeline = { as: "svg", edge, light, alpha, steps: [step] };
  cases.push({
    seed,
    width,
    height,
    channels,
    elements: "u8",
    pipeline,
    output: Buffer.from(output).toString("base64"),
  });
}

function integers(rows: number, columns: number, seed: number): number[][] {
  const flat = Array.from(noise(seed, rows * columns, "u8"), (value) => (value % 9) - 3);
  return Array.from({ length: rows }, (_, r) => flat.slice(r * columns, (r + 1) * columns));
}

for (const edge of ["replicate", "wrap", "zero"] as const)
  for (const light of ["srgb", "linear"] as const) {
    for (const [rows, columns] of [
      [3, 3],
      [5, 5],
      [2, 4],
      [3, 5],
      [1, 3],
    ]) {
      await add(integers(rows, columns, rows), { edge, light });
      await add(integers(rows, columns, rows + 7), { edge, light, divisor: 7 });
    }
    for (const alpha of ["premultiplied", "straight"] as const) {
      await add(integers(3, 3, 20), { edge, light, alpha, channels: 4 });
      await add(integers(3, 3, 21), { edge, light, alpha, channels: 4, divisor: 9 });
    }
  }
for (const light of ["srgb", "linear"] as const) {
  await add(integers(3, 3, 30), { light, divisor: 9, offset: 50 });
  await add(
    [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
    { light, offset: 128 },
  );
  for (const alpha of ["premultiplied", "straight"] as const)
    await add(integers(3, 3, 31), { light, alpha, channels: 4, divisor: 9, offset: 50 });
}
for (const [rows, columns] of [
  [7, 7],
  [9, 9],
  [4, 4],
])
  await add(integers(rows, columns, rows), { light: "srgb" });
await browser.close();
const file = new URL("filters-svg.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ version: browser.version(), cases })}\n`);
