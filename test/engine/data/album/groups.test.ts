// Groups of pictures by their names: where names clearly carry them, and where they do not.

import assert from "node:assert/strict";
import { groupsOf, suggestGroup } from "../../../../engine/data/album/groups";

/** Names of `groups` × `pictures`, counted from 1. */
const named = (groups: number, pictures: number, name: (group: number, picture: number) => string): string[] =>
  Array.from({ length: groups * pictures }, (_, i) => name(Math.floor(i / pictures) + 1, (i % pictures) + 1));

const padded = (value: number, digits = 2) => String(value).padStart(digits, "0");

describe("groups of pictures", () => {
  it("are found where words have two numbers, that of the group and that of the picture", () => {
    const found = (names: string[]) => {
      const suggested = suggestGroup(names);
      const groups = suggested && groupsOf(names, suggested.pattern, "a");
      return [suggested?.groups, groups?.[0], groups?.at(-1)];
    };
    assert.deepEqual(found(named(5, 3, (group, i) => `person${padded(group)}_${padded(i)}.png`)), [
      5,
      "person01",
      "person05",
    ]);
    assert.deepEqual(found(named(40, 10, (group, i) => `faces/person_${group}-${i}.jpg`)), [
      40,
      "person_1",
      "person_40",
    ]);
    assert.deepEqual(found(named(6, 4, (group, i) => `患者${group} ${i}.tif`)), [6, "患者1", "患者6"]);
    // Groups of several sizes, and a file that is none of them.
    const some = named(9, 5, (group, i) => `s${group}.${i}.png`).filter((_, i) => i % 7 > 0);
    assert.deepEqual(found([...some, "logo.png"]), [9, "s1", undefined]);
  });

  it("are not made of numbers, dates, times or classes", () => {
    const none = (names: string[], labels?: string[]) => assert.equal(suggestGroup(names, labels), undefined, names[0]);
    none(named(1, 90, (_, i) => `img_${padded(i, 4)}.png`));
    none(named(10, 9, (group, i) => `${group}/${padded(i, 5)}.png`));
    none(named(10, 9, (group, i) => `${group}_${padded(i, 5)}.png`));
    none(named(10, 9, (group, i) => `${"abcdefghijk"[group]}_${i}.png`));
    none(named(10, 9, (group, i) => `IMG_202403${padded(group)}_${padded(7 * i + group, 6)}.jpg`));
    none(named(10, 9, (group, i) => `photo 2024-${padded(group)}-${padded(i)}.png`));
    // The number of the picture goes on from group to group, each has one picture, or there are few groups.
    none(named(10, 9, (group, i) => `tray${group}_${padded(9 * group + i, 3)}.png`));
    none(named(30, 1, (group, i) => `scan${group}_${i}.png`));
    none(named(3, 20, (group, i) => `camera${group}_${i}.png`));
    // A folder a person is a class a person; persons within classes are groups.
    const folders = named(8, 5, (group, i) => `s${group}/s${group}_${i}.png`);
    const folderOf = (name: string) => name.split("/")[0];
    none(folders, folders.map(folderOf));
    const within = named(8, 5, (group, i) => `${group % 2 ? "glasses" : "none"}/s${group}_${i}.png`);
    assert.equal(suggestGroup(within, within.map(folderOf))?.groups, 8);
  });
});
