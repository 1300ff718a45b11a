// The named kernels: that each belongs to the class which its name says, and does what the name promises.

import assert from "node:assert/strict";
import { type KernelClass, kernelFacts } from "../../../../engine/convolution/analysis/facts";
import { formatKernel, kernelTable, matrixOf } from "../../../../engine/convolution/kernels";

/** By the article's rules; kernels that are no single matrix have none. */
const expected: Record<string, KernelClass | undefined> = {
  identity: "identity",
  blur: "blur",
  "box:3": "blur",
  "gauss:1": "blur",
  sharpen: "sharpen",
  sharpen8: "sharpen",
  emboss: "emboss",
  "emboss-relief": "other",
  "sobel-x": "edge",
  "sobel-y": "edge",
  "prewitt-x": "edge",
  "prewitt-y": "edge",
  "scharr-x": "edge",
  "scharr-y": "edge",
  laplacian: "edge",
  "log:1.4": "edge",
  "motion:9,0": "blur",
  smooth: "blur",
  "smooth-more": "blur",
  detail: "sharpen",
  "sharpen-mild": "sharpen",
  "edge-enhance": "sharpen",
  "find-edges": "edge",
  contour: "edge",
  "blur-ring": "blur",
  "emboss-corner": "emboss",
  "emboss-diagonal": "emboss",
};

describe("named kernels", () => {
  it("have the classes that the names say, and keep their promises but for one", () => {
    const found: Record<string, KernelClass> = {};
    const broken: string[] = [];
    for (const entry of kernelTable) {
      const kernel = formatKernel(
        entry,
        entry.parameters.map((parameter) => parameter.default),
      );
      const own = matrixOf({ kernel });
      if (!own) continue;
      const facts = kernelFacts(own.matrix, { ...own, name: kernel });
      found[kernel] = facts.class;
      broken.push(...facts.sentences.filter((sentence) => sentence.startsWith("This named")));
    }
    assert.deepEqual(found, expected);
    assert.deepEqual(broken, [
      "This named emboss sums to 1, not 0: a flat area keeps its value instead of becoming grey.",
    ]);
  });
});
