"""Trains small networks on pictures with Adam for six steps in PyTorch, in double precision: picture-networks.json.

Pictures are [number, height, width, channels] and kernels [height, width, in, out], as in our graphs."""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(11)
STEPS = 6
RATE = 0.01


def rounded(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def single(tensor):
    """What an f32 holds exactly."""
    return tensor.float().double()


def weight(*shape):
    return single(torch.randn(*shape, dtype=torch.double) * 0.4)


def small(*shape):
    return single(torch.randn(*shape, dtype=torch.double) * 0.1)


def around(*shape):
    return single(1 + torch.randn(*shape, dtype=torch.double) * 0.2)


def conv(p, x, name):
    kernel = p[f"{name}/kernel"]
    y = F.conv2d(x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1), p.get(f"{name}/bias"), padding=kernel.shape[0] // 2)
    return y.permute(0, 2, 3, 1)


def norm(p, s, x, name, training):
    y = F.batch_norm(x.permute(0, 3, 1, 2), s[f"{name}/mean"], s[f"{name}/variance"], p[f"{name}/scale"], p[f"{name}/shift"], training)
    return y.permute(0, 2, 3, 1)


def pool(x):
    return F.max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)


def repeat(x):
    return F.interpolate(x.permute(0, 3, 1, 2), scale_factor=2).permute(0, 2, 3, 1)


def dense(p, x, name):
    return x @ p[f"{name}/weight"] + p[f"{name}/bias"]


def residual(p, s, x, training):
    x = norm(p, s, torch.relu(conv(p, x, "conv1")), "batchNorm2", training)
    x = pool(x)
    inner = norm(p, s, torch.relu(conv(p, x, "residual4/conv1")), "residual4/batchNorm2", training)
    x = x + conv(p, inner, "residual4/conv3")
    x = torch.tanh(dense(p, x.flatten(1), "dense5"))
    return dense(p, x, "output")


def unet(p, s, x, training):
    def block(x, name):
        for part in "ab":
            x = torch.relu(norm(p, s, conv(p, x, f"{name}{part}"), f"{name}{part}/norm", training))
        return x

    kept = block(x, "down1")
    x = block(pool(kept), "bottom")
    x = block(torch.cat([kept, repeat(x)], 3), "up1")
    return conv(p, x, "output")


def conv_parameters(name, side, inputs, outputs, bias=True):
    return {f"{name}/kernel": weight(side, side, inputs, outputs), **({f"{name}/bias": small(outputs)} if bias else {})}


def norm_parameters(name, channels):
    return {f"{name}/scale": around(channels), f"{name}/shift": small(channels)}


def dense_parameters(name, inputs, outputs):
    return {f"{name}/weight": weight(inputs, outputs), f"{name}/bias": small(outputs)}


def residual_parameters():
    return {
        **conv_parameters("conv1", 3, 2, 4), **norm_parameters("batchNorm2", 4),
        **conv_parameters("residual4/conv1", 3, 4, 3), **norm_parameters("residual4/batchNorm2", 3),
        **conv_parameters("residual4/conv3", 3, 3, 4),
        **dense_parameters("dense5", 3 * 3 * 4, 5), **dense_parameters("output", 5, 3),
    }


def unet_parameters():
    shapes = [("down1a", 1, 2), ("down1b", 2, 2), ("bottoma", 2, 4), ("bottomb", 4, 4), ("up1a", 6, 2), ("up1b", 2, 2)]
    parameters = {}
    for name, inputs, outputs in shapes:
        parameters |= conv_parameters(name, 3, inputs, outputs, bias=False) | norm_parameters(f"{name}/norm", outputs)
    return parameters | conv_parameters("output", 1, 2, 3)


ROWS = 6
SHARES = single(torch.distributions.Dirichlet(torch.ones(3, dtype=torch.double)).sample((ROWS,)))
CASES = [
    {"name": "classes of pictures", "network": "residual", "picture": [6, 6, 2], "targets": torch.tensor([0, 1, 2, 2, 1, 0]),
     "parameters": residual_parameters(), "forward": residual},
    {"name": "shares of classes", "network": "residual", "picture": [6, 6, 2], "targets": SHARES,
     "parameters": residual_parameters(), "forward": residual},
    {"name": "classes of pixels", "network": "unet", "picture": [4, 4, 1], "targets": torch.randint(0, 3, (ROWS, 16)),
     "parameters": unet_parameters(), "forward": unet},
]


def run(case, batch=4):
    x = single(torch.randn(ROWS, *case["picture"], dtype=torch.double))
    initial = {name: value.clone() for name, value in case["parameters"].items()}
    p = {name: value.clone().requires_grad_() for name, value in initial.items()}
    s = {}
    for name, value in initial.items():
        if name.endswith("/scale"):
            s[name.replace("/scale", "/mean")] = torch.zeros_like(value)
            s[name.replace("/scale", "/variance")] = torch.ones_like(value)
    adam = torch.optim.Adam(p.values(), RATE)

    def loss_of(output, targets):
        if targets.dim() == 2 and not targets.is_floating_point():
            return F.cross_entropy(output.reshape(-1, 3), targets.reshape(-1))
        return F.cross_entropy(output, targets)

    losses = []
    for step in range(STEPS):
        rows = slice(0, batch) if step % 2 == 0 else slice(batch, ROWS)
        adam.zero_grad()
        loss = loss_of(case["forward"](p, s, x[rows], True), case["targets"][rows])
        loss.backward()
        adam.step()
        losses.append(float(f"{loss.item():.9g}"))
    final = F.softmax(case["forward"](p, s, x, False), -1)
    return {
        **{key: case[key] for key in ("name", "network", "picture")},
        "rate": RATE, "batch": batch, "features": rounded(x), "targets": rounded(case["targets"].double()),
        "initial": {name: rounded(value) for name, value in initial.items()},
        "losses": losses, "predictions": rounded(final),
        "evaluated": float(f"{loss_of(case['forward'](p, s, x, False), case['targets']).item():.9g}"),
    }


text = json.dumps([run(case) for case in CASES], separators=(",", ":"))
Path(__file__).with_suffix(".json").write_text(text + "\n")
