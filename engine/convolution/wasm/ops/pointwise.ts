// Nodes that look at one pixel of each input: their kernels called on a block.

import type {
  AffineNode,
  BlendNode,
  LookupNode,
  LuminanceNode,
  PremultiplyNode,
  RelightNode,
  TransferNode,
} from "../../program";
import { colourMask, samplesOf, toSample, whiteOfElements } from "../../samples";
import { linearOfSrgb, srgbOfLinear } from "../../transfer";
import { finishOf } from "../finish";
import { bytesOf, kinds, roundings } from "../machine";
import { count, type Operation, type Setting } from "../operation";
import type { Block, Plane } from "../plane";
import { restoring } from "../restore";

/** What a kernel is given of a block. */
interface Place {
  rows: number;
  pixels: number;
  samples: number;
  target: number;
  stride: number;
  /** Address and stride of an input. */
  input(index: number): [address: number, stride: number];
}

/** An operation without scratch memory. */
const pointwise = (run: (place: Place, block: Block, output: Plane, inputs: readonly Plane[]) => void): Operation => ({
  scratch: () => 0,
  run(block, output, inputs) {
    const [y, x] = [block.rows.from, block.columns.from];
    const pixels = count(block.columns);
    const place: Place = {
      rows: count(block.rows),
      pixels,
      samples: pixels * output.channels,
      target: output.at(y, x),
      stride: output.stride,
      input: (index) => [inputs[index].at(y, x), inputs[index].stride],
    };
    run(place, block, output, inputs);
  },
});

export function affine(node: AffineNode, { machine, inputs: [{ elements }] }: Setting): Operation {
  const finishing = { ...node, scale: node.gain };
  const finish = finishOf(machine, elements, finishing, { least: 0, most: whiteOfElements(elements) });
  const restore = restoring(machine, node.mask, node.channels, elements, node.elements, node.rounding);
  return pointwise(({ input, target, stride, rows, samples }, block, output, [plane]) => {
    finish(...input(0), target, stride, rows, samples);
    restore?.(block, output, plane);
  });
}

export function lookup(node: LookupNode, { machine, inputs: [{ elements }] }: Setting): Operation {
  const table = machine.keep(node.table);
  const otherwise = machine.keep(node.otherwise);
  return pointwise(({ input, target, stride, rows, pixels }) => {
    const size = bytesOf[node.elements];
    const words = [...input(0), target, stride, rows, pixels] as const;
    machine.kernels.lookup(kinds[elements], size, ...words, node.channels, node.mask, table, otherwise);
  });
}

export function transfer(node: TransferNode, setting: Setting): Operation {
  const { machine, inputs } = setting;
  const [{ elements }] = inputs;
  const colours = colourMask(node.channels);
  if (elements !== "f32") {
    const curve = node.to === "linear" ? linearOfSrgb : srgbOfLinear;
    const [white, most] = [whiteOfElements(node.elements), whiteOfElements(elements)];
    const tableOf = (value: (share: number) => number) =>
      samplesOf(node.elements, most + 1).map((_, i) => toSample(value(i / most) * white, node.elements, node.rounding));
    const otherwise = tableOf((share) => share);
    return lookup({ ...node, op: "lookup", mask: colours, table: tableOf(curve), otherwise }, setting);
  }
  const restore = restoring(machine, colours, node.channels, elements, node.elements, node.rounding);
  return pointwise(({ input, target, stride, rows, samples }, block, output, [plane]) => {
    const words = [...input(0), target, stride, rows, samples, roundings[node.rounding]] as const;
    machine.kernels.transfer(kinds[node.elements], Number(node.to === "linear"), ...words);
    restore?.(block, output, plane);
  });
}

export function premultiply(node: PremultiplyNode, { machine, inputs: [{ elements }] }: Setting): Operation {
  return pointwise(({ input, target, stride, rows, pixels }) => {
    const words = [...input(0), target, stride, rows, pixels, node.channels, roundings[node.rounding]] as const;
    const { inputWhite = whiteOfElements(elements), least = 0 } = node;
    const off = Number(node.direction === "off");
    machine.kernels.premultiply(kinds[elements], kinds[node.elements], off, ...words, inputWhite, least);
  });
}

export function luminance(node: LuminanceNode, { machine, inputs: [{ elements, channels }] }: Setting): Operation {
  return pointwise(({ input, target, stride, rows, pixels }) => {
    const words = [...input(0), target, stride, rows, pixels, channels] as const;
    const rounding = roundings[node.rounding];
    machine.kernels.luminance(kinds[elements], kinds[node.elements], ...words, ...node.weights, rounding);
  });
}

export function relight(node: RelightNode, { machine, inputs }: Setting): Operation {
  const colours = colourMask(node.channels);
  const [image, after, before] = inputs.map(({ elements }) => kinds[elements]);
  return pointwise(({ input, target, stride, rows, pixels }) => {
    const words = [image, ...input(0), after, ...input(1), before, ...input(2)];
    const result = [kinds[node.elements], target, stride, rows, pixels, node.channels];
    machine.kernels.relight(...words, ...result, colours, roundings[node.rounding]);
  });
}

export function blend(node: BlendNode, { machine, inputs: [{ elements }] }: Setting): Operation {
  return pointwise(({ input, target, stride, rows, pixels }) => {
    const words = [...input(0), ...input(1), target, stride, rows, pixels, node.channels, node.mask] as const;
    const { a, b, threshold, rounding } = node;
    const mode = Number(node.mode === "screen");
    const settings = [mode, a, b, threshold, roundings[rounding]] as const;
    machine.kernels.blend(kinds[elements], kinds[node.elements], ...words, ...settings);
  });
}
