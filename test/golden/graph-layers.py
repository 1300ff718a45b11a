"""Graph networks in PyTorch Geometric, hypergraph convolution and pooled GraphSAGE by hand, in double precision: graph-layers.json."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch_geometric.nn import APPNP, ChebConv, GATConv, GCNConv, GINConv, LabelPropagation, SAGEConv, SGConv

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(11)
NODES, FEATURES, CLASSES, HIDDEN, HEADS, STEPS, RATE, DECAY = 11, 6, 3, 4, 2, 3, 0.01, 0.05


def single(array):
    """What an f32 holds exactly."""
    return np.asarray(array, dtype=np.float32).astype(np.float64)


def rounded(array):
    return [float(f"{value:.9g}") for value in np.asarray(array).ravel()]


pairs = [(i, i + 1) for i in range(NODES - 1)] + [(0, 4), (0, 7), (2, 9), (3, 8), (0, 10), (5, 9)]
weights = single(rng.uniform(0.5, 2, len(pairs)))
adjacency = np.zeros((NODES, NODES))
for (a, b), weight in zip(pairs, weights):
    adjacency[a, b] = adjacency[b, a] = weight
edges = torch.tensor(np.array(np.nonzero(adjacency)))
edge_weights = torch.tensor(adjacency[edges[0], edges[1]])
x = torch.tensor(single(rng.uniform(-1, 1, (NODES, FEATURES)) * (rng.uniform(size=(NODES, FEATURES)) < 0.6)))
y = torch.tensor(rng.integers(0, CLASSES, NODES))
values = torch.tensor(single(rng.uniform(-1, 1, (NODES, 2))))
train = torch.tensor([7, 1, 4, 10, 0, 3])
members = [[0, 3, 4], [1, 3], [2, 5, 6, 9], [4, 7], [0, 9]]
hyper_weights = single([1, 0.5, 2, 1.5, 1])


def parameter(name, *shape):
    return torch.nn.Parameter(torch.tensor(single(rng.uniform(-0.6, 0.6, shape))))


def record(model, shapes, forward, *, weighted=True, first=None, loss=None, regression=False):
    """Three steps of Adam on parameters of the given shapes; penalties on those of at least two axes (or named `first`)."""
    own = {name: parameter(name, *shape) for name, shape in shapes.items()}
    initial = {name: rounded(value.detach()) for name, value in own.items()}
    penalized = [name for name in own if len(shapes[name]) > 1 and (first is None or name.startswith(first))]
    groups = [
        {"params": [own[name] for name in own if name in penalized], "weight_decay": DECAY},
        {"params": [own[name] for name in own if name not in penalized]},
    ]
    optimizer = torch.optim.Adam([group for group in groups if group["params"]], lr=RATE)
    result = {"model": model, "weighted": weighted, "l2On": "first" if first else "all", "initial": initial, "losses": []}
    for step in range(STEPS):
        output = forward(own)
        if step == 0:
            result["logits"] = rounded(output.detach())
        if regression:
            error = F.mse_loss(output[train], values[train])
        else:
            error = F.cross_entropy(output[train], y[train], weight=None if loss is None else torch.tensor(loss))
        result["losses"].append(float(f"{error.item():.9g}"))
        optimizer.zero_grad()
        error.backward()
        optimizer.step()
    result["classWeights"] = loss
    result["regression"] = regression
    result["final"] = {name: rounded(value.detach()) for name, value in own.items()}
    cases.append(result)


def use(layer, **replaced):
    """The layer with our parameters in place of its own, so that gradients reach them."""
    for path, value in replaced.items():
        owner = layer
        *parents, name = path.split("__")
        for parent in parents:
            owner = owner[int(parent)] if parent.isdigit() else getattr(owner, parent)
        del owner._parameters[name]
        owner.__dict__[name] = value
    return layer


cases = []
two = lambda kind, part="weight": {f"{kind}1/{part}": (FEATURES, HIDDEN), f"{kind}2/{part}": (HIDDEN, CLASSES)}
biases = lambda kind: {f"{kind}1/bias": (HIDDEN,), f"{kind}2/bias": (CLASSES,)}


def gcn(p, bias=True):
    conv = lambda i, o, n: use(
        GCNConv(i, o, bias=bias), lin__weight=p[f"gcn{n}/weight"].T, **({"bias": p[f"gcn{n}/bias"]} if bias else {})
    )
    h = conv(FEATURES, HIDDEN, 1)(x, edges, edge_weights).relu()
    return conv(HIDDEN, CLASSES, 2)(h, edges, edge_weights)


record({"kind": "gcn", "bias": True}, two("gcn") | biases("gcn"), gcn, loss=[1.0, 2.0, 0.5])
record({"kind": "gcn", "bias": False}, two("gcn"), lambda p: gcn(p, False), first="gcn1")
record(
    {"kind": "gcn", "bias": False},
    {"gcn1/weight": (FEATURES, HIDDEN), "gcn2/weight": (HIDDEN, 2)},
    lambda p: gcn(p, False),
    regression=True,
)

dense = torch.tensor(adjacency)
loops = dense + torch.eye(NODES)
matrices = {
    "rowMean": loops / loops.sum(1, keepdim=True),
    "noLoops": dense / (dense.sum(1, keepdim=True) * dense.sum(0, keepdim=True)).sqrt(),
    "unnormalized": loops,
}
for name, matrix in matrices.items():
    record(
        {"kind": "gcn", "bias": False, "propagation": name},
        two("gcn"),
        lambda p: matrix @ (matrix @ x @ p["gcn1/weight"]).relu() @ p["gcn2/weight"],
    )

DEGREE = 3
cheb_shapes = {f"cheb{n}/weight{k}": shape for n, shape in ((1, (FEATURES, HIDDEN)), (2, (HIDDEN, CLASSES))) for k in range(DEGREE + 1)}


def cheb(p):
    def conv(i, o, n, h):
        layer = ChebConv(i, o, K=DEGREE + 1)
        layer = use(layer, bias=p[f"cheb{n}/bias"])
        for k in range(DEGREE + 1):
            use(layer.lins[k], weight=p[f"cheb{n}/weight{k}"].T)
        return layer(h, edges, edge_weights, lambda_max=torch.tensor(2.0))

    return conv(HIDDEN, CLASSES, 2, conv(FEATURES, HIDDEN, 1, x).relu())


record({"kind": "cheb", "bias": True, "degree": DEGREE}, cheb_shapes | biases("cheb"), cheb)


def sage(p):
    conv = lambda i, o, n: use(
        SAGEConv(i, o),
        lin_l__weight=p[f"sage{n}/neighbours"].T,
        lin_l__bias=p[f"sage{n}/bias"],
        lin_r__weight=p[f"sage{n}/own"].T,
    )
    return conv(HIDDEN, CLASSES, 2)(conv(FEATURES, HIDDEN, 1)(x, edges).relu(), edges)


record({"kind": "sage", "bias": True}, two("sage", "own") | two("sage", "neighbours") | biases("sage"), sage, weighted=False)


def pooled(p):
    def conv(h, n):
        pool = (h @ p[f"sage{n}/pool"] + p[f"sage{n}/poolBias"]).relu()
        most = torch.stack([pool[torch.tensor(np.nonzero(adjacency[i])[0])].amax(0) for i in range(NODES)])
        return h @ p[f"sage{n}/own"] + most @ p[f"sage{n}/neighbours"] + p[f"sage{n}/bias"]

    return conv(conv(x, 1).relu(), 2)


pooled_shapes = {"sage1/pool": (FEATURES, HIDDEN), "sage1/poolBias": (HIDDEN,), "sage2/pool": (HIDDEN, CLASSES), "sage2/poolBias": (CLASSES,)}
pooled_shapes |= {"sage1/neighbours": (HIDDEN, HIDDEN), "sage2/neighbours": (CLASSES, CLASSES)}
record({"kind": "sage", "bias": True, "aggregator": "max"}, two("sage", "own") | pooled_shapes | biases("sage"), pooled)

attention = []


def gat(p):
    def conv(i, o, heads, n):
        return use(
            GATConv(i, o, heads=heads),
            lin__weight=p[f"gat{n}/weight"].T,
            att_src=p[f"gat{n}/source"][None],
            att_dst=p[f"gat{n}/target"][None],
            bias=p[f"gat{n}/bias"],
        )

    h, (index, alpha) = conv(FEATURES, HIDDEN, HEADS, 1)(x, edges, return_attention_weights=True)
    # PyG's edges lead from neighbour to node; rows of ours are nodes.
    order = np.lexsort((index[0], index[1]))
    attention.append(rounded(alpha.detach()[order]))
    return conv(HEADS * HIDDEN, CLASSES, 1, 2)(F.elu(h), edges)


gat_shapes = {
    "gat1/weight": (FEATURES, HEADS * HIDDEN),
    "gat1/source": (HEADS, HIDDEN),
    "gat1/target": (HEADS, HIDDEN),
    "gat1/bias": (HEADS * HIDDEN,),
    "gat2/weight": (HEADS * HIDDEN, CLASSES),
    "gat2/source": (1, CLASSES),
    "gat2/target": (1, CLASSES),
    "gat2/bias": (CLASSES,),
}
record({"kind": "gat", "bias": True, "heads": HEADS}, gat_shapes, gat)
cases[-1]["attention1"] = attention[0]


def gin(p):
    def norm(h, name):
        return F.batch_norm(h, None, None, p[f"{name}/scale"], p[f"{name}/shift"], training=True)

    def conv(h, n):
        def mlp(z):
            return norm(z @ p[f"gin{n}/weight1"], f"gin{n}/inner").relu() @ p[f"gin{n}/weight2"]

        return GINConv(mlp)(h, edges)

    return conv(norm(conv(x, 1), "gin1/outer").relu(), 2) + p["gin2/bias"]


gin_shapes = {"gin1/weight1": (FEATURES, HIDDEN), "gin1/weight2": (HIDDEN, HIDDEN), "gin2/weight1": (HIDDEN, HIDDEN), "gin2/weight2": (HIDDEN, CLASSES)}
gin_shapes |= {"gin2/bias": (CLASSES,)}
gin_shapes |= {f"{name}/{part}": (HIDDEN,) for name in ("gin1/inner", "gin1/outer", "gin2/inner") for part in ("scale", "shift")}
record({"kind": "gin"}, gin_shapes, gin, weighted=False)


def sgc(p):
    layer = use(SGConv(FEATURES, CLASSES, K=2), lin__weight=p["sgc1/weight"].T, lin__bias=p["sgc1/bias"])
    return layer(x, edges, edge_weights)


record({"kind": "sgc", "hops": 2}, {"sgc1/weight": (FEATURES, CLASSES), "sgc1/bias": (CLASSES,)}, sgc)


def appnp(p):
    z = (x @ p["appnp1/weight"]).relu() @ p["appnp2/weight"]
    return APPNP(K=4, alpha=0.2)(z, edges, edge_weights)


record({"kind": "appnp", "hops": 4, "alpha": 0.2}, two("appnp"), appnp, first="appnp1")

record({"kind": "mlp", "bias": False}, two("mlp"), lambda p: (x @ p["mlp1/weight"]).relu() @ p["mlp2/weight"])


def hypergraph(incidence, weight):
    """Dv^-1/2 H W De^-1 H' Dv^-1/2, with zeros for nodes in no hyperedge."""
    degrees = incidence @ weight
    root = np.divide(1, np.sqrt(degrees), out=np.zeros(NODES), where=degrees > 0)
    theta = root[:, None] * (incidence * (weight / incidence.sum(0))) @ incidence.T * root
    return torch.tensor(theta)


