#!/usr/bin/env python3
"""Makes the fixtures of the built-in filters: chunks as libhdf5 stores them, and as it reads them back.

Usage: make_filter_fixtures.py DIRECTORY        (src/test/resources/io/hyperslab/internal/pipeline)

Needs Linux, numpy, and h5py with an HDF5 that has szip. The data is the same in every run; the
stored bytes may differ between versions of zlib and szip.

One file per filter, all numbers little-endian and unsigned:

    repeated to the end of the file:
        u16 length of the name, the name in ASCII
        u16 number of stages; per stage: u16 filter, u16 number of client data values, u32 each
        u32 length of the raw chunk, the raw chunk
        u32 length of the stored chunk, the stored chunk

The raw chunk is what libhdf5 reads from the stored one without any conversion.
"""
import ctypes
import io
import struct
import sys

import h5py
import numpy as np
from h5py import h5d, h5p, h5s, h5t, h5z

DEFLATE, SHUFFLE, FLETCHER32, SZIP, NBIT, SCALEOFFSET = 1, 2, 3, 4, 5, 6
SZIP_EC, SZIP_NN = 4, 32
SCALE_FLOAT, SCALE_INT = 0, 2


def hdf5_library():
    """The very library that h5py uses, for the calls that h5py does not have."""
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "libhdf5" in line and "_hl" not in line}
    for path in paths:
        library = ctypes.CDLL(path)
        if hasattr(library, "H5Pget_filter2"):
            return library
    raise SystemExit("no libhdf5 is loaded")


LIBRARY = hdf5_library()


def client_data(dcpl, index):
    count = ctypes.c_size_t(256)
    values = (ctypes.c_uint * 256)()
    flags = ctypes.c_uint()
    identifier = LIBRARY.H5Pget_filter2(
        ctypes.c_int64(dcpl.id), index, ctypes.byref(flags), ctypes.byref(count), values,
        ctypes.c_size_t(0), None, None)
    assert identifier >= 0
    return identifier, list(values[: count.value])


def add(dcpl, stage):
    kind, *arguments = stage
    if kind == DEFLATE:
        dcpl.set_deflate(*arguments)
    elif kind == SHUFFLE:
        dcpl.set_shuffle()
    elif kind == FLETCHER32:
        dcpl.set_fletcher32()
    elif kind == SZIP:
        dcpl.set_szip(*arguments)
    elif kind == NBIT:
        dcpl.set_filter(h5z.FILTER_NBIT, h5z.FLAG_OPTIONAL)
    elif kind == SCALEOFFSET:
        dcpl.set_filter(h5z.FILTER_SCALEOFFSET, h5z.FLAG_OPTIONAL, tuple(value % 2**32 for value in arguments))


def undefine_fill_value(dcpl):
    assert LIBRARY.H5Pset_fill_value(ctypes.c_int64(dcpl.id), ctypes.c_int64(h5t.STD_I8LE.id), None) >= 0


