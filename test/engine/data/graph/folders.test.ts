// Graphs that come in several files: citations with their split, hypergraphs, tables of nodes, collections.

import assert from "node:assert/strict";
import { isGraphCollection, readGraphCollection } from "../../../../engine/data/graph/collection";
import { joinNodeTable } from "../../../../engine/data/graph/node-table";
import { readNetworkPath } from "../../../../engine/data/graph/path";
import { MemoryFiles } from "../../memory-files";
import { inputError, read } from "../source";
import { edges, graph, hyperedges, ids, readGraph, told, values } from "./graphs";

async function folder(contents: Record<string, string>): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  for (const [path, text] of Object.entries(contents)) {
    await files.makeFolder(files.folderOf(`/d/${path}`));
    await files.write(`/d/${path}`, text);
  }
  return files;
}

const citations = {
  "x.content": "31\t1\t0\t1\tGenes\n7\t0\t0\t0\tNeural\n5\t0\t1\t0\tGenes\n",
  "x.cites": "31\t7\n5\t31\n99\t7\n",
};

describe("citation networks", () => {
  it("of a folder are features, classes and edges together", async () => {
    const network = await readNetworkPath(await folder(citations), "/d");
    assert.ok(network.kind === "graph");
    assert.deepEqual(ids(network), ["31", "7", "5"]);
    assert.deepEqual(edges(network), ["7-31", "31-5"]);
    assert.deepEqual(values(network.nodeColumns, "class"), ["Genes", "Neural", "Genes"]);
    assert.deepEqual(
      [network.features!.columns, [...network.features!.rowPointers], [...network.features!.columnIndices]],
      [3, [0, 2, 2, 3], [0, 2, 1]],
    );
    assert.match(told(network), /Each line has its 3 features one by one/);
    assert.match(told(network), /^3: 1 citation of 1 paper without a line in x.content is left out/m);
    assert.match(told(network), /each line has the cited one first/);
  });

  it("of the other kind have indices of ones, and open by either file", async () => {
    const other = {
      ...citations,
      "x.content": "31\t0 2\tGenes\n7\tNeural\n5\t1\tGenes\n",
      "split.json": '{"train":[31],"val":[7],"test":[5]}',
    };
    const files = await folder(other);
    for (const path of ["/d", "/d/x.content", "/d/x.cites"]) {
      const network = await readNetworkPath(files, path);
      assert.deepEqual(
        [network.features!.columns, [...network.features!.rowPointers], [...network.features!.columnIndices]],
        [3, [0, 2, 2, 3], [0, 2, 1]],
      );
      const [{ train, validation, test }] = network.splits!;
      assert.deepEqual([[...train], [...validation], [...test]], [[0], [1], [2]]);
      assert.match(told(network), /indices, from 0, of the features that are 1; there are 3/);
    }
  });

  it("go from the citing to the cited paper where direction is asked for", async () => {
    const network = await readNetworkPath(await folder(citations), "/d", { directed: true });
    assert.deepEqual(edges(network as never), ["7>31", "31>5"]);
  });

  it("with a damaged file are refused with file and line", async () => {
    const bad = (change: Record<string, string>) =>
      folder({ ...citations, ...change }).then((files) => readNetworkPath(files, "/d"));
    await assert.rejects(bad({ "x.content": "1\t0\t0\ta\n1\t1\t0\tb\n" }), inputError(/has a line already/, 2));
    await assert.rejects(bad({ "x.content": "1\t0\t0\ta\n2\t1\tb\n" }), inputError(/another number of features/, 2));
    await assert.rejects(bad({ "x.content": "1\t0\tx\ta\n" }), inputError(/“x” is no number/, 1));
    await assert.rejects(bad({ "x.cites": "31\n" }), inputError(/has two ids/, 1));
    await assert.rejects(bad({ "split.json": '{"train":[31],"val":[31]}' }), inputError(/twice/, 1));
    await assert.rejects(bad({ "split.json": '{"train":[32]}' }), inputError(/names the node “32”/, 1));
    assert.equal((await readGraph(citations["x.content"], "x.content")).nodes, 3);
    assert.deepEqual(edges(await graph(citations["x.cites"], "x.cites")), ["7-31", "31-5", "7-99"]);
  });
});

