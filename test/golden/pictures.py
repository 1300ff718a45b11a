"""Small picture files of many kinds, written by Pillow or by hand, with the samples that Pillow reads: pictures.json."""

import base64
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

rng = np.random.default_rng(5)
W, H = 9, 7
files = []


def b64(data):
    return base64.b64encode(data).decode()


def smooth(channels, width=W, height=H):
    """Slopes with some noise: what photographs are made of."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [(x * (9 + 3 * c) + y * (7 - 2 * c) + 20 * c) for c in range(channels)]
    noise = rng.integers(0, 12, (height, width, channels))
    return ((np.stack(planes, 2) + noise) % 256).astype(np.uint8)


def stored(samples):
    samples = np.ascontiguousarray(samples)
    if samples.ndim == 2:
        samples = samples[:, :, None]
    types = {"uint8": "u8", "uint16": "u16", "float32": "f32"}
    return {
        "shape": list(samples.shape),
        "type": types[str(samples.dtype)],
        "samples": b64(samples.astype(samples.dtype.newbyteorder("<")).tobytes()),
    }


def add(name, data, samples, **facts):
    files.append({"name": name, "file": b64(data), **stored(samples), "facts": facts})


def saved(image, format, **options):
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def opened(data, mode=None):
    image = Image.open(io.BytesIO(data))
    return np.asarray(image.convert(mode) if mode else image)


# PNG: Pillow writes some kinds, the others are put together here.
def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, bits, colour, rows, interlaced=False, extra=b""):
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + extra + png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")


def packed_rows(values, bits):
    """Rows of whole numbers [height, width, channels] as PNG holds them, unfiltered."""
    rows = b""
    for row in values.reshape(values.shape[0], -1):
        if bits == 16:
            rows += b"\0" + row.astype(">u2").tobytes()
        elif bits == 8:
            rows += b"\0" + row.astype("u1").tobytes()
        else:
            text = "".join(format(int(value), f"0{bits}b") for value in row)
            text += "0" * (-len(text) % 8)
            rows += b"\0" + bytes(int(text[i : i + 8], 2) for i in range(0, len(text), 8))
    return rows


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def interlaced_rows(values, bits):
    parts = [values[y::dy, x::dx] for x, y, dx, dy in ADAM7]
    return b"".join(packed_rows(part, bits) for part in parts if part.size)


for channels, mode in [(1, "L"), (2, "LA"), (3, "RGB"), (4, "RGBA")]:
    values = smooth(channels)
    image = Image.fromarray(values[:, :, 0] if channels == 1 else values, mode)
    add(f"png-{mode}.png", saved(image, "PNG"), values, bits=8)
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    data = png(W, H, 8, colour, interlaced_rows(values, 8), True)
    assert (opened(data).reshape(values.shape) == values).all()
    add(f"png-{mode}-interlaced.png", data, values, bits=8)
    wide = rng.integers(0, 65536, (H, W, channels)).astype(np.uint16)
    add(f"png-{mode}-16.png", png(W, H, 16, colour, packed_rows(wide, 16)), wide, bits=16)
    if channels == 1:
        assert (opened(png(W, H, 16, 0, packed_rows(wide, 16))) == wide[:, :, 0]).all()
        add("png-L-16-interlaced.png", png(W, H, 16, 0, interlaced_rows(wide, 16), True), wide, bits=16)

for bits in (1, 2, 4):
    values = rng.integers(0, 1 << bits, (H, W, 1))
    data = png(W, H, bits, 0, packed_rows(values, bits))
    expected = opened(data, "L")
    add(f"png-grey-{bits}.png", data, expected, bits=bits)
    data = png(W, H, bits, 0, interlaced_rows(values, bits), True)
    add(f"png-grey-{bits}-interlaced.png", data, opened(data, "L"), bits=bits)
    palette = bytes(rng.integers(0, 256, 3 << bits).astype(np.uint8))
    extra = png_chunk(b"PLTE", palette)
    data = png(W, H, bits, 3, packed_rows(values, bits), extra=extra)
    add(f"png-palette-{bits}.png", data, opened(data, "RGB"), bits=bits, palette=True)

values = rng.integers(0, 200, (H, W, 1))
palette = bytes(rng.integers(0, 256, 600).astype(np.uint8))
extra = png_chunk(b"PLTE", palette) + png_chunk(b"tRNS", bytes(range(0, 250, 5)))
data = png(W, H, 8, 3, packed_rows(values, 8), extra=extra)
add("png-palette-alpha.png", data, opened(data, "RGBA"), bits=8, palette=True)
greys = bytes(v for g in range(200) for v in (255 - g,) * 3)
data = png(W, H, 8, 3, packed_rows(values, 8), extra=png_chunk(b"PLTE", greys))
add("png-palette-grey.png", data, opened(data, "L"), bits=8, palette=True)

values = rng.integers(0, 3, (H, W, 3)) * 100
data = png(W, H, 8, 2, packed_rows(values, 8), extra=png_chunk(b"tRNS", struct.pack(">HHH", *values[0, 0])))
add("png-rgb-transparent.png", data, opened(data, "RGBA"), bits=8)
values = rng.integers(0, 4, (H, W, 1))
data = png(W, H, 2, 0, packed_rows(values, 2), extra=png_chunk(b"tRNS", struct.pack(">H", int(values[0, 0, 0]))))
grey = (values * 85).astype(np.uint8)
add("png-grey-transparent.png", data, np.concatenate([grey, np.where(values == values[0, 0, 0], 0, 255).astype(np.uint8)], 2), bits=2)

icc = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
# The time at which it was made, and the checksum that goes with it.
icc[24:36] = bytes(12)
icc[84:100] = bytes(16)
icc = bytes(icc)
values = smooth(3)
data = saved(Image.fromarray(values), "PNG", icc_profile=icc)
add("png-profile.png", data, values, bits=8, profile=True)

# JPEG.
values = smooth(3, 21, 19)
add("jpeg-rgb.jpg", (data := saved(Image.fromarray(values), "JPEG", quality=90)), opened(data), bits=8)
add("jpeg-420.jpg", (data := saved(Image.fromarray(values), "JPEG", quality=80, subsampling=2)), opened(data), bits=8)
add("jpeg-progressive.jpg", (data := saved(Image.fromarray(values), "JPEG", quality=85, progressive=True)), opened(data), bits=8)
add("jpeg-grey.jpg", (data := saved(Image.fromarray(values[:, :, 0]), "JPEG", quality=90)), opened(data), bits=8)
data = saved(Image.fromarray(values), "JPEG", quality=90, icc_profile=icc)
add("jpeg-profile.jpg", data, opened(data), bits=8, profile=True)
corner = smooth(1, 16, 8)[:, :, 0] // 4
corner[:4, :8] = 250
turns = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
for orientation, turn in turns.items():
    exif = Image.Exif()
    exif[0x112] = orientation
    data = saved(Image.fromarray(corner), "JPEG", quality=95, exif=exif)
    add(f"jpeg-orientation-{orientation}.jpg", data, np.asarray(Image.open(io.BytesIO(data)).transpose(turn)), bits=8, orientation=orientation)

# BMP.
values = smooth(3)
add("bmp-24.bmp", (data := saved(Image.fromarray(values), "BMP")), opened(data), bits=8)
top = bytearray(data)
top[22:26] = struct.pack("<i", -H)
add("bmp-top-down.bmp", bytes(top), values[::-1], bits=8)
add("bmp-8-grey.bmp", (data := saved(Image.fromarray(values[:, :, 0]), "BMP")), opened(data), bits=8, palette=True)
add("bmp-8.bmp", (data := saved(Image.fromarray(values).quantize(50), "BMP")), opened(data, "RGB"), bits=8, palette=True)
add("bmp-1.bmp", (data := saved(Image.fromarray(values[:, :, 0]).convert("1"), "BMP")), opened(data, "L"), bits=1, palette=True)


def bmp(bits, compression, pixels, palette=b"", masks=b"", width=W, height=H, header=40):
    start = 14 + header + len(palette) + (len(masks) if header == 40 else 0)
    info = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, compression, len(pixels), 0, 0, len(palette) // 4, 0)
    if header > 40:
        info = (info + masks).ljust(header, b"\0")
        masks = b""
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + info + masks + palette + pixels


indices = rng.integers(0, 16, (H, W))
palette16 = bytes(v for rgb in rng.integers(0, 256, (16, 3)) for v in (*rgb, 0))
rows = b"".join(bytes((row[i] << 4) | (row[i + 1] if i + 1 < W else 0) for i in range(0, W, 2)).ljust(8, b"\0") for row in indices)
data = bmp(4, 0, rows, palette16)
add("bmp-4.bmp", data, opened(data, "RGB"), bits=4, palette=True)
# A run, a literal of odd length, an end of line and a jump.
runs = bytes([5, 3, 0, 3, 1, 2, 7, 0, 1, 9, 0, 0, 0, 2, 2, 1, 4, 8, 0, 0] + [W, 6, 0, 0] * 4 + [0, 1])
palette256 = bytes(v for rgb in rng.integers(0, 256, (256, 3)) for v in (*rgb, 0))
data = bmp(8, 1, runs, palette256)
add("bmp-rle8.bmp", data, opened(data, "RGB"), bits=8, palette=True)
fields = rng.integers(0, 65536, (H, W)).astype("<u2")
rows = b"".join(row.tobytes().ljust(20, b"\0") for row in fields)
scaled = lambda part, most: np.floor(part.astype(float) * 255 / most + 0.5).astype(np.uint8)
f = fields[::-1].astype(int)
five = np.stack([scaled(f >> 10 & 31, 31), scaled(f >> 5 & 31, 31), scaled(f & 31, 31)], 2)
data = bmp(16, 0, rows)
assert abs(opened(data).astype(int) - five).max() <= 1
add("bmp-16.bmp", data, five, bits=8)
six = np.stack([scaled(f >> 11, 31), scaled(f >> 5 & 63, 63), scaled(f & 31, 31)], 2)
data = bmp(16, 3, rows, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F))
assert abs(opened(data).astype(int) - six).max() <= 1
add("bmp-565.bmp", data, six, bits=8)
rgba = smooth(4)
rows = rgba[::-1, :, [2, 1, 0, 3]].tobytes()
data = bmp(32, 3, rows, masks=struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000), header=56)
assert (opened(data) == rgba).all()
add("bmp-32-alpha.bmp", data, rgba, bits=8)
add("bmp-32.bmp", bmp(32, 0, rows), rgba[:, :, :3], bits=8)

# GIF.
colours = Image.fromarray(smooth(3, 25, 18)).quantize(40)
add("gif.gif", (data := saved(colours, "GIF", interlace=0)), opened(data, "RGB"), bits=8, palette=True)
add("gif-interlaced.gif", (data := saved(colours, "GIF", interlace=1)), opened(data, "RGB"), bits=8, palette=True)
frames = [Image.fromarray(smooth(1)[:, :, 0] // 16 * 16) for _ in range(3)]
data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
add("gif-animated.gif", data, np.asarray(frames[0]), bits=8, palette=True, frames=3)
clear = Image.fromarray(smooth(3)).quantize(16)
data = saved(clear, "GIF", transparency=3)
expected = opened(data, "RGBA").copy()
add("gif-transparent.gif", data, expected, bits=8, palette=True)

# WebP.
values = smooth(3, 19, 13)
add("webp-lossy.webp", (data := saved(Image.fromarray(values), "WEBP", quality=80)), opened(data), bits=8)
add("webp-lossless.webp", (data := saved(Image.fromarray(values), "WEBP", lossless=True)), values, bits=8)
rgba = smooth(4, 19, 13)
add("webp-alpha.webp", (data := saved(Image.fromarray(rgba), "WEBP", lossless=True, exact=True)), rgba, bits=8)
add("webp-lossy-alpha.webp", (data := saved(Image.fromarray(rgba), "WEBP", quality=70)), opened(data), bits=8)
exif = Image.Exif()
exif[0x112] = 6
data = saved(Image.fromarray(values), "WEBP", lossless=True, icc_profile=icc, exif=exif)
add("webp-profile.webp", data, np.rot90(values, -1), bits=8, profile=True, orientation=6)
pair = [Image.fromarray(smooth(3)) for _ in range(2)]
data = saved(pair[0], "WEBP", save_all=True, append_images=pair[1:], lossless=True)
add("webp-animated.webp", data, np.asarray(pair[0]), bits=8, frames=2)

# TIFF.
for name, compression in [("none", None), ("lzw", "tiff_lzw"), ("deflate", "tiff_adobe_deflate"), ("packbits", "packbits")]:
    values = smooth(3, 19, 13)
    data = saved(Image.fromarray(values), "TIFF", compression=compression)
    add(f"tiff-{name}.tif", data, values, bits=8)
big = smooth(3, 40, 30)
add("tiff-lzw-long.tif", saved(Image.fromarray(big), "TIFF", compression="tiff_lzw", tiffinfo={317: 2}), big, bits=8)
grey = smooth(1)[:, :, 0]
add("tiff-grey.tif", saved(Image.fromarray(grey), "TIFF"), grey, bits=8)
rgba = smooth(4)
add("tiff-rgba.tif", saved(Image.fromarray(rgba), "TIFF"), rgba, bits=8)
wide = rng.integers(0, 65536, (H, W)).astype(np.uint16)
add("tiff-16.tif", saved(Image.fromarray(wide), "TIFF"), wide, bits=16)
real = (rng.random((H, W)) * 1.5 - 0.2).astype(np.float32)
add("tiff-float.tif", saved(Image.fromarray(real), "TIFF"), real, bits=32)
data = saved(Image.fromarray(grey).convert("1"), "TIFF")
add("tiff-1.tif", data, opened(data, "L"), bits=1)
data = saved(Image.fromarray(values).quantize(100), "TIFF")
add("tiff-palette.tif", data, opened(data, "RGB"), bits=8, palette=True)
pages = [Image.fromarray(smooth(1)[:, :, 0]) for _ in range(3)]
add("tiff-pages.tif", saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), np.asarray(pages[0]), bits=8, frames=3)
values = smooth(3)
add("tiff-profile.tif", saved(Image.fromarray(values), "TIFF", icc_profile=icc), values, bits=8, profile=True)


def tiff(order, entries, blocks):
    """A page by hand; blocks go to tag 273 or 324 with their lengths in 279 or 325."""
    tiled = any(tag == 322 for tag, _, _ in entries)
    entries = entries + [(324 if tiled else 273, 4, None), (325 if tiled else 279, 4, [len(block) for block in blocks])]
    entries.sort()
    codes = {1: "B", 3: "H", 4: "I"}
    after = 8 + 2 + 12 * len(entries) + 4
    at = after + sum(4 * len(blocks) + 64 for entry in entries)
    offsets = []
    body = b""
    for block in blocks:
        offsets.append(at + len(body))
        body += block
    head, tail = b"", b""
    for tag, kind, values in entries:
        values = offsets if values is None else values
        packed = struct.pack(order + codes[kind] * len(values), *values)
        if len(packed) > 4:
            place = struct.pack(order + "I", after + len(tail))
            tail += packed
        else:
            place = packed.ljust(4, b"\0")
        head += struct.pack(order + "HHI", tag, kind, len(values)) + place
    mark = b"II" if order == "<" else b"MM"
    start = mark + struct.pack(order + "HI", 42, 8) + struct.pack(order + "H", len(entries)) + head + struct.pack(order + "I", 0) + tail
    return start.ljust(at, b"\0") + body


def page(width, height, bits, samples, photometric, **more):
    entries = [(256, 4, [width]), (257, 4, [height]), (258, 3, [bits] * samples), (262, 3, [photometric]), (277, 3, [samples])]
    return entries + [(int(tag[1:]), 3, value) for tag, value in more.items()]


def difference(values):
    values = values.copy()
    values[:, 1:] -= values[:, :-1].copy()
    return values


for order, name in [("<", "little"), (">", "big")]:
    wide = rng.integers(0, 65536, (H, W, 3)).astype(np.uint16)
    block = zlib.compress(difference(wide).astype(order + "u2").tobytes())
    add(f"tiff-16-{name}.tif", tiff(order, page(W, H, 16, 3, 2, t259=[8], t317=[2], t278=[H]), [block]), wide, bits=16)
    tiles = smooth(3, 32, 32).astype(np.uint16) * 255
    blocks = [zlib.compress(difference(tiles[y : y + 16, x : x + 16]).astype(order + "u2").tobytes()) for y in (0, 16) for x in (0, 16)]
    data = tiff(order, page(29, 21, 16, 3, 2, t259=[8], t317=[2], t322=[16], t323=[16]), blocks)
    add(f"tiff-tiles-{name}.tif", data, tiles[:21, :29], bits=16)
    real = rng.random((H, W, 3)).astype(np.float32)
    planes = [np.ascontiguousarray(real[:, :, c]).astype(order + "f4").tobytes() for c in range(3)]
    data = tiff(order, page(W, H, 32, 3, 2, t284=[2], t339=[3, 3, 3], t278=[H]), planes)
    add(f"tiff-float-planes-{name}.tif", data, real, bits=32)
    # The floating-point predictor: bytes of a row sorted by place, highest first, then as differences.
    rows = real.astype(">f4").view(np.uint8).reshape(H, W * 3, 4).transpose(0, 2, 1).reshape(H, -1)
    rows = np.concatenate([rows[:, :3], rows[:, 3:] - rows[:, :-3]], 1)
    data = tiff(order, page(W, H, 32, 3, 2, t259=[8], t317=[3], t339=[3, 3, 3], t278=[H]), [zlib.compress(rows.tobytes())])
    add(f"tiff-float-predictor-{name}.tif", data, real, bits=32)
add("tiff-white-is-zero.tif", tiff("<", page(W, H, 8, 1, 0), [grey.tobytes()]), 255 - grey, bits=8)
add("tiff-orientation.tif", tiff("<", page(W, H, 8, 1, 1, t274=[8]), [grey.tobytes()]), np.rot90(grey), bits=8, orientation=8)
multiplied = np.array([[[100, 50, 0, 200], [255, 255, 255, 255], [9, 9, 9, 0]]], np.uint8)
add("tiff-multiplied.tif", tiff("<", page(3, 1, 8, 4, 2, t338=[1]), [multiplied.tobytes()]), np.array([[[128, 64, 0, 200], [255, 255, 255, 255], [0, 0, 0, 0]]], np.uint8), bits=8)
bits4 = rng.integers(0, 16, (H, W))
rows = b"".join(bytes((row[i] << 4) | (row[i + 1] if i + 1 < W else 0) for i in range(0, W, 2)) for row in bits4)
add("tiff-4.tif", tiff("<", page(W, H, 4, 1, 1), [rows]), (bits4 * 17).astype(np.uint8), bits=4)

# Netpbm.
values = smooth(3)
add("p6.ppm", saved(Image.fromarray(values), "PPM"), values, bits=8)
add("p5.pgm", saved(Image.fromarray(values[:, :, 0]), "PPM"), values[:, :, 0], bits=8)
add("p4.pbm", (data := saved(Image.fromarray(values[:, :, 0]).convert("1"), "PPM")), opened(data, "L"), bits=1)
wide = rng.integers(0, 65536, (H, W)).astype(np.uint16)
add("p5-16.pgm", b"P5 # wide\n%d %d\n65535\n" % (W, H) + wide.astype(">u2").tobytes(), wide, bits=16)
add("p3.ppm", b"P3\n# a comment\n2 2 255\n255 0 0  0 255 0\n0 0 255 # another\n 1 2 3\n", np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [1, 2, 3]]], np.uint8), bits=8)
add("p2.pgm", b"P2\n3 1\n15\n0 7 15", np.array([[0, 119, 255]], np.uint8), bits=8)
add("p2-1023.pgm", b"P2\n3 1\n1023\n0 512 1023\n", np.array([[0, 32800, 65535]], np.uint16), bits=16)
add("p1.pbm", b"P1\n3 2\n101\n0 1 0\n", np.array([[0, 255, 0], [255, 0, 255]], np.uint8), bits=1)
rgba = smooth(4)
add("p7.pam", b"P7\nWIDTH %d\nHEIGHT %d\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n" % (W, H) + rgba.tobytes(), rgba, bits=8)


# NumPy.
def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


add("u1.npy", npy(values), values, bits=8)
add("u2.npy", npy(wide), wide, bits=16)
add("f4.npy", npy(real), real, bits=32)
add("f8.npy", npy(real.astype(np.float64)), real, bits=64)
add("bool.npy", npy(grey > 100), np.where(grey > 100, 255, 0).astype(np.uint8), bits=1)
add("fortran.npy", npy(np.asfortranarray(values)), values, bits=8)
add("fortran-2d.npy", npy(np.asfortranarray(wide)), wide, bits=16)

cmyk = saved(Image.fromarray(smooth(4), "CMYK"), "JPEG")
result = {"files": files, "profile": b64(icc), "cmyk": b64(cmyk)}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
