// A matrix as a small picture: blue below zero, orange above, each coefficient a square.

import { parseColor, type Rgb } from "../../charts/colors";
import { theme } from "../../charts/theme";
import { h } from "../../dom";

export function matrixCanvas(matrix: readonly (readonly number[])[]): HTMLCanvasElement {
  const [rows, columns] = [matrix.length, matrix[0]!.length];
  const canvas = h("canvas", {
    class: "matrix-picture",
    attrs: { "aria-hidden": "true", width: columns, height: rows },
  });
  const { background, signed } = theme();
  const ends: Record<string, Rgb> = { "-1": parseColor(signed(-1))!, "1": parseColor(signed(1))! };
  const under = parseColor(background)!;
  const largest = Math.max(...matrix.flat().map(Math.abs)) || 1;
  const image = new ImageData(columns, rows);
  matrix.flat().forEach((value, index) => {
    const share = Math.abs(value) / largest;
    const end = value < 0 ? ends["-1"]! : ends["1"]!;
    for (let part = 0; part < 3; part++)
      image.data[4 * index + part] = under[part]! + (end[part]! - under[part]!) * share;
    image.data[4 * index + 3] = 255;
  });
  canvas.getContext("2d")!.putImageData(image, 0, 0);
  return canvas;
}