describe("folders of hypergraphs", () => {
  it("have hyperedges, features, labels and splits; some nodes are in no hyperedge", async () => {
    const files = await folder({
      "hyperedges.txt": "2 0\n0 2 3\n",
      "features.tsv": "0\t1 2\n1\t0\n2\t\n3\t3\n",
      "labels.txt": "a\nb\na\nb\n",
      "splits.json": '{"splits":{"1":{"train":[0,1],"test":[2,3]},"2":{"train":[3],"test":[0]}}}',
    });
    const network = await readNetworkPath(files, "/d");
    assert.ok(network.kind === "hypergraph");
    assert.deepEqual(hyperedges(network), ["2 0", "0 2 3"]);
    assert.equal(network.nodes, 4);
    assert.equal(network.features!.columns, 4);
    assert.deepEqual(values(network.nodeColumns, "class"), ["a", "b", "a", "b"]);
    assert.equal(network.splits!.length, 2);
    assert.match(told(network), /1 node is in no hyperedge/);
    const odd = await folder({ "hyperedges.txt": "0 9\n", "labels.txt": "a\nb\n" });
    await assert.rejects(readNetworkPath(odd, "/d"), inputError(/node “9”, which has neither/, 1));
  });
});

describe("tables of nodes", () => {
  it("are joined by id, whatever their order; further rows are isolated nodes", async () => {
    const network = await graph("a,b\nb,c\n", "e.csv");
    const joined = joinNodeTable(network, await read("id,age\nc,3\nz,9\na,1\na,7\n", "n.csv"));
    assert.deepEqual(ids(joined), ["a", "b", "c", "z"]);
    assert.deepEqual(values(joined.nodeColumns, "age"), ["1", "", "3", "9"]);
    assert.match(told(joined), /2 nodes found in n.csv by “id”/);
    assert.match(told(joined), /1 row of n.csv is a node without edges/);
    assert.match(told(joined), /1 row of n.csv repeats an id; the first one counts/);
    assert.match(told(joined), /1 node of the graph is not in n.csv and has no values/);
  });

  it("may be cut at blanks, and read 007 as 7", async () => {
    const files = await folder({
      "e.txt": "0 1\n1 2\n",
      "n.txt": "1 5\n0 6\n2 5\n",
      "p.csv": "id,code\n007,x\n008,y\n",
      "f.csv": "007,008\n",
    });
    const network = await readNetworkPath(files, "/d/e.txt", { nodes: "/d/n.txt" });
    assert.deepEqual(values(network.nodeColumns, "column2"), ["6", "5", "5"]);
    const padded = await readNetworkPath(files, "/d/f.csv", { nodes: "/d/p.csv", id: "id" });
    assert.deepEqual(values(padded.nodeColumns, "code"), ["x", "y"]);
    assert.match(told(padded), /compared as numbers/);
  });

  it("of another graph are refused", async () => {
    const network = await graph("a,b\n", "e.csv");
    await assert.rejects(
      async () => joinNodeTable(network, await read("id,v\nx,1\ny,2\n")),
      inputError(/does not belong to the graph/, 2),
    );
    await assert.rejects(
      async () => joinNodeTable(network, await read("id,v\na,1\nb,2\n"), "di"),
      inputError(/no column “di”/),
    );
    const numbered = await graph("1,2\n2,3\n", "e.csv");
    const ages = "id,age\nx1,2\nx2,3\nx3,2\nx4,3\nx5,2\n";
    await assert.rejects(
      async () => joinNodeTable(numbered, await read(ages)),
      inputError(/No value of “id” is the id of a node/, 2),
    );
  });
});

