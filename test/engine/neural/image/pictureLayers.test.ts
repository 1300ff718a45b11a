// Lists of layers on pictures: names, shapes, receptive initial weights, and what is said of layers that do not fit.

import assert from "node:assert/strict";
import { Graph } from "../../../../engine/core/graph";
import { initialValuesOf, Model } from "../../../../engine/core/model";
import { FieldError } from "../../../../engine/experiment/field-error";
import { pictureClassifier, pictureLayers } from "../../../../engine/neural/image/pictureLayers";
import { modelVariable, Scope } from "../../../../engine/neural/scope";
import type { PictureLayer } from "../../../../engine/tasks/pictures/spec";

function build(layers: PictureLayer[], picture: number[] = [12, 10, 3], classes?: number) {
  const graph = new Graph(new Model(), { capacity: 4 });
  const scope = new Scope(graph, "train", 1);
  const x = modelVariable(graph, "data", "pictures", [4, ...picture]);
  const output = classes ? pictureClassifier(layers, classes)(scope, x) : pictureLayers(scope, x, layers);
  return { output, names: scope.parameters.map(({ name }) => name), model: graph.model };
}

describe("layers on pictures", () => {
  it("are named by kind and position", () => {
    const block = { residual: [{ conv: 8 }, { batchNorm: true as const }] };
    const { names, output } = build([{ conv: 8, kernel: 5 }, { maxPool: 2 }, block, { dense: 7 }], [12, 10, 3], 4);
    assert.deepEqual(names, [
      "conv1/kernel",
      "conv1/bias",
      "residual3/conv1/kernel",
      "residual3/conv1/bias",
      "residual3/batchNorm2/scale",
      "residual3/batchNorm2/shift",
      "dense4/weight",
      "dense4/bias",
      "output/weight",
      "output/bias",
    ]);
    assert.deepEqual(output.type.shape, [4, 4]);
  });

  it("have the shapes that they say", () => {
    const shapeOf = (...layers: PictureLayer[]) => build(layers).output.type.shape.slice(1);
    assert.deepEqual(shapeOf({ conv: 5 }), [12, 10, 5]);
    assert.deepEqual(shapeOf({ conv: 5, stride: 2 }), [6, 5, 5]);
    assert.deepEqual(shapeOf({ conv: 5, kernel: 4, padding: "valid" }), [9, 7, 5]);
    assert.deepEqual(shapeOf({ maxPool: 3 }), [4, 3, 3]);
    assert.deepEqual(shapeOf({ meanPool: 5 }), [2, 2, 3]);
    assert.deepEqual(shapeOf({ upsample: 2 }), [24, 20, 3]);
    assert.deepEqual(shapeOf({ globalPool: "mean" }), [3]);
    assert.deepEqual(shapeOf({ conv: 2 }, { globalPool: "max" }), [2]);
    assert.deepEqual(shapeOf({ flatten: true }, { dropout: 0.1 }), [360]);
  });

  it("begin with kernels of He's variance, 2 over the values that one output sees", () => {
    const { model } = build([{ conv: 64, kernel: 5 }]);
    const values = Float32Array.from(initialValuesOf(model.find("conv1/kernel")!)!);
    const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    assert.ok(Math.abs(variance / (2 / (5 * 5 * 3)) - 1) < 0.05, `${variance}`);
  });

  const refused: [PictureLayer[], (string | number)[], RegExp][] = [
    [
      [{ maxPool: 4 }, { maxPool: 4 }],
      ["model", "layers", 1],
      /maxPool2 leaves no pixels: 2 × 3 .* enlarge data\.size/,
    ],
    [[{ meanPool: 11 }], ["model", "layers", 0], /meanPool1 leaves no pixels: 10 × 12/],
    [[{ conv: 2, kernel: 11, padding: "valid" }], ["model", "layers", 0], /fewer than its kernel of 11 × 11/],
    [[{ conv: 2, kernel: 4 }], ["model", "layers", 0, "kernel"], /make it 5, or say "padding": "valid"/],
    [[{ dense: 3 }, { conv: 2 }], ["model", "layers", 1], /conv works on pictures/],
    [
      [{ residual: [{ conv: 4 }] }],
      ["model", "layers", 0],
      /3 channels come in, 10 × 12 pixels of 4 channels come out/,
    ],
    [
      [{ residual: [{ conv: 3 }, { flatten: true }, { maxPool: 2 }] }],
      ["model", "layers", 0, "residual", 2],
      /maxPool works on pictures/,
    ],
  ];
  for (const [layers, path, message] of refused) {
    it(`refuse ${JSON.stringify(layers)}`, () => {
      assert.throws(
        () => build(layers),
        (error) =>
          error instanceof FieldError &&
          message.test(error.message) &&
          assert.deepEqual(error.path, path) === undefined,
      );
    });
  }
});
