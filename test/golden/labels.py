"""Several labels a row: metrics by scikit-learn, label graph and hypergraph by NumPy, and heads trained by PyTorch in double precision: labels.json."""

import itertools
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    f1_score,
    hamming_loss,
    label_ranking_loss,
    precision_score,
    recall_score,
)

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(23)
ROWS, FEATURES, HIDDEN, LABELS, VECTOR, BETWEEN, STEPS, RATE = 24, 4, 5, 6, 3, 4, 3, 0.02
THRESHOLD, REWEIGHT, SUPPORT = 0.4, 0.2, 0.125


def single(array):
    """What an f32 holds exactly."""
    return np.asarray(array, dtype=np.float32).astype(np.float64)


def rounded(array):
    return [float(f"{value:.9g}") for value in np.asarray(array).ravel()]


def harmonic(a, b):
    return 2 * a * b / (a + b) if a + b else 0.0


def measured(truth, scores):
    """Macro figures over the labels that occur, as mAP."""
    occurring = truth.any(0)
    by_label = [average_precision_score(truth[:, k], scores[:, k]) if occurring[k] else None for k in range(truth.shape[1])]

    def two_ways(chosen):
        per = {"average": "macro", "zero_division": 0}
        precision = precision_score(truth[:, occurring], chosen[:, occurring], **per)
        recall = recall_score(truth[:, occurring], chosen[:, occurring], **per)
        return {
            "CP": precision,
            "CR": recall,
            "CF1": harmonic(precision, recall),
            "OP": precision_score(truth, chosen, average="micro", zero_division=0),
            "OR": recall_score(truth, chosen, average="micro", zero_division=0),
            "OF1": f1_score(truth, chosen, average="micro", zero_division=0),
        }

    chosen = (scores >= 0.5).astype(int)
    ranks = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    top = two_ways(chosen * (ranks < 3))
    return {
        "metrics": {
            "mAP": float(np.mean([value for value in by_label if value is not None])),
            "hamming": hamming_loss(truth, chosen),
            "rankingLoss": label_ranking_loss(truth, scores),
            "subsetAccuracy": accuracy_score(truth, chosen),
            **two_ways(chosen),
            "top3CF1": top["CF1"],
            "top3OF1": top["OF1"],
        },
        "averagePrecision": by_label,
        "f1": f1_score(truth, chosen, average=None, zero_division=0).tolist(),
    }


def judged(name, truth, scores):
    return {"name": name, "labels": truth.shape[1], "truth": truth.ravel().tolist(), "scores": rounded(scores), **measured(truth, scores)}


some = (rng.random((40, 7)) < 0.35).astype(int)
some[:, 5] = 0
some[3] = 0
some[4, [0, 1, 2, 3, 4, 6]] = 1
noisy = single(np.clip(0.5 + 0.25 * (some - 0.5) + 0.12 * rng.standard_normal(some.shape), 0, 1))
coarse = np.round(noisy * 5) / 5
few = (rng.random((5, 3)) < 0.5).astype(int)
few[:, 1] = [0, 0, 1, 0, 0]
judging = [
    judged("scores apart", some, noisy),
    judged("many ties", some, single(coarse)),
    judged("nothing is predicted", some, single(noisy / 4)),
    judged("few rows", few, single(rng.random(few.shape))),
]

# Labels that draw each other in: 1 with 0, 2 and 3 mostly together, 5 alone.
truth = np.zeros((ROWS, LABELS), dtype=int)
for row in range(ROWS):
    draws = rng.random(LABELS)
    truth[row, 0] = draws[0] < 0.5
    truth[row, 1] = draws[1] < (0.7 if truth[row, 0] else 0.1)
    truth[row, 2] = draws[2] < 0.4
    truth[row, 3] = draws[3] < (0.8 if truth[row, 2] else 0.1)
    truth[row, 4] = draws[4] < 0.2
truth[7] = [0, 0, 0, 0, 0, 1]
counts = truth.sum(0)
pairs = truth.T @ truth - np.diag(counts)

conditional = pairs / counts[:, None]
edges = ((conditional >= THRESHOLD) & (pairs > 0)).astype(float)


def propagation(reweight):
    weighted = edges if reweight is None else edges * (reweight / (1 - reweight)) / (edges.sum(0, keepdims=True) + 1e-6)
    adjacency = weighted + np.eye(LABELS)
    root = np.diag(adjacency.sum(1) ** -0.5)
    return (adjacency @ root).T @ root


def theta(hyperedges):
    """Dv^-1/2 H W De^-1 H' Dv^-1/2 of (members, weight), a hyperedge of its own for a label in none."""
    covered = {label for members, _ in hyperedges for label in members}
    hyperedges = hyperedges + [((label,), 1) for label in range(LABELS) if label not in covered]
    incidence = np.zeros((LABELS, len(hyperedges)))
    for column, (members, _) in enumerate(hyperedges):
        incidence[list(members), column] = 1
    weight = np.array([w for _, w in hyperedges], dtype=float)
    root = np.diag((incidence @ weight) ** -0.5)
    return root @ incidence @ np.diag(weight / incidence.sum(0)) @ incidence.T @ root


