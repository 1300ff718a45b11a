// The hash against published values, whole and in pieces.

import assert from "node:assert/strict";
import { Hash } from "../../../engine/data/hash";

const of = (...pieces: (string | Uint8Array)[]) => {
  const hash = new Hash();
  for (const piece of pieces) hash.update(typeof piece === "string" ? Buffer.from(piece) : piece);
  return hash.digest();
};

describe("hash", () => {
  it("gives the published values of MurmurHash3 x86 128", () => {
    assert.equal(of(), "00000000000000000000000000000000");
    assert.equal(of("I will not buy this tobacconist's, it is scratched."), "9b5b7ba2ef3f7866889adeaf00f3f98e");
    assert.equal(of("The quick brown fox jumps over the lazy dog"), "2f1583c3ecee2c675d7bf66ce5e91d2c");
  });

  it("does not depend on how the bytes are cut or where they lie in memory", () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 31) & 255);
    const whole = of(bytes);
    for (const size of [1, 3, 15, 16, 17, 100, 999]) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < 1000; at += size) pieces.push(bytes.subarray(at, at + size));
      assert.equal(of(...pieces), whole, `pieces of ${size}`);
    }
    for (let shift = 0; shift < 4; shift++) {
      const buffer = Buffer.alloc(1010);
      buffer.set(bytes, shift);
      assert.equal(of(buffer.subarray(shift, shift + 1000)), whole, `shifted by ${shift}`);
    }
  });
});
