// A small picture with tones, a colour and edges in it, as a PNG file.

import { writeFileSync } from "node:fs";
import { writePicture } from "../../engine/data/image";

/** Writes a picture of width × height RGB pixels: a ramp with a disc on it. */
export async function drawPicture(path: string, width = 48, height = 32): Promise<void> {
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = Math.hypot(x - width / 2, y - height / 2) < height / 3;
      const ramp = Math.round((255 * x) / width);
      samples.set(inside ? [200, 60, 255 - ramp] : [ramp, ramp, Math.round((255 * y) / height)], (y * width + x) * 3);
    }
  }
  const { bytes } = await writePicture({ width, height, channels: 3, samples }, "png");
  writeFileSync(path, bytes);
}
