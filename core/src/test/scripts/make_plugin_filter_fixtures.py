#!/usr/bin/env python3
"""Makes the fixtures of the filters of HDF5 plugins: chunks as the encoders of other projects make them.

Usage: make_plugin_filter_fixtures.py DIRECTORY (src/test/resources/io/hyperslab/internal/pipeline)

Needs numpy, h5py, imagecodecs, numcodecs, blosc2, lz4 and zstandard. The data is the same in every
run; the stored bytes may differ between versions of the encoders.

One file per filter, in the format of make_filter_fixtures.py, each chunk with one stage. Files that
end in -large.bin are single stored chunks, of data that the test makes by the rule of large().
"""
import bz2
import io
import pathlib
import struct
import sys

import blosc2
import h5py
import imagecodecs
import lz4.block
import numpy as np
import zstandard
from numcodecs import blosc as blosc1

FILTERS = {
    "bzip2": 307,
    "lzf": 32000,
    "blosc": 32001,
    "lz4": 32004,
    "bitshuffle": 32008,
    "zstd": 32015,
    "blosc2": 32026,
}
FILES = {}


def signal(count, dtype="<i4"):
    """A slow wave with a little noise: compresses, with literals between the matches."""
    i = np.arange(count)
    noise = (i * 2654435761 % 2**32) >> 29
    return (1000 * np.sin(i / 50) + noise).astype(dtype)


def noise(size):
    i = np.arange(size, dtype=np.uint64)
    return ((i * i * 2654435761 % 2**32) >> 13).astype(np.uint8).tobytes()


