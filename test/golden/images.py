"""Convolutions, pooling, upsampling and batch normalisation of images in PyTorch, in double precision: images.json."""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(11)


def random(*shape, scale=1.0):
    """Three decimals, as an f32 holds them."""
    return ((torch.randn(*shape, dtype=torch.double) * scale * 1000).round() / 1000).float().double()


def stored(tensor, axes):
    """A tensor with its axes in the engine's order."""
    tensor = tensor.detach().permute(axes) if axes else tensor.detach()
    return {"shape": list(tensor.shape), "values": [float(f"{value:.7g}") for value in tensor.flatten().tolist()]}


IMAGE = (0, 2, 3, 1)
KERNEL = (2, 3, 1, 0)
# Torch keeps the kernel of a transposed convolution as [inputs, outputs, height, width]: that of its adjoint.
LAYOUT = {"x": IMAGE, "kernel": KERNEL, "bias": None, "scale": None, "shift": None}


def case(op, options, inputs, function):
    inputs = {name: value.clone().requires_grad_() for name, value in inputs.items()}
    y = function(**inputs)
    upstream = random(*y.shape)
    gradients = torch.autograd.grad((y * upstream).sum(), list(inputs.values()))
    return {
        "op": op,
        "options": options,
        "inputs": {name: stored(value, LAYOUT[name]) for name, value in inputs.items()},
        "output": stored(y, IMAGE),
        "upstream": stored(upstream, IMAGE),
        "gradients": {name: stored(value, LAYOUT[name]) for name, value in zip(inputs, gradients)},
    }


def convolution(size, channels, kernel, features, **options):
    inputs = {
        "x": random(1, channels, *size),
        "kernel": random(features, channels // options.get("groups", 1), *kernel, scale=0.5),
        "bias": random(features),
    }
    return case("conv2d", options, inputs, lambda x, kernel, bias: F.conv2d(x, kernel, bias, **options))


def transposed(size, features, kernel, channels, output_padding=0, **options):
    inputs = {
        "x": random(1, features, *size),
        "kernel": random(features, channels // options.get("groups", 1), *kernel, scale=0.5),
        "bias": random(channels),
    }
    return case(
        "conv2dTranspose",
        {**options, "outputPadding": output_padding},
        inputs,
        lambda x, kernel, bias: F.conv_transpose2d(x, kernel, bias, output_padding=output_padding, **options),
    )


def normalization():
    """Two steps of training, and an evaluation with the statistics that they leave."""
    channels = 3
    layer = torch.nn.BatchNorm2d(channels).double()
    scale, shift = random(channels), random(channels)
    with torch.no_grad():
        layer.weight.copy_(scale)
        layer.bias.copy_(shift)
    steps = []
    for _ in range(2):
        x = random(3, channels, 3, 2, scale=2).requires_grad_()
        y = layer(x)
        upstream = random(*y.shape)
        gradients = torch.autograd.grad((y * upstream).sum(), [x, layer.weight, layer.bias])
        steps.append(
            {
                "x": stored(x, IMAGE),
                "output": stored(y, IMAGE),
                "upstream": stored(upstream, IMAGE),
                "gradients": [stored(value, axes) for value, axes in zip(gradients, [IMAGE, None, None])],
                "mean": stored(layer.running_mean, None),
                "variance": stored(layer.running_var, None),
            }
        )
    layer.eval()
    x = random(3, channels, 3, 2)
    return {
        "scale": stored(scale, None),
        "shift": stored(shift, None),
        "steps": steps,
        "evaluation": {"x": stored(x, IMAGE), "output": stored(layer(x), IMAGE)},
    }


images = [
    convolution((5, 4), 3, (3, 3), 4),
    convolution((6, 5), 1, (5, 5), 8, padding=2),
    convolution((7, 6), 4, (4, 4), 3, stride=2, padding=1),
    convolution((8, 7), 2, (3, 2), 9, stride=(2, 3), padding=(1, 0), dilation=(1, 2)),
    convolution((7, 7), 4, (3, 3), 6, padding=2, dilation=2, groups=2),
    convolution((5, 5), 5, (3, 3), 5, padding=1, groups=5),
    convolution((4, 5), 8, (3, 3), 1, padding=1),
    transposed((4, 3), 4, (4, 4), 3, stride=2, padding=1),
    transposed((3, 4), 3, (3, 3), 9, stride=2, padding=1, output_padding=1),
    transposed((3, 2), 2, (3, 2), 4, stride=(3, 2), dilation=(2, 1), output_padding=(2, 0)),
    transposed((4, 4), 6, (3, 3), 4, padding=1, groups=2),
    transposed((3, 3), 4, (2, 2), 1, stride=3, output_padding=1),
    case("maxPool", {"size": 2}, {"x": random(2, 3, 4, 5)}, lambda x: F.max_pool2d(x, 2)),
    case(
        "maxPool",
        {"size": [3, 2], "stride": [2, 1], "padding": [1, 1]},
        {"x": random(2, 5, 5, 4).round()},
        lambda x: F.max_pool2d(x, (3, 2), (2, 1), (1, 1)),
    ),
    case(
        "meanPool",
        {"size": 3, "stride": 2, "padding": 1},
        {"x": random(2, 3, 4, 5)},
        lambda x: F.avg_pool2d(x, 3, 2, 1),
    ),
    case(
        "upsampleBilinear",
        {"factor": 3},
        {"x": random(2, 3, 3, 2)},
        lambda x: F.interpolate(x, scale_factor=3, mode="bilinear", align_corners=False),
    ),
    case(
        "upsampleNearest",
        {"factor": 2},
        {"x": random(2, 3, 3, 2)},
        lambda x: F.interpolate(x, scale_factor=2, mode="nearest"),
    ),
    case("pixelShuffle", {"factor": 2}, {"x": random(2, 12, 2, 3)}, lambda x: F.pixel_shuffle(x, 2)),
]
result = {"images": images, "batchNorm": normalization()}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
