"""GEGL's convolution matrix, which is GIMP's, on noise: filters-gimp.json. Needs the command `gegl`."""

import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from noise import noise, stored, write
from PIL import Image

HEIGHT, WIDTH = 9, 13
BORDERS = {"replicate": "clamp", "wrap": "loop", "zero": "none"}
cases = []


def case(kernel, divisor=None, offset=None, channels=3, edge="replicate", alpha="premultiplied"):
    """One call of GEGL, beside the chain that means the same. Letters of its properties are columns, numbers are rows."""
    seed = len(cases) + 1
    samples = noise(seed, (HEIGHT, WIDTH, channels))
    if channels == 4:
        samples[2:6, 3:9, 3] = 0
    properties = {f"{letter}{number}": 0 for letter in "abcde" for number in range(1, 6)}
    rows, columns = len(kernel), len(kernel[0])
    for r, row in enumerate(kernel):
        for c, weight in enumerate(row):
            properties["abcde"[c + 2 - columns // 2] + str(r + 3 - rows // 2)] = weight
    normalised = divisor is None and offset is None
    properties |= {
        "normalize": str(normalised).lower(),
        "divisor": 1 if divisor is None else divisor,
        "offset": (offset or 0) / 255,
        "alpha-weight": str(alpha == "premultiplied").lower(),
        "alpha": str(alpha != "straight").lower(),
        "border": BORDERS[edge],
    }
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.png"), Path(folder, "after.png")
        Image.fromarray(samples if channels > 1 else samples[:, :, 0]).save(before)
        arguments = [f"{name}={value}" for name, value in properties.items()]
        command = ["gegl", before, "-o", after, "--", "gegl:convolution-matrix", *arguments]
        subprocess.run(command, check=True, capture_output=True)
        output = np.asarray(Image.open(after).convert("RGBA"))
    # A layer without alpha drops the one that GEGL adds.
    output = output[:, :, [0]] if channels == 1 else output[:, :, :channels]
    step = {"matrix": kernel}
    if divisor is not None:
        step["divisor"] = divisor
    if offset is not None:
        step["offset"] = offset
    cases.append(
        {
            "seed": seed,
            "width": WIDTH,
            "height": HEIGHT,
            "channels": channels,
            "elements": "u8",
            **({"hole": [3, 2, 9, 6]} if channels == 4 else {}),
            "pipeline": {"as": "gimp", "edge": edge, "alpha": alpha, "steps": [step]},
            "output": stored(output),
        }
    )


def integers(rows, columns, seed, least=-4):
    return (noise(seed, (rows, columns)).astype(int) % 9 + least).tolist()


for edge in BORDERS:
    for channels in (1, 3):
        for size in (3, 5):
            case(integers(size, size, size), channels=channels, edge=edge)
            case(integers(size, size, size + 9), 8, 60, channels, edge)
    for alpha in ("premultiplied", "straight", "channel"):
        case(integers(3, 3, 5, 0), channels=4, edge=edge, alpha=alpha)
        case(integers(5, 5, 6, 0), 90, 20, 4, edge, alpha)
    for alpha in ("straight", "channel"):
        case(integers(5, 5, 7), 6, 30, 4, edge, alpha)
case([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
case([[-1, -1, -1], [-1, 3, -1], [-1, -1, -1]])
case([[1, 2, 3, 4, 5]])
case([[1], [2], [-1]])
version = re.search(r"[\d.]+", subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "libgegl-0.4-0"], capture_output=True, text=True).stdout.split(":")[-1])
write(__file__, cases, version=version.group())
