"""Luma by scikit-image, bicubic pictures by matrices of MATLAB's weights, and figures of both: enlarged.json."""

import base64
import json
from pathlib import Path

import numpy as np
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

rng = np.random.default_rng(12)


def stored(array):
    return base64.b64encode(np.ascontiguousarray(array).astype(np.uint8).tobytes()).decode()


def cubic(x):
    x = np.abs(x)
    inner = 1.5 * x**3 - 2.5 * x**2 + 1
    outer = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return np.where(x <= 1, inner, np.where(x <= 2, outer, 0))


def weights(length, out):
    """The matrix of imresize along a line: antialiased where it gets shorter, mirrored at its ends."""
    scale = out / length
    width = min(scale, 1)
    matrix = np.zeros((out, length))
    for j in range(out):
        centre = (j + 0.5) / scale - 0.5
        around = np.arange(int(np.floor(centre - 2 / width)) - 1, int(np.ceil(centre + 2 / width)) + 2)
        row = cubic(width * (centre - around))
        row /= row.sum()
        folded = np.mod(around, 2 * length)
        np.add.at(matrix[j], np.minimum(folded, 2 * length - 1 - folded), row)
    return matrix


def imresize(picture, height, width):
    return weights(picture.shape[0], height) @ picture @ weights(picture.shape[1], width).T


def case(factor, height, width):
    y, x = np.mgrid[:height, :width]
    layers = [128 + 60 * np.sin((x + 3 * c) / (2 + c)) * np.cos(y / 3) + 40 * ((x // 6 + y // 5 + c) % 2) for c in range(3)]
    picture = np.clip(np.round(np.stack(layers, -1) + rng.normal(0, 6, (height, width, 3))), 0, 255).astype(np.uint8)
    cut = picture[: height - height % factor, : width - width % factor]
    luma = np.round(rgb2ycbcr(cut)[..., 0])
    small = imresize(luma / 255, luma.shape[0] // factor, luma.shape[1] // factor)
    large = np.clip(np.round(255 * imresize(small, *luma.shape)), 0, 255)
    inner = [values[factor:-factor, factor:-factor] for values in (luma, large)]
    wang = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    return {
        "factor": factor,
        "width": width,
        "height": height,
        "picture": stored(picture),
        "luma": stored(luma),
        "bicubic": stored(large),
        "psnr": float(peak_signal_noise_ratio(*inner, data_range=255)),
        "ssim": float(structural_similarity(*inner, data_range=255, **wang)),
    }


result = [case(2, 33, 40), case(3, 32, 35), case(4, 39, 34)]
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
