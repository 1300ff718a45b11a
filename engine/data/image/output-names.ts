// Names of pictures that are made of others: behind the name of the original comes what has made them, a chain or a network.

/** `leaf.jpg` → `leaf` and `.jpg`. */
export function splitName(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? { stem: name, extension: "" } : { stem: name.slice(0, dot), extension: name.slice(dot) };
}

/** `leaf.sharpen.jpg`, or `leaf.jpg` without a maker, and from the second attempt on `leaf.sharpen-2.jpg`. */
export const outputName = (stem: string, maker: string | undefined, extension: string, attempt: number): string =>
  `${stem}${maker === undefined ? "" : `.${maker}`}${attempt > 1 ? `-${attempt}` : ""}${extension}`;

/** Whether a file is named as an output of the maker whose original, in any format, stands beside it. */
export function isOutputOf(name: string, maker: string, stems: ReadonlySet<string>): boolean {
  const { stem } = splitName(name);
  const at = stem.lastIndexOf(`.${maker}`);
  return at > 0 && /^(-\d+)?$/.test(stem.slice(at + 1 + maker.length)) && stems.has(stem.slice(0, at));
}
