// Files of every graph format, cut off and with other bytes in them: each is a graph or refused in a sentence, nothing else.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { graphFormats, readNetwork } from "../../../../engine/data/graph/formats";
import type { Network } from "../../../../engine/data/graph/network";
import { InputError } from "../../../../engine/errors";
import { bytesSource } from "../source";

const samples: Record<string, string> = {
  "x.hif.json":
    '{"network-type":"undirected","nodes":[{"node":"a","attrs":{"k":1}}],"edges":[{"edge":1,"weight":2}],"incidences":[{"edge":1,"node":"a"},{"edge":2,"node":"b"}]}',
  "x.graphml":
    '<?xml version="1.0"?><graphml><key id="w" for="edge" attr.name="weight" attr.type="double"><default>1</default></key><graph edgedefault="undirected"><node id="a&amp;"><data key="l">x</data></node>\n<edge source="a&amp;" target="b" directed="true"><data key="w">2</data></edge><hyperedge><endpoint node="b"/></hyperedge></graph></graphml>',
  "x.gexf":
    '<gexf version="1.2"><graph defaultedgetype="directed"><attributes class="node"><attribute id="0" title="t"><default>1</default></attribute></attributes><nodes><node id="0" label="A"><attvalues><attvalue for="0" value="3"/></attvalues><viz:position x="1" y="2"/></node></nodes><edges><edge source="0" target="1" weight="2" type="mutual"/></edges></graph></gexf>',
  "x.mtx": "%%MatrixMarket matrix coordinate real symmetric\n% c\n3 3 3\n2 1 1.5\n3 1 2\n3 3 1\n",
  "a.mtx": "%%MatrixMarket matrix array real general\n2 2\n0\n1\n2\n3\n",
  "x.net":
    '*Vertices 3\n1 "a b" 0.1 0.2\n*Arcs :1 "r"\n1 2 3\n*Edgeslist\n3 1 2\n*Matrix\n0 1 0\n1 0 0\n0 0 0\n*Partition p\n*Vertices 3\n1\n2\n1\n',
  "x.gml":
    'graph [ directed 1\n node [ id 1 label "a\nb" graphics [ x 1 y 2 ] ]\n node [ id 2 ]\n edge [ source 1 target 2 value 3 ]\n]\n',
  "x.col": "c x\np edge 4 3\nn 1 3\ne 1 2\ne 2 3\ne 3 4\n",
  "x.json":
    '{"directed":false,"nodes":[{"id":1,"g":"x"},{"id":2}],"links":[{"source":1,"target":2,"value":12345678901234567}]}',
  "d3.json": '{"nodes":[{"name":"a"},{"name":"b"}],"links":[{"source":0,"target":1}]}',
  "x.hgr": "% c\n2 4 11\n3 1 2\n4 2 3 4\n1\n2\n3\n4\n",
  "x.content": "31\t1\t0\t1\ta\n7\t0\t0\t0\tb\n5\t0\t1\t0\ta\n",
  "i.content": "31\t1 3\ta\n7\t2\tb\n5\ta\n",
  "x.cites": "1 2\n3 1\n4 1\n",
  "m.csv": ";a;b;c\na;0;1;0\nb;1;0;2\nc;0;2;0\n",
  "x.hyperedges": "1 2 3\n2 3\n5\n1 2 3 4\n",
  "x.edges": "# Directed graph\n1 2 3.5\n2 3 1\n30 007 2\n",
  "e.csv": 'source,target,weight,kind\na,b,1,x\n"c, d",b,2,y\nb,a,,z\n',
};

/** Everything that must hold of any graph, whatever it was read from. */
function check(network: Network): void {
  const { nodes } = network;
  const within = (indices: Uint32Array) => indices.every((node) => node < nodes);
  if (network.ids) assert.equal(network.ids.length, nodes);
  if (network.ids) assert.equal(new Set(network.ids).size, nodes);
  if (network.nodeLines) assert.equal(network.nodeLines.length, nodes);
  const length = (column: Network["nodeColumns"][number]) =>
    (column.storage === "numeric" ? column.values : column.codes).length;
  for (const column of network.nodeColumns) assert.equal(length(column), nodes);
  if (network.positions) assert.equal(network.positions.length, 2 * nodes);
  if (network.kind === "graph") {
    const { sources, targets, weights, edgeLines, edgeColumns } = network;
    assert.equal(sources.length, targets.length);
    assert.ok(within(sources) && within(targets));
    if (edgeLines) assert.equal(edgeLines.length, sources.length);
    if (weights) assert.ok(weights.length === sources.length && !weights.some(Number.isNaN));
    for (const column of edgeColumns) assert.equal(length(column), sources.length);
  } else {
    assert.ok(within(network.members));
    assert.equal(network.pointers[network.hyperedges], network.members.length);
  }
}

describe("damaged graph files", () => {
  it("are there of every format", async () => {
    const read = new Set<string>();
    for (const [name, text] of Object.entries(samples)) {
      const network = await readNetwork(bytesSource(new TextEncoder().encode(text), name));
      check(network);
      read.add(network.format);
    }
    assert.deepEqual(
      [...read].sort(),
      [
        ...new Set(graphFormats.map(({ name }) => (name === "content" || name === "cites" ? "citations" : name))),
      ].sort(),
    );
  });

  for (const [name, text] of Object.entries(samples)) {
    it(`are a graph or refused: ${name}`, async () => {
      const random = new Random(11);
      const whole = new TextEncoder().encode(text);
      for (let round = 0; round < 200; round++) {
        const bytes = whole.slice(0, round % 3 === 0 ? random.integer(whole.length + 1) : undefined);
        const changes = round % 3 === 0 ? 0 : 1 + random.integer(3);
        for (let i = 0; i < changes && bytes.length > 0; i++) {
          const at = random.integer(bytes.length);
          // Bytes that the formats give a meaning, or any.
          const from = whole[random.integer(whole.length)];
          bytes[at] = random.integer(2) === 0 ? from : random.integer(256);
        }
        try {
          check(await readNetwork(bytesSource(bytes, name)));
        } catch (error) {
          if (error instanceof InputError && /^[^\n]+[.?]$/.test(error.message)) continue;
          throw new Error(`round ${round}: ${JSON.stringify(new TextDecoder().decode(bytes))}`, { cause: error });
        }
      }
    });
  }
});
