"""Hashes of what OpenCV computes in the benchmark workloads filter-…, for engine/bench/filters.ts."""

import cv2
import numpy as np


def fmix32(x):
    x = x ^ (x >> np.uint32(16))
    x = x * np.uint32(0x85EBCA6B)
    x = x ^ (x >> np.uint32(13))
    x = x * np.uint32(0xC2B2AE35)
    return x ^ (x >> np.uint32(16))


def picture(seed, shape):
    index = np.arange(np.prod(shape), dtype=np.uint32)
    u = fmix32(index + fmix32(np.array([seed], np.uint32))) / 2.0**32
    return np.floor(256 * u).astype(np.uint8).reshape(shape)


def hash_of(image):
    """The sum of byte * 31^(n - 1 - i) modulo 2^32."""
    data = image.ravel()[::-1].astype(np.uint32)
    powers = np.cumprod(np.concatenate([[1], np.full(data.size - 1, 31)]).astype(np.uint32), dtype=np.uint32)
    return f"{int((data * powers).sum(dtype=np.uint32)):08x}"


sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], np.float32)
rows = [[1, 2, 3, 2, 1], [2, 4, 5, 4, 2], [3, 5, 9, 5, 3], [2, 4, 5, 4, 2], [1, 2, 3, 2, 1]]
smooth = np.array(rows, np.float32) / 77
filters = {
    "3x3": lambda image: cv2.filter2D(image, -1, sharpen),
    "5x5": lambda image: cv2.filter2D(image, -1, smooth),
    "gauss-sigma3": lambda image: cv2.GaussianBlur(image, (0, 0), 3),
    "median5": lambda image: cv2.medianBlur(image, 5),
}
pictures = {"grey4096": picture(50, (4096, 4096)), "rgba2048": picture(51, (2048, 2048, 4))}
for name, compute in filters.items():
    print(name, *(hash_of(compute(image)) for image in pictures.values()))