def hgnn(theta):
    layer = lambda p, h, n: theta @ h @ p[f"hgnn{n}/weight"] + p[f"hgnn{n}/bias"]
    return lambda p: layer(p, layer(p, x, 1).relu(), 2)


given = np.zeros((NODES, len(members)))
for hyperedge, nodes in enumerate(members):
    given[nodes, hyperedge] = 1
alone = np.eye(NODES)[:, given.sum(1) == 0]
of_edges = np.zeros((NODES, len(pairs)))
for edge, (a, b) in enumerate(pairs):
    of_edges[[a, b], edge] = 1
incidences = [
    ("given", True, np.hstack([given, alone]), np.append(hyper_weights, np.ones(alone.shape[1]))),
    ("given", False, given, hyper_weights),
    ("neighbourhoods", True, (adjacency > 0) + np.eye(NODES), np.ones(NODES)),
    ("edges", True, of_edges, weights),
]
for hyperedges, own, incidence, weight in incidences:
    model = {"kind": "hgnn", "bias": True, "hyperedges": hyperedges, "loops": own}
    record(model, two("hgnn") | biases("hgnn"), hgnn(hypergraph(incidence, weight)))

mask = torch.zeros(NODES, dtype=torch.bool)
mask[train] = True
# PyG normalises by degree only where there are no weights.
normalized = matrices["noLoops"][edges[0], edges[1]]
spread = LabelPropagation(num_layers=6, alpha=0.7)(y, edges, mask=mask, edge_weight=normalized)

result = {
    "nodes": NODES,
    "hidden": HIDDEN,
    "classes": CLASSES,
    "rate": RATE,
    "decay": DECAY,
    "pairs": pairs,
    "weights": rounded(weights),
    "features": rounded(x),
    "targets": y.tolist(),
    "values": rounded(values),
    "train": train.tolist(),
    "members": members,
    "hyperedgeWeights": rounded(hyper_weights),
    "cases": cases,
    "labelPropagation": {"hops": 6, "alpha": 0.7, "result": rounded(spread / spread.sum(1, keepdim=True))},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
