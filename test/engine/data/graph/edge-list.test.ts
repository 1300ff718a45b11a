// Lists of edges: delimiters, headers, comments, ids and weights, each trap with its line.

import assert from "node:assert/strict";
import { readNetwork } from "../../../../engine/data/graph/formats";
import { inputError, textSource } from "../source";
import { edges, graph, ids, readGraph, told, values } from "./graphs";

describe("lists of edges", () => {
  it("are cut at commas, semicolons, tabs, bars or blanks, and say which", async () => {
    for (const [text, said] of [
      ["a,b\nb,c\n", /^1: .*commas/m],
      ["a;b\nb;c\n", /^1: .*semicolons/m],
      ["a\tb\nb\tc\n", /^1: .*tabs/m],
      ["a|b\nb|c\n", /^1: .*bars/m],
      ["a b\nb   c\n", /^1: .*blanks/m],
    ] as const) {
      const network = await graph(text);
      assert.deepEqual(edges(network), ["a-b", "b-c"]);
      assert.match(told(network), said);
    }
  });

  it("without any delimiter are refused and not an empty graph", async () => {
    await assert.rejects(readGraph("a:b\nb:c\n", "x.edges"), inputError(/two ends.*comma or semicolon/, 1));
  });

  it("keep blanks within ids where a comma separates", async () => {
    assert.deepEqual(edges(await graph("Ann Lee,Bob Ray\nBob Ray,Cy Ann\n", "x.csv")), [
      "Ann Lee-Bob Ray",
      "Bob Ray-Cy Ann",
    ]);
    assert.deepEqual(edges(await graph('"Lee, Ann",b\nb,"say ""hi"""\n', "x.csv")), ["Lee, Ann-b", 'b-say "hi"']);
  });

  it("have no header taken for an edge, and no edge for a header", async () => {
    const named = await graph("source,target\n1,2\n2,3\n", "x.csv");
    assert.deepEqual(edges(named, true), ["1-2@2", "2-3@3"]);
    assert.match(told(named), /^1: Line 1 names the columns/m);
    assert.deepEqual(edges(await graph("target,source\n1,2\n", "x.csv")), ["2-1"]);
    const odd = await graph("one,other\n1,2\n2,3\n", "x.csv");
    assert.deepEqual(edges(odd), ["1-2", "2-3"]);
    const words = await graph("ann,bob\ncy,dan\n", "x.csv");
    assert.deepEqual(edges(words), ["ann-bob", "cy-dan"]);
    assert.match(told(words), /^1: No line names the columns; line 1 is the first edge/m);
  });

  it("may say in which columns the ends are", async () => {
    const text = "w,one,two\n5,a,b\n7,b,c\n";
    assert.deepEqual(edges(await graph(text, "x.csv", { source: "one", target: "two", weight: "w" })), [
      "a-b:5",
      "b-c:7",
    ]);
    await assert.rejects(
      readGraph(text, "x.csv", { source: "onne", target: "two" }),
      inputError(/no column “onne”.*"one"/, 1),
    );
    await assert.rejects(
      readGraph(text, "x.csv", { source: "one", target: "two", weight: "weigth" }),
      inputError(/no column “weigth”/),
    );
  });

  it("take a third column without a name for weights and say so with its line", async () => {
    const network = await graph("# c\na b 2.5\nb c -1\n");
    assert.deepEqual(edges(network), ["a-b:2.5", "b-c:-1"]);
    assert.match(told(network), /^2: The third column has no name and is taken for weights/m);
    assert.deepEqual(edges(await graph("a b 2.5\n", "x.txt", { weight: null })), ["a-b"]);
    const times = await graph("1 2 1082040961\n3 4 1082155839\n");
    assert.equal(times.weights, undefined);
    assert.match(told(times), /looks like times/);
    assert.deepEqual(edges(await graph("a;b;0,5\nb;c;1,25\n", "x.csv")), ["a-b:0.5", "b-c:1.25"]);
  });

  it("stop at a weight that is no number, and count one that is missing as 1", async () => {
    await assert.rejects(
      readGraph(`source,target,weight\n${"a,b,1\n".repeat(500)}b,c,x1\n`, "x.csv"),
      inputError(/“x1” is no number/, 502),
    );
    await assert.rejects(
      readGraph("source,target,weight\na,b,1\nb,c,inf\n", "x.csv"),
      inputError(/“inf” is no number/, 3),
    );
    const network = await graph("source,target,weight\na,b,2\nb,c,\nc,d,NA\n", "x.csv");
    assert.deepEqual(edges(network), ["a-b:2", "b-c:1", "c-d:1"]);
    assert.match(told(network), /^3: 2 edges without a weight weigh 1/m);
  });

  it("have comments at the beginning of a line only, not in URLs", async () => {
    const network = await graph(
      "http://a.b/#top,http://a.b/#end\n# a comment,here\n% another\nhttp://a.b/#end,c\n",
      "x.csv",
    );
    assert.deepEqual(edges(network, true), ["http://a.b/#top-http://a.b/#end@1", "http://a.b/#end-c@4"]);
  });

  it("lose no byte-order mark into an id, and read UTF-16", async () => {
    assert.deepEqual(ids(await graph("\ufeff1 2\n2 3\n")), ["1", "2", "3"]);
    assert.deepEqual(edges(await graph("\ufeffsource,target\n1,2\n", "x.csv")), ["1-2"]);
    const wide = new Uint8Array(Buffer.from("\ufeffa,b\nb,c\n", "utf16le"));
    const network = await readNetwork({
      name: "x.csv",
      size: wide.length,
      read: async (at, n) => wide.slice(at, at + n),
    });
    assert.deepEqual(edges(network as never), ["a-b", "b-c"]);
  });

  it("keep other columns, and directions that a column gives", async () => {
    const network = await graph(
      "Source,Target,Type,Id,Label,Weight\n1,2,Directed,0,x,3\n2,3,Undirected,1,y,4\n",
      "x.csv",
    );
    assert.deepEqual(edges(network), ["1>2:3", "2>3:4", "3>2:4"]);
    assert.match(told(network), /^3: Edges with and without direction are mixed/m);
    const kinds = await graph("from,to,kind\na,b,friend\nb,c,foe\n", "x.csv");
    assert.deepEqual(values(kinds.edgeColumns, "kind"), ["friend", "foe"]);
  });

  it("keep ids apart that only look equal", async () => {
    const same = ["7", "007", "7.0", "1e3", "1000", "9007199254740993", "9007199254740992", "+7", "-7"];
    const network = await graph(same.map((id) => `${id},x\n`).join(""), "x.csv");
    assert.deepEqual(ids(network), ["7", "x", ...same.slice(1)]);
    assert.deepEqual(ids(await graph("1 2\n2 3\n10 07\n")), ["1", "2", "3", "10", "07"]);
    assert.match(told(network), /kept as the texts/);
  });

  it("number nodes by their ids where these have no gap, whatever comes first", async () => {
    const network = await graph("3 1\n2 4\n");
    assert.equal(network.firstId, 1);
    assert.equal(network.ids, undefined);
    assert.deepEqual([...network.sources], [2, 1]);
    assert.deepEqual([...network.nodeLines!], [1, 2, 1, 2]);
    assert.deepEqual((await graph("10 30\n30 20\n")).ids, ["10", "30", "20"]);
    assert.match(told(await graph("10 30\n30 20\n")), /numbers with gaps/);
    assert.deepEqual((await graph("16777215 16777217\n4294967297 16777217\n")).ids, [
      "16777215",
      "16777217",
      "4294967297",
    ]);
  });

  it("of SNAP say their direction in comments, and counts that differ", async () => {
    const head =
      "# Directed graph (each unordered pair of nodes is saved once): x.txt\r\n# Nodes: 4 Edges: 3\r\n# FromNodeId\tToNodeId\r\n";
    const network = await graph(`${head}0\t5\r\n5\t0\r\n5\t5\r\n`);
    assert.deepEqual(edges(network, true), ["0>5@4", "5>0@5", "5>5@6"]);
    assert.match(told(network), /^1: Edges are directed, as the comment says/m);
    assert.match(told(network), /^2: The comment counts 4 nodes and 3 edges, but the file has 2 and 3/m);
    assert.equal((await graph("# Undirected graph\n1 2\n")).directed, false);
    assert.equal((await graph("% asym unweighted\n1 2\n", "out.txt")).directed, true);
    assert.equal((await graph(`${head}0\t5\n`, "x.txt", { directed: false })).directed, false);
    assert.match(told(await graph("1 2\n2 1\n")), /Nothing says whether edges have a direction/);
  });

  it("list repeats and loops as they come", async () => {
    assert.deepEqual(edges(await graph("1 2\n2 1\n1 2\n2 2\n")), ["1-2", "2-1", "1-2", "2-2"]);
  });

  it("take a line with one end for a node without edges", async () => {
    const network = await graph("a,b\nc,\nb,d\n", "x.csv");
    assert.deepEqual(ids(network), ["a", "b", "c", "d"]);
    assert.match(told(network), /^2: A line has one end only/m);
  });

  it("are the same in pieces of any size", async () => {
    const lines = Array.from({ length: 300 }, (_, i) => (i % 50 === 7 ? `x${i} ${i}` : `${i * 3} ${i % 17}`)).join(
      "\r\n",
    );
    const whole = await graph(lines);
    for (const piece of [97, 640]) {
      const network = await readGraph(lines, "graph.txt", {}, piece);
      assert.deepEqual(edges(network as never, true), edges(whole, true));
    }
    assert.equal(whole.sources.length, 300);
  });

  it("refuse empty files, files of comments, pictures", async () => {
    await assert.rejects(readGraph("", "x.edges"), inputError(/empty/, 1));
    await assert.rejects(readGraph("# nothing\n\n", "x.txt"), inputError(/no edges/, 1));
    await assert.rejects(readGraph("source,target\n", "x.csv"), inputError(/no edges/, 1));
    await assert.rejects(readNetwork(textSource("%PDF-1.4\n", "x.txt")), inputError(/a PDF document, not a graph/));
    await assert.rejects(readGraph("\0\x01\x02\x03\0\x01\x02\x03\x04\x05\x06", "x.edges"), inputError(/binary/, 1));
  });
});

