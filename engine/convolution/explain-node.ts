// The arithmetic of one node at one pixel: its neighbours with weights and products, and each operation up to its result.

import { hasAlpha } from "../data/image/image";
import { countOf } from "../words";
import { edgeWords } from "./describe";
import type { ExplainedOperation, ExplainedStage, ExplainedTerm } from "./explanation";
import type { EdgeMode } from "./pipeline";
import type {
  BilateralNode,
  BlendNode,
  BoxNode,
  CorrelateNode,
  FilterNode,
  FilterProgram,
  FixedGaussianNode,
  MedianNode,
  RelightNode,
  Rounding,
} from "./program";
import { type Reach, reachOf } from "./reach";
import { bilateralWeight, blended, opacityFactor } from "./reference";
import { roundBy, toSample, whiteOfElements } from "./samples";
import { linearOfSrgb, srgbOfLinear } from "./transfer";

/** The pixels around one; `pixel` is absent where 0 stands beyond the border. */
export interface Neighbours {
  places: { dx: number; dy: number; outside: boolean; x?: number; y?: number; pixel?: readonly number[] }[];
  /** How many lie beyond the border. */
  outside: number;
}

/** What the executor gives for nodes at the pixel and around it. */
export interface Reader {
  pixel(node: number): number[];
  /** Undefined where a neighbourhood crosses the border and is then not filtered. */
  neighbours(node: number, reach: Reach, edge: EdgeMode): Neighbours | undefined;
}

/** A number with up to so many significant digits, and no zeros that say nothing. */
const plain = (value: number, digits = 4): string => String(Number(value.toPrecision(digits)));

/** What a node's explanation holds beyond what every one has. */
type Part = Pick<ExplainedStage, "title" | "arithmetic"> & Partial<Pick<ExplainedStage, "terms" | "notes">>;

type Filtering = CorrelateNode | FixedGaussianNode | BoxNode | MedianNode | BilateralNode;

export function explainNode(program: FilterProgram, index: number, channel: number, reader: Reader): ExplainedStage {
  const node = program.nodes[index];
  const result = reader.pixel(index)[channel];
  const [input] = "inputs" in node ? node.inputs : "input" in node ? [node.input] : [0];
  const part = partOf(program, node, channel, reader);
  const { arithmetic, terms = [], notes = [] } = part;
  const reach = "edge" in node && terms.length > 0 ? reachOf(node) : { rows: 0, columns: 0 };
  const last = arithmetic[arithmetic.length - 1];
  if (!Object.is(last.value, result))
    arithmetic.push({
      does: `in the executor's single precision${node.elements === "f32" ? "" : ", whose last bits decide near a tie"}`,
      value: result,
    });
  return {
    node: index,
    op: node.op,
    title: part.title,
    values: valuesOf(program, input),
    white: (node.op === "premultiply" && node.inputWhite) || whiteOfElements(program.nodes[input].elements),
    rows: reach.rows,
    columns: reach.columns,
    terms,
    arithmetic,
    result,
    elements: node.elements,
    notes,
  };
}

/** What the samples of a node are, in words. */
function valuesOf({ nodes }: FilterProgram, index: number): string {
  let linear = false;
  let weighed = false;
  let known = false;
  for (let at = index; at > 0 && !known; ) {
    const node = nodes[at];
    if (node.op === "luminance") return node.weights[0] < 0.25 ? "luminance of light" : "luminance";
    if (node.op === "transfer") [linear, known] = [node.to === "linear", true];
    if (node.op === "premultiply") weighed ||= node.direction === "on";
    if (node.op === "premultiply" && node.direction === "off") known = true;
    at = "inputs" in node ? node.inputs[0] : "input" in node ? node.input : 0;
  }
  return `${linear ? "linear light" : "stored values"}${weighed ? " × alpha" : ""}`;
}

const roundingWords: Record<Rounding, string> = {
  even: "rounded to the nearest, ties to even",
  away: "rounded to the nearest, ties away from 0",
  up: "rounded to the nearest, ties up",
  truncate: "the fraction cut off",
};