class Fixtures:
    def __init__(self, path):
        self.path = path
        self.parts = []

    def case(self, name, datatype, data, stages, shape=None, fill=None):
        """Stores `data` (any array; its bytes count) as one chunk of `datatype` elements."""
        data = np.frombuffer(np.ascontiguousarray(data).tobytes(), "u1")
        size = datatype.get_size()
        assert data.size % size == 0, name
        shape = shape or (data.size // size,)
        assert np.prod(shape) * size == data.size, name
        dcpl = h5p.create(h5p.DATASET_CREATE)
        dcpl.set_chunk(shape)
        for stage in stages:
            add(dcpl, stage)
        if fill is not None:
            if len(fill) == 0:
                undefine_fill_value(dcpl)
            else:
                dcpl.set_fill_value(np.array(fill))
        with h5py.File("memory", "w", driver="core", backing_store=False) as file:
            dataset = h5d.create(file.id, b"d", datatype, h5s.create_simple(shape), dcpl)
            dataset.write(h5s.ALL, h5s.ALL, data, mtype=datatype)
            file.flush()
            image = file.id.get_file_image()
        with h5py.File(io.BytesIO(image), "r") as file:
            dataset = h5d.open(file.id, b"d")
            datatype = dataset.get_type()
            raw = np.empty(data.size, "u1")
            dataset.read(h5s.ALL, h5s.ALL, raw, mtype=datatype)
            mask, stored = dataset.read_direct_chunk((0,) * len(shape))
            used = dataset.get_create_plist()
            pipeline = [client_data(used, i) for i in range(used.get_nfilters())]
        if mask:  # szip does not store what it cannot make smaller
            print(f"left out, the filter was skipped: {name}")
            return
        self.write(name, pipeline, raw.tobytes(), bytes(stored))

    def write(self, name, pipeline, raw, stored):
        self.parts.append(struct.pack("<H", len(name)) + name.encode())
        self.parts.append(struct.pack("<H", len(pipeline)))
        for identifier, values in pipeline:
            self.parts.append(struct.pack(f"<HH{len(values)}I", identifier, len(values), *values))
        for block in raw, stored:
            self.parts.append(struct.pack("<I", len(block)) + block)

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        if failure is None:
            content = b"".join(self.parts)
            with open(self.path, "wb") as file:
                file.write(content)
            print(f"{len(content):8d} {self.path}")


def opaque(size):
    datatype = h5t.create(h5t.OPAQUE, size)
    datatype.set_tag(b"")
    return datatype


def integer(size, order="<", precision=None, offset=0, signed=True):
    datatype = (h5t.STD_I8LE if signed else h5t.STD_U8LE).copy()
    datatype.set_size(size)
    datatype.set_precision(8 * size)
    datatype.set_order(h5t.ORDER_LE if order == "<" else h5t.ORDER_BE)
    if precision:
        datatype.set_precision(precision)
    datatype.set_offset(offset)
    return datatype


def floating(size, order, precision=None, offset=0, fields=None):
    datatype = {4: h5t.IEEE_F32LE, 8: h5t.IEEE_F64LE}[size].copy()
    datatype.set_order(h5t.ORDER_LE if order == "<" else h5t.ORDER_BE)
    if fields:
        datatype.set_fields(*fields)
        datatype.set_offset(offset)
        datatype.set_precision(precision)
        datatype.set_size(size)
    return datatype


def compound(size, *members):
    datatype = h5t.create(h5t.COMPOUND, size)
    for number, (offset, member) in enumerate(members):
        datatype.insert(b"m%d" % number, offset, member)
    return datatype


def text(count):
    words = b"the quick brown fox jumps over the lazy dog ".split()
    random = np.random.default_rng(7)
    line = b" ".join(words[i] for i in random.integers(0, len(words), count))
    return np.frombuffer(line[:count], "u1")


def noise(count, seed=1):
    return np.random.default_rng(seed).integers(0, 256, count, "u1")


def deflate(fixtures):
    byte = h5t.STD_U8LE
    for level in 0, 1, 6, 9:
        fixtures.case(f"text, level {level}", byte, text(900), [(DEFLATE, level)])
    fixtures.case("zeros", byte, np.zeros(9000, "u1"), [(DEFLATE, 9)])
    fixtures.case("noise", byte, noise(700), [(DEFLATE, 6)])
    fixtures.case("one byte", byte, noise(1), [(DEFLATE, 6)])
    fixtures.case("doubles", h5t.IEEE_F64LE, np.sin(np.arange(100) / 9), [(DEFLATE, 6)], (10, 10))


def shuffle(fixtures):
    for size in 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 23:
        for count in 1, 2, 8, 9, 19:
            fixtures.case(f"{count} of {size}", opaque(size), noise(size * count, size), [(SHUFFLE,)])
    fixtures.case("40 of 100", opaque(100), noise(4000), [(SHUFFLE,)])
    fixtures.case("2100 of 4", h5t.STD_I32LE, np.arange(2100, dtype="<i4") * 65599, [(SHUFFLE,)])


def fletcher32(fixtures):
    byte = h5t.STD_U8LE
    for count in 1, 2, 3, 4, 7, 8, 9, 719, 720, 721, 3001:
        fixtures.case(f"{count} of noise", byte, noise(count), [(FLETCHER32,)])
    fixtures.case("zeros", byte, np.zeros(64, "u1"), [(FLETCHER32,)])
    fixtures.case("ones", byte, np.full(4096, 255, "u1"), [(FLETCHER32,)])


def signals(count, bits):
    """Data that makes the encoder use every option: name and unsigned values below 2^bits."""
    random = np.random.default_rng(bits)
    top = (1 << bits) - 1
    walk = np.cumsum(random.integers(-3, 4, count)) + (top // 2)
    yield "walk", np.clip(walk, 0, top).astype("u8") if bits > 3 else random.integers(0, top + 1, count).astype("u8")
    yield "zeros", np.zeros(count, "u8")
    sparse = np.zeros(count, "u8")
    sparse[random.integers(0, count, count // 16 + 1)] = 1
    yield "sparse", sparse
    steps = np.where(np.arange(count) // 40 % 2 == 0, np.uint64(0), np.uint64(top))
    yield "steps", steps
    rough = steps.copy()
    rough[::5] = top // 3
    yield "rough", rough


def szip(fixtures):
    random = np.random.default_rng(4)
    for size, bits in (1, 8), (2, 16), (4, 32), (8, 64), (2, 12), (2, 9), (4, 24), (4, 17), (1, 5), (1, 1):
        count = 132 if size < 8 else 68
        for order in "<>":
            if size == 1 and order == ">":
                continue
            for options in SZIP_EC, SZIP_NN:
                block = (8, 16, 32)[(bits + options // 4) % 3]
                for name, values in signals(count, bits):
                    label = f"{name}, {bits} bits of {order}{size}, options {options}, blocks of {block}"
                    shape = (4, count // 4) if name in ("walk", "rough") else (count,)
                    fixtures.case(label, integer(size, order, bits, 0, False),
                                  values.astype(f"{order}u{size}"), [(SZIP, options, block)], shape)
    for block in 2, 4, 10, 32:
        values = np.cumsum(random.integers(-2, 3, 300)).astype("<i2")
        fixtures.case(f"blocks of {block}", h5t.STD_I16LE, values, [(SZIP, SZIP_NN, block)])
    for shape in (7, 33), (40, 4), (3, 17), (1, 33), (33, 1), (5, 8, 3):
        values = np.cumsum(random.integers(-2, 3, np.prod(shape))).astype("<i4")
        fixtures.case(f"shape {shape}", h5t.STD_I32LE, values, [(SZIP, SZIP_NN, 8)], shape)
        fixtures.case(f"shape {shape}, 2 bytes", h5t.STD_I16BE, values.astype(">i2"), [(SZIP, SZIP_EC, 16)], shape)
    fixtures.case("longest scanline", h5t.STD_U8LE, np.arange(4500) // 100 % 256 == 3, [(SZIP, SZIP_NN, 32)])
    zeros = np.zeros(4096 + 40, "u1")
    zeros[[1100, 1747, 3000]] = 9
    fixtures.case("runs of zero blocks", h5t.STD_U8LE, zeros, [(SZIP, SZIP_NN, 8)])
    fixtures.case("runs of zero blocks, entropy coding", h5t.STD_U8LE, zeros, [(SZIP, SZIP_EC, 16)])
    waves = np.sin(np.arange(140) / 5)
    fixtures.case("floats", h5t.IEEE_F32LE, waves.astype("<f4"), [(SZIP, SZIP_NN, 16)])
    fixtures.case("doubles", h5t.IEEE_F64BE, np.round(waves, 1).astype(">f8"), [(SZIP, SZIP_EC, 32)])


def nbit(fixtures):
    def case(name, datatype, count=25, seed=3):
        fixtures.case(name, datatype, noise(datatype.get_size() * count, seed), [(NBIT,)])

    for order in "<>":
        for size in 1, 2, 3, 4, 5, 8, 9, 16:
            bits = 8 * size
            for precision, offset in (1, 0), (1, bits - 1), (7, 1), (bits - 1, 0), (bits - 1, 1), (bits // 2, 3), \
                    (bits - 8, 5), (bits - 7, 7), (8, 0), (8, bits - 8), (3, bits - 3), (bits, 0):
                if 0 < precision and precision + offset <= bits:
                    case(f"{precision} bits at {offset} of {order}{size}", integer(size, order, precision, offset), 9)
        short = floating(4, order, 20, 7, (26, 20, 6, 7, 13))
        case(f"short float {order}", short)
        case(f"float {order}", floating(4, order))
        case(f"double {order}", floating(8, order))
        odd = integer(4, order, 17, 3)
        pair = compound(12, (1, integer(2, order, 11, 2)), (4, odd), (9, opaque(2)))
        case(f"compound {order}", pair)
        case(f"array {order}", h5t.array_create(odd, (2, 3)), 7)
        case(f"array of arrays {order}", h5t.array_create(h5t.array_create(odd, (3,)), (2,)), 7)
        case(f"array of compounds {order}", h5t.array_create(pair, (4,)), 7)
        text_type = h5t.C_S1.copy()
        text_type.set_size(5)
        nested = compound(
            80,
            (0, h5t.array_create(integer(2, order, 9, 4), (5,))),
            (11, pair),
            (24, text_type),
            (30, h5t.array_create(opaque(3), (2,))),
            (37, short),
            (41, h5t.array_create(pair, (3,))))
        case(f"nested compound {order}", nested, 11)
    case("one element", integer(4, "<", 13, 5), 1)


def scaleoffset(fixtures):
    random = np.random.default_rng(6)
    for order in "<>":
        for size in 1, 2, 4, 8:
            for sign in "iu":
                kind = np.dtype(f"{order}{sign}{size}")
                limits = np.iinfo(kind)
                datatype = integer(size, order, None, 0, sign == "i")
                low = -20 if sign == "i" else 100
                values = (low + random.integers(0, 23, 37)).astype(kind)
                filled = values.copy()
                filled[5:9] = 77
                extreme = values.copy()
                extreme[:2] = limits.min, limits.max

                def case(name, data, factor=0, fill=None):
                    fixtures.case(f"{name}, {kind.str}", datatype, data, [(SCALEOFFSET, SCALE_INT, factor)], fill=fill)

                case("small range", values)
                case("fill value", filled, fill=np.array([77], kind))
                case("no fill value", values, fill=())
                case("constant", np.full(9, -3 if sign == "i" else 200, kind), fill=())
                case("all bits", extreme, fill=())
                case("five bits", values, 5)
                case("left alone", values, 8 * size)
                near = np.array([limits.max - int(distance) for distance in random.integers(0, 100, 19)], kind)
                case("near the maximum", near, fill=())
    for order in "<>":
        for size in 4, 8:
            kind = np.dtype(f"{order}f{size}")
            datatype = floating(size, order)
            waves = (np.sin(np.arange(41) / 3) * 70 - 12).astype(kind)

            def case(name, data, factor, fill=None):
                fixtures.case(f"{name}, {kind.str}", datatype, data, [(SCALEOFFSET, SCALE_FLOAT, factor)], fill=fill)

            for digits in 0, 1, 3, 5, 12, -1, -4:
                case(f"{digits} digits", waves, digits)
                case(f"{digits} digits, no fill value", waves, digits, fill=())
            gaps = waves.copy()
            gaps[::7] = -999.25
            case("fill value", gaps, 2, fill=np.array([-999.25], kind))
            case("constant", np.full(12, 2.5, kind), 2, fill=())


def pipeline(fixtures):
    walk = np.cumsum(np.random.default_rng(8).integers(-9, 10, 400)).astype("<i4")
    stages = {
        "shuffle deflate": [(SHUFFLE,), (DEFLATE, 6)],
        "shuffle deflate fletcher32": [(SHUFFLE,), (DEFLATE, 6), (FLETCHER32,)],
        "fletcher32 shuffle deflate": [(FLETCHER32,), (SHUFFLE,), (DEFLATE, 6)],
        "deflate shuffle": [(DEFLATE, 6), (SHUFFLE,)],
        "deflate deflate": [(DEFLATE, 6), (DEFLATE, 1)],
        "scaleoffset deflate fletcher32": [(SCALEOFFSET, SCALE_INT, 0), (DEFLATE, 6), (FLETCHER32,)],
        "scaleoffset shuffle": [(SCALEOFFSET, SCALE_INT, 0), (SHUFFLE,)],
        "nbit deflate": [(NBIT,), (DEFLATE, 6)],
        "szip fletcher32": [(SZIP, SZIP_NN, 16), (FLETCHER32,)],
        "shuffle szip": [(SHUFFLE,), (SZIP, SZIP_NN, 16)],
    }
    for name, filters in stages.items():
        precision = 20 if "nbit" in name else 32
        fixtures.case(name, integer(4, "<", precision), walk, filters)


def main():
    directory = sys.argv[1]
    for make in deflate, shuffle, fletcher32, szip, nbit, scaleoffset, pipeline:
        with Fixtures(f"{directory}/{make.__name__}.bin") as fixtures:
            make(fixtures)


if __name__ == "__main__":
    main()
