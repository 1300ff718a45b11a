// Words for the settings of a chain: edge, light and alpha.

import type { AlphaMode, EdgeMode, Light } from "./pipeline";
import type { Settings } from "./semantics";

export const edgeWords: Record<EdgeMode, string> = {
  zero: "Beyond the border stands 0.",
  replicate: "Beyond the border the border pixel is repeated.",
  reflect: "Beyond the border the picture is mirrored with its border pixel.",
  reflect101: "Beyond the border the picture is mirrored without its border pixel.",
  wrap: "Beyond the border the other side of the picture goes on.",
  copy: "Pixels whose neighbourhood crosses the border stay as they are.",
};

export const lightWords: Record<Light, string> = {
  srgb: "Values are summed as they are stored.",
  linear: "Values are made linear light by the sRGB curve, summed, and made stored values again.",
};

export const alphaWords: Record<AlphaMode, string> = {
  straight: "Alpha stays as it is, and colours are filtered without regard to it.",
  premultiplied: "Colours are weighed by alpha, which is filtered too unless the kernel sums to 0.",
  channel: "Alpha is filtered like every other channel.",
};

export const describeSettings = ({ edge, light, alpha }: Settings): string[] => [
  edgeWords[edge],
  lightWords[light],
  alphaWords[alpha],
];
