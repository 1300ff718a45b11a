// Kernels out of weight files: axes of every origin, first layers on pictures, and filters as steps of a chain.

import assert from "node:assert/strict";
import { filterAsStep, networkKernels } from "../../../../engine/convolution/analysis/network";
import type { TensorFile } from "../../../../engine/export/safetensors";
import { inputError } from "../../data/source";

type Axes = Record<"filter" | "channel" | "row" | "column", number>;

/** The value says where it stands, whatever the order of axes. */
const coded = ({ filter, channel, row, column }: Axes) => 1000 * filter + 100 * channel + 10 * row + column;

/** A tensor of coded values whose axes are named in order, with their lengths. */
function tensor(...axes: [keyof Axes, number][]) {
  const shape = axes.map(([, length]) => length);
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  for (let i = 0; i < values.length; i++) {
    const at: Axes = { filter: 0, channel: 0, row: 0, column: 0 };
    let rest = i;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      const [name, length] = axes[axis];
      at[name] = rest % length;
      rest = Math.floor(rest / length);
    }
    values[i] = coded(at);
  }
  return { shape, values };
}

const file = (tensors: Record<string, { shape: number[]; values: Float32Array }>, metadata = {}): TensorFile => ({
  tensors: new Map(Object.entries(tensors)),
  metadata,
});

/** [filters, channels, rows, columns] of PyTorch; [rows, columns, channels, filters] of ours. */
const torch = (filters: number, channels: number, rows: number, columns: number) =>
  tensor(["filter", filters], ["channel", channels], ["row", rows], ["column", columns]);
const ours = (filters: number, channels: number, rows: number, columns: number) =>
  tensor(["row", rows], ["column", columns], ["channel", channels], ["filter", filters]);

function assertCoded(own: TensorFile, filters: number, channels: number, rows: number, columns: number): void {
  const [found] = networkKernels(own);
  assert.deepEqual(
    [found.filters.length, found.channels, found.rows, found.columns],
    [filters, channels, rows, columns],
  );
  for (const [filter, values] of found.filters.entries()) {
    assert.equal(values.length, rows * columns * channels);
    for (const [i, value] of values.entries()) {
      const [channel, pixel] = [i % channels, Math.floor(i / channels)];
      assert.equal(value, coded({ filter, channel, row: Math.floor(pixel / columns), column: pixel % columns }));
    }
  }
}

describe("kernels of networks", () => {
  it("finds the axes by what the file says of its origin", () => {
    assertCoded(file({ w: torch(3, 3, 5, 5) }, { format: "pt" }), 3, 3, 5, 5);
    assertCoded(file({ w: torch(3, 3, 7, 9) }, { format: "pt" }), 3, 3, 7, 9);
    assertCoded(file({ w: ours(8, 8, 3, 3) }, { encoder: "{}" }), 8, 8, 3, 3);
    assertCoded(file({ w: ours(2, 2, 5, 5) }, { format: "tf" }), 2, 2, 5, 5);
  });

  it("or by the names of tensors", () => {
    assertCoded(file({ "features.0.weight": torch(3, 3, 5, 5) }), 3, 3, 5, 5);
    assertCoded(file({ "conv1/kernel": ours(3, 3, 5, 5) }), 3, 3, 5, 5);
  });

  it("or by the shape", () => {
    assertCoded(file({ w: torch(16, 3, 3, 3) }), 16, 3, 3, 3);
    assertCoded(file({ w: ours(16, 1, 3, 3) }), 16, 1, 3, 3);
    assertCoded(file({ w: torch(8, 8, 3, 3) }), 8, 8, 3, 3);
    assertCoded(file({ w: ours(8, 8, 3, 3) }), 8, 8, 3, 3);
    assertCoded(file({ w: torch(3, 3, 3, 3) }), 3, 3, 3, 3);
    assertCoded(file({ w: torch(6, 2, 3, 5) }), 6, 2, 3, 5);
  });

  it("says how it read them", () => {
    const [{ name, layout }] = networkKernels(file({ "conv1.weight": torch(4, 3, 5, 5) }));
    assert.equal(name, "conv1.weight");
    assert.equal(layout, "conv1.weight, 4 × 3 × 5 × 5 (filters, channels, rows, columns)");
  });

  it("leaves out convolutions of single pixels and what is no kernel", () => {
    const own = file({
      "a.weight": torch(4, 3, 1, 1),
      "b.weight": torch(4, 3, 3, 3),
      "b.bias": { shape: [4], values: new Float32Array(4) },
    });
    assert.deepEqual(
      networkKernels(own).map(({ name }) => name),
      ["b.weight"],
    );
  });

  it("shows what a unit of a first dense layer sees of a picture", () => {
    assertCoded(file({ "fc1.weight": flat(torch(2, 1, 8, 8), [2, 64]) }), 2, 1, 8, 8);
    assertCoded(file({ "fc1.weight": flat(torch(2, 3, 9, 9), [2, 243]) }), 2, 3, 9, 9);
    assertCoded(file({ "layer1/weight": flat(ours(5, 1, 8, 8), [64, 5]) }), 5, 1, 8, 8);
    assertCoded(file({ "layer1/weight": flat(ours(5, 3, 8, 8), [192, 5]) }), 5, 3, 8, 8);
    const [{ layout }] = networkKernels(file({ "fc1.weight": flat(torch(2, 1, 28, 28), [2, 784]) }));
    assert.equal(layout, "fc1.weight, 2 × 784 (units, inputs), the inputs as 28 × 28 pixels");
  });

  it("but not of later layers, whose inputs are no picture", () => {
    const layer = (inputs: number, units: number) => ({
      shape: [units, inputs],
      values: new Float32Array(inputs * units),
    });
    const names = (layers: Record<string, ReturnType<typeof layer>>) =>
      networkKernels(file(layers)).map(({ name }) => name);
    assert.deepEqual(names({ "fc1.weight": layer(784, 256), "fc2.weight": layer(256, 10) }), ["fc1.weight"]);
    const autoencoder = { "decoder.weight": layer(64, 784), "encoder.weight": layer(784, 64) };
    assert.deepEqual(names(autoencoder), ["encoder.weight"]);
  });

  it("refuses a file without kernels in a sentence", () => {
    const own = file({ "fc.weight": { shape: [3, 10], values: new Float32Array(30) } });
    assert.throws(() => networkKernels(own, "model.safetensors"), inputError(/There are no kernels in this file/));
    assert.throws(() => networkKernels(file({})), inputError(/There are no kernels/));
  });

  it("makes steps of filters: of one channel, or of the mean", () => {
    const [own] = networkKernels(file({ "w.weight": torch(2, 2, 1, 3) }));
    assert.deepEqual(filterAsStep(own, 1, 0), { matrix: [[1000, 1001, 1002]] });
    assert.deepEqual(filterAsStep(own, 1, 1), { matrix: [[1100, 1101, 1102]] });
    assert.deepEqual(filterAsStep(own, 0), { matrix: [[50, 51, 52]] });
    const [large] = networkKernels(file({ "w.weight": torch(1, 1, 33, 33) }));
    assert.throws(() => filterAsStep(large, 0), inputError(/33 × 33 coefficients/));
  });
});

const flat = ({ values }: { values: Float32Array }, shape: number[]) => ({ shape, values });