least = int(np.ceil(SUPPORT * ROWS))
own = [tuple(np.nonzero(row)[0].tolist()) for row in truth]
whole = [(members, own.count(members)) for members in sorted(set(own) - {()})]
items = [
    (members, int(truth[:, members].all(1).sum()))
    for size in range(2, LABELS + 1)
    for members in itertools.combinations(range(LABELS), size)
]
near = [(tuple(sorted({label, *np.nonzero(edges[label])[0].tolist()})), 1) for label in range(LABELS)]
frequent = {
    "labelSets": [(members, weight) for members, weight in whole if weight >= least],
    "itemSets": [(members, weight) for members, weight in items if weight >= least],
    "neighbourhoods": near,
}
hypergraphs = [
    {"hyperedges": kind, "sets": [{"members": members, "weight": weight} for members, weight in sets], "theta": rounded(theta(sets))}
    for kind, sets in frequent.items()
]

features = single(rng.standard_normal((ROWS, FEATURES)))
vectors = single(rng.standard_normal((LABELS, VECTOR)))
order = [3, 0, 5, 2, 1, 4]
x, y, z = (torch.tensor(values, dtype=torch.float64) for values in (features, truth, vectors))
mask = torch.zeros(LABELS, LABELS)
for position, label in enumerate(order):
    mask[label, order[position + 1 :]] = 1


def trained(head, shapes, logits, decided=None, **options):
    """Logits before training (as they are in evaluation), and loss and weights of some steps of Adam on all rows."""
    shapes = {"dense1/weight": (FEATURES, HIDDEN), "dense1/bias": (HIDDEN,), **shapes}
    parameters = {name: torch.tensor(single(0.6 * rng.standard_normal(shape)), requires_grad=True) for name, shape in shapes.items()}
    if "head/chain" in parameters:
        parameters["head/chain"].data *= mask
    initial = {name: rounded(value.detach()) for name, value in parameters.items()}
    hidden = lambda: F.relu(x @ parameters["dense1/weight"] + parameters["dense1/bias"])
    evaluated = (decided or logits)(parameters, hidden()).detach()
    optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(logits(parameters, hidden()), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    final = {name: rounded(value.detach()) for name, value in parameters.items()}
    after = torch.sigmoid((decided or logits)(parameters, hidden()).detach())
    return {
        "head": head,
        **options,
        "initial": initial,
        "before": rounded(torch.sigmoid(evaluated)),
        "losses": rounded(losses),
        "final": final,
        "after": rounded(after),
    }


def over_labels(matrix, start, between):
    def logits(p, h):
        signal = start
        for number in range(1, len(between) + 2):
            signal = matrix @ (signal @ p[f"head/label{number}/weight"])
            if number <= len(between):
                signal = F.leaky_relu(signal, 0.2)
        return h @ signal.T

    return logits


def widths(size, between):
    sizes = [size, *between, HIDDEN]
    return {f"head/label{n + 1}/weight": (sizes[n], sizes[n + 1]) for n in range(len(sizes) - 1)}


plain = lambda p, h: h @ p["head/weight"] + p["head/bias"]
chained = lambda p, h: plain(p, h) + y @ (p["head/chain"] * mask)


def in_turn(p, h):
    logits, decisions = plain(p, h).clone(), torch.zeros(ROWS, LABELS)
    for label in order:
        logits[:, label] += decisions @ (p["head/chain"] * mask)[:, label]
        decisions[:, label] = (logits[:, label] >= 0).double()
    return logits


output = {"head/weight": (HIDDEN, LABELS), "head/bias": (LABELS,)}
two, one = widths(VECTOR, [BETWEEN]), widths(LABELS, [])
graph = torch.tensor(propagation(REWEIGHT))
hyper = torch.tensor(theta(frequent["labelSets"]))
rows_of_pairs = torch.tensor(conditional + np.eye(LABELS))
heads = [
    trained("independent", output, plain),
    trained("chain", output | {"head/chain": (LABELS, LABELS)}, chained, in_turn),
    trained("graph", two, over_labels(graph, z, [BETWEEN]), labelLayers=[BETWEEN], vectors="file"),
    trained("graph", widths(LABELS, [BETWEEN]), over_labels(graph, rows_of_pairs, [BETWEEN]), labelLayers=[BETWEEN], vectors="cooccurrence"),
    trained("hypergraph", two, over_labels(hyper, z, [BETWEEN]), labelLayers=[BETWEEN], vectors="file"),
    trained("hypergraph", one, over_labels(hyper, torch.eye(LABELS), []), labelLayers=[], vectors="oneHot"),
    trained("identity", two, over_labels(torch.eye(LABELS), z, [BETWEEN]), labelLayers=[BETWEEN], vectors="file"),
]

result = {
    "judging": judging,
    "labels": LABELS,
    "hidden": HIDDEN,
    "rate": RATE,
    "threshold": THRESHOLD,
    "reweight": REWEIGHT,
    "support": SUPPORT,
    "truth": truth.ravel().tolist(),
    "counts": counts.tolist(),
    "pairs": pairs.ravel().tolist(),
    "conditional": rounded(conditional),
    "edges": edges.ravel().astype(int).tolist(),
    "propagation": rounded(propagation(REWEIGHT)),
    "propagationAsItIs": rounded(propagation(None)),
    "hypergraphs": hypergraphs,
    "features": rounded(features),
    "vectors": rounded(vectors),
    "order": order,
    "heads": heads,
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