describe("adjacency matrices", () => {
  const names = ";a;b;c\na;0;1;0\nb;1;0;0\nc;0;0;0\n";

  it("may have a corner and names, and keep isolated rows", async () => {
    const network = await graph(names, "x.csv");
    assert.equal(network.format, "adjacency");
    assert.deepEqual(ids(network), ["a", "b", "c"]);
    assert.deepEqual(edges(network, true), ["a-b@2"]);
  });

  it("may have no names, or weights", async () => {
    const network = await graph("0,2,0,0\n2,0,1,0\n0,1,0,0\n0,0,0,0\n", "x.csv");
    assert.deepEqual(edges(network), ["0-1:2", "1-2:1"]);
    assert.equal(network.nodes, 4);
    assert.deepEqual(edges(await graph("0 1 1\n1 0 0\n1 0 0\n")), ["0-1", "0-2"]);
    assert.deepEqual(edges(await graph("a,b,c\n0,1,1\n1,0,0\n1,0,0\n", "x.csv")), ["a-b", "a-c"]);
  });

  it("that are not symmetric are directed and say so", async () => {
    const network = await graph(";a;b;c\na;0;1;0\nb;0;0;3\nc;0;0;0\n", "x.csv");
    assert.deepEqual(edges(network), ["a>b:1", "b>c:3"]);
    assert.match(told(network), /^2: The matrix is not symmetric.*so its edges are directed/m);
  });

  it("are joined by name where rows and columns differ in order", async () => {
    const network = await graph(",b,a,c\na,1,0,0\nb,0,1,0\nc,0,0,0\n", "x.csv");
    assert.deepEqual(edges(network), ["a-b"]);
    assert.match(told(network), /joined by name/);
  });

  it("are refused with the line of a mistake, not read as something else", async () => {
    const head = ",p,q,r\np,0,1,0\n";
    for (const [rows, message, line] of [
      ["q,1,0,1\nr,0,1,0\ns,0,0,1\n", /square.*4 rows and 3 columns/, 1],
      ["q,1,0,1\nz,0,1,0\n", /a column “r”, but no row of that name/, 1],
      ["q,1,0,x\nr,0,1,0\n", /“x” is no number/, 3],
      ["q,1,0\nr,0,1,0\n", /has 2 entries, and there are 3 columns/, 3],
    ] as const) {
      await assert.rejects(readGraph(head + rows, "x.csv"), inputError(message, line));
    }
  });

  it("that are not square are refused in one sentence", async () => {
    await assert.rejects(
      readGraph(";a;b;c\na;0;1;0\nb;1;0;0\n", "x.csv"),
      inputError(/square.*2 rows and 3 columns/, 1),
    );
    const long = [",a,b,c,d", "a,0,1,0,0", "b,1,0,0,0", "c,0,0,0,1", "d,0,0,1"].join("\n");
    await assert.rejects(
      readGraph(
        `${Array(401)
          .fill(`${"0,".repeat(400)}0`)
          .join("\n")}\n0,1\n`,
        "x.csv",
      ),
      inputError(/has 2 entries, and there are 401/, 402),
    );
    assert.equal((await graph(long, "x.csv").catch(() => undefined))?.format === "adjacency", false);
  });
});
