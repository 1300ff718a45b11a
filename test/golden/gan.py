"""Trains small generators and discriminators for three rounds in PyTorch, in double precision: gan.json."""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(11)
ROUNDS = 3
BATCH = 6
BETAS = (0.5, 0.999)


def rounded(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def single(tensor):
    """What an f32 holds exactly."""
    return tensor.float().double()


def dense(p, name, x):
    out = x @ p[f"{name}/weight"]
    return out + p[f"{name}/bias"] if f"{name}/bias" in p else out


def norm(p, state, name, x):
    return F.batch_norm(x, state[f"{name}/mean"], state[f"{name}/variance"], p[f"{name}/scale"], p[f"{name}/shift"], True)


def sampled(p, name, x, up):
    kernel = p[f"{name}/kernel"].permute(3, 2, 0, 1)
    bias = p.get(f"{name}/bias")
    if not up:
        return F.conv2d(x, kernel, bias, stride=2, padding=1)
    return F.conv_transpose2d(x, kernel, bias, stride=2, padding=1, output_padding=up[1])


def spectral(p, state, training):
    """The parameters with each weight of D over its largest singular value."""
    out = dict(p)
    for name, weight in p.items():
        if not name.startswith("discriminator/") or not name.endswith(("/weight", "/kernel")):
            continue
        matrix = weight.reshape(-1, weight.shape[-1])
        if training:
            with torch.no_grad():
                left = F.normalize(matrix @ state[f"{name}/right"], dim=0)
                state[f"{name}/left"] = left
                state[f"{name}/right"] = F.normalize(matrix.T @ left, dim=0)
        out[name] = weight / (state[f"{name}/left"] @ matrix @ state[f"{name}/right"])
    return out


class Game:
    """The networks of one case, called with tensors in the layouts of the engine: rows, pictures [n, height, width, channels]."""

    def __init__(self, case):
        self.case = case
        self.p, self.state = {}, {}
        self.pack = case.get("pack", 1)
        self.classes = case.get("classes", 0)
        self.guesses = case.get("categories", 0) + case.get("continuous", 0)
        self.width = case["latent"] + self.guesses + self.classes
        self.picture = case.get("picture")
        self.build()

    def weight(self, name, *shape, bias=True):
        kind = "kernel" if len(shape) == 4 else "weight"
        self.p[f"{name}/{kind}"] = single(torch.randn(*shape, dtype=torch.double) * 0.5)
        if bias:
            self.p[f"{name}/bias"] = single(torch.randn(bias if bias is not True else shape[-1], dtype=torch.double) * 0.1)

    def normalized(self, name, channels):
        self.p[f"{name}/scale"] = single(1 + 0.1 * torch.randn(channels, dtype=torch.double))
        self.p[f"{name}/shift"] = single(0.1 * torch.randn(channels, dtype=torch.double))
        self.state[f"{name}/mean"] = torch.zeros(channels, dtype=torch.double)
        self.state[f"{name}/variance"] = torch.ones(channels, dtype=torch.double)

    def build(self):
        case = self.case
        g, d = case["generator"], case["discriminator"]
        if not self.picture:
            numbers = sum(size for _, size in case["heads"])
            widths = [self.width, *g["layers"]]
            for i, (inputs, units) in enumerate(zip(widths, widths[1:])):
                self.weight(f"generator/dense{i + 1}", inputs, units, bias=not g.get("batchNorm"))
                if g.get("batchNorm"):
                    self.normalized(f"generator/norm{i + 1}", units)
            self.weight("generator/output", widths[-1], numbers)
            widths = [self.pack * (numbers + self.classes), *d["layers"]]
            for i, (inputs, units) in enumerate(zip(widths, widths[1:])):
                self.weight(f"discriminator/dense{i + 1}", inputs, units)
            top = widths[-1]
        else:
            height, width, channels = self.picture
            self.sizes = [(height >> (len(g["layers"]) - i), width >> (len(g["layers"]) - i)) for i in range(len(g["layers"]) + 1)]
            rows, across = self.sizes[0]
            self.weight("generator/dense1", self.width, rows * across * g["layers"][0], bias=not g.get("batchNorm"))
            if g.get("batchNorm"):
                self.normalized("generator/norm1", g["layers"][0])
            chain = [*g["layers"], channels]
            for i, (inputs, out) in enumerate(zip(chain, chain[1:])):
                last = i == len(chain) - 2
                self.weight(f"generator/up{i + 1}", 4, 4, out, inputs, bias=out if last or not g.get("batchNorm") else False)
                if g.get("batchNorm") and not last:
                    self.normalized(f"generator/norm{i + 2}", out)
            chain = [self.pack * channels, *reversed(d["layers"])]
            for i, (inputs, out) in enumerate(zip(chain, chain[1:])):
                normed = d.get("batchNorm") and i > 0
                self.weight(f"discriminator/down{i + 1}", 4, 4, inputs, out, bias=not normed)
                if normed:
                    self.normalized(f"discriminator/norm{i + 1}", out)
            top = (height >> len(d["layers"])) * (width >> len(d["layers"])) * chain[-1]
        self.weight("discriminator/output", top, 1)
        if self.picture and self.classes:
            self.weight("discriminator/classes", top, self.pack * self.classes, bias=False)
        if self.guesses:
            self.weight("discriminator/guess", top, self.pack * self.guesses)
        if d.get("spectralNorm"):
            for name, weight in list(self.p.items()):
                if name.startswith("discriminator/") and name.endswith(("/weight", "/kernel")):
                    self.state[f"{name}/right"] = single(F.normalize(torch.randn(weight.shape[-1], dtype=torch.double), dim=0))
                    self.state[f"{name}/left"] = single(F.normalize(torch.randn(weight.numel() // weight.shape[-1], dtype=torch.double), dim=0))

    def generate(self, codes, noise):
        p, g = self.p, self.case["generator"]
        if not self.picture:
            x = codes
            for i in range(len(g["layers"])):
                x = dense(p, f"generator/dense{i + 1}", x)
                if g.get("batchNorm"):
                    x = norm(p, self.state, f"generator/norm{i + 1}", x)
                x = torch.relu(x)
            x = dense(p, "generator/output", x)
            out, at, drawn = [], 0, 0
            for kind, size in self.case["heads"]:
                own = x[:, at : at + size]
                at += size
                if kind == "category":
                    own = torch.softmax((own + noise[:, drawn : drawn + size]) / 0.2, 1)
                    drawn += size
                out.append(torch.tanh(own) if kind == "tanh" else own)
            return torch.cat(out, 1)
        rows, across = self.sizes[0]
        x = dense(p, "generator/dense1", codes).reshape(-1, rows, across, g["layers"][0]).permute(0, 3, 1, 2)
        if g.get("batchNorm"):
            x = norm(p, self.state, "generator/norm1", x)
        x = torch.relu(x)
        for i in range(len(g["layers"])):
            (h, w), (nh, nw) = self.sizes[i], self.sizes[i + 1]
            x = sampled(p, f"generator/up{i + 1}", x, (True, (nh - 2 * h, nw - 2 * w)))
            if i < len(g["layers"]) - 1:
                if g.get("batchNorm"):
                    x = norm(p, self.state, f"generator/norm{i + 2}", x)
                x = torch.relu(x)
        return torch.tanh(x).permute(0, 2, 3, 1).reshape(len(codes), -1)

    def judge(self, p, samples, classes):
        d = self.case["discriminator"]
        packs = len(samples) // self.pack
        if not self.picture:
            x = samples if classes is None else torch.cat([samples, classes], 1)
            x = x.reshape(packs, -1)
            for i in range(len(d["layers"])):
                x = F.leaky_relu(dense(p, f"discriminator/dense{i + 1}", x), 0.2)
            return dense(p, "discriminator/output", x), x
        height, width, channels = self.picture
        # Pictures of a pack are channels of one.
        x = samples.reshape(packs, self.pack, height, width, channels).permute(0, 1, 4, 2, 3)
        x = x.reshape(packs, self.pack * channels, height, width)
        for i in range(len(d["layers"])):
            x = sampled(p, f"discriminator/down{i + 1}", x, None)
            if d.get("batchNorm") and i > 0:
                x = norm(p, self.state, f"discriminator/norm{i + 1}", x)
            x = F.leaky_relu(x, 0.2)
        x = x.permute(0, 2, 3, 1).reshape(packs, -1)
        out = dense(p, "discriminator/output", x)
        if classes is not None:
            out = out + (dense(p, "discriminator/classes", x) * classes.reshape(packs, -1)).sum(1, keepdim=True)
        return out, x

    def information(self, p, hidden, codes):
        categories, continuous = self.case.get("categories", 0), self.case.get("continuous", 0)
        guesses = dense(p, "discriminator/guess", hidden).reshape(len(codes), self.guesses)
        latent = self.case["latent"]
        loss = 0
        if categories:
            loss = loss + F.cross_entropy(guesses[:, :categories], codes[:, latent : latent + categories].argmax(1))
        if continuous:
            given = codes[:, latent + categories : latent + categories + continuous]
            loss = loss + 0.5 * ((given - guesses[:, categories:]) ** 2).sum(1).mean()
        return self.case.get("weight", 1) * loss

    def known(self, codes):
        return codes[:, -self.classes :] if self.classes else None

    def discriminator_loss(self, given):
        case = self.case
        p = spectral(self.p, self.state, True) if case["discriminator"].get("spectralNorm") else self.p
        with torch.no_grad():
            fake = self.generate(given["codes"], given.get("noise"))
        real, classes = given["real"], given.get("realClasses")
        r, _ = self.judge(p, real, classes)
        f, hidden = self.judge(p, fake, self.known(given["codes"]))
        label = 1 - case.get("smoothing", 0)
        if case["loss"] in ("minimax", "nonSaturating"):
            loss = F.binary_cross_entropy_with_logits(r, torch.full_like(r, label))
            loss = loss + F.binary_cross_entropy_with_logits(f, torch.zeros_like(f))
        elif case["loss"] == "leastSquares":
            loss = 0.5 * ((r - label) ** 2).mean() + 0.5 * (f**2).mean()
        elif case["loss"] == "hinge":
            loss = torch.relu(1 - r).mean() + torch.relu(1 + f).mean()
        else:
            loss = f.mean() - r.mean()
        if case.get("gradientPenalty"):
            between = (given["shares"] * real + (1 - given["shares"]) * fake).requires_grad_()
            out, _ = self.judge(p, between, classes)
            (slope,) = torch.autograd.grad(out.sum(), between, create_graph=True)
            norms = torch.sqrt((slope.reshape(len(out), -1) ** 2).sum(1) + 1e-12)
            loss = loss + case["gradientPenalty"] * ((norms - 1) ** 2).mean()
        if self.guesses:
            loss = loss + self.information(p, hidden, given["codes"])
        return loss

    def generator_loss(self, given):
        case = self.case
        p = spectral(self.p, self.state, False) if case["discriminator"].get("spectralNorm") else self.p
        fake = self.generate(given["codes"], given.get("noise"))
        f, hidden = self.judge(p, fake, self.known(given["codes"]))
        if case["loss"] == "minimax":
            loss = -F.binary_cross_entropy_with_logits(f, torch.zeros_like(f))
        elif case["loss"] == "nonSaturating":
            loss = F.binary_cross_entropy_with_logits(f, torch.ones_like(f))
        elif case["loss"] == "leastSquares":
            loss = 0.5 * ((f - 1) ** 2).mean()
        else:
            loss = -f.mean()
        return loss + self.information(p, hidden, given["codes"]) if self.guesses else loss


SMALL = {"latent": 3, "heads": [["linear", 2]], "generator": {"layers": [5, 4]}, "discriminator": {"layers": [5, 4]}}
PICTURES = {"latent": 3, "picture": [7, 6, 2], "generator": {"layers": [3, 2], "batchNorm": True}, "discriminator": {"layers": [3, 2]}}
CASES = [
    {"name": "minimax", "loss": "minimax", **SMALL},
    {"name": "non-saturating, smooth labels", "loss": "nonSaturating", "smoothing": 0.1, **SMALL},
    {"name": "least squares, smooth labels", "loss": "leastSquares", "smoothing": 0.2, **SMALL},
    {"name": "hinge, spectral norm", "loss": "hinge", **SMALL, "discriminator": {"layers": [5, 4], "spectralNorm": True}},
    {"name": "Wasserstein, gradient penalty", "loss": "wasserstein", "gradientPenalty": 10, **SMALL},
    {"name": "Wasserstein, gradient penalty of packs of classes", "loss": "wasserstein", "gradientPenalty": 5, "pack": 2, "classes": 2, **SMALL},
    {"name": "codes with information", "loss": "nonSaturating", "categories": 3, "continuous": 2, "weight": 0.5, "pack": 2, **SMALL},
    {"name": "mixed heads", "loss": "nonSaturating", **SMALL, "heads": [["category", 3], ["tanh", 1], ["category", 2]],
     "generator": {"layers": [5, 4], "batchNorm": True}},
    {"name": "DCGAN", "loss": "nonSaturating", **PICTURES, "discriminator": {"layers": [3, 2], "batchNorm": True}},
    {"name": "DCGAN of classes, packs and spectral norm", "loss": "hinge", "classes": 2, "pack": 2, **PICTURES,
     "discriminator": {"layers": [3, 2], "spectralNorm": True}},
    {"name": "convolutional critic with gradient penalty", "loss": "wasserstein", "gradientPenalty": 10, **PICTURES},
]


def one_hot(count, classes):
    return F.one_hot(torch.randint(classes, (count,)), classes).double()


def inputs(game, case, real):
    parts = [single(torch.randn(BATCH, case["latent"], dtype=torch.double))]
    if case.get("categories"):
        parts.append(one_hot(BATCH, case["categories"]))
    if case.get("continuous"):
        parts.append(single(torch.rand(BATCH, case["continuous"], dtype=torch.double) * 2 - 1))
    if game.classes:
        parts.append(one_hot(BATCH, game.classes))
    out = {"codes": torch.cat(parts, 1)}
    drawn = sum(size for kind, size in case.get("heads", []) if kind == "category")
    if drawn:
        out["noise"] = single(-torch.log(-torch.log(torch.rand(BATCH, drawn, dtype=torch.double))))
    if not real:
        return out
    numbers = torch.tensor(game.picture).prod().item() if game.picture else sum(size for _, size in case["heads"])
    out["real"] = single(torch.rand(BATCH, numbers, dtype=torch.double) * 2 - 1)
    if game.classes:
        out["realClasses"] = one_hot(BATCH, game.classes)
    if case.get("gradientPenalty"):
        out["shares"] = single(torch.rand(BATCH, 1, dtype=torch.double))
    return out


def play(case):
    game = Game(case)
    initial = {name: rounded(value) for name, value in {**game.p, **game.state}.items()}
    sides = {}
    for side in ("discriminator", "generator"):
        own = [value.requires_grad_() for name, value in game.p.items() if name.startswith(side)]
        sides[side] = (own, torch.optim.Adam(own, lr=0.01, betas=BETAS))
    rounds = []
    for _ in range(ROUNDS):
        taken = {}
        for side, loss in (("discriminator", game.discriminator_loss), ("generator", game.generator_loss)):
            given = inputs(game, case, side == "discriminator")
            own, optimizer = sides[side]
            value = loss(given)
            for parameter, slope in zip(own, torch.autograd.grad(value, own)):
                parameter.grad = slope
            optimizer.step()
            taken[side] = {"inputs": {name: rounded(tensor) for name, tensor in given.items()}, "loss": value.item()}
        rounds.append(taken)
    final = {name: rounded(value) for name, value in {**game.p, **game.state}.items()}
    return {"case": case, "initial": initial, "rounds": rounds, "final": final}


text = json.dumps({"batch": BATCH, "learningRate": 0.01, "beta1": BETAS[0], "games": [play(case) for case in CASES]})
Path(__file__).with_suffix(".json").write_text(text + "\n")
