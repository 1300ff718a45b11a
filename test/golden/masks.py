"""IoU and Dice of random masks by scikit-learn, class by class and in the mean: masks.json."""

import json
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, jaccard_score

rng = np.random.default_rng(5)


def case(classes, pixels, present):
    truth = rng.choice(present, pixels)
    given = np.where(rng.random(pixels) < 0.6, truth, rng.choice(present, pixels))
    labels = sorted(set(truth) | set(given))
    return {
        "classes": classes,
        "truth": truth.tolist(),
        "given": given.tolist(),
        "iou": float(jaccard_score(truth, given, labels=labels, average="macro")),
        "dice": float(f1_score(truth, given, labels=labels, average="macro")),
        "classIou": dict(zip(map(str, labels), jaccard_score(truth, given, labels=labels, average=None).tolist())),
    }


result = [case(2, 60, [0, 1]), case(4, 80, [0, 1, 3]), case(3, 50, [2])]
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
