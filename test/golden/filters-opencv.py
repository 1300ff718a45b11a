"""Filters of OpenCV on noise, for each border, kernel size, number of channels and depth that it takes: filters-opencv.json."""

import cv2
import numpy as np
from noise import noise, stored, write

HEIGHT, WIDTH = 9, 13
BORDERS = {
    "zero": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}
DEPTHS = {"u8": np.uint8, "u16": np.uint16, "f32": np.float32}
UNIT = {"u8": 1, "u16": 257, "f32": 1 / 255}
cases = []


def case(step, function, channels=3, edge="reflect101", elements="u8", size=(HEIGHT, WIDTH)):
    """One call of OpenCV, beside the chain that means the same."""
    seed = len(cases) + 1
    image = noise(seed, (*size, channels), DEPTHS[elements])
    output = function(image if channels > 1 else image[:, :, 0], BORDERS[edge])
    cases.append(
        {
            "seed": seed,
            "width": size[1],
            "height": size[0],
            "channels": channels,
            "elements": elements,
            "pipeline": {"as": "opencv", "edge": edge, "steps": [step]},
            "output": stored(output),
        }
    )


def matrix(kernel, divisor=1, offset=0, **options):
    delta = offset * UNIT[options.get("elements", "u8")]
    weights = np.array(kernel, np.float64) / divisor
    step = {"matrix": kernel, "divisor": divisor, "offset": offset}
    case(step, lambda image, border: cv2.filter2D(image, -1, weights, delta=delta, borderType=border), **options)


def named(kernel, function, **options):
    case({"kernel": kernel}, function, **options)


def gauss(sigma, **options):
    named(f"gauss:{sigma}", lambda image, border: cv2.GaussianBlur(image, (0, 0), sigma, borderType=border), **options)


def box(size, **options):
    named(f"box:{size}", lambda image, border: cv2.blur(image, (size, size), borderType=border), **options)


def integers(rows, columns, seed=7):
    return (noise(seed, (rows, columns)).astype(int) % 11 - 5).tolist()


SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
LINES = [[1, 2, 3, 2, 1], [2, 4, 5, 4, 2], [3, 5, 9, 5, 3], [2, 4, 5, 4, 2], [1, 2, 3, 2, 1]]

for edge in ("zero", "replicate", "reflect", "reflect101"):
    for channels in (1, 3, 4):
        matrix(SHARPEN, channels=channels, edge=edge)
        matrix(LINES, 77, channels=channels, edge=edge)
        box(3, channels=channels, edge=edge)
        gauss(1.5, channels=channels, edge=edge)
    matrix(integers(7, 3), 8, 128, edge=edge)
    matrix(integers(4, 6), 9, 10, edge=edge)
    matrix(integers(31, 31), 40, 100, edge=edge, channels=1)
    box(4, edge=edge)
    gauss(3, edge=edge, channels=1)
gauss(2, edge="wrap")
for rows, columns in ((1, 1), (2, 2), (1, 9), (9, 1), (5, 5), (7, 7), (9, 9), (11, 11), (13, 13), (15, 15)):
    matrix(integers(rows, columns), rows * columns // 2 + 1, 90, channels=1)
matrix([[0.1, -0.25, 0.3], [0.7, 0.15, -0.4], [0.05, 0.2, 0.45]])
for size in (2, 5, 7, 15, 16, 17, 21):
    box(size, channels=1)
for sigma in (0.3, 0.5, 0.8, 1, 1.25, 2, 2.5, 4, 5.5, 8, 12):
    gauss(sigma, channels=1)
for size in (3, 5, 7, 9, 11, 13, 15):
    for channels in (1, 3, 4):
        named(f"median{size}", lambda image, border: cv2.medianBlur(image, size), channels=channels)
for elements in ("u16", "f32"):
    matrix(SHARPEN, 1, 20, elements=elements)
    matrix(LINES, 77, elements=elements, edge="reflect")
    box(5, elements=elements)
    gauss(1, elements=elements)
    named("median5", lambda image, border: cv2.medianBlur(image, 5), elements=elements)
for diameter, color, space in ((5, 40, 2), (9, 50, 3), (7, 120, 1.5)):
    for channels in (1, 3):
        for edge in ("reflect101", "replicate"):
            named(
                f"bilateral:{diameter},{color},{space}",
                lambda image, border: cv2.bilateralFilter(image, diameter, color, space, borderType=border),
                channels=channels,
                edge=edge,
            )
named("exposure:1.5", lambda image, border: cv2.convertScaleAbs(image, alpha=1.5))
named("laplacian", lambda image, border: cv2.Laplacian(image, -1))
named("sobel-x", lambda image, border: cv2.Sobel(image, -1, 1, 0))
named("scharr-y", lambda image, border: cv2.Scharr(image, -1, 0, 1))
matrix(LINES, 77, channels=1, size=(2, 3), edge="reflect101")
matrix(LINES, 77, channels=1, size=(1, 1), edge="reflect")
write(__file__, cases, version=cv2.__version__)
