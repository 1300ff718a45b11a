// Experiment files: what is right comes through, what is wrong is said in a sentence at its place.

import assert from "node:assert/strict";
import { FieldError } from "../../../engine/experiment/field-error";
import { checkExperiment, experimentJsonSchema, parseExperiment, placed } from "../../../engine/experiment/parse";
import { experimentSchema } from "../../../engine/experiment/schema";
import { tableExperiment } from "../../../engine/experiment/table-experiment";
import { seedsUpTo, variantsOf } from "../../../engine/experiment/variants";
import { inputError } from "../data/source";

const faults = (text: string) =>
  checkExperiment(text).faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
/** A classify experiment with more keys. */
const with_ = (keys: string) => `{ "task": "classify", "data": { "file": "a.csv" },\n${keys} }`;

/** A filter experiment with steps, and more keys. */
const filter = (steps: string, keys = '"name": "x"') =>
  `{ "task": "filter", "data": { "file": "a.png" },\n"steps": [ ${steps} ],\n ${keys} }`;

describe("parseExperiment", () => {
  it("takes comments, trailing commas and a byte-order mark", () => {
    const text = '\uFEFF// mine\n{ "task": "classify", /* here */ "data": { "file": "a.csv", }, }';
    assert.deepEqual(parseExperiment(text), { task: "classify", data: { file: "a.csv" } });
  });

  const cases: [name: string, text: string, expected: string[]][] = [
    ["nothing", "  ", ['1:1 The experiment is empty: begin with { "task": …, "data": … }.']],
    ["a list", "[]", ["1:1 An experiment must be an object with task."]],
    [
      "no task",
      '{ "data": { "file": "a" } }',
      [
        '1:1 task is missing: it must be "classify", "regress", "filter", "nodes", "links", "graphs", "restore", "superresolve", "segment", "translate", "spectrum", "generate" or "labels".',
      ],
    ],
    ["no data", '{ "task": "regress" }', ["1:1 data is missing: it must be an object with file."]],
    [
      "another task",
      '{\n  "task": "clasify", "data": { "file": "a" } }',
      [
        '2:11 task must be "classify", "regress", "filter", "nodes", "links", "graphs", "restore", "superresolve", "segment", "translate", "spectrum", "generate" or "labels", not "clasify".',
      ],
    ],
    ["a comma too few", '{ "task": "classify"\n  "data": {} }', ["2:3 Here a comma must follow."]],
    ["an end too early", '{ "task": "classify", "data": { "file": "a" }', ["1:46 A closing } is missing."]],
    [
      "a misspelt key",
      with_('"train": { "epoch": 3 }'),
      ['2:12 There is no key "epoch" in train; did you mean "epochs"?'],
    ],
    [
      "a size of what is enlarged as it is",
      '{ "task": "superresolve", "data": { "file": "a", "size": [8, 8] } }',
      [
        '1:50 There is no key "size" in data: there are "file", "channels", "group", "test", "testNames", "split", "clean" and "testClean".',
      ],
    ],
    ["a key twice", with_('"name": "a", "name": "b"'), ['2:14 The key "name" stands here twice: remove one of them.']],
    ["no epochs", with_('"train": { "epochs": 0 }'), ["2:22 train.epochs must be a whole number above 0, not 0."]],
    [
      "a batch of words",
      with_('"train": { "batch": "all" }'),
      ['2:21 train.batch must be a whole number above 0 or "full", not "all".'],
    ],
    [
      "a layer of no kind",
      with_('"model": { "layers": [{ "dens": 3 }] }'),
      [
        "2:23 model.layers[0] must be an object with dense, dropout, batchNorm, layerNorm, conv, maxPool, meanPool, globalPool, upsample, flatten or residual.",
      ],
    ],
    [
      "half a unit",
      with_('"model": { "layers": [{ "dropout": 0.5 }, { "dense": 0.5 }] }'),
      ["2:54 model.layers[1].dense must be a whole number above 0, not 0.5."],
    ],
    [
      "a switch that is off",
      with_('"model": { "layers": [{ "batchNorm": false }] }'),
      ["2:38 model.layers[0].batchNorm must be true, not false."],
    ],
    [
      "a schedule without its factor",
      with_('"train": { "schedule": { "kind": "step", "every": 2 } }'),
      ["2:24 train.schedule.factor is missing: it must be a number above 0."],
    ],
    [
      "a split of everything",
      '{ "task": "regress", "data": { "file": "a", "split": { "validation": 0.5, "test": 0.5 } } }',
      ["1:54 data.split leaves no rows to train on: validation and test must sum to less than 1."],
    ],
    ["a step of nothing", filter("{ }"), ["2:12 Step 1: it has neither a kernel nor a matrix; give one of them."]],
    [
      "a step of two kinds",
      filter('{ "kernel": "sharpen" }, { "kernel": "blur", "matrix": [[1]] }'),
      ["2:49 Step 2: it has both a kernel and a matrix; give one of them."],
    ],
    [
      "a ragged matrix",
      filter('{ "matrix": [[1, 2], [3]] }'),
      ["2:24 Step 1: row 2 of the matrix has 1 numbers, where the first has 2."],
    ],
    [
      "a misspelt kernel",
      filter('{ "kernel": "blur" }, { "kernel": "sharpn" }'),
      ['2:46 Step 2: There is no kernel "sharpn"; did you mean "sharpen"?'],
    ],
    [
      "an even median, and a divisor of 0",
      filter('{ "kernel": "median4" },\n { "matrix": [[1]], "divisor": 0 }'),
      [
        '2:24 Step 1: N of the kernel "median" must be an odd whole number from 3 to 15, not "4".',
        "3:32 Step 2: the divisor is 0; the sum cannot be divided by it.",
      ],
    ],
    ["a matrix of words", filter('{ "matrix": [["1"]] }'), ['2:26 steps[0].matrix[0][0] must be a number, not "1".']],
    ["a matrix without rows", filter('{ "matrix": [] }'), ["2:24 steps[0].matrix must be a list that is not empty."]],
    [
      "another tool",
      filter('{ "kernel": "blur" }', '"as": "openvc"'),
      ['3:8 as must be "opencv", "pillow", "sharp", "gimp", "svg" or "matlab", not "openvc".'],
    ],
    [
      "a misspelt key of a step",
      filter('{ "kernel": "blur", "ofset": 3 }'),
      ['2:32 There is no key "ofset" in steps[0]; did you mean "offset"?'],
    ],
    [
      "an edge that the tool has not",
      filter('{ "kernel": "blur" }', '"as": "pillow",\n "edge": "wrap"'),
      ['4:10 Pillow has no edge "wrap"; it has "copy".'],
    ],
    ["no steps", '{ "task": "filter", "data": { "file": "a" } }', ["1:1 steps is missing: it must be a list."]],
    [
      "two things at once",
      with_('"train": { "epochs": 1.5,\n "seeds": [] }'),
      [
        "2:22 train.epochs must be a whole number above 0, not 1.5.",
        "3:11 train.seeds must be a list that is not empty.",
      ],
    ],
  ];
  for (const [name, text, expected] of cases)
    it(`says what is wrong: ${name}`, () => assert.deepEqual(faults(text), expected));

  it("throws the first fault with file, line and column", () => {
    assert.throws(
      () => parseExperiment('{\n"task": 3 }', "my.lens.json"),
      (error) => {
        assert.ok(inputError(/task must be/, 2)(error));
        assert.deepEqual((error as { place: unknown }).place, { file: "my.lens.json", line: 2, column: 9 });
        return true;
      },
    );
  });

  it("places an error about a field where the field stands, or its nearest parent", () => {
    const text = '{ "task": "classify",\n  "data": { "file": "a",\n    "features": ["x", "y"] } }';
    const at = (...path: (string | number)[]) => placed(new FieldError(path, "wrong"), text).place;
    assert.deepEqual(at("data", "features", 1), { file: undefined, line: 3, column: 23 });
    assert.deepEqual(at("data", "target"), { file: undefined, line: 2, column: 11 });
    assert.deepEqual(at("train", "folds"), { file: undefined, line: 1, column: 1 });
  });

  it("asks for the third number where a split of nodes has two", () => {
    const [fault] = faults('{"task":"nodes","data":{"file":"a.gml",\n"split":{"validation":30,"test":60}}}');
    assert.match(fault, /^2:\d+ data\.split\.perClass is missing: beside numbers of nodes it must say/);
  });

  it("finds a fault wherever the schema does", () => {
    const values = [-1, 0, 0.5, 1, "none", "full", true, null, [], {}, { dense: 2 }, { kind: "step" }];
    const paths: string[][] = [];
    const walk = (schema: ReturnType<typeof experimentJsonSchema>, path: string[]) => {
      if (path.length > 0) paths.push(path);
      for (const branch of schema.anyOf ?? schema.oneOf ?? []) walk(branch, path);
      for (const [key, inner] of Object.entries(schema.properties ?? {})) walk(inner, [...path, key]);
    };
    walk(experimentJsonSchema(), []);
    assert.ok(paths.length > 50);
    for (const path of paths) {
      for (const value of values) {
        const candidate = { task: "classify", data: { file: "a.csv" } } as Record<string, unknown>;
        path.reduce<Record<string, unknown>>((object, key, i) => {
          if (i === path.length - 1) object[key] = value;
          else if (typeof object[key] !== "object") object[key] = {};
          return object[key] as Record<string, unknown>;
        }, candidate);
        const right = experimentSchema.safeParse(candidate).success;
        const found = faults(JSON.stringify(candidate));
        assert.equal(found.length === 0, right, `${JSON.stringify(candidate)}: ${found}`);
        for (const fault of found) assert.match(fault, /^\d+:\d+ .* (must|no key|leaves) .*[.?]$/);
      }
    }
  });
});

