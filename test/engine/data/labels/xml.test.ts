// The XML of label names, and which XML belongs to a table.

import assert from "node:assert/strict";
import { labelXmlBeside } from "../../../../engine/data/labels/beside";
import { readLabelNames } from "../../../../engine/data/labels/xml";
import { MemoryFiles } from "../../memory-files";
import { inputError, read } from "../source";

const namesIn = (text: string) => readLabelNames(new TextEncoder().encode(text), "labels.xml");
const xmlOf = (...labels: string[]) =>
  `<?xml version="1.0"?>\n<labels xmlns="http://mulan.sourceforge.net/labels">\n${labels.map((label) => `<label name="${label}"></label>`).join("\n")}\n</labels>\n`;

describe("XML of labels", () => {
  it("has the names, of nested labels too, with entities resolved and blanks as in the table", () => {
    assert.deepEqual(namesIn(xmlOf("b", "a &amp; c", " x  y ")), { names: ["b", "a & c", "x y"], nested: 0 });
    const nested =
      '<labels><label name="a"><label name="b"/><label name="c"><label name="d"/></label></label></labels>';
    assert.deepEqual(namesIn(nested), { names: ["a", "b", "c", "d"], nested: 3 });
    assert.throws(() => namesIn("<labels></labels>"), inputError(/names no label/, 1));
    assert.throws(() => namesIn('<labels>\n<label id="a"/></labels>'), inputError(/<label> has no “name”/, 2));
  });

  it("belongs to the table of its name, or is the only one whose labels are all columns", async () => {
    const text = "@relation r\n@attribute x numeric\n@attribute a {0,1}\n@attribute b {0,1}\n@data\n1,0,1\n2,1,1\n";
    const data = await read(text, "music-train.arff");
    const files = new MemoryFiles();
    await files.makeFolder("/d");
    const found = async () => (await labelXmlBeside(files, "/d/music-train.arff", data))?.path;
    await files.write("/d/music-train.arff", text);
    await files.write("/d/other.xml", xmlOf("a", "z"));
    await files.write("/d/page.xml", "<page>broken");
    assert.equal(await found(), undefined);
    await files.write("/d/music.xml", xmlOf("b", "a"));
    assert.equal(await found(), "/d/music.xml");
    await files.write("/d/more.xml", xmlOf("b"));
    assert.equal(await found(), undefined, "two fit");
    await files.write("/d/Music-Train.XML", xmlOf("a", "lost"));
    assert.equal(await found(), "/d/Music-Train.XML");
    await files.write("/d/Music-Train.XML", xmlOf("elsewhere"));
    assert.equal(await found(), undefined);
    assert.equal(await labelXmlBeside(files, "/d/t.csv", await read("x,a,b\n1,0,1\n")), undefined);
  });
});