/** Adds what makes a value a sample of its type: rounding, and clamping where it does something. */
function finished(
  arithmetic: ExplainedOperation[],
  { elements }: FilterNode,
  rounding: Rounding,
): ExplainedOperation[] {
  if (elements === "f32") {
    const value = Math.fround(arithmetic[arithmetic.length - 1].value);
    if (value !== arithmetic[arithmetic.length - 1].value) arithmetic.push({ does: "in single precision", value });
    return arithmetic;
  }
  const value = Math.fround(arithmetic[arithmetic.length - 1].value);
  // Adding 0 makes 0 of -0.
  const rounded = roundBy(value, rounding) + 0;
  arithmetic.push({ does: roundingWords[rounding], value: rounded });
  const sample = toSample(value, elements, rounding);
  if (sample !== rounded) arithmetic.push({ does: `clamped to 0 … ${whiteOfElements(elements)}`, value: sample });
  return arithmetic;
}

function partOf(program: FilterProgram, node: FilterNode, channel: number, reader: Reader): Part {
  switch (node.op) {
    case "source":
      throw new Error("The source is nobody's result.");
    case "correlate":
    case "fixedGaussian":
    case "box":
    case "median":
    case "bilateral":
      return filterPart(program, node, channel, reader);
    case "blend":
      return blendPart(program, node, channel, reader);
    case "relight":
      return relightPart(program, node, channel, reader);
    default:
      return pointwisePart(program, node, channel, reader);
  }
}

/** A channel that is not filtered here. */
function copied(program: FilterProgram, node: FilterNode, input: number, value: number, why: string): Part {
  const before = program.nodes[input];
  const arithmetic = [{ does: "the pixel itself", value }];
  if (before.elements !== node.elements) {
    const factor = whiteOfElements(node.elements) / whiteOfElements(before.elements);
    arithmetic.push({ does: `× ${plain(factor, 6)}, the other range`, value: value * factor });
    finished(arithmetic, node, "even");
  }
  return { title: "Left as it is", arithmetic, notes: [why] };
}

function filterPart(program: FilterProgram, node: Filtering, channel: number, reader: Reader): Part {
  const own = reader.pixel(node.input);
  if ((node.mask >> channel) % 2 === 0)
    return copied(program, node, node.input, own[channel], "This channel is not filtered here.");
  const around = reader.neighbours(node.input, reachOf(node), node.edge);
  if (!around) return copied(program, node, node.input, own[channel], edgeWords.copy);
  const terms = around.places.map(
    ({ pixel, ...place }): ExplainedTerm => ({ ...place, value: pixel ? pixel[channel] : 0 }),
  );
  const count = countOf(terms.length, "neighbour");
  const notes =
    around.outside > 0 ? [`${around.outside} of ${count} lie beyond the border. ${edgeWords[node.edge]}`] : [];
  return { terms, notes, ...sumPart(program, node, terms, around, own, channel) };
}

/** Gives each term its weight and product, and adds them up. */
function weigh(terms: ExplainedTerm[], weightOf: (at: number) => number): number {
  let sum = 0;
  for (const [at, term] of terms.entries()) {
    term.weight = weightOf(at);
    term.product = term.value * term.weight;
    sum += term.product;
  }
  return sum;
}

