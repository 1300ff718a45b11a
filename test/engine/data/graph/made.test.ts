// Pictures and tables as graphs, files that look like graphs, and a glance at large ones.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import type { NumericColumn } from "../../../../engine/data/dataset";
import { glanceNetwork } from "../../../../engine/data/graph/glance";
import { nearestNeighbourGraph } from "../../../../engine/data/graph/nearest-neighbours";
import { pixelGraph } from "../../../../engine/data/graph/pixels";
import { isGraphLike } from "../../../../engine/data/graph/recognise";
import { inputError, read, textSource } from "../source";
import { edges, told } from "./graphs";

describe("the graph of a picture", () => {
  const image = { width: 3, height: 2, channels: 1 as const, samples: Uint8Array.of(0, 255, 0, 0, 0, 0) };

  it("joins 4 or 8 neighbours, each pair once", () => {
    const four = pixelGraph(image, { neighbours: 4 });
    assert.deepEqual(edges(four).sort(), ["0-1", "0-3", "1-2", "1-4", "2-5", "3-4", "4-5"]);
    const [w, h] = [7, 5];
    const large = { width: w, height: h, channels: 1 as const, samples: new Uint8Array(w * h) };
    assert.equal(pixelGraph(large, { neighbours: 4 }).sources.length, 2 * w * h - w - h);
    const eight = pixelGraph(large, { neighbours: 8 });
    assert.equal(eight.sources.length, 4 * w * h - 3 * (w + h) + 2);
    assert.equal(new Set(edges(eight)).size, eight.sources.length);
    assert.deepEqual([...four.positions!.subarray(0, 8)], [0, 1, 1, 1, 2, 1, 0, 0]);
  });

  it("weighs by colour as it says", () => {
    const network = pixelGraph(image, { neighbours: 4, colour: true });
    // Three of seven edges differ by 1, so the mean of the squares is 3/7.
    const differ = new Set(["0-1", "1-2", "1-4"]);
    for (const [e, weight] of network.weights!.entries()) {
      const pair = `${network.sources[e]}-${network.targets[e]}`;
      assert.ok(Math.abs(weight - (differ.has(pair) ? Math.exp(-7 / 6) : 1)) < 1e-15);
    }
    assert.match(told(network), /σ² = 0.429/);
    const flat = pixelGraph({ ...image, samples: new Uint8Array(6) }, { neighbours: 8, colour: true });
    assert.ok(flat.weights!.every((weight) => weight === 1));
    const rgba = pixelGraph(
      { width: 1, height: 1, channels: 4, samples: Uint8Array.of(255, 0, 51, 9) },
      { neighbours: 4 },
    );
    assert.deepEqual(
      rgba.nodeColumns.map((column) => (column as NumericColumn).values[0]),
      [1, 0, 0.2],
    );
  });
});

describe("the graph of nearest neighbours", () => {
  it("is what sorting all distances gives", async () => {
    const random = new Random(5);
    const points = Array.from({ length: 60 }, () => [random.uniform() * 100, random.uniform(), random.uniform()]);
    const table = await read(`a,b,c\n${points.map((point) => point.join(",")).join("\n")}\n`);
    const scaled = [0, 1, 2].map((j) => {
      const mean = points.reduce((sum, point) => sum + point[j], 0) / 60;
      const deviation = Math.sqrt(points.reduce((sum, point) => sum + (point[j] - mean) ** 2, 0) / 60);
      return points.map((point) => (point[j] - mean) / deviation);
    });
    const vector = (row: number) => scaled.map((values) => values[row]);
    const measures = {
      euclidean: (a: number[], b: number[]) => Math.sqrt(a.reduce((sum, x, j) => sum + (x - b[j]) ** 2, 0)),
      cosine: (a: number[], b: number[]) =>
        1 - a.reduce((sum, x, j) => sum + x * b[j], 0) / Math.hypot(...a) / Math.hypot(...b),
    };
    for (const metric of ["euclidean", "cosine"] as const) {
      for (const mutual of [false, true]) {
        const near = points.map((_, row) => {
          const others = points.map((_, other) => other).filter((other) => other !== row);
          const distance = (other: number) => measures[metric](vector(row), vector(other));
          return new Set(others.sort((a, b) => distance(a) - distance(b)).slice(0, 4));
        });
        const expected: string[] = [];
        for (let i = 0; i < 60; i++) {
          for (let j = i + 1; j < 60; j++) {
            const ways = Number(near[i].has(j)) + Number(near[j].has(i));
            if (mutual ? ways === 2 : ways > 0) expected.push(`${i + 1}-${j + 1}`);
          }
        }
        const network = await nearestNeighbourGraph(table, { k: 4, metric, mutual });
        assert.deepEqual(edges(network), expected);
        const [e] = [network.sources.length - 1];
        const length = (network.edgeColumns[0] as NumericColumn).values[e];
        assert.ok(Math.abs(length - measures[metric](vector(network.sources[e]), vector(network.targets[e]))) < 1e-12);
      }
    }
  });

  it("says its ties and what it does not measure by, and refuses a k that cannot be", async () => {
    const table = await read("x,species\n0,a\n1,b\n2,a\n4,b\n4,a\n");
    const network = await nearestNeighbourGraph(table, { k: 1, target: "species" });
    assert.deepEqual(edges(network), ["1-2", "2-3", "4-5"]);
    assert.match(told(network), /^3: 1 row has further rows at the distance of the last one taken/m);
    for (const k of [0, 5, 1.5])
      await assert.rejects(nearestNeighbourGraph(table, { k }), inputError(/from 1 to 4 neighbours/));
    await assert.rejects(nearestNeighbourGraph(table, { k: 1, columns: ["species"] }), inputError(/no numbers/));
  });
});

