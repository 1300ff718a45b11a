"""Arrays of pictures as NumPy stores them, as base64, with their first pictures in 8 bits: albums.json."""

import base64
import io
import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(9)


def stored(save, *arrays, **named):
    file = io.BytesIO()
    save(file, *arrays, **named)
    return base64.b64encode(file.getvalue()).decode()


grey = rng.integers(0, 256, (4, 5, 6), dtype=np.uint8)
colour = rng.integers(0, 256, (3, 4, 5, 3), dtype=np.uint8)
test = rng.integers(0, 256, (2, 5, 6), dtype=np.uint8)
labels = np.array([[3], [1], [3], [1]], dtype=np.uint8)
keras = {"x_train": grey, "y_train": labels, "x_test": test, "y_test": np.array([[1], [3]], dtype=np.uint8)}
unit = grey / 255
cases = [
    {"name": "u8", "bytes": stored(np.save, grey), "frames": grey},
    {"name": "fortran", "bytes": stored(np.save, np.asfortranarray(colour)), "frames": colour},
    {"name": "planes", "bytes": stored(np.save, np.moveaxis(colour, -1, 1).copy()), "frames": colour},
    {"name": "unit", "bytes": stored(np.save, unit.astype(np.float32)), "frames": grey},
    {"name": "signed", "bytes": stored(np.save, 2 * unit - 1), "frames": grey},
    {"name": "bytes in i64", "bytes": stored(np.save, grey.astype(np.int64)), "frames": grey},
    {"name": "wide", "bytes": stored(np.save, grey.astype(np.uint16) * 257), "frames": grey},
    {"name": "npz", "bytes": stored(np.savez, **keras), "frames": np.concatenate([grey, test])},
    {"name": "packed npz", "bytes": stored(np.savez_compressed, **keras), "frames": np.concatenate([grey, test])},
    {
        "name": "named npz",
        "bytes": stored(np.savez_compressed, images=grey, labels=np.array(["b", "a", "b", "a"]), other=np.arange(7)),
        "frames": grey,
    },
]
for case in cases:
    case["frames"] = [frame.ravel().tolist() for frame in case["frames"]]
Path(__file__).with_suffix(".json").write_text(json.dumps({"cases": cases}) + "\n")
