"""Stacked denoising autoencoders, unfolded and trained on, as DeepLearnToolbox does it, in NumPy: restoration-recipe.json.

Random numbers are the engine's (Threefry-2x32), so that weights, orders and masks are the same; the rest is nnff, nnbp,
nnapplygrads, saetrain in double precision.
"""

import json
from pathlib import Path

import numpy as np

M = 0xFFFFFFFF
ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24]


def threefry(k0, k1, c0, c1):
    keys = [k0 & M, k1 & M, (0x1BD11BDA ^ k0 ^ k1) & M]
    x, y = (c0 + keys[0]) & M, (c1 + keys[1]) & M
    for i in range(20):
        r = ROTATIONS[i & 7]
        x = (x + y) & M
        y = ((y << r | y >> (32 - r)) & M) ^ x
        if i & 3 == 3:
            n = (i >> 2) + 1
            x = (x + keys[n % 3]) & M
            y = (y + keys[(n + 1) % 3] + n) & M
    return x, y


def stream_of(name):
    h = 0x811C9DC5
    for c in name:
        h = ((h ^ ord(c)) * 0x01000193) & M
    return h & 0x7FFFFFFF


class Random:
    def __init__(self, seed, stream):
        self.seed, self.stream, self.counter, self.words = seed, stream, 0, []

    def bits(self):
        if not self.words:
            self.words = list(threefry(self.seed, self.stream, self.counter, 0))
            self.counter += 1
        return self.words.pop(0)

    def uniform(self):
        high = self.bits() >> 5
        return (high * 67108864 + (self.bits() >> 6)) * 2.0**-53


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Network:
    """nnsetup: W is in x out here, biases apart, both drawn from U(-1, 1) * 4 * sqrt(6 / (in + out))."""

    def __init__(self, sizes, seed, output):
        self.sizes, self.seed, self.output = sizes, seed, output
        self.weights, self.biases = [], []
        for k, (i, o) in enumerate(zip(sizes, sizes[1:]), 1):
            limit = 4 * np.sqrt(6 / (i + o))
            draw = lambda part, n: np.array(
                [np.float32((2 * r.uniform() - 1) * limit) for r in [Random(seed, stream_of(f"dense{k}/{part}"))] for _ in range(n)],
                dtype=float,
            )
            self.weights.append(draw("weight", i * o).reshape(i, o))
            self.biases.append(draw("bias", o))

    def forward(self, x):
        activations = [x]
        for k, (w, b) in enumerate(zip(self.weights, self.biases)):
            z = activations[-1] @ w + b
            last = k == len(self.weights) - 1
            activations.append(z if last and self.output == "linear" else sigmoid(z))
        return activations

    def train(self, x, epochs, batch, rate, momentum, masked, target, penalty, l2=0.0):
        m = len(x)
        running = [np.zeros(n) for n in self.sizes[1:-1]]
        velocity = [[np.zeros_like(v) for v in self.weights], [np.zeros_like(v) for v in self.biases]]
        stream = stream_of("input/mask")
        step, losses = 0, []
        for epoch in range(epochs):
            order = list(range(m))
            random = Random(self.seed, (stream_of("shuffle") + epoch) & M)
            for i in range(m - 1, 0, -1):
                j = int(np.floor(random.uniform() * (i + 1)))
                order[i], order[j] = order[j], order[i]
            total = 0.0
            for at in range(0, m, batch):
                clean = x[order[at : at + batch]]
                rows = len(clean)
                # An element has 16 bits of its own: four come from each block, the lowest of a word first.
                blocks = [threefry(self.seed, stream, e >> 2, step) for e in range(clean.size)]
                units = np.array([(blocks[e][e >> 1 & 1] >> 16 * (e & 1) & 0xFFFF) for e in range(clean.size)])
                units = units.reshape(clean.shape)
                given = clean * (units >= round(masked * 2**16)) if masked > 0 else clean
                a = self.forward(given)
                for k in range(len(running)):
                    running[k] = 0.99 * running[k] + 0.01 * a[k + 1].mean(axis=0)
                error = a[-1] - clean
                total += 0.5 * (error**2).sum()
                delta = error if self.output == "linear" else error * a[-1] * (1 - a[-1])
                gradients = []
                for k in range(len(self.weights) - 1, -1, -1):
                    gradients.insert(0, (a[k].T @ delta / rows, delta.mean(axis=0)))
                    if k > 0:
                        p = running[k - 1]
                        sparse = penalty * (-target / p + (1 - target) / (1 - p)) if penalty > 0 else 0
                        delta = (delta @ self.weights[k].T + sparse) * a[k] * (1 - a[k])
                for k, (dw, db) in enumerate(gradients):
                    velocity[0][k] = momentum * velocity[0][k] + rate * (dw + l2 * self.weights[k])
                    velocity[1][k] = momentum * velocity[1][k] + rate * db
                    self.weights[k] = self.weights[k] - velocity[0][k]
                    self.biases[k] = self.biases[k] - velocity[1][k]
                step += 1
            losses.append(total / m)
        return losses


rows, sizes, seed = 9, [12, 7, 4, 7, 12], 5
pixels = [[(37 * i + 11 * j + 5 * i * j) % 256 for j in range(sizes[0])] for i in range(rows)]
x = np.array(pixels) / 255
own = dict(epochs=3, batch=4, rate=0.5, momentum=0.5, masked=0.25, target=0.1, penalty=0.02)
deep = dict(epochs=4, batch=4, rate=0.03, momentum=0.5, masked=0.2, target=0.05, penalty=0.01, l2=0.001)
losses, halves, h = [], [], x
for k, units in enumerate(sizes[1:3]):
    n = sizes[k]
    autoencoder = Network([n, units, n], seed + 1000 * (k + 1), "sigm")
    losses += autoencoder.train(h, **own)
    halves.append(autoencoder)
    h = autoencoder.forward(h)[1]
network = Network(sizes, seed, "linear")
for k, autoencoder in enumerate(halves):
    for half, layer in ((0, k), (1, len(sizes) - 2 - k)):
        network.weights[layer] = autoencoder.weights[half].copy()
        network.biases[layer] = autoencoder.biases[half].copy()
losses += network.train(x, **deep)
result = {
    "pixels": pixels,
    "sizes": sizes,
    "seed": seed,
    "pretraining": own,
    "training": deep,
    "losses": losses,
    "weights": {f"dense{k + 1}/weight": w.ravel().tolist() for k, w in enumerate(network.weights)}
    | {f"dense{k + 1}/bias": b.tolist() for k, b in enumerate(network.biases)},
}
rounded = json.loads(json.dumps(result), parse_float=lambda text: float(f"{float(text):.9g}"))
Path(__file__).with_suffix(".json").write_text(json.dumps(rounded, separators=(",", ":")) + "\n")
