"""Filters of Pillow on noise, for each kernel size, number of channels and rule of its divisor: filters-pillow.json."""

import numpy as np
import PIL
from noise import noise, stored, write
from PIL import Image, ImageFilter

HEIGHT, WIDTH = 9, 13
cases = []


def case(step, function, channels=3):
    """One filter of Pillow, beside the chain that means the same."""
    seed = len(cases) + 1
    samples = noise(seed, (HEIGHT, WIDTH, channels))
    image = Image.fromarray(samples if channels > 1 else samples[:, :, 0])
    cases.append(
        {
            "seed": seed,
            "width": WIDTH,
            "height": HEIGHT,
            "channels": channels,
            "elements": "u8",
            "pipeline": {"as": "pillow", "steps": [step]},
            "output": stored(np.asarray(image.filter(function))),
        }
    )


def kernel(size, seed, scale=None, offset=0, channels=3, weights=None):
    weights = weights or (noise(seed, (size, size)).astype(int) % 11 - 4).tolist()
    flat = [weight for row in weights for weight in row]
    step = {"matrix": weights, "offset": offset, **({} if scale is None else {"divisor": scale})}
    case(step, ImageFilter.Kernel((size, size), flat, scale, offset), channels)


for channels in (1, 2, 3, 4):
    for size in (3, 5):
        for seed in (5, 6):
            kernel(size, seed, channels=channels)
        kernel(size, 3, size * size, 17, channels)
        kernel(size, 4, -7, 128, channels)
    for size in (3, 5, 7, 9):
        case({"kernel": f"median{size}"}, ImageFilter.MedianFilter(size), channels)
    for size in (3, 5, 9, 25):
        case({"kernel": f"box:{size}"}, ImageFilter.BoxBlur(size // 2), channels)
kernel(3, 0, weights=[[0.1, -0.25, 0.3], [0.7, 0.15, -0.4], [0.05, 0.2, 0.45]])
kernel(3, 0, weights=[[0.1, 0.2, 0.3], [0.7, 1.5, 0.4], [0.05, 0.2, 0.45]])
for name, built_in in {
    "smooth": ImageFilter.SMOOTH,
    "smooth-more": ImageFilter.SMOOTH_MORE,
    "detail": ImageFilter.DETAIL,
    "sharpen-mild": ImageFilter.SHARPEN,
    "edge-enhance": ImageFilter.EDGE_ENHANCE,
    "find-edges": ImageFilter.FIND_EDGES,
    "contour": ImageFilter.CONTOUR,
    "blur-ring": ImageFilter.BLUR,
    "emboss-corner": ImageFilter.EMBOSS,
}.items():
    for channels in (1, 4):
        case({"kernel": name}, built_in, channels)
write(__file__, cases, version=PIL.__version__)
