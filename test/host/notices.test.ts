// The licences that travel with the bundles: those of packages, and those of the code that packages took from elsewhere.

import assert from "node:assert/strict";
import { join } from "node:path";
import { thirdPartyNotices } from "./notices";
import { root } from "./root";

const moduleOf = (...path: string[]) => join(root, "node_modules", ...path);

describe("the notices of third parties", () => {
  it("hold a section for each package, once", () => {
    const notices = thirdPartyNotices([
      moduleOf("pako", "dist", "pako.mjs"),
      moduleOf("pako", "dist", "other.mjs"),
      moduleOf("fflate", "esm", "browser.js"),
      join(root, "engine", "index.ts"),
    ]);
    assert.deepEqual(notices.match(/^(fflate|pako) \d\S*$/gm)?.length, 2);
    assert.doesNotMatch(notices, /neural-lens/);
  });

  it("hold the licences of codecs beside that of the package around them", () => {
    const notices = thirdPartyNotices([moduleOf("@jsquash", "jpeg", "codec", "dec", "mozjpeg_dec.js")]);
    assert.match(notices, /Apache License/);
    assert.match(notices, /libjpeg-turbo Licenses/);
  });
});
