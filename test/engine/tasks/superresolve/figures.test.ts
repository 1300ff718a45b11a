// Luma, small and bicubic pictures and their figures, against scikit-image and matrices of MATLAB's weights.

import assert from "node:assert/strict";
import type { Frame } from "../../../../engine/data/album/album";
import type { Image } from "../../../../engine/data/image/image";
import { pictureSide } from "../../../../engine/tasks/pictures/events";
import { fieldOf, frameOf } from "../../../../engine/tasks/pictures/figures";
import { putTogether, takeApart } from "../../../../engine/tasks/superresolve/luma";
import { lumaFigures } from "../../../../engine/tasks/superresolve/metrics";
import { enlarge, pairOf } from "../../../../engine/tasks/superresolve/pairs";
import { middleOfBoth } from "../../../../engine/tasks/superresolve/showing";
import { readGolden } from "../../../golden/read";

interface Golden {
  factor: number;
  width: number;
  height: number;
  picture: string;
  luma: string;
  bicubic: string;
  psnr: number;
  ssim: number;
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

describe("pictures made small and enlarged", () => {
  for (const { factor, width, height, ...golden } of readGolden<Golden[]>("enlarged")) {
    it(`are as elsewhere, ×${factor}`, () => {
      const picture: Frame = { width, height, channels: 3, samples: bytesOf(golden.picture) };
      const { truth, small } = pairOf({ large: picture }, factor);
      assert.deepEqual([truth.width % factor, truth.height % factor], [0, 0]);
      assert.deepEqual(truth.samples, bytesOf(golden.luma));
      // In single precision, which may round a tie the other way.
      const wanted = bytesOf(golden.bicubic);
      enlarge(small, factor).samples.forEach((value, i) => {
        const clamped = Math.min(255, Math.max(0, 255 * value));
        assert.ok(Math.abs(clamped - wanted[i]) < 0.5001, `${clamped}, ${wanted[i]}`);
      });
      const [psnr, ssim] = lumaFigures(fieldOf({ ...truth, samples: wanted }), truth, factor);
      assert.ok(Math.abs(psnr - golden.psnr) < 1e-5, `${psnr}`);
      assert.ok(Math.abs(ssim - golden.ssim) < 1e-6, `${ssim}`);
    });
  }
});

describe("pictures at both sizes", () => {
  it("are cut to the same middle", () => {
    const drawn = (width: number, height: number, times: number): Frame => ({
      width,
      height,
      channels: 1,
      samples: Uint8Array.from({ length: width * height }, (_, i) => {
        return times * ((i % width) + 3 * Math.floor(i / width));
      }),
    });
    // A pixel of the large picture for each of the small one, and a rim on the right that belongs to none.
    const [width, height] = [pictureSide + 3, pictureSide >> 2];
    const both = { small: drawn(width, height, 3), large: drawn(3 * width + 2, 3 * height, 1) };
    const { small, large } = middleOfBoth(both, 3);
    assert.deepEqual([small!.width, small!.height], [Math.floor(pictureSide / 3), height]);
    assert.deepEqual([large.width, large.height], [3 * small!.width, 3 * height]);
    for (const [x, y] of [
      [0, 0],
      [small!.width - 1, 2],
      [5, height - 1],
    ]) {
      assert.equal(large.samples[3 * y * large.width + 3 * x], small!.samples[y * small!.width + x]);
    }
  });
});

describe("luma and chroma", () => {
  const samples = Uint8Array.from({ length: 4 * 60 }, (_, i) => (i * 97 + 13 * (i >> 3)) & 255);

  it("become the same picture again, alpha and 16 bits included", () => {
    const picture: Image = { width: 10, height: 6, channels: 4, samples };
    assert.deepEqual(putTogether(takeApart(picture), picture), picture);
    const deep: Image = { ...picture, samples: Uint16Array.from(samples, (value) => 256 * value + (value >> 1)) };
    const again = putTogether(takeApart(deep), deep);
    // Planes are in single precision.
    again.samples.forEach((value, i) => {
      assert.ok(Math.abs(value - deep.samples[i]) <= 1, `${value}, ${deep.samples[i]}`);
    });
  });

  it("are those of ITU-R BT.601 for the primaries", () => {
    const primaries: Image = {
      width: 3,
      height: 1,
      channels: 3,
      samples: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255),
    };
    const { luma, chroma } = takeApart(primaries);
    const wanted = [
      [81.481, 144.553, 40.966],
      [90.203, 53.797, 240],
      [240, 34.214, 109.786],
    ];
    for (const [plane, { samples: values }] of [luma, ...chroma!].entries()) {
      values.forEach((value, i) => {
        assert.ok(Math.abs(255 * value - wanted[plane][i]) < 1e-4, `${255 * value}`);
      });
    }
  });

  it("are the greys themselves where there are no colours", () => {
    const grey: Image = {
      width: 10,
      height: 6,
      channels: 3,
      samples: samples.slice(0, 180).map((_, i) => samples[i - (i % 3)]),
    };
    const { luma, chroma } = takeApart(grey);
    assert.equal(chroma, undefined);
    assert.deepEqual(
      frameOf(luma).samples,
      Uint8Array.from({ length: 60 }, (_, i) => grey.samples[3 * i]),
    );
    assert.deepEqual(putTogether({ luma }, grey), grey);
  });
});
