// GraphML and GEXF: what their files leave unsaid, mix or hide, and XML that does more than hold a graph.

import assert from "node:assert/strict";
import { readGraphMl } from "../../../../engine/data/graph/graphml";
import { inputError, textSource } from "../source";
import { edges, graph, hyperedges, hypergraph, ids, readGraph, told, values } from "./graphs";

const graphml = (inner: string, keys = "", attributes = 'edgedefault="undirected"') =>
  `<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${keys}<graph ${attributes}>\n${inner}</graph></graphml>\n`;
const gexf = (inner: string, attributes = "", version = "1.2") =>
  `<gexf version="${version}"><graph ${attributes}>\n${inner}</graph></gexf>`;

describe("GraphML", () => {
  it("with edges of both kinds is directed, and the others go both ways", async () => {
    const network = await graph(
      graphml(
        '<node id="a"/><node id="b"/>\n<edge source="a" target="b"/>\n<edge source="b" target="b" directed="true"/>\n',
      ),
      "x.graphml",
    );
    assert.deepEqual(edges(network, true), ["a>b@5", "b>a@5", "b>b@6"]);
    assert.match(told(network), /^5: Edges with direction \(the first on line 6\) and without are mixed.*the 1 edge/m);
    const asked = graphml('<edge source="a" target="b" directed="true"/>');
    assert.deepEqual(edges(await graph(asked, "x.graphml", { directed: false })), ["a-b"]);
  });

  it("with hyperedges is a hypergraph, edges among them", async () => {
    const network = await hypergraph(
      graphml(
        '<node id="a"/><node id="b"/><node id="c"/>\n<edge source="a" target="b"><data key="w">2</data></edge>\n<hyperedge id="h"><data key="w">3</data><endpoint node="a"/><endpoint node="b"/><endpoint node="c"/></hyperedge>\n',
        '<key id="w" for="edge" attr.name="weight" attr.type="double"/>\n',
      ),
      "x.graphml",
    );
    assert.deepEqual(hyperedges(network), ["a b", "a b c"]);
    assert.deepEqual([...network.weights!], [2, 3]);
    assert.deepEqual([...network.hyperedgeLines!], [6, 7]);
    assert.match(told(network), /^6: There are hyperedges, so 1 edge of two nodes/m);
  });

  it("has defaults, keys without a type, and types that keep 007", async () => {
    const keys =
      '<key id="k" for="node" attr.name="colour"><default>yellow</default></key>\n<key id="c" for="node" attr.name="code" attr.type="string"/>\n<key id="w" for="edge" attr.name="weight" attr.type="double"><default>2</default></key>';
    const network = await graph(
      graphml(
        '<node id="a"><data key="k">red</data><data key="c">007</data></node><node id="b"><data key="c">7</data></node>\n<edge source="a" target="b"/><edge source="b" target="a"><data key="w">5</data></edge><edge source="a" target="a"><data key="nn">5</data></edge>\n',
        keys,
      ),
      "x.graphml",
    );
    assert.deepEqual(values(network.nodeColumns, "colour"), ["red", "yellow"]);
    assert.deepEqual(values(network.nodeColumns, "code"), ["007", "7"]);
    assert.deepEqual([...network.weights!], [2, 5, 2]);
    assert.match(told(network), /does not say its “colour” has the default “yellow”/);
    assert.match(told(network), /The key “nn” is used, but not declared/);
    assert.deepEqual(values(network.edgeColumns, "nn"), ["", "", "5"]);
  });

  it("may have nodes after edges, and edges to nodes that it does not declare", async () => {
    const network = await graph(
      graphml('<edge source="b" target="a"/>\n<node id="a"/>\n<node id="b"/>\n<edge source="a" target="z"/>\n'),
      "x.graphml",
    );
    assert.deepEqual(ids(network), ["b", "a", "z"]);
    assert.deepEqual([...network.nodeLines!], [6, 5, 7]);
    assert.match(told(network), /^7: 1 node that the file does not declare.*“z”/m);
  });

  it("declares a node once, and says where it does so again", async () => {
    const network = await graph(graphml('<node id="a"/>\n<node id="a"/>\n'), "x.graphml");
    assert.equal(network.nodes, 1);
    assert.deepEqual(
      network.problems.map(({ line }) => line),
      [5],
    );
  });

  it("may nest graphs, or hold several", async () => {
    const nested = await graph(
      graphml(
        '<node id="a"><graph edgedefault="directed"><node id="b"/><edge source="a" target="b"/></graph></node>\n<edge source="b" target="a"/>',
      ),
      "x.graphml",
    );
    assert.deepEqual(ids(nested), ["a", "b"]);
    assert.match(told(nested), /^4: A graph within a node/m);
    assert.deepEqual(edges(nested), ["a>b", "b>a", "a>b"]);
    const two = "<graphml><graph><node id='a'/></graph>\n<graph><node id='b'/><node id='c'/></graph></graphml>";
    assert.deepEqual(
      (await readGraphMl(textSource(two, "x.graphml"))).map(({ nodes }) => nodes),
      [1, 2],
    );
    assert.match(told(await graph(two, "x.graphml")), /holds 2 graphs; this is the first/);
  });

  it("expands no entities of its own, reads nothing from outside, and says so with the line", async () => {
    const bomb = '<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">\n<!ENTITY x SYSTEM "file:///etc/passwd">]>\n';
    const body = (id: string) => `${bomb}<graphml><graph>\n<node id="${id}"/></graph></graphml>`;
    await assert.rejects(readGraph(body("&b;"), "x.graphml"), inputError(/entity &b; is not one of XML's own/, 4));
    await assert.rejects(readGraph(body("&x;"), "x.graphml"), inputError(/entity &x;/, 4));
    assert.deepEqual(ids(await graph(body("&lt;&#65;&#x42;&amp;"), "x.graphml")), ["<AB&"]);
  });

  it("that is no well-formed XML is refused with the line", async () => {
    for (const [text, message, line] of [
      ["<graphml>\n<graph>\n<node id='a'>\n</graph></graphml>", /<\/graph> closes here, but <node> of line 3/, 4],
      ["<graphml>\n<graph>\n<node id='a'/>", /<graph> is opened here and never closed/, 2],
      ["<graphml>\n<node id=a/></graphml>", /not written as name="value"/, 2],
      ["<graphml>\n<graph><node id='a'", /<node is never closed/, 2],
      ["<graphml><graph>\n<node/></graph></graphml>", /<node> has no “id”/, 2],
      ["<graphml><graph>\n<edge source='a'/></graph></graphml>", /<edge> has no “target”/, 2],
      ["<graphml></graphml>", /no <graph>/, 1],
      ["<graphml><graph/></graphml>", /no nodes/, 1],
      ["not xml", /text outside/, 1],
      ["<graphml><!-- ", /comment begins here/, 1],
    ] as const) {
      await assert.rejects(readGraph(text, "x.graphml"), inputError(message, line));
    }
  });

  it("takes x and y for coordinates, whatever its prefix", async () => {
    const text =
      '<g:graphml xmlns:g="x"><g:key id="x" for="node" attr.name="x"/><g:key id="y" for="node" attr.name="y"/><g:graph><g:node id="a"><g:data key="x">1</g:data><g:data key="y">-2.5</g:data></g:node></g:graph></g:graphml>';
    assert.deepEqual([...(await graph(text, "x.graphml")).positions!], [1, -2.5]);
  });
});

describe("GEXF", () => {
  it("of any version says its version and how edges are meant", async () => {
    for (const version of ["1.1", "1.2", "1.3"]) {
      const text = gexf(
        '<nodes><node id="0.0" label="A"/><node id="1.0"/></nodes><edges><edge source="0.0" target="1.0" weight="3"/></edges>',
        'defaultedgetype="directed"',
        version,
      );
      const network = await graph(text, "x.gexf");
      assert.deepEqual(edges(network), ["0.0>1.0:3"]);
      assert.match(told(network), new RegExp(`^1: The file is GEXF ${version}; edges are directed`, "m"));
      assert.deepEqual(values(network.nodeColumns, "label"), ["A", ""]);
    }
    assert.equal((await graph(gexf('<nodes><node id="a"/></nodes>'), "x.gexf")).directed, false);
  });

  it("mixes directions: undirected and mutual edges go both ways", async () => {
    const text = gexf(
      '<edges>\n<edge source="a" target="b"/>\n<edge source="b" target="c" type="undirected"/>\n<edge source="c" target="a" type="mutual"/></edges>',
      'defaultedgetype="directed"',
    );
    assert.deepEqual(edges(await graph(text, "x.gexf")), ["a>b", "b>c", "c>b", "c>a", "a>c"]);
  });

  it("has attributes with defaults, and several edges between two nodes", async () => {
    const text = gexf(
      '<attributes class="node"><attribute id="0" title="frog" type="boolean"><default>true</default></attribute></attributes>\n<nodes><node id="1"><attvalues><attvalue for="0" value="false"/></attvalues></node><node id="2"/></nodes><edges><edge source="1" target="2" kind="x"/><edge source="1" target="2" kind="y"/></edges>',
    );
    const network = await graph(text, "x.gexf");
    assert.deepEqual(values(network.nodeColumns, "frog"), ["false", "true"]);
    assert.deepEqual(edges(network), ["1-2", "1-2"]);
    assert.match(told(network), /“frog” has the default “true”/);
  });

  it("gives coordinates under any name of the viz space", async () => {
    const text = gexf(
      '<nodes><node id="a"><viz:position x="1.5" y="2" z="0"/></node><node id="b"><other:position x="-1" y="4e1"/></node></nodes>',
    ).replace("<gexf", '<gexf xmlns:viz="http:///www.gexf.net/1.1draft/viz"');
    assert.deepEqual([...(await graph(text, "x.gexf")).positions!], [1.5, 2, -1, 40]);
    const partial = await graph(
      gexf('<nodes><node id="a"><position x="1" y="2"/></node>\n<node id="b"/></nodes>'),
      "x.gexf",
    );
    assert.equal(partial.positions, undefined);
    assert.match(told(partial), /^3: 1 node without coordinates/m);
  });

  it("that changes in time is read as if all were there at once, and says so", async () => {
    const text = gexf(
      '<attributes class="edge" mode="dynamic"><attribute id="w" title="weight" type="float"/></attributes>\n<nodes><node id="a" start="1"/><node id="b"/></nodes>\n<edges><edge source="a" target="b"><attvalues>\n<attvalue for="w" value="2" start="1" end="2"/>\n<attvalue for="w" value="5" start="2"/></attvalues></edge></edges>',
      'mode="dynamic"',
      "1.3",
    );
    const network = await graph(text, "x.gexf");
    assert.deepEqual(edges(network), ["a-b:2"]);
    assert.match(told(network), /changes in time and is read/);
    assert.match(told(network), /^6: “weight” has several values.*the first one counts/m);
  });
});
