#!/usr/bin/env python3
"""Makes the fixtures of zfp, VBZ and LZO: chunks as the libraries of these formats make them.

Usage: make_registered_filter_fixtures.py DIRECTORY (src/test/resources/io/hyperslab/internal/pipeline)

Needs Linux, numpy, h5py with the plugin H5Z-ZFP in HDF5_PLUGIN_PATH, and the shared libraries
liblzo2, libstreamvbyte and libzstd, on Debian: python3-h5py, hdf5-filter-plugin-zfp-serial,
liblzo2-2, libstreamvbyte0 and libzstd1. The data is the same in every run.

One file per filter, in the format of make_filter_fixtures.py, each chunk with one stage. Files that
end in -large.bin are single stored chunks, of data that the test makes by the rule of large().
"""
import ctypes
import io
import pathlib
import struct
import sys
import zlib

import h5py
import numpy as np

FILTERS = {"lzo": 305, "zfp": 32013, "vbz": 32020}
FILES = {}

LZO = ctypes.CDLL("liblzo2.so.2")
STREAMVBYTE = ctypes.CDLL("libstreamvbyte.so.0")
ZSTD = ctypes.CDLL("libzstd.so.1")
ZSTD.ZSTD_compress.restype = ctypes.c_size_t
ZSTD.ZSTD_compress.argtypes = (
    ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int)


def write(name, client_data, raw, stored):
    family = name.split("-")[0]
    out = struct.pack("<H", len(name)) + name.encode("ascii") + struct.pack("<H", 1)
    out += struct.pack("<HH", FILTERS[family], len(client_data))
    out += struct.pack(f"<{len(client_data)}I", *client_data)
    out += struct.pack("<I", len(raw)) + raw + struct.pack("<I", len(stored)) + stored
    file = f"{family}.bin"
    FILES[file] = FILES.get(file, b"") + out


def noise(size):
    i = np.arange(size, dtype=np.uint64)
    return ((i * i * 2654435761 % 2**32) >> 13).astype(np.uint8).tobytes()


def field(shape, dtype):
    """A smooth field with a little noise, of both signs."""
    i = np.indices(shape)
    waves = sum(np.sin((axis + 1) * i[axis] / 3) for axis in range(len(shape)))
    jitter = (np.arange(waves.size).reshape(shape) * 2654435761 % 2**32 >> 29) / 1000
    scale = {"i4": 2.0**20, "i8": 2.0**50}.get(dtype[1:], 1)
    return ((waves + jitter) * scale).astype(dtype)


def words(number):
    return struct.unpack("<II", struct.pack("<d", number))


def rate(bits):
    return (1, 0, *words(bits))


def precision(planes):
    return (2, 0, planes)


def accuracy(tolerance):
    return (3, 0, *words(tolerance))


def expert(least_bits, most_bits, planes, exponent):
    return (4, 0, least_bits, most_bits, planes, exponent % 2**32)


REVERSIBLE = (5,)


def zfp_chunk(data, mode):
    """What the plugin writes: client data, what it reads back, and the stored chunk."""
    file = h5py.File(io.BytesIO(), "w")
    space = h5py.h5s.create_simple(data.shape)
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_chunk(data.shape)
    properties.set_filter(FILTERS["zfp"], 0, mode)
    kind = h5py.h5t.py_create(data.dtype)
    dataset = h5py.Dataset(h5py.h5d.create(file.id, b"x", kind, space, properties))
    dataset[...] = data
    file.flush()
    client_data = dataset.id.get_create_plist().get_filter(0)[2]
    stored = dataset.id.read_direct_chunk((0,) * data.ndim)[1]
    dataset.id.refresh()
    return client_data, dataset[...].tobytes(), stored


def zfp():
    shapes = {1: (30,), 2: (9, 7), 3: (5, 4, 6), 4: (3, 4, 5, 2)}
    for dtype in ("<i4", "<i8", "<f4", "<f8"):
        for rank, shape in shapes.items():
            data = field(shape, dtype)
            modes = {"rate": rate(12), "precision": precision(20), "reversible": REVERSIBLE}
            if dtype[1] == "f":
                modes["accuracy"] = accuracy(1e-3)
                modes["expert"] = expert(40, 200 * rank, 30, -12)
            for mode, parameters in modes.items():
                write(f"zfp-{dtype[1:]}-{rank}d-{mode}", *zfp_chunk(data, parameters))
    # Blocks of zeros, of one value, and of numbers that no exponent is common to.
    odd = np.zeros((24,), "<f8")
    odd[4:8] = 1.5
    odd[8:12] = (1e300, -1e-300, 5e-324, 1)
    odd[12:16] = (np.nan, np.inf, -np.inf, -0.0)
    write("zfp-odd-reversible", *zfp_chunk(odd, REVERSIBLE))
    odd[12:16] = 0
    write("zfp-odd-rate", *zfp_chunk(odd, rate(20)))
    write("zfp-odd-accuracy", *zfp_chunk(odd, accuracy(0.5)))
    tiny = np.array([1e-42, 3e-45, 0, -1e-40] * 4, "<f4")
    write("zfp-tiny-rate", *zfp_chunk(tiny, rate(32)))
    write("zfp-tiny-reversible", *zfp_chunk(tiny, REVERSIBLE))
    # Integers of all bits, which overflow in the transform.
    full = np.frombuffer(noise(256), "<i4")
    write("zfp-full-reversible", *zfp_chunk(full, REVERSIBLE))
    write("zfp-full-rate", *zfp_chunk(full, rate(16)))
    # A big-endian writer has the header's bytes and the chunk's in its own order.
    client_data, raw, stored = zfp_chunk(field((9, 7), "<f8"), rate(12))
    swapped = [int.from_bytes(word.to_bytes(4, "little"), "big") for word in client_data[1:]]
    raw = np.frombuffer(raw, "<f8").byteswap().tobytes()
    write("zfp-big-endian", (client_data[0], *swapped), raw, stored)


