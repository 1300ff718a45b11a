// What a tool does not have is refused with a sentence; what it does is said in words.

import assert from "node:assert/strict";
import {
  type Channels,
  describeSemantics,
  dialectNames,
  dialects,
  type Elements,
  kernelTable,
  lower,
  type Pipeline,
  StepError,
} from "../../../engine";

const refusal = (pipeline: Pipeline, channels: Channels = 3, elements: Elements = "u8"): [string, string, number?] => {
  try {
    lower(pipeline, { channels, elements });
  } catch (error) {
    assert.ok(error instanceof StepError, String(error));
    return error.step === undefined ? [error.message, error.field] : [error.message, error.field, error.step];
  }
  return assert.fail(`${JSON.stringify(pipeline)} is not refused`);
};

const seven = Array.from({ length: 7 }, () => new Array<number>(7).fill(1));

describe("filters: what tools do not have", () => {
  it("refuses settings", () => {
    const steps = [{ kernel: "sharpen" }];
    assert.deepEqual(refusal({ as: "pillow", edge: "wrap", steps }), [
      'Pillow has no edge "wrap"; it has "copy".',
      "edge",
    ]);
    assert.deepEqual(refusal({ as: "opencv", light: "linear", steps }), [
      'OpenCV has no light "linear"; it has "srgb".',
      "light",
    ]);
    assert.deepEqual(refusal({ as: "svg", alpha: "channel", steps }), [
      'SVG has no alpha "channel"; it has "premultiplied" or "straight".',
      "alpha",
    ]);
    assert.deepEqual(refusal({ as: "opencv", edge: "wrap", steps }), [
      "Step 1: OpenCV's filter2D does not wrap round the border; choose another edge.",
      "edge",
      0,
    ]);
    const floats = refusal({ as: "opencv", edge: "wrap", steps: [{ kernel: "gauss:2" }] }, 3, "f32");
    assert.deepEqual(floats.slice(1), ["edge", 0]);
    lower({ as: "opencv", edge: "wrap", steps: [{ kernel: "gauss:2" }] }, { channels: 3, elements: "u16" });
  });

  it("refuses numbers that singles do not hold", () => {
    assert.match(refusal({ steps: [{ matrix: [[1, 2e30]] }] })[0], /row 1, column 2 of the matrix is 2e\+30/);
    assert.match(refusal({ steps: [{ matrix: [[1e-320]] }] })[0], /sizes from 1e-30 to 1e30/);
    assert.match(refusal({ steps: [{ matrix: [[1]], divisor: 1e-300 }] })[0], /the divisor is 1e-300/);
  });

  it("refuses kinds of pictures", () => {
    const steps = [{ kernel: "sharpen" }];
    for (const as of ["pillow", "svg"] as const)
      assert.match(refusal({ as, steps }, 3, "u16")[0], /8 bits a channel only/);
    assert.match(refusal({ as: "sharp", steps }, 3, "f32")[0], /8 and 16 bits only/);
    assert.match(refusal({ as: "opencv", steps: [{ kernel: "bilateral" }] }, 4)[0], /grey and RGB pictures/);
    assert.match(refusal({ as: "opencv", steps: [{ kernel: "median7" }] }, 3, "u16")[0], /here up to 5 × 5/);
    assert.match(refusal({ as: "gimp", steps }, 4)[0], /alpha-weighting of negative weights is not computed/);
  });

  it("refuses sizes and divisors", () => {
    const off = { kernel: "blur", off: true };
    assert.deepEqual(refusal({ as: "pillow", steps: [off, { matrix: seven }] }), [
      "Step 2: Pillow's Kernel takes 3 × 3 and 5 × 5 only; this one has 7 × 7.",
      "matrix",
      1,
    ]);
    assert.match(
      refusal({
        as: "pillow",
        steps: [
          {
            matrix: [
              [0, 1, 0],
              [1, -4, 1],
              [0, 1, 0],
            ],
          },
        ],
      })[0],
      /which is 0 here/,
    );
    assert.match(refusal({ as: "pillow", steps: [{ kernel: "box:4" }] })[0], /odd sizes only, not 4/);
    assert.match(
      refusal({ as: "pillow", steps: [{ kernel: "gauss:1" }] })[0],
      /GaussianBlur.* is not computed; leave out "as"/,
    );
    assert.match(
      refusal({ as: "gimp", steps: [{ matrix: seven }] })[0],
      /odd sizes up to 5 × 5 only; this one has 7 × 7/,
    );
    assert.match(refusal({ as: "sharp", steps: [{ matrix: [[1, 2]] }] })[0], /3 × 3 and more; this one has 1 × 2/);
    assert.match(
      refusal({ as: "sharp", steps: [{ kernel: "blur", divisor: 1.5 }] })[0],
      /whole numbers from 1 on as its scale, not 1.5/,
    );
    assert.match(
      refusal({ as: "sharp", steps: [{ kernel: "blur", offset: 0.5 }] })[0],
      /whole numbers as its offset, not 0.5/,
    );
  });

  it("refuses channels that the picture or the tool does not have", () => {
    const step = (channels: "red" | "alpha" | "luminance") => [{ kernel: "blur", channels }];
    assert.deepEqual(refusal({ steps: step("red") }, 2), [
      "Step 1: the picture is grey and has no red to filter.",
      "channels",
      0,
    ]);
    assert.deepEqual(refusal({ steps: step("alpha") }, 3), [
      "Step 1: the picture has no alpha to filter.",
      "channels",
      0,
    ]);
    assert.match(
      refusal({ alpha: "premultiplied", steps: step("luminance") }, 4)[0],
      /luminance is not filtered with alpha "premultiplied"/,
    );
    assert.match(
      refusal({ as: "opencv", steps: step("luminance") })[0],
      /OpenCV filters each channel, not luminance alone/,
    );
    assert.match(refusal({ as: "sharp", steps: step("red") })[0], /sharp filters each channel, not red alone/);
  });

  it("computes or refuses every kernel for every tool, with a sentence", () => {
    for (const as of dialectNames)
      for (const { name } of kernelTable)
        for (const channels of [1, 4] as const) {
          const alpha = as === "gimp" ? "straight" : undefined;
          try {
            const { nodes } = lower({ as, alpha, steps: [{ kernel: name }] }, { elements: "u8", channels });
            const last = nodes[nodes.length - 1];
            assert.deepEqual([last.elements, last.channels], ["u8", channels], `${as} ${name}`);
          } catch (error) {
            assert.ok(error instanceof StepError, `${as} ${name}: ${error}`);
            assert.match(error.message, /^Step 1: .*\.$/);
          }
        }
    assert.match(
      refusal({ as: "svg", steps: [{ kernel: "median3" }] })[0],
      /SVG's feConvolveMatrix has no "median"; leave out "as"/,
    );
  });

  it("says what is computed, in sentences", () => {
    const words = (pipeline: Pipeline) => describeSemantics(pipeline).join(" ");
    const steps = [{ kernel: "gauss:3" }, { kernel: "median5" }];
    assert.match(words({ steps }), /^Correlation: the matrix is not flipped\. .*mirrored without its border pixel/);
    assert.match(words({ steps, light: "linear", alpha: "premultiplied" }), /linear light.*weighed by alpha/);
    assert.match(
      words({ as: "opencv", steps }),
      /correlation \(the matrix is not flipped\).*ties to even.*GaussianBlur.*medianBlur/,
    );
    assert.match(words({ as: "pillow", steps: [] }), /bottom up.*stay as they are/);
    assert.match(words({ as: "sharp", steps: [] }), /cut off.*scale.*multiplied by alpha/);
    assert.match(words({ as: "gimp", steps: [] }), /linear light.*normalises.*Alpha-weighting is on/);
    assert.match(words({ as: "svg", light: "srgb", steps: [] }), /180°.*filters is sRGB.*preserveAlpha is false/);
    assert.match(words({ as: "matlab", steps: [] }), /imfilter.*ties away from 0.*Beyond the border stands 0/);
    for (const as of dialectNames) {
      const sentences = describeSemantics({ as, steps: [] });
      assert.ok(sentences.length >= 4 && sentences.every((sentence) => /^[A-Z].*\.$/.test(sentence)), as);
      assert.ok(sentences[0].includes(dialects[as].title));
    }
  });
});
