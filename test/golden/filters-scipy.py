"""SciPy's filters in double precision as the oracle of the own semantics: edges, light, alpha, depths: filters-scipy.json."""

import numpy as np
import scipy
from noise import noise, stored, write
from scipy import ndimage

HEIGHT, WIDTH = 7, 9
MODES = {"zero": "constant", "replicate": "nearest", "reflect": "reflect", "reflect101": "mirror", "wrap": "grid-wrap"}
DEPTHS = {"u8": np.uint8, "u16": np.uint16, "f32": np.float32}
WHITE = {"u8": 255, "u16": 65535, "f32": 1}
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
cases = []


def to_linear(v):
    return np.where(v <= 0.04045, v / 12.92, ((np.maximum(v, 0) + 0.055) / 1.055) ** 2.4)


def to_srgb(v):
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 0) ** (1 / 2.4) - 0.055)


def case(step, filter, channels=3, edge="reflect101", elements="u8", light="srgb", alpha="straight", zero=False, size=(HEIGHT, WIDTH)):
    """`filter` takes a plane of 0 to 1 and the mode, and gives another."""
    seed = len(cases) + 1
    samples = noise(seed, (*size, channels), DEPTHS[elements])
    white = WHITE[elements]
    image = samples.astype(np.float64) / white
    colours = channels - (channels % 2 == 0)
    if light == "linear":
        image[:, :, :colours] = to_linear(image[:, :, :colours])
    opacity = image[:, :, [-1]].copy()
    result = image.copy()
    if alpha == "premultiplied":
        image[:, :, :colours] *= opacity
    for c in range(colours if alpha == "straight" else channels):
        result[:, :, c] = filter(image[:, :, c], MODES[edge])
    if alpha == "premultiplied":
        if zero:
            result[:, :, [-1]] = opacity
        weight = result[:, :, [-1]]
        result[:, :, :colours] = np.divide(result[:, :, :colours], weight, out=np.zeros_like(result[:, :, :colours]), where=weight != 0)
    if light == "linear":
        result[:, :, :colours] = to_srgb(result[:, :, :colours])
    result *= white
    # Ties are those of exact sums, not of their last bits.
    output = result if elements == "f32" else np.clip(np.rint(np.round(result, 9)), 0, white)
    pipeline = {"edge": edge, "light": light, "alpha": alpha, "steps": [step]}
    cases.append(
        {
            "seed": seed,
            "width": size[1],
            "height": size[0],
            "channels": channels,
            "elements": elements,
            "pipeline": pipeline,
            "output": stored(output.astype(DEPTHS[elements])),
        }
    )


def matrix(kernel, divisor=1, offset=0, **options):
    weights = np.array(kernel, np.float64)
    step = {"matrix": kernel, "divisor": divisor, "offset": offset}
    zero = weights.sum() == 0
    case(step, lambda plane, mode: ndimage.correlate(plane, weights, mode=mode) / divisor + offset / 255, zero=zero, **options)


def gauss(sigma, radius):
    return lambda plane, mode: ndimage.gaussian_filter(plane, sigma, mode=mode, radius=radius)


def integers(rows, columns, seed=7):
    return (noise(seed, (rows, columns)).astype(int) % 11 - 5).tolist()


for edge in MODES:
    for elements in DEPTHS:
        matrix(integers(3, 3), 4, 30, edge=edge, elements=elements)
    matrix(integers(4, 6), 9, 10, edge=edge)
    matrix(integers(5, 2), edge=edge, channels=1)
    # Pictures smaller than the kernel.
    matrix(integers(9, 11), 30, 60, edge=edge, size=(2, 3))
    matrix(integers(7, 7), 20, 60, edge=edge, size=(1, 4), channels=1)
    case({"kernel": "median5"}, lambda plane, mode: ndimage.median_filter(plane, 5, mode=mode), edge=edge)
    case({"kernel": "box:6"}, lambda plane, mode: ndimage.uniform_filter(plane, 6, mode=mode), edge=edge)
    case({"kernel": "gauss:1.5"}, gauss(1.5, 5), edge=edge)
for channels in (1, 2, 3, 4):
    for light in ("srgb", "linear"):
        for alpha in ("straight", "premultiplied", "channel"):
            for elements in ("u8", "f32"):
                options = {"channels": channels, "light": light, "alpha": alpha, "elements": elements}
                if channels % 2 and alpha != "straight":
                    continue
                matrix([[1, 2, 1], [2, 4, 2], [1, 2, 1]], 16, **options)
                matrix([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], 1, 100, **options)
for size in (3, 5, 7, 9, 15):
    case({"kernel": f"median{size}"}, lambda plane, mode: ndimage.median_filter(plane, size, mode=mode), channels=1)
case({"kernel": "median3"}, lambda plane, mode: ndimage.median_filter(plane, 3, mode=mode), channels=4, elements="u16", alpha="channel")
case({"kernel": "gauss:2"}, gauss(2, 6), channels=1)
case({"kernel": "gauss:2"}, gauss(2, 8), channels=1, elements="f32")


def watercolour(plane, mode):
    return ndimage.correlate(ndimage.median_filter(plane, 5, mode=mode), np.array(SHARPEN, np.float64), mode=mode)


def unsharp(plane, mode):
    blurred = gauss(1.5, 5)(plane, mode)
    away = np.abs(plane - blurred) * 255 >= 20
    return np.where(away, plane + 0.8 * (plane - blurred), plane)


case({"kernel": "watercolour"}, watercolour)
case({"kernel": "unsharp:1.5,0.8,20"}, unsharp)
case({"kernel": "glow:1.5,0.6"}, lambda plane, mode: 1 - (1 - plane) * (1 - 0.6 * gauss(1.5, 5)(plane, mode)))
case({"kernel": "halo:0.5,1.5"}, lambda plane, mode: plane + 1.5 * (gauss(0.5, 2)(plane, mode) - gauss(1.5, 5)(plane, mode)))
case({"kernel": "exposure:1.7"}, lambda plane, mode: plane * 1.7)
case({"kernel": "exposure:1.7"}, lambda plane, mode: plane * 1.7, light="linear")
for alpha in ("straight", "premultiplied"):
    case({"kernel": "glow:1.5,0.6"}, lambda plane, mode: 1 - (1 - plane) * (1 - 0.6 * gauss(1.5, 5)(plane, mode)), channels=4, alpha=alpha, light="linear")
write(__file__, cases, version=scipy.__version__)
