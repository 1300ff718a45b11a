// Node's files as the engine's port: what a rename onto a name that is taken does.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFiles } from "../../engine/cli/ports";

describe("renaming to a name that is free", () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "neural-lens-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("moves the file", async () => {
    writeFileSync(path("a"), "1");
    await nodeFiles.renameNew(path("a"), path("b"));
    assert.deepEqual(readdirSync(folder), ["b"]);
    assert.equal(readFileSync(path("b"), "utf8"), "1");
  });

  it("replaces nothing, neither a file nor a folder", async () => {
    writeFileSync(path("a"), "1");
    writeFileSync(path("b"), "2");
    await nodeFiles.makeFolder(path("c"));
    for (const name of ["b", "c"]) await assert.rejects(nodeFiles.renameNew(path("a"), path(name)), { code: "EEXIST" });
    assert.equal(readFileSync(path("a"), "utf8"), "1");
    assert.equal(readFileSync(path("b"), "utf8"), "2");
  });

  it("goes to one of many at once", async () => {
    const names = Array.from({ length: 10 }, (_, i) => String(i));
    for (const name of names) writeFileSync(path(name), name);
    const moved = await Promise.allSettled(names.map((name) => nodeFiles.renameNew(path(name), path("taken"))));
    assert.equal(moved.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal(readdirSync(folder).length, 10);
  });
});
