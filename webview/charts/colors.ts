// Colours as numbers: reading what CSS says, contrast by WCAG 2, mixing, and making a colour legible on a background.

export type Rgb = readonly [number, number, number];

let probe: CanvasRenderingContext2D | undefined;

/** Any CSS colour as red, green, blue (0 to 255), laid over `under` where it is translucent; undefined if it is none. */
export function parseColor(text: string, under: Rgb = [0, 0, 0]): Rgb | undefined {
  const found = channels(text);
  return found && mix(under, found.color, found.alpha);
}

/** Any CSS colour as it is where nothing shines through. */
export const parseOpaque = (text: string): Rgb | undefined => channels(text)?.color;

function channels(text: string): { color: Rgb; alpha: number } | undefined {
  if (!text.trim()) return undefined;
  probe ??= document.createElement("canvas").getContext("2d")!;
  probe.fillStyle = "#010203";
  probe.fillStyle = text.trim();
  const style = probe.fillStyle;
  if (style === "#010203" && !/^#010203$/i.test(text.trim())) return undefined;
  if (style.startsWith("#")) {
    return { color: [1, 3, 5].map((at) => Number.parseInt(style.slice(at, at + 2), 16)) as unknown as Rgb, alpha: 1 };
  }
  const [red, green, blue, alpha] = style.match(/[\d.]+/g)!.map(Number);
  return { color: [red!, green!, blue!], alpha: alpha ?? 1 };
}

export function toHex(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** A straight mixture: `share` 0 is all `from`, 1 is all `to`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((part) => from[part]! + (to[part]! - from[part]!) * share) as unknown as Rgb;
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
export function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast ratio, 1 to 21 (WCAG 2.2). */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The colour, moved towards black or white by no more than it takes to stand out from `background` by `ratio`. */
export function legible(color: Rgb, background: Rgb, ratio: number): Rgb {
  const goal: Rgb = luminance(background) < 0.18 ? [255, 255, 255] : [0, 0, 0];
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(color, goal, share);
    if (contrast(candidate, background) >= ratio) return candidate;
  }
  return goal;
}

/** Hue in degrees, saturation and lightness 0 to 1. */
export function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const at = (offset + hue / 30) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1)));
  }) as unknown as Rgb;
}