function sumPart(
  program: FilterProgram,
  node: Filtering,
  terms: ExplainedTerm[],
  around: Neighbours,
  own: readonly number[],
  channel: number,
): Part {
  const count = countOf(terms.length, "neighbour");
  switch (node.op) {
    case "correlate": {
      const arithmetic = [{ does: "sum of the products", value: weigh(terms, (at) => node.weights[at]) }];
      if (node.scale !== 1) arithmetic.push({ does: scaleWords(node.scale), value: arithmetic[0].value * node.scale });
      if (node.offset !== 0) {
        const value = arithmetic[arithmetic.length - 1].value + node.offset;
        arithmetic.push({ does: `${node.offset < 0 ? "−" : "+"} ${plain(Math.abs(node.offset), 6)}`, value });
      }
      return { title: `${count} × weights`, arithmetic: finished(arithmetic, node, node.rounding) };
    }
    case "fixedGaussian": {
      const columns = node.rowWeights.length;
      const weightOf = (at: number) =>
        (node.rowWeights[at % columns] * node.columnWeights[Math.floor(at / columns)]) / 65536;
      const arithmetic = [{ does: "sum of the products", value: weigh(terms, weightOf) }];
      return {
        title: `${count} × weights of a Gaussian, each a multiple of 1/65536`,
        arithmetic: finished(arithmetic, node, "up"),
      };
    }
    case "box": {
      const sum = weigh(terms, () => 1);
      const arithmetic = [
        { does: "sum", value: sum },
        { does: `÷ ${terms.length}`, value: sum / terms.length },
      ];
      return { title: `Mean of ${count}`, arithmetic: finished(arithmetic, node, node.rounding) };
    }
    case "median": {
      const order = terms.toSorted((a, b) => a.value - b.value);
      for (const [rank, term] of order.entries()) term.rank = rank;
      const middle = order[order.length >> 1];
      middle.middle = true;
      const arithmetic = [
        { does: `value ${(order.length >> 1) + 1} of ${order.length} in order`, value: middle.value },
      ];
      return { title: `Median of ${count}`, arithmetic };
    }
    case "bilateral": {
      const unit = 255 / whiteOfElements(program.nodes[node.input].elements);
      const differenceOf = (pixel: readonly number[] | undefined) =>
        own.reduce(
          (sum, value, c) => ((node.mask >> c) % 2 === 1 ? sum + Math.abs((pixel?.[c] ?? 0) - value) * unit : sum),
          0,
        );
      const weightOf = (at: number) => {
        const { dx, dy, pixel } = around.places[at];
        return bilateralWeight(node, dx, dy, differenceOf(pixel));
      };
      const sum = weigh(terms, weightOf);
      const weights = terms.reduce((total, { weight = 0 }) => total + weight, 0);
      const arithmetic = [
        { does: "sum of the products", value: sum },
        { does: `÷ ${plain(weights, 6)}, the sum of the weights`, value: sum / weights },
      ];
      return {
        title: `${count} × weights of nearness and likeness to ${plain(own[channel], 4)}`,
        arithmetic: finished(arithmetic, node, "even"),
      };
    }
  }
}

/** A factor as people write it: as a division where that is by a whole number. */
function scaleWords(scale: number): string {
  const divisor = 1 / scale;
  const whole = Math.round(divisor);
  return Math.abs(divisor - whole) < 1e-9 * Math.abs(divisor) ? `÷ ${whole}` : `× ${plain(scale, 6)}`;
}

