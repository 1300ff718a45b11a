"""Products with a sparse matrix in SciPy, in double precision, its gradients in the values by hand, segments and attention in PyTorch Geometric: sparse.json."""

import json
from pathlib import Path

import numpy as np
import scipy.sparse as sp
import torch
import torch_geometric.utils as pyg

rng = np.random.default_rng(5)
ROWS, COLUMNS, WIDTH, COUNT, HEADS = 9, 7, 5, 19, 3


def single(*shape):
    """What an f32 holds exactly."""
    return rng.uniform(-2, 2, shape).astype(np.float32).astype(np.float64)


def rounded(array):
    return [float(f"{value:.9g}") for value in np.asarray(array).ravel()]


dense = single(ROWS, COLUMNS) * (rng.uniform(0, 1, (ROWS, COLUMNS)) < 0.5)
dense[2] = 0
dense[-1] = 0
dense[:, 4] = 0
a = sp.csr_matrix(dense)
x, g, wide, wide_g = single(COLUMNS, WIDTH), single(ROWS, WIDTH), single(COUNT, ROWS), single(COUNT, COLUMNS)
row = np.repeat(np.arange(ROWS), np.diff(a.indptr))

pointers = torch.tensor([0, 0, 4, 5, 5, 14, 17, 17])
segments = torch.from_numpy(single(17, HEADS)).requires_grad_()
upstream = torch.from_numpy(single(len(pointers) - 1, HEADS))
upstream_rows = torch.from_numpy(single(17, HEADS))
with torch.no_grad():
    segments[6:8] = 3
index = torch.repeat_interleave(torch.arange(len(pointers) - 1), pointers.diff())


def reduced(how):
    y = pyg.scatter(segments, index, dim=0, dim_size=len(pointers) - 1, reduce=how)
    return {"value": rounded(y.detach()), "gradient": rounded(torch.autograd.grad((y * upstream).sum(), segments)[0])}


y = pyg.softmax(segments, ptr=pointers)

UNITS, SLOPE = 5, 0.2
neighbours = torch.from_numpy(rng.integers(0, len(pointers) - 1, 17))
h = torch.from_numpy(single(len(pointers) - 1, HEADS * UNITS)).requires_grad_()
vectors = torch.from_numpy(single(2 * HEADS, UNITS)).requires_grad_()
per_head = h.view(-1, HEADS, UNITS)
scores = torch.cat([(per_head * vectors[:HEADS]).sum(2), (per_head * vectors[HEADS:]).sum(2)], 1)
sums = scores[neighbours, :HEADS] + scores[index, HEADS:]
attention = pyg.softmax(torch.nn.functional.leaky_relu(sums, SLOPE), ptr=pointers)
to_h, to_vectors, to_scores, to_sums = torch.autograd.grad((attention * upstream_rows).sum(), [h, vectors, scores, sums])
result = {
    "rows": ROWS,
    "columns": COLUMNS,
    "pointers": a.indptr.tolist(),
    "indices": a.indices.tolist(),
    "values": rounded(a.data),
    "x": rounded(x),
    "g": rounded(g),
    "product": rounded(a @ x),
    "productTransposed": rounded(a.T @ g),
    "edgeDot": rounded((g[row] * x[a.indices]).sum(1)),
    "wide": rounded(wide),
    "wideG": rounded(wide_g),
    "denseProduct": rounded((a.T @ wide.T).T),
    "denseProductTransposed": rounded((a @ wide_g.T).T),
    "edgeDotOverRows": rounded((wide[:, row] * wide_g[:, a.indices]).sum(0)),
    "segments": {
        "pointers": pointers.tolist(),
        "x": rounded(segments.detach()),
        "upstream": rounded(upstream),
        "upstreamRows": rounded(upstream_rows),
        "sum": reduced("sum"),
        "mean": reduced("mean"),
        "max": reduced("max"),
        "softmax": {"value": rounded(y.detach()), "gradient": rounded(torch.autograd.grad((y * upstream_rows).sum(), segments)[0])},
    },
    "attention": {
        "neighbours": neighbours.tolist(),
        "h": rounded(h.detach()),
        "vectors": rounded(vectors.detach()),
        "scores": rounded(scores.detach()),
        "value": rounded(attention.detach()),
        "toH": rounded(to_h),
        "toVectors": rounded(to_vectors),
        "toScores": rounded(to_scores),
        "toSums": rounded(to_sums),
    },
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