describe("a file that looks like a graph", () => {
  const like = (name: string, text: string) => isGraphLike(name, new TextEncoder().encode(text));

  it("does so by its extension", () => {
    const extensions =
      ".graphml .gexf .gml .net .paj .mtx .col .clq .dimacs .hgr .hif.json .edges .edgelist .cites .content";
    for (const extension of extensions.split(" ")) assert.ok(like(`x${extension.toUpperCase()}`, ""), extension);
  });

  it("does so by its content", () => {
    for (const [name, text] of [
      ["a.csv", "source,target\n1,2\n"],
      ["a.tsv", "from\tto\tweight\nx\ty\t1\n"],
      ["a.csv", "Source,Target,Type,Id,Label,Weight\n1,2,Directed,0,,1\n"],
      ["a.txt", "# Undirected graph\n# Nodes: 2 Edges: 1\n# FromNodeId\tToNodeId\n0\t1\n"],
      ["a.txt", "0 1\n0 2\n0 3\n1 2\n"],
      ["path.txt", "0 1\n1 2\n2 3\n3 4\n"],
      ["random.txt", "340 387\n12 9001\n771 5\n40 612\n"],
      ["a.csv", ",a,b,c\na,0,1,0\nb,1,0,1\nc,0,1,0\n"],
      ["a.json", '{"directed": false, "multigraph": false, "graph": {}, "nodes": [{"id": 0}, '],
      ["a.json", '{"nodes":[{"id":1}],"links":[{"source":1,"target":1}]}'],
      ["a.json", '{"incidences":[{"edge":1,"node":1}]}'],
      ["a.txt", "*Vertices 3\n"],
    ]) {
      assert.ok(like(name, text), text);
    }
  });

  it("is no table of data", () => {
    for (const [name, text] of [
      ["iris.csv", "sepal_length,sepal_width,species\n5.1,3.5,setosa\n4.9,3,setosa\n"],
      ["a.csv", "x,y\n1,2\n2,4\n3,6\n"],
      ["a.csv", "1,2\n2,4\n3,6\n1,5\n"],
      ["a.tsv", "1\t2\n1\t4\n1\t6\n"],
      ["a.txt", "1 2.5\n1 4.5\n1 6\n1 7\n"],
      ["a.txt", "0 17\n1 3\n2 17\n3 5\n4 3\n"],
      ["a.txt", "1 170\n2 165\n3 181\n4 168\n"],
      ["a.csv", "a,b,c\n1,2,3\n4,5,6\n7,8,9\n"],
      ["a.csv", "id,from,to,price,airline,x\n1,a,b,3,q,2\n"],
      ["a.json", '[{"a":1},{"a":2}]'],
      ["a.json", '{"nodes":2708,"splits":{"1":{"train":[1]}}}'],
      ["a.txt", "Some words of text\nand more\n"],
      ["a.png", "source,target\n1,2\n"],
      ["a.csv", ""],
    ]) {
      assert.ok(!like(name, text), text);
    }
  });
});

describe("a glance at a large file", () => {
  it("comes near the counts, and reads a small part of it", async () => {
    const random = new Random(3);
    const [nodes, count] = [20_000, 120_000];
    const parts = ["# Directed graph\n"];
    for (let e = 0; e < count; e++) parts.push(`${Math.floor((e * nodes) / count)}\t${random.integer(nodes)}\n`);
    const source = textSource(parts.join(""), "big.txt");
    let bytes = 0;
    const counted = {
      ...source,
      read: async (at: number, length: number) => {
        const part = await source.read(at, length);
        bytes += part.length;
        return part;
      },
    };
    const glance = await glanceNetwork(counted);
    assert.ok(Math.abs(glance.edges / count - 1) < 0.05, String(glance.edges));
    assert.ok(Math.abs(glance.nodes / nodes - 1) < 0.05, String(glance.nodes));
    assert.equal(glance.directed, true);
    assert.ok(bytes < source.size, `${bytes} of ${source.size}`);
    assert.match(told(glance), /estimates/);
    const xml = `<graphml><graph edgedefault="directed">${'<node id="a"/>'.repeat(30)}${'<edge source="a" target="a"/>'.repeat(70)}</graph></graphml>`;
    const { nodes: some, edges: others, directed } = await glanceNetwork(textSource(xml, "x.graphml"));
    assert.deepEqual([some, others, directed], [30, 70, true]);
    const long = `<graphml><graph>${'<node id="a"/>\n'.repeat(9000)}${'<edge source="a" target="a"/>\n'.repeat(30_000)}</graph></graphml>`;
    const estimate = await glanceNetwork(textSource(long, "x.graphml"));
    assert.ok(Math.abs(estimate.nodes / 9000 - 1) < 0.1 && Math.abs(estimate.edges / 30_000 - 1) < 0.1);
    const mtx = await glanceNetwork(
      textSource("%%MatrixMarket matrix coordinate real symmetric\n% c\n1000 1000 5000\n1 1 2\n", "x.mtx"),
    );
    assert.deepEqual([mtx.nodes, mtx.edges, mtx.directed, mtx.weighted], [1000, 5000, false, true]);
  });
});
