// Albums from files that hold many pictures: IDX as it is and packed, NumPy arrays and archives, and damaged ones.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { describeAlbum } from "../../../../engine/data/album/describe";
import { isAlbum } from "../../../../engine/data/album/recognise";
import { readGolden } from "../../../golden/read";
import { unpacked } from "../image/support";
import { inputError } from "../source";
import { AlbumFiles, albumAt, breathe, labelsOf, namesOf, saidOf } from "./support";

function idx(shape: number[], values: ArrayLike<number>, type = 8): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type, shape.length]);
  for (const [i, length] of shape.entries()) view.setUint32(4 + 4 * i, length);
  bytes.set(Array.from(values), 4 + 4 * shape.length);
  return bytes;
}

const rising = (length: number, from = 0) => Array.from({ length }, (_, i) => from + i);

async function filesWith(contents: Record<string, Uint8Array>): Promise<AlbumFiles> {
  const files = new AlbumFiles();
  for (const [path, bytes] of Object.entries(contents)) await files.place(path, bytes);
  return files;
}

describe("albums from IDX files", () => {
  const train = idx([3, 2, 5], rising(30));
  const trainLabels = idx([3], [7, 0, 7]);
  const mnist = {
    "/a/train-images-idx3-ubyte.gz": gzipSync(train),
    "/a/train-labels-idx1-ubyte.gz": gzipSync(trainLabels),
    "/a/t10k-images-idx3-ubyte": idx([2, 2, 5], rising(20, 100)),
    "/a/t10k-labels-idx1-ubyte": idx([2], [0, 7]),
  };

  it("take the labels beside them, and t10k in the same folder as a test set", async () => {
    const files = await filesWith(mnist);
    const album = await albumAt(files);
    assert.deepEqual([labelsOf(album), album.classes, album.testFrom], ["7 0 7 0 7", ["0", "7"], 3]);
    assert.deepEqual([album.frames[2].width, album.frames[2].height], [5, 2]);
    assert.deepEqual([...album.frames[2].samples], rising(10, 20));
    assert.deepEqual([...album.frames[4].samples], rising(10, 110));
    assert.equal(namesOf(album)[1], "train-images-idx3-ubyte.gz#1");
    assert.match(saidOf(album), /labels are those in “train-labels-idx1-ubyte.gz”, which lies beside/);
    const one = await albumAt(files, {}, "/a/train-images-idx3-ubyte.gz");
    assert.deepEqual([labelsOf(one), one.testFrom], ["7 0 7", undefined]);
    const described = await describeAlbum(files, "/a", breathe);
    const { format, images, test, labels, width, height, channels } = described;
    assert.deepEqual(
      [format, images, test, labels, width, height, channels],
      ["idx", 5, 2, { 0: 2, 7: 3 }, [5, 5], [2, 2], "grey"],
    );
    for (const path of ["/a", ...Object.keys(mnist)]) {
      assert.equal(await isAlbum(files, path), !path.includes("labels"), path);
    }
  });

  it("take labels from a file of another name, and go without", async () => {
    const files = await filesWith({ "/a/x.idx3": train, "/l": trainLabels });
    assert.equal(labelsOf(await albumAt(files, {}, "/a/x.idx3")), "- - -");
    assert.equal(labelsOf(await albumAt(files, { labels: "/l" }, "/a/x.idx3")), "7 0 7");
  });

  it("refuse what is damaged, of another type, or has other labels", async () => {
    const refuses = async (path: string, bytes: Uint8Array, message: RegExp) => {
      const files = await filesWith({ ...mnist, [path]: bytes });
      await assert.rejects(albumAt(files), inputError(message));
    };
    const images = "/a/train-images-idx3-ubyte.gz";
    const packed = gzipSync(train);
    await refuses(images, packed.subarray(0, packed.length - 12), /damaged or cut short|at most 1024 MB/);
    const broken = new Uint8Array(packed);
    broken[packed.length - 6] ^= 1;
    await refuses(images, broken, /gzip archive is damaged or cut short/);
    await refuses(images, train.subarray(0, 40), /an array of 3 × 2 × 5 has 30 bytes, and here are 24/);
    await refuses(images, idx([3, 2, 5], rising(30), 13), /elements of type f32, and only u8/);
    await refuses(
      "/a/train-labels-idx1-ubyte.gz",
      idx([2], [1, 2]),
      /array of 2 is not one label for each of 3 pictures/,
    );
    await refuses("/a/more-images-idx3-ubyte", train, /several files of pictures in this folder .*: name one of them/);
  });
});

