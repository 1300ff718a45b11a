"""Frequency responses by FFT, singular values and a least-squares kernel, in NumPy's double precision: kernel-analysis.json."""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(7)


def stored(array):
    return np.round(np.asarray(array, float), 12).tolist()


def response(matrix, size):
    """|H| at −1/2, −1/2 + 1/size, …, 1/2 − 1/size cycles a pixel."""
    return np.abs(np.fft.fftshift(np.fft.fft2(matrix, (size, size))))


def fitted(clean, degraded, size, bias):
    """The kernel by least squares over all pixels whose neighbourhood is inside."""
    height, width = clean.shape
    half = size // 2
    windows = np.lib.stride_tricks.sliding_window_view(degraded, (size, size)).reshape(-1, size * size)
    target = clean[half : height - half, half : width - half].reshape(-1)
    columns = np.hstack([windows, np.ones((len(windows), 1))]) if bias else windows
    solution = np.linalg.lstsq(columns, target, rcond=None)[0]
    return solution[: size * size].reshape(size, size), float(solution[-1]) if bias else 0.0


matrices = [
    np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    rng.integers(-9, 10, (4, 5)),
    np.round(rng.normal(size=(7, 3)), 3),
]

# Waves with noise: smooth enough for a kernel to be found, rough enough for it to be well determined.
height, width, size = 21, 26, 5
y, x = np.mgrid[:height, :width]
clean = np.round(128 + 60 * np.sin(x / 3) * np.cos(y / 4) + 40 * ((x // 6 + y // 5) % 2), 3)
degraded = np.round(clean + rng.normal(0, 20, clean.shape), 3)
kernel, _ = fitted(clean, degraded, size, False)
biased, bias = fitted(clean, degraded, size, True)

result = {
    "kernels": [
        {
            "matrix": matrix.tolist(),
            "size": 16,
            "response": stored(response(matrix, 16)),
            "singular": stored(np.linalg.svd(matrix, compute_uv=False)),
        }
        for matrix in matrices
    ],
    "fit": {
        "width": width,
        "height": height,
        "size": size,
        "clean": clean.reshape(-1).tolist(),
        "degraded": degraded.reshape(-1).tolist(),
        "kernel": stored(kernel),
        "biased": {"kernel": stored(biased), "bias": bias},
    },
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