describe("collections of graphs", () => {
  const multi = {
    "T_A.txt": "1, 2\n2, 1\n3, 4\n4, 3\n4, 5\n5, 4\n",
    "T_graph_indicator.txt": "1\n1\n2\n2\n2\n",
    "T_graph_labels.txt": "1\n-1\n",
    "T_node_labels.txt": "0\n1\n0\n1\n2\n",
    "T_node_attributes.txt": "1.5, 2\n1, 2\n1, 2\n1, 2\n1, 3\n",
  };

  it("in one list of edges are cut by their indicator, edges taken once", async () => {
    const { graphs, graphColumns, assumptions } = await readGraphCollection(await folder(multi), "/d");
    assert.deepEqual(
      graphs.map((one) => edges(one)),
      [["1-2"], ["3-4", "4-5"]],
    );
    assert.deepEqual(values(graphColumns, "class"), ["1", "-1"]);
    assert.deepEqual(values(graphs[1].nodeColumns, "label"), ["0", "1", "2"]);
    assert.deepEqual(values(graphs[0].nodeColumns, "attribute1"), ["1.5", "1"]);
    assert.match(told({ assumptions }), /listed both ways and taken once/);
    const bad = (change: Record<string, string>) =>
      folder({ ...multi, ...change }).then((files) => readGraphCollection(files, "/d"));
    await assert.rejects(bad({ "T_A.txt": "1, 3\n" }), inputError(/joins graph 1 to graph 2/, 1));
    await assert.rejects(bad({ "T_A.txt": "1, 9\n" }), inputError(/9 is no node/, 1));
    await assert.rejects(bad({ "T_graph_indicator.txt": "1\n2\n1\n2\n2\n" }), inputError(/ascend/, 3));
    await assert.rejects(bad({ "T_graph_labels.txt": "1\n" }), inputError(/1 line for 2 graphs/, 1));
    await assert.rejects(bad({ "T_node_labels.txt": "1\n" }), inputError(/5 lines are needed/, 1));
  });

  it("are told from one graph and from tables by a glance", async () => {
    const files = await folder({
      ...Object.fromEntries(Object.entries(multi).map(([name, text]) => [`multi/${name}`, text])),
      "classes/a/1.gml": "graph [ ]",
      "classes/b/1.gml": "graph [ ]",
      "one/1.gml": "graph [ ]",
      "tables/a/1.json": "[]",
      "shapes.jsonl": '{"shape": "ring", "nodes": [], "links": []}\n',
      "table.jsonl": '{"nodes": 3}\n',
    });
    const told = async (name: string) => isGraphCollection(files, `/d/${name}`);
    const all = ["multi", "classes", "one", "tables", "shapes.jsonl", "table.jsonl", "none"];
    assert.deepEqual(await Promise.all(all.map(told)), [true, true, false, false, true, false, false]);
  });

  it("in folders have the folders as classes", async () => {
    const files = await folder({
      "ring/1.edges": "0 1\n1 2\n2 0\n",
      "ring/2.gml": "graph [ node [ id 1 ] ]",
      "star/1.csv": "source,target\na,b\n",
    });
    const { graphs, graphColumns, graphFiles } = await readGraphCollection(files, "/d");
    assert.deepEqual(
      graphs.map(({ nodes }) => nodes),
      [3, 1, 2],
    );
    assert.deepEqual(values(graphColumns, "class"), ["ring", "ring", "star"]);
    assert.deepEqual(graphFiles, ["ring/1.edges", "ring/2.gml", "star/1.csv"]);
  });

  it("in one folder have labels from labels.csv", async () => {
    const files = await folder({
      "a.edges": "0 1\n",
      "b.edges": "0 1\n1 2\n",
      "labels.csv": "file,label\nb.edges,x\na.edges,y\n",
    });
    assert.deepEqual(values((await readGraphCollection(files, "/d")).graphColumns, "label"), ["y", "x"]);
    await files.write("/d/labels.csv", "file,label\na.edges,x\nc.edges,y\n");
    await assert.rejects(readGraphCollection(files, "/d"), inputError(/names “c.edges”/, 1));
  });

  it("line by line in JSON have their labels beside them; files may hold several", async () => {
    const line = (label: string, n: number) =>
      JSON.stringify({
        label,
        nodes: Array.from({ length: n }, (_, id) => ({ id })),
        links: [{ source: 0, target: 1 }],
      });
    const files = await folder({
      "x.jsonl": `${line("a", 2)}\n\n${line("b", 3)}\n`,
      "bad.jsonl": `${line("a", 2)}\n[]\n`,
      "g.gml": "graph [ node [ id 1 ] ] graph [ node [ id 2 ] ]",
    });
    const collection = await readGraphCollection(files, "/d/x.jsonl");
    assert.deepEqual(
      collection.graphs.map(({ nodes }) => nodes),
      [2, 3],
    );
    assert.deepEqual([...collection.graphLines!], [1, 3]);
    assert.deepEqual(values(collection.graphColumns, "label"), ["a", "b"]);
    await assert.rejects(readGraphCollection(files, "/d/bad.jsonl"), inputError(/no object/, 2));
    assert.equal((await readGraphCollection(files, "/d/g.gml")).graphs.length, 2);
  });
});
