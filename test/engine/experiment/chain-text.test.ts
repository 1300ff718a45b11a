// The text of filter experiments: written for a reader, and changed without losing what else stands there.

import assert from "node:assert/strict";
import { chainText, replaceChain } from "../../../engine/experiment/chain-text";
import { parseExperiment } from "../../../engine/experiment/parse";

const matrix = [
  [0, -1, 0],
  [-1, 5, -1],
  [0, -1, 0],
];

describe("the text of a chain", () => {
  it("is an experiment with a comment, a row of a matrix on each line", () => {
    const text = chainText(
      "photos",
      { as: "opencv", steps: [{ kernel: "median5" }, { matrix }] },
      "Made\non a picture.",
    );
    assert.match(text, /^\/\/ Made on a picture\.\n\{/);
    assert.match(text, /\n *\[-1, 5, -1\],\n/);
    assert.match(text, /\n *\{ "kernel": "median5" \},\n/);
    assert.deepEqual(parseExperiment(text), {
      task: "filter",
      data: { file: "photos" },
      as: "opencv",
      steps: [{ kernel: "median5" }, { matrix }],
    });
  });

  it("is replaced, while comments, name and data stay", () => {
    const before = `// Above.
{
  "task": "filter",
  "name": "mine", // beside
  "data": { "file": "photos" },
  "as": "pillow",
  "steps": [{ "kernel": "blur" }]
}
`;
    const text = replaceChain(before, {
      edge: "wrap",
      steps: [
        { matrix, divisor: 2 },
        { kernel: "blur", off: true },
      ],
    });
    assert.match(text, /^\/\/ Above\.\n\{\n {2}"task": "filter",\n {2}"name": "mine", \/\/ beside\n/);
    assert.match(text, /\n *\[-1, 5, -1\],\n/);
    assert.deepEqual(parseExperiment(text), {
      task: "filter",
      name: "mine",
      data: { file: "photos" },
      edge: "wrap",
      steps: [
        { matrix, divisor: 2 },
        { kernel: "blur", off: true },
      ],
    });
    assert.equal(
      replaceChain(text, {
        edge: "wrap",
        steps: [
          { matrix, divisor: 2 },
          { kernel: "blur", off: true },
        ],
      }),
      text,
    );
  });
});