describe("variantsOf", () => {
  const base = tableExperiment(parseExperiment(with_('"train": { "optimizer": "adam" }')));

  it("sets one value to each of several", () => {
    const variants = variantsOf(base, "train.learningRate=0.1,0.01");
    assert.deepEqual(
      variants.map(({ name, experiment }) => [name, experiment.train?.learningRate, experiment.train?.optimizer]),
      [
        ["0.1", 0.1, "adam"],
        ["0.01", 0.01, "adam"],
      ],
    );
  });

  it("reads widths of layers", () => {
    const variants = variantsOf(base, "model=none,8-4");
    assert.deepEqual(variants[0].experiment.model?.layers, []);
    assert.deepEqual(
      variants[1].experiment.model?.layers.map((layer) => ("dense" in layer ? layer.dense : 0)),
      [8, 4],
    );
  });

  it("gives all variants the seeds that are wished", () => {
    for (const over of ["model=none,8", "train.learningRate=0.1,0.01"]) {
      const variants = variantsOf(base, over, { seeds: seedsUpTo(3) });
      for (const { experiment } of variants) {
        assert.deepEqual([experiment.train?.seeds, experiment.train?.optimizer], [[1, 2, 3], "adam"]);
      }
    }
  });

  it("says which value does not suit", () => {
    assert.throws(() => variantsOf(base, "train.optimizer=adam,adm"), inputError(/--over train.optimizer=adm: train/));
    assert.throws(() => variantsOf(base, "train.optimizer=adam"), inputError(/two values at least/));
    assert.throws(() => variantsOf(base, "train.optimiser=a,b"), inputError(/did you mean "optimizer"/));
  });
});
