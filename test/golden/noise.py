"""Pictures of seeded noise that the golden scripts of filters and their tests make alike, and how results are stored."""

import base64
import json
from pathlib import Path

import numpy as np


def noise(seed, shape, dtype=np.uint8):
    """The highest bits of a linear congruential generator (Knuth's multiplier for 32 bits of Numerical Recipes)."""
    state, values = seed, []
    shift = 24 if dtype == np.uint8 else 16
    for _ in range(int(np.prod(shape))):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> shift)
    values = np.array(values).reshape(shape)
    return (values / np.float32(65535)).astype(np.float32) if dtype == np.float32 else values.astype(dtype)


def stored(image):
    return base64.b64encode(np.ascontiguousarray(image).tobytes()).decode()


def write(script, cases, **more):
    text = json.dumps({**more, "cases": cases}, separators=(",", ":"), ensure_ascii=False)
    Path(script).with_suffix(".json").write_text(text + "\n")
