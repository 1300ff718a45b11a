// What is done around a filter: values to light and back, colours weighed by alpha, one channel or luminance alone.

import { hasAlpha } from "../data/image/image";
import { lumaWeights } from "../data/image/luma";
import { allMask } from "./builder";
import type { ChannelChoice } from "./pipeline";
import type { Rounding } from "./program";
import { alphaMask, colourMask } from "./samples";
import type { StepContext } from "./semantics";

/** The filter itself: adds nodes that give a picture like node `input`, in the channels of `mask`. */
type Filter = (input: number, mask: number) => number;

interface Around {
  /** Of the step's result. */
  rounding: Rounding;
  /** Whether the filter wants floats, as it is more than one operation. */
  floats: boolean;
  /** Whether alpha is filtered with premultiplied colours; with weights that sum to 0 it would vanish. */
  withAlpha: boolean;
  /** Light, or values, of red, green and blue in luminance. */
  luminance?: readonly [number, number, number];
}

/** Of luminance of light (BT.709). */
const luminanceWeights = [0.2126, 0.7152, 0.0722] as const;

/** Bits of the channels that a choice means, of those that are filtered at all. */
function maskOf(context: StepContext, filtered: number): number {
  const { channels, type, fail } = context;
  const colours = colourMask(type.channels);
  const named: Record<ChannelChoice, number> = {
    each: filtered,
    luminance: colours,
    red: 1,
    green: 2,
    blue: 4,
    alpha: alphaMask(type.channels),
  };
  if (channels === "alpha" && !named.alpha) fail("channels", "the picture has no alpha to filter.");
  if (/red|green|blue/.test(channels) && colours === 1)
    fail("channels", `the picture is grey and has no ${channels} to filter.`);
  return named[channels];
}

/** Adds a step: what must be done before the filter, the filter, and what undoes the former; once rounded, at its end. */
export function lowerAround(context: StepContext, around: Around, filter: Filter): number {
  const { builder, input, type, light, channels, fail } = context;
  const { elements } = type;
  const { rounding, withAlpha } = around;
  const opaque = !hasAlpha(type.channels);
  const premultiplied = context.alpha === "premultiplied" && !opaque && channels !== "alpha";
  const straight =
    context.alpha === "straight" || (context.alpha === "premultiplied" && (opaque || channels === "alpha"));
  const filtered = straight ? colourMask(type.channels) : allMask(type.channels);
  const mask = maskOf(context, filtered);
  if (channels === "luminance" && colourMask(type.channels) !== 1) {
    if (premultiplied) fail("channels", 'luminance is not filtered with alpha "premultiplied"; choose "straight".');
    return lowerLuminance(context, rounding, filter);
  }
  let node = input;
  if (light === "linear") node = builder.transfer(node, "linear", "f32", "even");
  if (premultiplied) node = builder.premultiply(node, "on", "f32", "even");
  if (around.floats) node = builder.convert(node, "f32", "even");
  const inside = !premultiplied ? mask : withAlpha ? allMask(type.channels) : colourMask(type.channels);
  node = filter(node, inside);
  if (premultiplied) node = builder.premultiply(node, "off", light === "linear" ? "f32" : elements, rounding);
  if (light === "linear") node = builder.transfer(node, "srgb", elements, rounding);
  node = builder.convert(node, elements, rounding);
  // One colour with premultiplied weights: the others, and alpha, are those of the picture.
  if (premultiplied && channels !== "each") node = builder.mix(input, node, 0, 1, mask);
  return node;
}

function lowerLuminance({ builder, input, type, light }: StepContext, rounding: Rounding, filter: Filter): number {
  const linear = light === "linear";
  const image = linear ? builder.transfer(input, "linear", "f32", "even") : input;
  const before = builder.add({
    op: "luminance",
    input: image,
    elements: "f32",
    channels: 1,
    weights: linear ? luminanceWeights : lumaWeights,
    rounding: "even",
  });
  const after = filter(before, 1);
  const relit = builder.add({
    op: "relight",
    inputs: [image, after, before],
    elements: linear ? "f32" : type.elements,
    channels: type.channels,
    rounding,
  });
  return linear ? builder.transfer(relit, "srgb", type.elements, rounding) : relit;
}