def stream_vbyte(numbers):
    numbers = np.ascontiguousarray(numbers, np.uint32)
    out = ctypes.create_string_buffer(5 * len(numbers) + 16)
    size = STREAMVBYTE.streamvbyte_encode(
        numbers.ctypes.data_as(ctypes.c_void_p), ctypes.c_uint32(len(numbers)), out)
    return out.raw[:size]


def stream_vbyte_of_nibbles(numbers):
    """The variant of VBZ's version 1 for integers of one byte, which no library has."""
    keys = [0 if n == 0 else 1 if n < 16 else 2 if n < 256 else 3 for n in numbers.tolist()]
    nibbles = []
    for key, number in zip(keys, numbers.tolist()):
        nibbles += [number >> 4 * i & 15 for i in range(1 << key >> 1)]
    keys += [0] * (-len(keys) % 4)
    nibbles += [0] * (-len(nibbles) % 2)
    packed = [sum(key << 2 * i for i, key in enumerate(keys[at : at + 4]))
              for at in range(0, len(keys), 4)]
    return bytes(packed) + bytes(
        nibbles[at] | nibbles[at + 1] << 4 for at in range(0, len(nibbles), 2))


def vbz_chunk(data, version, differences, level):
    numbers = data.astype(np.int32)
    if differences:
        numbers = np.diff(numbers, prepend=np.int32(0))
        numbers = numbers << 1 ^ numbers >> 31
    numbers = numbers.view(np.uint32)
    nibbles = version == 1 and data.itemsize == 1
    stream = stream_vbyte_of_nibbles(numbers) if nibbles else stream_vbyte(numbers)
    return struct.pack("<I", data.nbytes) + (zstd(stream, level) if level else stream)


def zstd(data, level):
    out = ctypes.create_string_buffer(len(data) + 1000)
    size = ZSTD.ZSTD_compress(out, len(out), data, len(data), level)
    return out.raw[:size]


def vbz():
    i = np.arange(403)
    jumps = (400 * np.sin(i / 20) + (i * 2654435761 % 2**32 >> 26) + (i % 97 == 0) * 70000)
    for dtype in ("<i1", "<i2", "<i4"):
        data = jumps.astype(np.int64).astype(dtype) * (1 if dtype != "<i4" else 3001)
        for version in (0, 1):
            for differences in (0, 1):
                for level in (0, 1):
                    name = f"vbz-{dtype[1:]}-v{version}-{'differences' * differences}-{level}"
                    client_data = (version, data.itemsize, differences, level)
                    stored = vbz_chunk(data, version, differences, level)
                    write(name, client_data, data.tobytes(), stored)
    data = jumps.astype("<i2")
    write("vbz-default-level", (0, 2, 1), data.tobytes(), vbz_chunk(data, 0, 1, 1))
    head = struct.pack("<I", data.nbytes)
    write("vbz-zstd-only", (1, 0, 0, 1), data.tobytes(), head + zstd(data.tobytes(), 1))
    write("vbz-nothing", (1, 0, 0, 0), data.tobytes(), head + data.tobytes())
    full = np.frombuffer(noise(64), "<i4")
    write("vbz-full", (0, 4, 1, 0), full.tobytes(), vbz_chunk(full, 0, 1, 0))


def lzo1x(data, compressor):
    out = ctypes.create_string_buffer(len(data) + len(data) // 16 + 67)
    size = ctypes.c_size_t()
    memory = ctypes.create_string_buffer(1 << 20)
    code = getattr(LZO, compressor)(
        data, ctypes.c_size_t(len(data)), out, ctypes.byref(size), memory)
    assert code == 0
    return out.raw[: size.value]


def large():
    """The same noise three times, from 38 000 and from 18 000 bytes back."""
    return noise(300) + bytes(37700) + noise(300) + bytes(17700) + noise(300)


def lzo():
    i = np.arange(300)
    wave = (1000 * np.sin(i / 50) + (i * 2654435761 % 2**32 >> 29)).astype("<i4").tobytes()
    mixed = noise(150) + b"".join(wave[at : at + 7] + wave[:5] for at in range(0, 400, 7))
    # Three bytes from 2600 back, behind and before bytes that are nowhere else.
    unique = np.random.RandomState(305).bytes(2800)
    samples = {
        "wave": wave,
        "zeros": bytes(3000),
        "mixed": mixed,
        "three": unique[:2700] + unique[100:103] + unique[2700:],
        "short": b"abc",
        "noise": noise(900),
    }
    for name, data in samples.items():
        for compressor in ("lzo1x_1_compress", "lzo1x_999_compress"):
            stored = lzo1x(data, compressor)
            write(f"lzo-{name}-{compressor.split('_')[1]}", (1, 23, 0), data, stored)
    suffix = struct.pack("<II", zlib.adler32(wave), len(wave))
    write("lzo-checksum", (1, 20, 0), wave, lzo1x(wave, "lzo1x_1_compress") + suffix)
    FILES["lzo-large.bin"] = lzo1x(large(), "lzo1x_999_compress")


def main():
    for make in (zfp, vbz, lzo):
        make()
    for name, content in FILES.items():
        (pathlib.Path(sys.argv[1]) / name).write_bytes(content)


if __name__ == "__main__":
    main()
