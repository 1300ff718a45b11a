// GML, Pajek, Matrix Market, DIMACS and .hgr: numbering, sections, headers that count otherwise.

import assert from "node:assert/strict";
import { readGml } from "../../../../engine/data/graph/gml";
import { inputError, textSource } from "../source";
import { edges, graph, hyperedges, hypergraph, ids, readGraph, told, values } from "./graphs";

describe("GML", () => {
  it("may have no labels, and takes ids as they are written", async () => {
    const network = await graph(
      "graph\n[\n node [ id 1 ]\n node [ id 01 ]\n node [ id 1.0 ]\n edge [ source 1 target 01 ]\n]\n",
      "x.gml",
    );
    assert.deepEqual(ids(network), ["1", "01", "1.0"]);
    assert.deepEqual(edges(network, true), ["1-01@6"]);
    assert.deepEqual(network.nodeColumns, []);
    assert.match(told(network), /^1: Nothing says that edges are directed/m);
  });

  it("has weights under value, directions, and other keys", async () => {
    const network = await graph(
      'Creator "x y"\ngraph [ directed 1\n node [ id 0 label "A" kind 3 ] node [ id 1 label "B" ]\n edge [ source 0 target 1 value 4.5 note "n" ] ]',
      "x.gml",
    );
    assert.deepEqual(edges(network), ["0>1:4.5"]);
    assert.match(told(network), /The weights are the values of “value”/);
    assert.deepEqual(values(network.nodeColumns, "kind"), ["3", ""]);
    assert.deepEqual(values(network.edgeColumns, "note"), ["n"]);
    assert.deepEqual(edges(await graph("graph [ edge [ source 0 target 1 value 4 ] ]", "x.gml", { weight: null })), [
      "0-1",
    ]);
  });

  it("has texts over several lines, brackets, entities and comments in them", async () => {
    const network = await graph(
      '# a comment [\ngraph [\n node [ id 1 label "one\ntwo ] &quot;three&quot; # no comment" ]\n node [ id 2 ]\n]',
      "x.gml",
    );
    assert.deepEqual(values(network.nodeColumns, "label"), ['one\ntwo ] "three" # no comment', ""]);
    assert.deepEqual([...network.nodeLines!], [3, 5]);
  });

  it("gives coordinates in nested graphics", async () => {
    const network = await graph(
      "graph [ node [ id 1 graphics [ x 3 y -4.5 w 2 ] ] node [ id 2 graphics [ x 0 y 1 ] ] ]",
      "x.gml",
    );
    assert.deepEqual([...network.positions!], [3, -4.5, 0, 1]);
  });

  it("keeps repeated edges, and says which node comes twice", async () => {
    const network = await graph(
      "graph [\nnode [ id 1 ]\nnode [ id 1 ]\nedge [ source 1 target 1 ]\nedge [ source 1 target 1 ]\n]",
      "x.gml",
    );
    assert.deepEqual(edges(network), ["1-1", "1-1"]);
    assert.deepEqual(
      network.problems.map(({ line, code }) => [line, code]),
      [[3, "duplicate-rows"]],
    );
  });

  it("may hold several graphs", async () => {
    const all = await readGml(textSource("graph [ node [ id 1 ] ] graph [ node [ id 2 ] node [ id 3 ] ]", "x.gml"));
    assert.deepEqual(
      all.map(({ nodes }) => nodes),
      [1, 2],
    );
  });

  it("that is cut off or damaged is refused with the line", async () => {
    for (const [text, message, line] of [
      ["graph [\nnode [ id 1\n", /never closed/, 2],
      ['graph [\nnode [ id 1 label "x ] ]', /text is opened here/, 2],
      ["graph [ ] ]", /no \[ is open/, 1],
      ["graph [\nnode [ label 1 ] ]", /no “id”/, 2],
      ["graph [\nedge [ source 1 ] ]", /no “target”/, 2],
      ["x 1", /no “graph/, 1],
      ["graph [\n ] ", /no nodes/, 1],
      ["graph [ 5 6 ]", /A key is expected/, 1],
      ["a [ ".repeat(400), /nested more than/, 1],
    ] as const) {
      await assert.rejects(readGraph(text, "x.gml"), inputError(message, line));
    }
  });
});

describe("Pajek", () => {
  it("numbers from 1, and *Vertices may come without lines", async () => {
    const network = await graph("*Vertices 4\r\n*Edges\r\n1 2\r\n2 4 2.5\r\n", "x.net");
    assert.deepEqual(ids(network), ["1", "2", "3", "4"]);
    assert.deepEqual(edges(network, true), ["1-2:1@3", "2-4:2.5@4"]);
    assert.match(told(network), /4 vertices without a line of their own/);
  });

  it("has lists of arcs and of edges", async () => {
    assert.deepEqual(edges(await graph("*vertices 4\n*Edgeslist\n1 2 3\n4 1\n", "x.net")), ["1-2", "1-3", "4-1"]);
    assert.deepEqual(edges(await graph("*vertices 3\n*arcslist\n3 2 1\n", "x.net")), ["3>2", "3>1"]);
  });

  it("mixes arcs and edges: edges go both ways", async () => {
    const network = await graph("*Vertices 3\n*Arcs\n1 2\n*Edges\n2 3\n", "x.net");
    assert.deepEqual(edges(network), ["1>2", "2>3", "3>2"]);
    assert.match(told(network), /^5: Edges with direction \(the first on line 3\)/m);
  });

  it("names relations, vertices with blanks, coordinates; has comments", async () => {
    const network = await graph(
      '% a comment\n*Network "x"\n*Vertices 2\n1 "Ann Lee" 0.1 0.2 0.5 ellipse\n2 Bob 0.3 0.4\n*Arcs :2 "likes, a lot"\n1 2 -1 l "a label"\n*Arcs :3\n% c\n2 1\n',
      "x.net",
    );
    assert.deepEqual(values(network.nodeColumns, "label"), ["Ann Lee", "Bob"]);
    assert.deepEqual([...network.positions!], [0.1, 0.2, 0.3, 0.4]);
    assert.deepEqual(values(network.edgeColumns, "relation"), ["likes, a lot", "3"]);
    assert.deepEqual(values(network.edgeColumns, "label"), ["a label", ""]);
    assert.deepEqual(edges(network), ["1>2:-1", "2>1:1"]);
  });

  it("may have a matrix, and partitions behind it", async () => {
    const network = await graph("*Vertices 2\n*Matrix\n0 2\n0 0\n*Partition kind\n*Vertices 2\n1\n2\n", "x.paj");
    assert.deepEqual(edges(network), ["1>2:2"]);
    assert.deepEqual(values(network.nodeColumns, "kind"), ["1", "2"]);
  });

  it("with other numbers than its header is refused with the line", async () => {
    for (const [text, message, line] of [
      ["*Vertices 2\n*Edges\n1 3\n", /“3” is no node.*from 1 to 2/, 3],
      ["*Vertices 2\n*Edges\n0 1\n", /“0” is no node/, 3],
      ["*Vertices 2\n*Edges\n1\n", /two ends/, 3],
      ["*Vertices 2\n*Edges\n1 2 x\n", /weight is expected/, 3],
      ["*Vertices x\n", /number of vertices/, 1],
      ["*Vertices 99999999999\n", /memory/, 1],
      ["*Edges\n1 2\n", /\*Vertices must come before/, 1],
      ["1 2\n", /begins with \*Vertices/, 1],
      ["*Vertices 2\n*Matrix\n0 1 1\n", /row of the matrix/, 3],
      ["*Vertices 0\n", /no nodes/, 1],
    ] as const) {
      await assert.rejects(readGraph(text, "x.net"), inputError(message, line));
    }
  });
});

describe("Matrix Market", () => {
  const mtx = (kind: string, body: string) => `%%MatrixMarket matrix ${kind}\n% comment\n${body}`;

  it("numbers from 1, and a symmetric one lists one triangle", async () => {
    const network = await graph(mtx("coordinate pattern symmetric", "3 3 2\n2 1\n3 3\n"), "x.mtx");
    assert.deepEqual(edges(network, true), ["2-1@4", "3-3@5"]);
    assert.equal(network.weights, undefined);
    assert.match(told(network), /^1: The matrix is symmetric/m);
    assert.match(told(network), /numbered from 1/);
    const upper = await graph(mtx("coordinate pattern symmetric", "3 3 1\n1 2\n"), "x.mtx");
    assert.match(told(upper), /^4: .*above the diagonal/m);
  });

  it("of another symmetry is directed", async () => {
    assert.deepEqual(edges(await graph(mtx("coordinate real general", "2 2 2\n1 2 -3\n2 1 1e2\n"), "x.mtx")), [
      "1>2:-3",
      "2>1:100",
    ]);
    assert.deepEqual(edges(await graph(mtx("coordinate integer skew-symmetric", "2 2 1\n2 1 5\n"), "x.mtx")), [
      "2>1:5",
      "1>2:-5",
    ]);
    assert.deepEqual(
      edges(await graph(mtx("coordinate real general", "2 2 1\n1 2 -3\n"), "x.mtx", { directed: false, weight: null })),
      ["1-2"],
    );
  });

  it("may be full, column by column", async () => {
    assert.deepEqual(edges(await graph(mtx("array real general", "2 2\n0\n5\n7\n0\n"), "x.mtx")), ["2>1:5", "1>2:7"]);
    assert.deepEqual(edges(await graph(mtx("array real symmetric", "2 2\n1\n5\n0\n"), "x.mtx")), ["1-1:1", "2-1:5"]);
    assert.deepEqual(edges(await graph(mtx("array real skew-symmetric", "3 3\n1\n2\n3\n"), "x.mtx")).slice(0, 3), [
      "2>1:1",
      "1>2:-1",
      "3>1:2",
    ]);
  });

  it("that is no graph, cut off or too long is refused with the line", async () => {
    for (const [text, message, line] of [
      [mtx("coordinate pattern general", "2 3 1\n1 2\n"), /square.*2 rows and 3 columns/, 3],
      [mtx("coordinate complex general", "1 1 1\n1 1 0 0\n"), /complex values/, 1],
      [mtx("coordinate pattern hermitian", "1 1 1\n1 1\n"), /hermitian/, 1],
      [mtx("coordinate pattern general", "2 2 2\n1 2\n"), /counts 2 entries, but there is 1;/, 3],
      [mtx("coordinate pattern general", "2 2 1\n1 2\n2 1\n"), /one more/, 5],
      [mtx("coordinate real general", "2 2 1\n1 2\n"), /value is expected/, 4],
      [mtx("coordinate pattern general", "2 2 1\n0 2\n"), /“0” is no node/, 4],
      ["1 2\n", /begins with “%%MatrixMarket/, 1],
      [mtx("coordinate pattern general", ""), /size of the matrix is missing/, 1],
      [mtx("coordinate pattern general", "0 0 0\n"), /no nodes/, 3],
    ] as const) {
      await assert.rejects(readGraph(text, "x.mtx"), inputError(message, line));
    }
  });
});

describe("DIMACS", () => {
  it("numbers from 1; a header may count both directions", async () => {
    const network = await graph("c x\np edge 4 4 7\ne 1 2\ne 2 3\n", "x.col");
    assert.deepEqual(ids(network), ["1", "2", "3", "4"]);
    assert.deepEqual(edges(network, true), ["1-2@3", "2-3@4"]);
    assert.match(told(network), /^2: .*counts 4 edges, and 2 are listed: one of the two counts both directions/m);
    const short = await graph("p col 3 5\ne 1 2\n", "x.col");
    assert.deepEqual(
      short.problems.map(({ code, line }) => [code, line]),
      [["truncated", 1]],
    );
    assert.deepEqual((await graph("p edge 2 2\ne 1 2\ne 2 1\n", "x.col")).sources.length, 2);
  });

  it("of shortest paths has arcs with weights", async () => {
    const network = await graph("p sp 3 2\na 1 2 5\na 2 1 7\n", "x.gr");
    assert.deepEqual(edges(network), ["1>2:5", "2>1:7"]);
  });

  it("with other lines or nodes is refused with the line", async () => {
    for (const [text, message, line] of [
      ["p edge 2 1\ne 1 3\n", /“3” is no node/, 2],
      ["e 1 2\n", /must come before/, 1],
      ["c x\n", /is missing/, 1],
      ["p edge 2 1\nz 1 2\n", /begins with c, p, e/, 2],
      ["p edge 2 1\np edge 2 1\n", /second line p/, 2],
      ["p edge x 1\n", /number of nodes/, 1],
    ] as const) {
      await assert.rejects(readGraph(text, "x.col"), inputError(message, line));
    }
  });
});

describe(".hgr files", () => {
  it("count hyperedges first and number nodes from 1; some nodes may be isolated", async () => {
    const network = await hypergraph("% c\n2 5\n1 2\n% c\n2 3 4\n", "x.hgr");
    assert.deepEqual(hyperedges(network), ["1 2", "2 3 4"]);
    assert.equal(network.nodes, 5);
    assert.deepEqual([...network.hyperedgeLines!], [3, 5]);
  });

  it("have weights of hyperedges and nodes by the flag", async () => {
    const both = await hypergraph("2 2 11\n5 1 2\n7 2\n10\n20\n", "x.hgr");
    assert.deepEqual([...both.weights!], [5, 7]);
    assert.deepEqual(hyperedges(both), ["1 2", "2"]);
    assert.deepEqual(values(both.nodeColumns, "weight"), ["10", "20"]);
    assert.equal((await hypergraph("1 2 10\n1 2\n3\n4\n", "x.hgr")).weights, undefined);
  });

  it("may have hyperedges without nodes", async () => {
    const network = await hypergraph("3 2\n1 2\n\n2\n", "x.hgr");
    assert.deepEqual(hyperedges(network), ["1 2", "", "2"]);
    assert.match(told(network), /^3: A blank line is a hyperedge without nodes/m);
    assert.deepEqual(hyperedges(await hypergraph("2 2 1\n4\n1 1 2\n", "x.hgr")), ["", "1 2"]);
    assert.deepEqual(hyperedges(await hypergraph("2 2\n1 2\n\n2\n", "x.hgr")), ["1 2", "2"]);
  });

  it("that differ from their header are refused with the line", async () => {
    for (const [text, message, line] of [
      ["2 3\n1 2\n", /counts 2 hyperedges, but 1 lines/, 1],
      ["1 3\n1 2\n2 3\n", /counts 1 hyperedge, but 2/, 1],
      ["1 3\n1 4\n", /4 is no node/, 2],
      ["1 3\n1 x\n", /“x”/, 2],
      ["1 3 5\n1 2\n", /1, 10 or 11/, 1],
      ["% c\n", /header/, 1],
    ] as const) {
      await assert.rejects(readGraph(text, "x.hgr"), inputError(message, line));
    }
  });
});
