"""Spectra by NumPy of matrices by NetworkX, and of a hypergraph's written out: graphs-spectra.json."""

import json
from pathlib import Path

import networkx as nx
import numpy as np

rng = np.random.default_rng(11)


def rounded(values):
    return [float(f"{value:.12g}") for value in np.asarray(values).ravel()]


def random_edges(nodes, count, directed, parts=((0, 1),)):
    """Edges within each part (shares of the nodes), each pair once, with weights of three digits."""
    seen = {}
    while len(seen) < count:
        low, high = parts[len(seen) % len(parts)]
        u, v = (int(x) for x in rng.integers(int(low * nodes), int(high * nodes), 2))
        key = (u, v) if directed or u < v else (v, u)
        if u != v and key not in seen:
            seen[key] = round(float(rng.uniform(0.2, 3)), 3)
    return [[u, v, weight] for (u, v), weight in seen.items()]


def spectra(graph):
    """Of A, L, L_sym (NetworkX's has 0 at isolated nodes, too) and Â, all in the order of the nodes."""
    order = sorted(graph)
    a = nx.to_numpy_array(graph, order)
    hat = a + np.eye(len(a))
    root = 1 / np.sqrt(hat.sum(1))
    return {
        "adjacency": rounded(np.linalg.eigvalsh(a)),
        "combinatorial": rounded(np.linalg.eigvalsh(nx.laplacian_matrix(graph, order).toarray())),
        "normalized": rounded(np.linalg.eigvalsh(nx.normalized_laplacian_matrix(graph, order).toarray())),
        "propagation": rounded(np.linalg.eigvalsh(root[:, None] * hat * root)),
    }


def undirected(nodes, edges):
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from(edges)
    return graph


def case(nodes, edges):
    graph = undirected(nodes, edges)
    components = [len(part) for part in nx.connected_components(graph)]
    bipartite = sum(nx.is_bipartite(graph.subgraph(part)) for part in nx.connected_components(graph) if len(part) > 1)
    return {
        "nodes": nodes,
        "edges": edges,
        "components": sorted(components),
        "bipartite": bipartite,
        "spectra": spectra(graph),
    }


weighted = random_edges(24, 60, False)
disconnected = random_edges(30, 26, False, ((0, 0.2), (0.2, 0.5), (0.5, 0.9)))
arrows = random_edges(18, 70, True)
directed = nx.DiGraph()
directed.add_nodes_from(range(18))
directed.add_weighted_edges_from(arrows)
a = nx.to_numpy_array(directed, range(18))
union = np.maximum(a, a.T)
mutual = np.where((a > 0) & (a.T > 0), np.minimum(a, a.T), 0)

hyperedges = [sorted(int(v) for v in rng.choice(16, size, replace=False)) for size in (2, 3, 5, 4, 2, 6, 1, 3)]
weights = [round(float(w), 3) for w in rng.uniform(0.5, 2, len(hyperedges))]
h = np.zeros((18, len(hyperedges)))
for edge, members in enumerate(hyperedges):
    h[members, edge] = 1
degree = h @ weights
root = np.where(degree > 0, 1 / np.sqrt(np.where(degree > 0, degree, 1)), 0)
theta = root[:, None] * (h @ np.diag(weights) @ np.diag(1 / h.sum(0)) @ h.T) * root
delta = np.diag((degree > 0).astype(float)) - theta
signal = rounded(rng.normal(size=18))
x = np.array(signal)

result = {
    "weighted": case(24, weighted),
    "disconnected": case(30, disconnected),
    "directed": {
        "nodes": 18,
        "edges": arrows,
        "union": spectra(nx.from_numpy_array(union)),
        "mutual": spectra(nx.from_numpy_array(mutual)),
        "weak": nx.number_weakly_connected_components(directed),
    },
    "hypergraph": {
        "nodes": 18,
        "hyperedges": hyperedges,
        "weights": weights,
        "theta": rounded(theta),
        "spectrum": rounded(np.linalg.eigvalsh(delta)),
        "clique": rounded(np.linalg.eigvalsh(h @ np.diag(weights) @ h.T - np.diag(degree))),
        "signal": signal,
        "form": float(x @ delta @ x),
    },
}
text = json.dumps(result, ensure_ascii=False)
Path(__file__).with_suffix(".json").write_text(text + "\n")