describe("albums from NumPy files", () => {
  const { cases } = readGolden<{ cases: { name: string; bytes: string; frames: number[][] }[] }>("albums");
  for (const { name, bytes, frames } of cases) {
    it(`read ${name}`, async () => {
      const path = name.includes("npz") ? "/x.npz" : "/x.npy";
      const files = await filesWith({ [path]: unpacked(bytes) });
      assert.equal(await isAlbum(files, path), true);
      const album = await albumAt(files, {}, path);
      assert.deepEqual(
        album.frames.map(({ samples }) => [...samples]),
        frames,
      );
      if (name === "named npz") {
        assert.deepEqual([labelsOf(album), album.testFrom], ["b a b a", undefined]);
      } else if (path === "/x.npz") {
        assert.deepEqual([labelsOf(album), album.testFrom], ["3 1 3 1 1 3", 4]);
        assert.match(saidOf(album), /“x_train” holds 4 pictures, and “y_train” are its labels/);
      }
      if (name === "signed") assert.match(saidOf(album), /Values from -?[\d.]+ to [\d.]+ were taken as −1 for black/);
    });
  }

  it("are partners by their order", async () => {
    const file = (name: string) => unpacked(cases.find((one) => one.name === name)!.bytes);
    const files = await filesWith({ "/x.npy": file("u8"), "/y.npy": file("unit"), "/z.npy": file("fortran") });
    const album = await albumAt(files, { partners: "/y.npy" }, "/x.npy");
    assert.deepEqual(album.partners, album.frames);
    await assert.rejects(albumAt(files, { partners: "/z.npy" }, "/x.npy"), inputError(/4 pictures and 3 partners/));
  });

  it("refuse tables, single pictures, strange values and damaged archives", async () => {
    const npy = (shape: string, type: string, data: ArrayBufferView): Uint8Array => {
      const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117);
      const head = Buffer.from(`\x93NUMPY\x01\0v\0${text}\n`, "latin1");
      return Buffer.concat([head, new Uint8Array(data.buffer)]);
    };
    const refuses = async (bytes: Uint8Array, message: RegExp, path = "/x.npy") =>
      assert.rejects(albumAt(await filesWith({ [path]: bytes }), {}, path), inputError(message));
    await refuses(npy("3, 2", "|u1", new Uint8Array(6)), /An array of 3 × 2 values of type u1 holds no pictures/);
    await refuses(npy("4, 2, 3", "|u1", new Uint8Array(24)), /An array of 4 × 2 × 3 .* holds no pictures/);
    await refuses(npy("2, 1, 5", "<f4", new Float32Array(10).fill(-7)), /values from -7 to -7: pictures have/);
    await refuses(npy("2, 1, 5", "<f4", new Float32Array(10).fill(Number.NaN)), /no numbers \(NaN\)/);
    const archive = unpacked(cases.find(({ name }) => name === "npz")!.bytes);
    await refuses(archive.subarray(0, archive.length - 40), /zip archive is damaged or cut short/, "/x.npz");
    const flipped = archive.slice();
    flipped[300] ^= 1;
    await refuses(flipped, /zip archive is damaged or cut short/, "/x.npz");
    const single = await filesWith({ "/x.npy": npy("4, 2, 3", "|u1", new Uint8Array(24)) });
    assert.equal(await isAlbum(single, "/x.npy"), false);
  });
});
