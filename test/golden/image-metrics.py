"""Mean square error, PSNR and SSIM of noisy pictures by scikit-image, in double precision: image-metrics.json."""

import base64
import json
from pathlib import Path

import numpy as np
from skimage.metrics import mean_squared_error, peak_signal_noise_ratio, structural_similarity

rng = np.random.default_rng(3)


def stored(array):
    return base64.b64encode(np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()).decode()


def picture(height, width, channels):
    """Steps and slopes, 0 to 1."""
    y, x = np.mgrid[:height, :width]
    layers = [
        0.5 + 0.3 * np.sin((x + 3 * c) / 4) * np.cos(y / (5 + c)) + 0.2 * ((x // 5 + y // 7 + c) % 2 - 0.5)
        for c in range(channels)
    ]
    return np.stack(layers, axis=-1)


def case(name, height, width, channels, white, dtype, noise):
    clean = picture(height, width, channels)
    noisy = clean + rng.normal(0, noise, clean.shape)
    if dtype != np.float32:
        clean, noisy = [np.clip(np.round(white * values), 0, white) for values in (clean, noisy)]
    reference, image = clean.astype(dtype), noisy.astype(dtype)
    # In units of 0 to 255, in double precision, whatever the samples are.
    x, y = [values.astype(float) * (255 / white) for values in (image, reference)]
    options = {"data_range": 255, "channel_axis": -1}
    return {
        "name": name,
        "width": width,
        "height": height,
        "channels": channels,
        "elements": {1: "u8", 2: "u16", 4: "f32"}[reference.itemsize],
        "image": stored(image),
        "reference": stored(reference),
        "mse": float(mean_squared_error(y, x)),
        "psnr": float(peak_signal_noise_ratio(y, x, data_range=255)),
        "wang2004": float(
            structural_similarity(
                x, y, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, **options
            )
        ),
        "uniform7": float(structural_similarity(x, y, **options)),
    }


result = [
    case("grey, 8 bits", 33, 29, 1, 255, np.uint8, 0.1),
    case("RGB, 8 bits", 24, 31, 3, 255, np.uint8, 0.05),
    case("grey, 16 bits", 19, 22, 1, 65535, np.uint16, 0.02),
    case("RGB, floats", 21, 17, 3, 1, np.float32, 0.2),
    case("the size of the window", 11, 11, 1, 255, np.uint8, 0.3),
]
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