def large(size):
    i = np.arange(size, dtype=np.uint64)
    return (i * 7 + i // 251).astype(np.uint8).tobytes()


def write(name, client_data, raw, stored):
    raw, stored = bytes(raw), bytes(stored)
    family = name.split("-")[0]
    out = struct.pack("<H", len(name)) + name.encode("ascii") + struct.pack("<H", 1)
    out += struct.pack("<HH", FILTERS[family], len(client_data))
    out += struct.pack(f"<{len(client_data)}I", *client_data)
    out += struct.pack("<I", len(raw)) + raw + struct.pack("<I", len(stored)) + stored
    file = f"{family}.bin"
    FILES[file] = FILES.get(file, b"") + out


def lzf():
    for name, data in {
        "wave": signal(350),
        "zeros": np.zeros(3000, "u1"),
        "far": np.frombuffer(noise(100) + bytes(3000) + signal(300).tobytes() + noise(100), "u1"),
    }.items():
        file = h5py.File(io.BytesIO(), "w")
        dataset = file.create_dataset("x", data=data, chunks=data.shape, compression="lzf")
        client_data = dataset.id.get_create_plist().get_filter(0)[2]
        write(f"lzf-{name}", client_data, data.tobytes(), dataset.id.read_direct_chunk((0,))[1])


def lz4_hdf5():
    wave = signal(350).tobytes()
    write("lz4-one", (0,), wave, imagecodecs.lz4h5_encode(wave, blocksize=1 << 30))
    write("lz4-blocks", (512,), wave, imagecodecs.lz4h5_encode(wave, blocksize=512))
    # The last block, random, is stored as it is.
    mixed = bytes(1000) + noise(500)
    write("lz4-raw", (1000,), mixed, imagecodecs.lz4h5_encode(mixed, blocksize=1000))


def zstd():
    wave = signal(350).tobytes()
    one = zstandard.ZstdCompressor(level=3)
    write("zstd-one", (3,), wave, one.compress(wave))
    checked = zstandard.ZstdCompressor(level=19, write_checksum=True, write_content_size=False)
    write("zstd-checksum", (19,), wave, checked.compress(wave))
    stream = zstandard.ZstdCompressor().compressobj()
    blocks = b"".join(
        stream.compress(wave[i : i + 350]) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        for i in range(0, 1400, 350)
    )
    write("zstd-stream", (), wave, blocks + stream.flush())
    skippable = struct.pack("<II", 0x184D2A53, 5) + b"hello"
    write("zstd-frames", (), wave + wave, one.compress(wave) + skippable + one.compress(wave))
    write("zstd-zeros", (1,), bytes(5000), one.compress(bytes(5000)))


def bzip2():
    wave = signal(350).tobytes()
    write("bzip2-wave", (9,), wave, bz2.compress(wave, 9))
    runs = b"".join(bytes([i % 5]) * (i * 37 % 300) for i in range(40))
    write("bzip2-runs", (1,), runs, bz2.compress(runs, 1))
    write("bzip2-noise", (1,), noise(1000), bz2.compress(noise(1000), 1))
    FILES["bzip2-large.bin"] = bz2.compress(large(250_000), 1)


def bitshuffle_blocks(raw, item, block, compress):
    """The frame of the HDF5 filter around blocks of `block` elements."""
    out = struct.pack(">QI", len(raw), block * item)
    whole = len(raw) // (8 * item) * 8 * item
    for start in range(0, whole, block * item):
        part = raw[start : min(start + block * item, whole)]
        bits = compress(imagecodecs.bitshuffle_encode(part, itemsize=item, blocksize=len(part)))
        out += struct.pack(">I", len(bits)) + bits
    return out + raw[whole:]


def bitshuffle():
    def lz4_block(data):
        return lz4.block.compress(data, store_size=False)

    zstd_block = zstandard.ZstdCompressor().compress
    for item in (1, 2, 3, 4, 8, 10):
        # Not a multiple of eight elements, and three blocks.
        raw = signal(item * 30).tobytes()[: 117 * item]
        plain = imagecodecs.bitshuffle_encode(raw, itemsize=item, blocksize=48)
        write(f"bitshuffle-plain{item}", (0, 4, item, 48, 0), raw, plain)
    default = signal(2101, "<i2").tobytes()
    plain = imagecodecs.bitshuffle_encode(default, itemsize=2, blocksize=0)
    write("bitshuffle-default", (0, 4, 2), default, plain)
    wave = signal(1003, "<i2").tobytes()
    blocks = bitshuffle_blocks(wave, 2, 512, lz4_block)
    write("bitshuffle-lz4", (0, 4, 2, 0, 2), wave, blocks)
    blocks = bitshuffle_blocks(wave, 2, 512, zstd_block)
    write("bitshuffle-zstd", (0, 4, 2, 512, 3, 5), wave, blocks)


def blosc_snappy(raw, item, block):
    """A Blosc 1 chunk; its builds with Snappy have become rare."""
    shuffled = [
        np.frombuffer(raw[i : i + block], "u1").reshape(-1, item).T.tobytes()
        for i in range(0, len(raw), block)
    ]
    streams = [imagecodecs.snappy_encode(part) for part in shuffled]
    at, starts, body = 16 + 4 * len(streams), b"", b""
    for stream in streams:
        starts += struct.pack("<I", at + len(body))
        body += struct.pack("<I", len(stream)) + stream
    header = struct.pack("<BBBBIII", 2, 1, 0x51, item, len(raw), block, at + len(body))
    return header + starts + body


def blosc():
    wave = signal(301).tobytes()
    for codec, number in {"blosclz": 0, "lz4": 1, "lz4hc": 2, "zlib": 4, "zstd": 5}.items():
        for shuffle in (0, 1, 2):
            # Blocks of less than 128 elements are not split, and make it several with short data.
            for block in (0, 480):
                chunk = blosc1.compress(wave, codec.encode(), 9, shuffle, block, 4)
                client_data = (2, 2, 4, len(wave), 9, shuffle, number)
                write(f"blosc-{codec}-{shuffle}-{block}", client_data, wave, chunk)
    snappy = blosc_snappy(wave[:2048], 4, 512)
    write("blosc-snappy", (2, 2, 4, 2048, 5, 1, 3), wave[:2048], snappy)
    for shuffle in (1, 2):
        # 13 bytes an element, their number not a multiple of eight, and a rest.
        odd = signal(700, "<i4").tobytes()[:2619]
        chunk = blosc1.compress(odd, b"zstd", 9, shuffle, 0, 13)
        write(f"blosc-odd-{shuffle}", (2, 2, 13, len(odd), 9, shuffle, 5), odd, chunk)
    chunk = blosc1.compress(noise(600), b"lz4", 5, 1, 0, 4)
    write("blosc-copied", (2, 2, 4, 600, 5, 1, 1), noise(600), chunk)
    # Matches from further back than the short form of BloscLZ reaches.
    far = noise(300) + bytes(9000) + noise(300) + b"ab" * 300
    chunk = blosc1.compress(far, b"blosclz", 9, 0, 0, 1)
    write("blosc-far", (2, 2, 1, len(far), 9, 0, 0), far, chunk)
    # Split blocks of 64 KiB, the last shorter.
    FILES["blosc-large.bin"] = blosc1.compress(large(150_000), b"blosclz", 9, 1, 8192, 4)


def parameters(codec, filters, meta=(), **others):
    slots = [blosc2.Filter.NOFILTER] * (6 - len(filters)) + list(filters)
    metas = [0] * (6 - len(filters)) + (list(meta) or [0] * len(filters))
    return blosc2.CParams(codec=codec, filters=slots, filters_meta=metas, nthreads=1, **others)


def frame(raw, cparams):
    """What the HDF5 filter stores for chunks of rank 1: a frame with one chunk."""
    chunk = blosc2.SChunk(chunksize=len(raw), data=raw, contiguous=True, cparams=cparams)
    return chunk.to_cframe()


def blosc2_frames():
    f, codecs = blosc2.Filter, blosc2.Codec
    wave = signal(420).tobytes()
    client_data = (1, 0, 4, len(wave), 5, 1, 0)
    for codec in (codecs.BLOSCLZ, codecs.LZ4, codecs.LZ4HC, codecs.ZLIB, codecs.ZSTD):
        stored = frame(wave, parameters(codec, [f.SHUFFLE], typesize=4, blocksize=512))
        write(f"blosc2-{codec.name.lower()}", client_data, wave, stored)
    modes = {
        "always": blosc2.SplitMode.ALWAYS_SPLIT,
        "never": blosc2.SplitMode.NEVER_SPLIT,
    }
    for name, mode in modes.items():
        cparams = parameters(
            codecs.LZ4, [f.BITSHUFFLE], typesize=4, blocksize=512, splitmode=mode
        )
        write(f"blosc2-{name}-split", client_data, wave, frame(wave, cparams))
    pipelines = {
        "plain": ([], []),
        "delta": ([f.DELTA], [0]),
        "delta-shuffle": ([f.DELTA, f.SHUFFLE], [0, 0]),
        "delta-bitshuffle": ([f.DELTA, f.BITSHUFFLE], [0, 0]),
        "shuffle2": ([f.SHUFFLE], [2]),
        "bytedelta": ([f.SHUFFLE, f.BYTEDELTA], [0, 4]),
    }
    for name, (filters, meta) in pipelines.items():
        cparams = parameters(codecs.ZSTD, filters, meta, typesize=4, blocksize=512)
        write(f"blosc2-{name}", client_data, wave, frame(wave, cparams))
    for size in (1, 2, 3, 8, 16):
        cparams = parameters(
            codecs.ZSTD, [f.DELTA, f.SHUFFLE], [0, 0], typesize=size, blocksize=480
        )
        write(f"blosc2-delta{size}", client_data, wave, frame(wave, cparams))
    floats = signal(1805, "<f4")
    truncated = blosc2.CParams(
        codec=codecs.LZ4,
        filters=[f.TRUNC_PREC, f.SHUFFLE],
        filters_meta=[10, 0],
        typesize=4,
        nthreads=1,
    )
    stored = frame(floats.tobytes(), truncated)
    rounded = blosc2.schunk_from_cframe(stored)[:]
    write("blosc2-truncated", client_data, rounded, stored)
    stored = frame(noise(600), parameters(codecs.LZ4, [f.SHUFFLE], typesize=4))
    write("blosc2-copied", client_data, noise(600), stored)
    # Planes of one byte over and over: runs instead of streams.
    runs = np.full(600, 0x00070000, "<i4")
    runs[:100] += np.arange(100)
    stored = frame(
        runs.tobytes(),
        parameters(
            codecs.LZ4, [f.SHUFFLE], typesize=4, blocksize=512, splitmode=modes["always"]
        ),
    )
    write("blosc2-runs", client_data, runs.tobytes(), stored)


def special_frames():
    """Frames and chunks that consist of one value."""
    client_data = (1, 0, 4, 2000, 5, 1, 0)
    for name, arguments in {
        "zeros": (blosc2.SpecialValue.ZERO,),
        "nan": (blosc2.SpecialValue.NAN,),
        "value": (blosc2.SpecialValue.VALUE, np.int32(0x01020304)),
    }.items():
        chunk = blosc2.SChunk(
            chunksize=2000, contiguous=True, cparams={"typesize": 4, "nthreads": 1}
        )
        chunk.fill_special(500, *arguments)
        write(f"blosc2-{name}", client_data, chunk[:], chunk.to_cframe())
    for name, data in {"zero-chunk": bytes(2000), "run-chunk": b"\x07" * 2000}.items():
        stored = frame(data, parameters(blosc2.Codec.LZ4, [blosc2.Filter.SHUFFLE], typesize=4))
        write(f"blosc2-{name}", client_data, data, stored)


def b2nd():
    def client_data(array):
        return (1, 0, array.itemsize, array.nbytes, 5, 1, 5, array.ndim, *array.shape)

    cparams = {"nthreads": 1, "codec": blosc2.Codec.ZSTD}
    for name, shape, chunks, blocks, dtype in (
        ("2d", (20, 30), (20, 30), (7, 8), "<i4"),
        ("3d", (9, 10, 11), (9, 10, 11), (4, 2, 8), "<i2"),
        ("4d", (3, 4, 5, 6), (3, 4, 5, 6), (2, 3, 5, 4), "<f8"),
        ("chunks", (20, 30), (9, 16), (4, 16), "<i4"),
        ("1d", (500,), (500,), (150,), "<i4"),
    ):
        data = signal(int(np.prod(shape)), dtype).reshape(shape)
        array = blosc2.asarray(
            data, chunks=chunks, blocks=blocks, cparams=cparams, contiguous=True
        )
        write(f"blosc2-b2nd-{name}", client_data(data), data.tobytes(), array.to_cframe())
    shape = (20, 30)
    for name, array in {
        "zeros": blosc2.zeros(shape, "<i4", chunks=shape, blocks=(7, 8)),
        "full": blosc2.full(shape, 0x0A0B0C, dtype="<i4", chunks=shape, blocks=(7, 8)),
        "nan": blosc2.nans(shape, "<f8", chunks=(9, 16), blocks=(4, 16)),
    }.items():
        data = array[:]
        write(f"blosc2-b2nd-{name}", client_data(data), data.tobytes(), array.to_cframe())
    delta = blosc2.CParams(
        nthreads=1,
        codec=blosc2.Codec.LZ4,
        filters=[blosc2.Filter.DELTA, blosc2.Filter.SHUFFLE],
        filters_meta=[0, 0],
        typesize=4,
    )
    data = signal(600).reshape(shape)
    array = blosc2.asarray(data, chunks=shape, blocks=(7, 8), cparams=delta)
    write("blosc2-b2nd-delta", client_data(data), data.tobytes(), array.to_cframe())


def main():
    for make in (lzf, lz4_hdf5, zstd, bzip2, bitshuffle, blosc, blosc2_frames, special_frames, b2nd):
        make()
    for name, content in FILES.items():
        (pathlib.Path(sys.argv[1]) / name).write_bytes(content)


if __name__ == "__main__":
    main()
