// Graphs and hypergraphs in JSON, hyperedges line by line: ids and indices, repeats, empty and isolated ones.

import assert from "node:assert/strict";
import { inputError } from "../source";
import { edges, graph, hyperedges, hypergraph, ids, readGraph, told, values } from "./graphs";

const json = (value: unknown) => JSON.stringify(value, null, 1);

describe("node-link JSON", () => {
  const nodes = [
    { id: "a", group: 1 },
    { id: "b", group: 2 },
  ];

  it("has links or edges", async () => {
    for (const key of ["links", "edges"]) {
      const network = await graph(
        json({ directed: true, nodes, [key]: [{ source: "b", target: "a", value: 3 }] }),
        "x.json",
      );
      assert.deepEqual(edges(network), ["b>a:3"]);
      assert.deepEqual(values(network.nodeColumns, "group"), ["1", "2"]);
    }
  });

  it("knows the line of every node and edge", async () => {
    const text =
      '{"nodes": [\n{"id": 1},\n\n{"id": 2}], "links": [\n{"source": 1, "target": 2}\n,\n{"source": 2, "target": 2}]}';
    const network = await graph(text, "x.json");
    assert.deepEqual([...network.nodeLines!], [2, 4]);
    assert.deepEqual([...network.edgeLines!], [5, 7]);
    assert.match(told(network), /Nothing says whether edges have a direction/);
  });

  it("of old D3 uses indices, and says so", async () => {
    const old = await graph(
      '{"nodes":[{"name":"A"},{"name":"B"},{"name":"C"}],\n"links":[{"source":0,"target":2,"value":5}]}',
      "x.json",
    );
    assert.deepEqual(edges(old), ["0-2:5"]);
    assert.match(told(old), /^2: Links name nodes by index, counted from 0/m);
    assert.deepEqual(values(old.nodeColumns, "name"), ["A", "B", "C"]);
    const named = await graph(
      json({ nodes: [{ name: "A" }, { name: "B" }], links: [{ source: "B", target: "A" }] }),
      "x.json",
    );
    assert.deepEqual(edges(named), ["B-A"]);
    const ids = await graph(json({ nodes: [{ id: 1 }, { id: 0 }], links: [{ source: 0, target: 1 }] }), "x.json");
    assert.deepEqual(edges(ids), ["0-1"]);
    const mixed = await graph(json({ nodes: [{ id: "x" }, { id: "y" }], links: [{ source: 1, target: 0 }] }), "x.json");
    assert.deepEqual(edges(mixed), ["y-x"]);
  });

  it("refuses an index that is out of range, with its line", async () => {
    await assert.rejects(
      readGraph(
        '{"nodes":[{"name":"A"},{"name":"B"}],\n"links":[{"source":0,"target":1},\n{"source":0,"target":5}]}',
        "x.json",
      ),
      inputError(/numbered from 0 to 1, and this link names 5/, 3),
    );
  });

  it("refuses words among weights, with their line, and says where weights are no finite numbers", async () => {
    const weighted = (...weights: string[]) =>
      `{"nodes":[{"id":1},{"id":2}],"links":[${weights.map((w) => `\n{"source":1,"target":2,"weight":${w}}`).join(",")}]}`;
    await assert.rejects(readGraph(weighted("1", '"x"'), "x.json"), inputError(/“x” is no number.*weights/, 3));
    assert.match(
      told(await graph(weighted('"NaN"', '"NaN"'), "x.json")),
      /^2: “weight” holds no finite numbers, so every edge weighs 1/m,
    );
  });

  it("refuses brackets without end that no parser has the stack for", async () => {
    await assert.rejects(
      readGraph(`{"nodes":\n${"[".repeat(100_000)}`, "x.json"),
      inputError(/nested more than 256 deep/, 2),
    );
  });

  it("keeps ids that are too long for numbers", async () => {
    const text =
      '{"nodes":[{"id":9007199254740993},{"id":9007199254740992},{"id":"12345678901234567890"}],"links":[{"source":9007199254740993,"target":9007199254740992}]}';
    const network = await graph(text, "x.json");
    assert.deepEqual(ids(network), ["9007199254740993", "9007199254740992", "12345678901234567890"]);
    assert.deepEqual(edges(network), ["9007199254740993-9007199254740992"]);
  });

  it("of NetworkX may be an adjacency, in which an undirected edge stands twice", async () => {
    const adjacency = [[{ id: "b", weight: 2 }], [{ id: "a", weight: 2 }, { id: "b" }]];
    assert.deepEqual(edges(await graph(json({ directed: false, nodes, adjacency }), "x.json")), ["a-b:2", "b-b:1"]);
    assert.deepEqual(edges(await graph(json({ directed: true, nodes, adjacency }), "x.json")), [
      "a>b:2",
      "b>a:2",
      "b>b:1",
    ]);
  });

  it("may be graphology's, Cytoscape's, or wrapped in graph", async () => {
    const graphology = {
      options: { type: "mixed" },
      nodes: [
        { key: "a", attributes: { x: 1, y: 2 } },
        { key: "b", attributes: { x: 3, y: 4 } },
      ],
      edges: [{ key: "e", source: "a", target: "b", attributes: { weight: 7 } }],
    };
    const own = await graph(json(graphology), "x.json");
    assert.deepEqual(edges(own), ["a-b:7"]);
    assert.deepEqual([...own.positions!], [1, 2, 3, 4]);
    const elements = {
      nodes: [{ data: { id: "a" } }, { data: { id: "b" } }],
      edges: [{ data: { id: "e", source: "a", target: "b" } }],
    };
    assert.deepEqual(edges(await graph(json({ elements }), "x.cyjs")), ["a-b"]);
    assert.deepEqual(edges(await graph(json({ elements: [...elements.nodes, ...elements.edges] }), "x.json")), ["a-b"]);
    const wrapped = {
      graph: { directed: true, nodes: { a: { label: "A" }, b: {} }, edges: [{ source: "a", target: "b" }] },
    };
    assert.deepEqual(edges(await graph(json(wrapped), "x.json")), ["a>b"]);
  });

  it("without links, or cut off, is refused with the line", async () => {
    for (const [text, message, line] of [
      ['{"nodes":[]}', /“links” or “edges”/, 1],
      ['{"nodes":[],"links":[]}', /no nodes/, 1],
      ["[1,2]", /begins otherwise/, 1],
      ['{"nodes":[\n{"id":1},\n{"x":1}],"links":[]}', /no “id”/, 3],
      ['{"nodes":[{"id":1}],"links":[\n{"source":1}]}', /no source or no target/, 2],
      ['{"nodes":[{"id":1}],\n"links":[', /not JSON/, 2],
    ] as const) {
      await assert.rejects(readGraph(text, "x.json"), inputError(message, line));
    }
  });
});

