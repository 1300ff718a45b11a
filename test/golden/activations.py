"""Values and derivatives of activations and losses in PyTorch, in double precision, extreme logits included: activations.json."""

import json
from pathlib import Path

import torch
import torch.nn.functional as F


def rounded(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def single(values):
    return torch.tensor(values, dtype=torch.float).double()


X = single([[-200.0, -30.0, -9.0], [-3.0, -1.0, -0.3], [-1e-3, 1e-3, 0.4], [1.2, 2.5, 5.0], [12.0, 50.0, 200.0]])
UPSTREAM = single([[1.0, -0.5, 2.0], [0.3, 0.7, -1.1], [1.0, 1.0, 1.0], [-2.0, 0.25, 0.5], [1.5, -0.75, 0.125]])
ACTIVATIONS = {
    "linear": lambda x: x,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "scaledTanh": lambda x: 1.7159 * torch.tanh(2 * x / 3),
    "relu": torch.relu,
    "leakyRelu": F.leaky_relu,
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": lambda x: F.softplus(x, threshold=1000),
    "softmax": lambda x: torch.softmax(x, -1),
}

OUTPUT = single([[0.5, -1.0, 2.0], [100.0, -100.0, 0.0], [-1000.0, 1000.0, 1.0], [3.0, 3.0, 3.0], [-88.0, 20.0, 90.0]])
VALUES = single([[0.0, -1.5, 2.5], [90.0, -101.0, 0.5], [-1000.0, 998.0, 4.0], [1.0, 5.0, 3.0], [-88.5, 20.25, 80.0]])
SHARES = single([[0.0, 1.0, 0.25], [1.0, 0.0, 0.5], [1.0, 0.0, 1.0], [0.0, 0.5, 1.0], [0.0, 1.0, 1.0]])
CLASSES = torch.tensor([2, 1, 0, 1, 2])
WEIGHTS = single([0.25, 1.5, 3.0])
LOSSES = {
    "sumOfSquares": (VALUES, lambda o, t: ((o - t) ** 2).sum()),
    "meanSquare": (VALUES, F.mse_loss),
    "halfSquare": (VALUES, lambda o, t: ((o - t) ** 2).sum() / 2 / len(o)),
    "absolute": (VALUES, F.l1_loss),
    "huber": (VALUES, F.huber_loss),
    "binaryCrossEntropy": (SHARES, F.binary_cross_entropy_with_logits),
    "softmaxCrossEntropy": (CLASSES, F.cross_entropy),
    "softmaxCrossEntropy with class weights": (CLASSES, lambda o, t: F.cross_entropy(o, t, weight=WEIGHTS)),
}


def activation(name, function):
    x = X.clone().requires_grad_()
    y = function(x)
    y.backward(UPSTREAM)
    return {"name": name, "value": rounded(y), "gradient": rounded(x.grad)}


def loss(name, targets, function):
    output = OUTPUT.clone().requires_grad_()
    value = function(output, targets)
    value.backward()
    return {"name": name, "targets": targets.flatten().tolist(), "value": rounded(value)[0], "gradient": rounded(output.grad)}


result = {
    "x": rounded(X),
    "upstream": rounded(UPSTREAM),
    "activations": [activation(name, function) for name, function in ACTIVATIONS.items()],
    "output": rounded(OUTPUT),
    "classWeights": rounded(WEIGHTS),
    "losses": [loss(name, targets, function) for name, (targets, function) in LOSSES.items()],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
