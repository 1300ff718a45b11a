"""Trains tiny U-Nets against patch discriminators for two rounds in PyTorch, in double precision: gan-pictures.json."""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(5)
ROUNDS = 2
BATCH = 3
SIDE = 8
WIDTH = 3
LAYERS = [3, 4]
RATE = 0.01
BETAS = (0.5, 0.999)


def rounded(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def single(tensor):
    """What an f32 holds exactly."""
    return tensor.float().double()


def convolved(p, name, x, stride, padding):
    return F.conv2d(x, p[f"{name}/kernel"].permute(3, 2, 0, 1), p[f"{name}/bias"], stride=stride, padding=padding)


def unet(p, x):
    """Depth 1, without normalisation, of pictures [n, channels, height, width]."""

    def block(x, name):
        for part in "ab":
            x = torch.relu(convolved(p, f"{name}{part}", x, 1, 1))
        return x

    kept = block(x, "down1")
    below = block(F.max_pool2d(kept, 2), "bottom")
    up = block(torch.cat([kept, F.interpolate(below, scale_factor=2, mode="nearest")], 1), "up1")
    return convolved(p, "output", up, 1, 0)


def patches(p, x):
    for i in range(len(LAYERS)):
        x = F.leaky_relu(convolved(p, f"discriminator/down{i + 1}", x, 2, 1), 0.2)
    return convolved(p, "discriminator/output", x, 1, 1)


def parameters(channels, outputs):
    def conv(name, kernel, inputs, units):
        shape = (kernel, kernel, inputs, units)
        deviation = (1 / (kernel * kernel * inputs)) ** 0.5
        return {f"{name}/kernel": deviation * torch.randn(shape), f"{name}/bias": 0.1 * torch.randn(units)}

    g, d = {}, {}
    for name, inputs, units in [
        ("down1a", channels, WIDTH),
        ("down1b", WIDTH, WIDTH),
        ("bottoma", WIDTH, 2 * WIDTH),
        ("bottomb", 2 * WIDTH, 2 * WIDTH),
        ("up1a", 3 * WIDTH, WIDTH),
        ("up1b", WIDTH, WIDTH),
    ]:
        g |= conv(name, 3, inputs, units)
    g |= conv("output", 1, WIDTH, outputs)
    inputs = channels + outputs
    for i, units in enumerate(LAYERS):
        d |= conv(f"discriminator/down{i + 1}", 4, inputs, units)
        inputs = units
    d |= conv("discriminator/output", 4, inputs, 1)
    return [{name: single(value).requires_grad_() for name, value in part.items()} for part in (g, d)]


def losses(kind, real, fake):
    """What D descends, and G without its own loss."""
    if kind == "nonSaturating":
        return F.softplus(-real).mean() + F.softplus(fake).mean(), F.softplus(-fake).mean()
    return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2, ((fake - 1) ** 2).mean() / 2


def last(x):
    return x.permute(0, 2, 3, 1)


def game(name, loss, channels, classes, own_weight, weight):
    outputs = classes or channels
    g, d = parameters(channels, outputs)
    initial = {key: rounded(value) for key, value in (g | d).items()}
    optimizers = [torch.optim.Adam(p.values(), lr=RATE, betas=BETAS) for p in (g, d)]
    rounds = []
    for _ in range(ROUNDS):
        x = single(torch.rand(BATCH, channels, SIDE, SIDE))
        if classes:
            truth = torch.randint(classes, (BATCH, SIDE, SIDE))
            target = F.one_hot(truth, classes).permute(0, 3, 1, 2).double()
        else:
            target = single(torch.rand(BATCH, channels, SIDE, SIDE))
        drawn = lambda output: torch.softmax(output, 1) if classes else output
        real = torch.cat([x, target], 1)
        optimizers[1].zero_grad()
        fake = torch.cat([x, drawn(unet(g, x))], 1).detach()
        of_d, _ = losses(loss, patches(d, real), patches(d, fake))
        of_d.backward()
        optimizers[1].step()
        optimizers[0].zero_grad()
        output = unet(g, x)
        own = F.cross_entropy(output, truth) if classes else (output - target).abs().mean()
        _, of_g = losses(loss, patches(d, real), patches(d, torch.cat([x, drawn(output)], 1)))
        total = own_weight * own + weight * of_g
        total.backward()
        optimizers[0].step()
        rounds.append(
            {
                "features": rounded(last(x)),
                "targets": truth.flatten().tolist() if classes else rounded(last(target)),
                "discriminator": of_d.item(),
                "generator": total.item(),
            }
        )
    case = {"name": name, "loss": loss, "channels": channels, "classes": classes, "own": own_weight, "weight": weight}
    return {"case": case, "initial": initial, "rounds": rounds, "final": {k: rounded(v) for k, v in (g | d).items()}}


def main():
    torch.set_default_dtype(torch.float64)
    games = [
        game("pixels, with the mean absolute error", "nonSaturating", 2, 0, 100, 1),
        game("classes, with the cross-entropy", "leastSquares", 1, 3, 1, 0.5),
    ]
    about = {"batch": BATCH, "side": SIDE, "width": WIDTH, "layers": LAYERS, "learningRate": RATE, "beta1": BETAS[0]}
    path = Path(__file__).with_name("gan-pictures.json")
    path.write_text(json.dumps(about | {"games": games}) + "\n")


main()