describe("hyperedges", () => {
  it("of HIF may be empty, nodes isolated", async () => {
    const text = json({
      "network-type": "undirected",
      nodes: [{ node: "a", attrs: { kind: "x" } }, { node: "lone" }],
      edges: [{ edge: "e", weight: 3 }, { edge: "none" }],
      incidences: [
        { edge: "e", node: "a" },
        { edge: "e", node: "b" },
        { edge: "f", node: "b", direction: "tail" },
        { edge: "e", node: "a" },
      ],
    });
    const network = await hypergraph(text, "x.hif.json");
    assert.deepEqual(ids(network), ["a", "lone", "b"]);
    assert.deepEqual(hyperedges(network), ["a b", "", "b"]);
    assert.deepEqual(network.hyperedgeIds, ["e", "none", "f"]);
    assert.deepEqual([...network.weights!], [3, 1, 1]);
    assert.match(told(network), /1 hyperedge of the list of edges has no nodes/);
    assert.match(told(network), /Weights and directions of incidences are left out/);
    assert.match(told(network), /names twice is in it once/);
    assert.equal((await readGraph(text, "x.json")).format, "hif");
    await assert.rejects(readGraph('{"incidences":[\n{"edge":1}]}', "x.hif.json"), inputError(/no “node”/, 2));
    await assert.rejects(readGraph('{"incidences":[]}', "x.hif.json"), inputError(/no nodes/, 1));
  });

  it("one a line are found by their varied lengths, or by name", async () => {
    const network = await hypergraph("# c\n1 2 3\n2 3\n5\n1 2 3 4 2\n", "x.txt");
    assert.deepEqual(hyperedges(network), ["1 2 3", "2 3", "5", "1 2 3 4"]);
    assert.match(told(network), /^2: Each line is a hyperedge/m);
    assert.match(told(network), /^5: A node that a hyperedge names twice/m);
    assert.deepEqual(hyperedges(await hypergraph("a,b\nb,c\n", "hyperedges.txt")), ["a b", "b c"]);
    await assert.rejects(readGraph("# c\n", "x.hyperedges"), inputError(/no hyperedges/, 1));
  });
});
