// The safetensors writer and reader, byte by byte.

import assert from "node:assert/strict";
import { readSafetensors, type Tensor, writeSafetensors } from "../../../engine/export/safetensors";
import { inputError } from "../data/source";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const rejected = (bytes: Uint8Array, message: RegExp) =>
  assert.throws(() => readSafetensors(bytes, "model.safetensors"), inputError(message));

describe("safetensors", () => {
  const tensors = new Map<string, Tensor>([
    ["bytes", { shape: [3], values: Uint8Array.of(1, 2, 255) }],
    ["weight", { shape: [2, 1], values: Float32Array.of(1.5, -2) }],
    ["wide", { shape: [], values: Float64Array.of(Math.PI) }],
    ["count", { shape: [1], values: Int32Array.of(-7) }],
    ["rows", { shape: [2], values: Uint32Array.of(0, 4_000_000_000) }],
    ["empty", { shape: [0, 4], values: new Float32Array(0) }],
  ]);

  it("writes a length, a header padded with blanks, and the data without gaps", () => {
    const bytes = writeSafetensors({
      tensors: new Map([["w", { shape: [2], values: Float32Array.of(1, -2) }]]),
      metadata: { made: "here" },
    });
    const header = '{"__metadata__":{"made":"here"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
    const padded = Math.ceil(header.length / 8) * 8;
    assert.deepEqual([...bytes.subarray(0, 8)], [padded, 0, 0, 0, 0, 0, 0, 0]);
    assert.equal(text(bytes.subarray(8, 8 + padded)), header.padEnd(padded));
    assert.deepEqual([...bytes.subarray(8 + padded)], [0, 0, 128, 63, 0, 0, 0, 192]);
  });

  it("reads back what it wrote, from any offset of a buffer", () => {
    const written = writeSafetensors({ tensors, metadata: { a: "ü" } });
    const shifted = new Uint8Array(written.length + 3);
    shifted.set(written, 3);
    const read = readSafetensors(shifted.subarray(3));
    assert.deepEqual(new Map([...read.tensors].sort()), new Map([...tensors].sort()));
    assert.deepEqual(read.metadata, { a: "ü" });
  });

  it("gives copies, also of a Node buffer, whose slices are views", () => {
    const bytes = Buffer.from(writeSafetensors({ tensors, metadata: {} }));
    const before = readSafetensors(bytes);
    bytes.fill(0);
    assert.deepEqual(before.tensors.get("weight")?.values, Float32Array.of(1.5, -2));
  });

  it("refuses a file that is cut off anywhere", () => {
    const bytes = writeSafetensors({ tensors, metadata: {} });
    for (let length = 0; length < bytes.length; length++)
      rejected(bytes.subarray(0, length), /not a whole safetensors/);
  });

  it("refuses other types, and shapes that do not fit", () => {
    const file = (entry: string) => {
      const header = new TextEncoder().encode(`{"w":${entry}}`);
      const bytes = new Uint8Array(8 + header.length + 8);
      bytes[0] = header.length;
      bytes.set(header, 8);
      return bytes;
    };
    rejected(file('{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}'), /type F8_E4M3/);
    rejected(file('{"dtype":"toString","shape":[8],"data_offsets":[0,8]}'), /type toString/);
    rejected(file('{"dtype":"F32","shape":[3],"data_offsets":[0,8]}'), /size of its shape/);
    rejected(new TextEncoder().encode("this is no header at all"), /header is cut off/);
    for (const entry of [
      "{}",
      "null",
      "7",
      '{"dtype":"F32","shape":[2]}',
      '{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}',
    ]) {
      rejected(file(entry), /does not say type, shape and place of w/);
    }
    for (const header of ["null", "[1]", '"text"']) {
      const bytes = new Uint8Array(8 + header.length);
      bytes[0] = header.length;
      bytes.set(new TextEncoder().encode(header), 8);
      rejected(bytes, /its header is no object/);
    }
  });

  // Bytes as PyTorch writes them: t.to(dtype).view(torch.uint8).
  const narrow: [string, number[], ArrayLike<number>][] = [
    [
      "F16",
      [0, 60, 0, 192, 255, 123, 1, 0, 0, 124, 85, 53],
      Float32Array.of(1, -2, 65504, 2 ** -24, Infinity, 0.333251953125),
    ],
    ["BF16", [128, 63, 0, 192, 171, 62], Float32Array.of(1, -2, 0.333984375)],
    ["I64", [249, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 1, 0, 0, 0], Float64Array.of(-7, 2 ** 32)],
    ["U64", [0, 0, 0, 0, 0, 0, 0, 128], Float64Array.of(2 ** 63)],
    ["I16", [255, 255, 0, 1], Int32Array.of(-1, 256)],
    ["U16", [255, 255, 0, 1], Int32Array.of(65535, 256)],
    ["I8", [255, 127], Int32Array.of(-1, 127)],
    ["BOOL", [1, 0], Uint8Array.of(1, 0)],
  ];
  for (const [dtype, data, expected] of narrow) {
    it(`reads ${dtype}`, () => {
      const header = JSON.stringify({ w: { dtype, shape: [expected.length], data_offsets: [0, data.length] } });
      const bytes = new Uint8Array(8 + header.length + data.length);
      bytes[0] = header.length;
      bytes.set(new TextEncoder().encode(header), 8);
      bytes.set(data, 8 + header.length);
      assert.deepEqual(readSafetensors(bytes).tensors.get("w"), { shape: [expected.length], values: expected });
    });
  }
});
