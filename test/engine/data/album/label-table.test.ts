// Albums whose pictures carry several labels, by a table in every shape that such tables have.

import assert from "node:assert/strict";
import type { Album } from "../../../../engine/data/album/album";
import { describeAlbum } from "../../../../engine/data/album/describe";
import { inputError } from "../source";
import { AlbumFiles, albumAt, breathe, namesOf, problemsOf, saidOf } from "./support";

/** Of each picture its labels. */
function setsOf({ labelSets }: Album): string[] {
  const { names, rowPointers, indices } = labelSets!;
  return Array.from({ length: rowPointers.length - 1 }, (_, i) =>
    Array.from(indices.subarray(rowPointers[i], rowPointers[i + 1]), (label) => names[label]).join("+"),
  );
}

async function pictures(folder: string, count: number, files = new AlbumFiles()): Promise<AlbumFiles> {
  for (let i = 1; i <= count; i++) await files.place(`${folder}/00${i}.pgm`, `P5 2 2 255\n${String(i).repeat(4)}`);
  return files;
}

const tables: Record<string, string> = {
  "/l.csv": "file,cat,dog,sun\n001.pgm,1,0,1\n002.pgm,0,0,0\n003.pgm,0,1,1\n004.pgm,1,1,0\n",
  "/list.csv": "file,tags\n001.pgm,cat sun\n002.pgm,\n003.pgm,dog sun\n004.pgm,cat dog\n",
  "/numbers.csv": "id,labels\n1,cat;sun\n2,\n3,dog;sun\n4,cat;dog\n",
  "/l.jsonl": ['["cat","sun"]', "[]", '["dog","sun"]', '["cat","dog"]']
    .map((tags, i) => `{"image":"a/00${i + 1}.pgm","labels":${tags}}`)
    .join("\n"),
};

describe("albums with several labels", () => {
  it("take them from columns of zeros and ones, from lists, from JSON, and by numbers for names", async () => {
    const files = await pictures("/a", 4);
    for (const [path, text] of Object.entries(tables)) {
      await files.place(path, text);
      const album = await albumAt(files, { labelSets: path });
      assert.deepEqual(album.labelSets?.names, ["cat", "dog", "sun"], path);
      assert.deepEqual(setsOf(album), ["cat+sun", "", "dog+sun", "cat+dog"], path);
    }
  });

  it("take a row a label, leave out pictures that the table lacks, and say which rows are of none", async () => {
    const files = await pictures("/a", 4);
    await files.place("/l.csv", "name,label\n001,cat\n001,sun\n003,dog\n009,cat\n");
    const album = await albumAt(files, { labelSets: "/l.csv" });
    assert.deepEqual(namesOf(album), ["001.pgm", "003.pgm"]);
    assert.deepEqual(setsOf(album), ["cat+sun", "dog"]);
    assert.match(saidOf(album), /1 row of labels of pictures that are not there left out: 009|: 9/);
    assert.match(problemsOf(album), /002.pgm: no label/);
  });

  it("join the labels of an own test set, in the order of both tables", async () => {
    const files = await pictures("/t", 2, await pictures("/a", 2));
    await files.place("/l.csv", "file,cat,dog\n001,1,1\n002,0,1\n");
    await files.place("/t.csv", "file,dog,owl\n001,1,0\n002,1,1\n");
    const album = await albumAt(files, { labelSets: "/l.csv", test: { path: "/t", labelSets: "/t.csv" } });
    assert.deepEqual([album.labelSets?.names, album.testFrom], [["cat", "dog", "owl"], 2]);
    assert.deepEqual(setsOf(album), ["cat+dog", "dog", "dog", "dog+owl"]);
    await assert.rejects(
      albumAt(files, { labelSets: "/l.csv", test: { path: "/t" } }),
      inputError(/labels of the test pictures are missing/),
    );
  });

  it("say what a table lacks", async () => {
    const files = await pictures("/a", 2);
    await files.place("/l.csv", "file,cat\nx.pgm,1\ny.pgm,0\n");
    const unnamed = /No column here has the names of the pictures, the first of which is 001.pgm/;
    await assert.rejects(albumAt(files, { labelSets: "/l.csv" }), inputError(unnamed, 2));
    await files.place("/l.csv", "file,size\n001.pgm,12\n002.pgm,15\n");
    await assert.rejects(albumAt(files, { labelSets: "/l.csv" }), inputError(/no column of zeros and ones here/, 1));
  });

  it("are described where a table lies in the folder, or beside it with a telling name", async () => {
    const files = await pictures("/d/a", 4);
    const described = async () => (await describeAlbum(files, "/d/a", breathe)).labelSets;
    await files.place("/d/a/sizes.csv", "file,size\n001.pgm,12\n002.pgm,15\n");
    assert.equal(await described(), undefined);
    await files.place("/d/a-labels.csv", tables["/l.csv"]);
    assert.deepEqual(await described(), {
      count: 3,
      rows: 4,
      cardinality: 1.5,
      kind: "columns",
      from: "values",
      names: ["cat", "dog", "sun"],
      rowsOf: [2, 2, 2],
      file: "../a-labels.csv",
    });
    await files.place("/d/a/tags.csv", tables["/list.csv"]);
    assert.deepEqual(((found) => [found?.kind, found?.column, found?.file])(await described()), [
      "list",
      "tags",
      "tags.csv",
    ]);
  });
});