function pointwisePart(
  program: FilterProgram,
  node: Exclude<FilterNode, Filtering | BlendNode | RelightNode | { op: "source" }>,
  channel: number,
  reader: Reader,
): Part {
  const pixel = reader.pixel(node.input);
  const value = pixel[channel];
  const input = program.nodes[node.input];
  const [white, inputWhite] = [whiteOfElements(node.elements), whiteOfElements(input.elements)];
  const alpha = hasAlpha(input.channels) ? input.channels - 1 : -1;
  const own = { does: "the pixel itself", value };
  const onto = (result: number, rounding: Rounding, does: string) =>
    finished([own, { does, value: result }], node, rounding);
  switch (node.op) {
    case "affine": {
      if ((node.mask >> channel) % 2 === 0)
        return copied(program, node, node.input, value, "This channel is not filtered here.");
      const arithmetic = [own, { does: scaleWords(node.gain), value: node.gain * value }];
      if (node.offset !== 0)
        arithmetic.push({ does: `+ ${plain(node.offset, 6)}`, value: node.gain * value + node.offset });
      const title = node.elements === input.elements ? "Scaled" : `As values of 0 … ${white}`;
      return { title, arithmetic: finished(arithmetic, node, node.rounding) };
    }
    case "lookup": {
      const table = (node.mask >> channel) % 2 === 1 ? node.table : node.otherwise;
      return { title: "Looked up in a table", arithmetic: [own, { does: `entry ${value}`, value: table[value] }] };
    }
    case "transfer": {
      if (channel === alpha)
        return {
          title: "Alpha is only scaled",
          arithmetic: onto((value / inputWhite) * white, node.rounding, "scaled"),
        };
      const [curve, title] =
        node.to === "linear" ? [linearOfSrgb, "Made linear light"] : [srgbOfLinear, "Made a stored value"];
      const result = curve(value / inputWhite) * white;
      return { title, arithmetic: onto(result, node.rounding, "by the sRGB curve") };
    }
    case "premultiply": {
      const { inputWhite: full = inputWhite } = node;
      if (channel === alpha)
        return {
          title: "Alpha is only scaled",
          arithmetic: onto((value * white) / full, node.rounding, "scaled"),
        };
      const factor = opacityFactor(node, pixel[alpha], full);
      const product = Math.fround(value * factor);
      const on = node.direction === "on";
      const opacity = `alpha ${plain(pixel[alpha] / full, 4)}`;
      const divided = factor === 0 ? "no alpha to divide by" : `÷ ${opacity}`;
      const arithmetic = [own, { does: on ? `× ${opacity}` : divided, value: product }];
      if (white !== full) arithmetic.push({ does: `as a value of 0 … ${white}`, value: (product * white) / full });
      return {
        title: on ? "Multiplied by alpha" : "Divided by alpha",
        arithmetic: finished(arithmetic, node, node.rounding),
      };
    }
    case "luminance": {
      const parts = pixel.length < 3 ? [[1, pixel[0]]] : node.weights.map((weight, c) => [weight, pixel[c]]);
      const sum = parts.reduce((total, [weight, part]) => total + weight * part, 0);
      const does = parts.map(([weight, part]) => `${weight} × ${plain(part, 4)}`).join(" + ");
      const arithmetic = [{ does, value: sum }];
      if (white !== inputWhite)
        arithmetic.push({ does: `as a value of 0 … ${white}`, value: (sum * white) / inputWhite });
      return { title: "Luminance", arithmetic: finished(arithmetic, node, node.rounding) };
    }
  }
}

function blendPart(program: FilterProgram, node: BlendNode, channel: number, reader: Reader): Part {
  const [first, second] = node.inputs.map((input) => reader.pixel(input)[channel]);
  if ((node.mask >> channel) % 2 === 0)
    return copied(program, node, node.inputs[0], first, "This channel is not filtered here.");
  const unit = 255 / whiteOfElements(program.nodes[node.inputs[0]].elements);
  const value = (blended(node, first * unit, second * unit) * whiteOfElements(node.elements)) / 255;
  const notes: string[] = [];
  let [does, title] = [`${plain(node.a, 4)} × ${plain(first)} + ${plain(node.b, 4)} × ${plain(second)}`, "Mixed"];
  if (node.mode === "screen")
    [does, title] = [`1 − (1 − ${plain(first)}) × (1 − ${plain(node.b, 4)} × ${plain(second)}), of white`, "Screened"];
  else if (Math.abs(first - second) * unit < node.threshold) {
    notes.push("The two differ by less than the threshold, so that the first stays.");
    does = "the first";
  }
  const arithmetic = [
    { does: "the first", value: first },
    { does: "the second", value: second },
    { does, value },
  ];
  return { title, arithmetic: finished(arithmetic, node, node.rounding), notes };
}

function relightPart(program: FilterProgram, node: RelightNode, channel: number, reader: Reader): Part {
  const white = whiteOfElements(node.elements);
  const [image, after, before] = node.inputs.map((input, i) => {
    const value = reader.pixel(input)[i === 0 ? channel : 0];
    return (value * white) / whiteOfElements(program.nodes[input].elements);
  });
  const { channels } = program.nodes[node.inputs[0]];
  if (hasAlpha(channels) && channel === channels - 1)
    return copied(program, node, node.inputs[0], reader.pixel(node.inputs[0])[channel], "Alpha has no luminance.");
  const arithmetic = [
    { does: "the pixel itself", value: image },
    { does: `+ ${plain(after - before, 6)}, by which its luminance changed`, value: image + (after - before) },
  ];
  return { title: "Moved by its luminance", arithmetic: finished(arithmetic, node, node.rounding) };
}
