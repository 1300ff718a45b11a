"""Bicubic resizing with antialiasing, as dense matrices over explicitly mirrored lines, in double precision: imresize.json."""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(6)


def kernel(x):
    """Cubic convolution with a = -1/2, as its two polynomials."""
    x = np.abs(x)
    near = (x <= 1) * (1.5 * x**3 - 2.5 * x**2 + 1)
    far = ((x > 1) & (x <= 2)) * (-0.5 * x**3 + 2.5 * x**2 - 4 * x + 2)
    return near + far


def matrix(length, new):
    """[new, length]: the weights of each new sample, those beyond the ends folded back on the samples they mirror."""
    scale = new / length
    stretch = min(scale, 1)
    pad = int(np.ceil(2 / stretch)) + 2
    mirrored = np.concatenate([np.arange(length), np.arange(length)[::-1]])
    result = np.zeros((new, length))
    for j in range(new):
        centre = (j + 0.5) / scale - 0.5
        positions = np.arange(int(np.floor(centre)) - pad, int(np.floor(centre)) + pad + 1)
        weights = kernel((positions - centre) * stretch)
        for position, weight in zip(positions, weights / weights.sum()):
            result[j, mirrored[position % (2 * length)]] += weight
    return result


def case(height, width, channels, new_height, new_width):
    samples = rng.integers(0, 256, (height, width, channels))
    rows, columns = matrix(height, new_height), matrix(width, new_width)
    output = np.einsum("ih,jw,hwc->ijc", rows, columns, samples.astype(float))
    return {
        "width": width,
        "height": height,
        "channels": channels,
        "samples": samples.ravel().tolist(),
        "newWidth": new_width,
        "newHeight": new_height,
        "output": [round(value, 6) for value in output.ravel().tolist()],
    }


cases = [
    case(12, 18, 1, 6, 9),
    case(12, 18, 1, 4, 6),
    case(5, 7, 3, 10, 14),
    case(9, 8, 1, 27, 24),
    case(13, 11, 3, 5, 17),
    case(3, 2, 1, 1, 9),
    case(6, 6, 1, 6, 4),
]
Path(__file__).with_suffix(".json").write_text(json.dumps({"cases": cases}) + "\n")
