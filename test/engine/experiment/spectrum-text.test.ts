// Spectrum experiments written from the settings of the graph lab, and changed without losing what a person wrote.

import assert from "node:assert/strict";
import { checkExperiment, parseExperiment } from "../../../engine/experiment/parse";
import { replaceSpectrum, spectrumText } from "../../../engine/experiment/spectrum-text";

describe("the text of a spectrum experiment", () => {
  it("is written with a comment and what was asked for", () => {
    const text = spectrumText({ file: "g.csv" }, { matrix: "normalized", k: 5, end: "both" }, "A comment.");
    assert.match(text, /^\/\/ A comment\.\n\{\n/);
    const expected = { task: "spectrum", data: { file: "g.csv" }, laplacian: "normalized", k: 5, end: "both" };
    assert.deepEqual(parseExperiment(text), expected);
    const spread = spectrumText(
      { file: "g.csv" },
      { matrix: "adjacency", method: "density", directions: "mutual" },
      "",
    );
    assert.deepEqual(parseExperiment(spread), {
      task: "spectrum",
      data: { file: "g.csv", directions: "mutual" },
      laplacian: "adjacency",
      density: true,
    });
  });

  it("keeps comments, name and data when the settings are replaced", () => {
    const text = `// Mine.\n{ "task": "spectrum", "name": "n", // beside\n  "data": { "file": "g.csv", "weight": null },\n  "k": 5, "end": "both" }\n`;
    const changed = replaceSpectrum(text, { matrix: "propagation", method: "density" });
    assert.match(changed, /^\/\/ Mine\.\n/);
    assert.match(changed, /\/\/ beside/);
    assert.deepEqual(checkExperiment(changed).experiment, {
      task: "spectrum",
      name: "n",
      data: { file: "g.csv", weight: null },
      laplacian: "propagation",
      density: true,
    });
  });
});
