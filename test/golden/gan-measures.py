"""Mixtures by scikit-learn, Fréchet distances by SciPy, precision and recall by nearest neighbours, distribution distances by SciPy: gan-measures.json."""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import sqrtm
from scipy.stats import ks_2samp
from scipy.stats.contingency import association
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(11)
rounded = lambda values: np.round(np.asarray(values, float), 4)
listed = lambda values: rounded(values).ravel().tolist()


def mixture(values, most):
    """The round mixture with the least BIC, of many starts."""
    fits = [GaussianMixture(k, covariance_type="spherical", n_init=20, tol=1e-9, max_iter=500, random_state=0).fit(values) for k in range(1, most + 1)]
    best = min(fits, key=lambda fit: fit.bic(values))
    order = np.lexsort(best.means_.T)
    return {
        "values": listed(values),
        "dims": values.shape[1],
        "weights": best.weights_[order].tolist(),
        "centres": best.means_[order].ravel().tolist(),
        "deviations": np.sqrt(best.covariances_[order]).tolist(),
        "likelihood": float(best.score(values)),
    }


line = np.concatenate([rng.normal(0, 0.5, 90), rng.normal(4, 1.5, 60), rng.normal(12, 0.8, 50)])
corners = np.array([[0, 0], [3, 0], [0, 3], [3.5, 3], [9, 1]])
plane = corners[rng.integers(0, 5, 260)] + rng.normal(0, 1, (260, 2)) * 0.45


def frechet(a, b):
    """Of the Gaussians with the moments of two sets."""
    ca, cb = np.cov(a.T), np.cov(b.T)
    root = sqrtm(ca @ cb).real
    return float(np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(ca + cb - 2 * root))


def manifold(asked, given, k):
    """Share of `asked` that lie within the distance of some of `given` to its k-th neighbour."""
    radii = NearestNeighbors(n_neighbors=k + 1).fit(given).kneighbors(given)[0][:, -1]
    distances = np.linalg.norm(asked[:, None] - given[None], axis=2)
    return float(np.mean((distances <= radii).any(1)))


mixing = rng.normal(0, 1, (6, 6))
real = rounded(rng.normal(0, 1, (60, 6)) @ mixing)
made = rounded(rng.normal(0.3, 1.2, (50, 6)) @ mixing * [1, 1, 0.5, 1, 1, 0.2])
# Fewer rows than numbers, so that the covariance has no full rank.
few = rounded(rng.normal(0, 1, (5, 6)))

first, second = rounded(rng.normal(0, 1, 40)), rounded(rng.normal(0.5, 1.5, 55))
table = rng.integers(0, 3, 80), rng.integers(0, 4, 80)
counts = np.zeros((3, 4), int)
np.add.at(counts, table, 1)
groups = rng.integers(0, 3, 50)
numbers = rounded(rng.normal(0, 1, 50) + groups)
between = sum(np.sum(groups == g) * (numbers[groups == g].mean() - numbers.mean()) ** 2 for g in range(3))

result = {
    "mixtures": [mixture(rounded(line)[:, None], 8), mixture(rounded(plane), 9)],
    "sets": {"real": listed(real), "made": listed(made), "few": listed(few), "width": 6},
    "frechet": {"made": frechet(real, made), "few": frechet(real, few)},
    "manifolds": [{"k": k, "precision": manifold(made, real, k), "recall": manifold(real, made, k)} for k in (3, 5)],
    "kolmogorov": {"first": listed(first), "second": listed(second), "distance": float(ks_2samp(first, second).statistic)},
    "cramer": {"a": table[0].tolist(), "b": table[1].tolist(), "value": float(association(counts, method="cramer"))},
    "ratio": {"groups": groups.tolist(), "numbers": listed(numbers), "value": float(np.sqrt(between / np.sum((numbers - numbers.mean()) ** 2)))},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
