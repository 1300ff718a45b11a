"""Trains three networks with six optimizers for 20 steps each in PyTorch, in double precision: networks.json."""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(7)
STEPS = 20


def rounded(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def single(tensor):
    """What an f32 holds exactly."""
    return tensor.float().double()


def dense(inputs, units):
    return single((torch.rand(inputs, units, dtype=torch.double) * 2 - 1) * (6 / (inputs + units)) ** 0.5)


def small(*shape):
    return single(torch.randn(*shape, dtype=torch.double) * 0.1)


def mlp(p, x, training, state):
    x = torch.tanh(x @ p["dense1/weight"] + p["dense1/bias"])
    x = torch.tanh(x @ p["dense2/weight"] + p["dense2/bias"])
    return x @ p["output/weight"] + p["output/bias"]


def classifier(p, x, training, state):
    x = torch.relu(x @ p["dense1/weight"] + p["dense1/bias"])
    return x @ p["output/weight"] + p["output/bias"]


def normalized(p, x, training, state):
    x = F.gelu(x @ p["dense1/weight"] + p["dense1/bias"])
    x = F.batch_norm(x, state["batchNorm2/mean"], state["batchNorm2/variance"], p["batchNorm2/scale"], p["batchNorm2/shift"], training)
    x = F.silu(x @ p["dense3/weight"])
    x = F.layer_norm(x, x.shape[1:], p["layerNorm4/scale"], p["layerNorm4/shift"])
    return x @ p["output/weight"] + p["output/bias"]


WEIGHTS = [0.5, 1.0, 2.5]
NETWORKS = [
    {
        "name": "2-8-8-1 tanh, mean square",
        "forward": mlp,
        "layers": [{"dense": 8, "activation": "tanh"}, {"dense": 8, "activation": "tanh"}],
        "loss": {"name": "meanSquare"},
        "criterion": F.mse_loss,
        "features": single(torch.rand(20, 2, dtype=torch.double) * 2 - 1),
        "targets": single(torch.randn(20, 1, dtype=torch.double)),
        "initial": {"dense1/weight": dense(2, 8), "dense1/bias": small(8), "dense2/weight": dense(8, 8), "dense2/bias": small(8),
                    "output/weight": dense(8, 1), "output/bias": small(1)},
    },
    {
        "name": "4-16-3 relu, softmax cross-entropy with class weights",
        "forward": classifier,
        "layers": [{"dense": 16}],
        "loss": {"name": "softmaxCrossEntropy", "classWeights": WEIGHTS},
        "criterion": lambda output, target: F.cross_entropy(output, target, weight=torch.tensor(WEIGHTS, dtype=torch.double)),
        "features": single(torch.randn(20, 4, dtype=torch.double)),
        "targets": torch.randint(0, 3, (20,)),
        "initial": {"dense1/weight": dense(4, 16), "dense1/bias": small(16), "output/weight": dense(16, 3), "output/bias": small(3)},
    },
    {
        "name": "5-12-6-2 gelu, silu, batch and layer norm, Huber, penalties and clipping",
        "forward": normalized,
        "layers": [{"dense": 12, "activation": "gelu"}, {"batchNorm": True}, {"dense": 6, "activation": "silu", "bias": False},
                   {"layerNorm": True}],
        "loss": {"name": "huber"},
        "criterion": F.huber_loss,
        "training": {"l1": 0.003, "l2": 0.02, "clipNorm": 0.4},
        "features": single(torch.randn(20, 5, dtype=torch.double)),
        "targets": single(torch.randn(20, 2, dtype=torch.double) * 2),
        "initial": {"dense1/weight": dense(5, 12), "dense1/bias": small(12), "batchNorm2/scale": single(1 + small(12)),
                    "batchNorm2/shift": small(12), "dense3/weight": dense(12, 6), "layerNorm4/scale": single(1 + small(6)),
                    "layerNorm4/shift": small(6), "output/weight": dense(6, 2), "output/bias": small(2)},
        "states": {"batchNorm2/mean": torch.zeros(12, dtype=torch.double), "batchNorm2/variance": torch.ones(12, dtype=torch.double)},
    },
]
OPTIMIZERS = {
    "gradientDescent": (0.1, lambda p: torch.optim.SGD(p, 0.1)),
    "momentum": (0.05, lambda p: torch.optim.SGD(p, 0.05, momentum=0.9)),
    "nesterov": (0.05, lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, nesterov=True)),
    "rmsprop": (0.005, lambda p: torch.optim.RMSprop(p, 0.005)),
    "adam": (0.01, lambda p: torch.optim.Adam(p, 0.01)),
    "adamw": (0.01, lambda p: torch.optim.AdamW(p, 0.01, weight_decay=0.1)),
}
BATCH = 8


def train(network, make):
    parameters = {name: value.clone().requires_grad_() for name, value in network["initial"].items()}
    state = {name: value.clone() for name, value in network.get("states", {}).items()}
    options = network.get("training", {})
    optimizer = make(list(parameters.values()))
    losses = []
    x, y = network["features"], network["targets"]
    per_epoch = -(-len(x) // BATCH)
    for step in range(STEPS):
        rows = slice(step % per_epoch * BATCH, (step % per_epoch + 1) * BATCH)
        optimizer.zero_grad()
        loss = network["criterion"](network["forward"](parameters, x[rows], True, state), y[rows])
        for name, value in parameters.items():
            if name.endswith("/weight"):
                loss = loss + options.get("l1", 0) * value.abs().sum() + options.get("l2", 0) / 2 * (value**2).sum()
        loss.backward()
        if "clipNorm" in options:
            torch.nn.utils.clip_grad_norm_(parameters.values(), options["clipNorm"])
        optimizer.step()
        losses.append(loss)
    with torch.no_grad():
        predictions = network["forward"](parameters, x, False, state)
        if network["loss"]["name"] == "softmaxCrossEntropy":
            predictions = predictions.softmax(-1)
    return {
        "losses": rounded(torch.stack(losses)),
        "final": {name: rounded(value) for name, value in {**parameters, **state}.items()},
        "predictions": rounded(predictions),
    }


result = [
    {
        "name": network["name"],
        "layers": network["layers"],
        "loss": network["loss"],
        "training": network.get("training", {}),
        "batch": BATCH,
        "columns": network["features"].shape[1],
        "features": rounded(network["features"]),
        "targets": network["targets"].flatten().tolist() if network["targets"].ndim == 1 else rounded(network["targets"]),
        "initial": {name: rounded(value) for name, value in network["initial"].items()},
        "runs": [{"optimizer": name, "rate": rate, **train(network, make)} for name, (rate, make) in OPTIMIZERS.items()],
    }
    for network in NETWORKS
]
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
