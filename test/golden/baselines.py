"""Baselines and metrics of scikit-learn on small seeded tables, collinear columns included: baselines.json."""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss, mean_absolute_error, r2_score, root_mean_squared_error

random = np.random.default_rng(7)


def rounded(array):
    return [float(f"{value:.9g}") for value in np.asarray(array, dtype=float).ravel()]


def features(rows):
    numbers = random.normal(size=(rows, 3))
    levels = np.eye(3)[random.integers(0, 3, rows)]
    constant = np.full((rows, 1), 2.5)
    return np.hstack([numbers, levels, constant]).astype(np.float32).astype(float)


def classes(x, count):
    weights = np.linspace(-1.5, 1.5, x.shape[1] * count).reshape(x.shape[1], count)
    scores = x @ np.sin(7 * weights) + random.gumbel(size=(len(x), count))
    return scores.argmax(1)


def classification(count):
    x = features(90)
    y = classes(x, count)
    fitted = LogisticRegression(C=1.0, tol=1e-10, max_iter=10000).fit(x[:60], y[:60])
    probabilities = fitted.predict_proba(x[60:])
    return {
        "classes": count,
        "features": rounded(x),
        "truth": y.tolist(),
        "train": 60,
        "probabilities": rounded(probabilities),
        "metrics": {
            "accuracy": accuracy_score(y[60:], probabilities.argmax(1)),
            "macroF1": f1_score(y[60:], probabilities.argmax(1), average="macro"),
            "logLoss": log_loss(y[60:], probabilities, labels=range(count)),
        },
    }


def regression():
    x = features(80)
    y = x @ np.array([1.5, -2.0, 0.5, 3.0, 0.0, -1.0, 4.0]) + random.normal(size=80)
    fitted = LinearRegression().fit(x[:50], y[:50])
    predicted = fitted.predict(x[50:])
    return {
        "features": rounded(x),
        "truth": rounded(y),
        "train": 50,
        "predictions": rounded(predicted),
        "metrics": {
            "rmse": root_mean_squared_error(y[50:], predicted),
            "mae": mean_absolute_error(y[50:], predicted),
            "r2": r2_score(y[50:], predicted),
        },
    }


def edges():
    """Metrics where a class never occurs, or is never predicted, and where a probability is 0."""
    truth = np.array([0, 0, 1, 3, 3, 1])
    probabilities = np.array(
        [
            [0.7, 0.1, 0.1, 0.1],
            [0.2, 0.5, 0.2, 0.1],
            [1.0, 0.0, 0.0, 0.0],
            [0.1, 0.2, 0.3, 0.4],
            [0.1, 0.2, 0.6, 0.1],
            [0.0, 1.0, 0.0, 0.0],
        ]
    )
    predicted = probabilities.argmax(1)
    return {
        "truth": truth.tolist(),
        "probabilities": rounded(probabilities),
        "metrics": {
            "accuracy": accuracy_score(truth, predicted),
            "macroF1": f1_score(truth, predicted, average="macro"),
            "logLoss": log_loss(truth, probabilities, labels=range(4)),
        },
    }


golden = {"classifications": [classification(2), classification(4)], "regression": regression(), "edges": edges()}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
