#!/usr/bin/env python3
"""Makes the files that the tests of the front door read.

Usage: make_front_door_fixtures.py DIRECTORY                (src/test/resources/io/hyperslab)

Run it twice: with an h5py on HDF5 2.0, which writes most files, and with one on HDF5 1.10, which
writes those in its own dialect. Both need szip and lzf. The same library writes the same bytes in
every run.

Unless a comment says otherwise, the element with C-order number n of a dataset has the value n.
What else the tests expect is spelled out here and again in the tests.
"""
import ctypes
import pathlib
import sys

import h5py
import numpy as np
from h5py import h5d, h5f, h5g, h5o, h5p, h5r, h5s, h5t

UNLIMITED = h5s.UNLIMITED
EARLIEST = (h5f.LIBVER_EARLIEST, h5f.LIBVER_LATEST)
V108 = (h5f.LIBVER_EARLIEST + 1, h5f.LIBVER_EARLIEST + 1)
LATEST = (h5f.LIBVER_LATEST, h5f.LIBVER_LATEST)
MODERN = h5py.version.hdf5_version_tuple >= (2, 0, 0)


def hdf5_library():
    """The very library that h5py uses, for the calls that h5py does not have."""
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "libhdf5" in line and "_hl" not in line}
    for path in paths:
        library = ctypes.CDLL(path)
        if hasattr(library, "H5Pset_chunk_opts"):
            return library
    raise SystemExit("no libhdf5 is loaded")


LIBRARY = hdf5_library()
ID = ctypes.c_int64


def call(function, *arguments):
    """Calls libhdf5; a plain number among the arguments is an identifier."""
    entry = getattr(LIBRARY, function)
    entry.restype = ID if function in ("H5Pcreate", "H5Dcreate2") else ctypes.c_int
    result = entry(*[ID(a) if isinstance(a, int) else a for a in arguments])
    assert result >= 0, function
    return result


def library_value(name):
    return ID.in_dll(LIBRARY, name).value


# --- files and groups without times ---------------------------------------------------------------


def create(path, libver=EARLIEST, user_block=0, track_order=False, sizes=None):
    fcpl = h5p.create(h5p.FILE_CREATE)
    fcpl.set_obj_track_times(False)
    fcpl.set_userblock(user_block)
    if sizes:
        fcpl.set_sizes(*sizes)
    if track_order:
        fcpl.set_link_creation_order(h5p.CRT_ORDER_TRACKED | h5p.CRT_ORDER_INDEXED)
    fapl = h5p.create(h5p.FILE_ACCESS)
    fapl.set_libver_bounds(*libver)
    fapl.set_fclose_degree(h5f.CLOSE_STRONG)
    return h5py.File(h5f.create(str(path).encode(), h5f.ACC_TRUNC, fcpl, fapl))


def group(parent, name, track_order=False, attributes_too=True):
    gcpl = h5p.create(h5p.GROUP_CREATE)
    gcpl.set_obj_track_times(False)
    if track_order:
        gcpl.set_link_creation_order(h5p.CRT_ORDER_TRACKED | h5p.CRT_ORDER_INDEXED)
    if track_order and attributes_too:
        gcpl.set_attr_creation_order(h5p.CRT_ORDER_TRACKED | h5p.CRT_ORDER_INDEXED)
    return h5py.Group(h5g.create(parent.id, name.encode(), None, gcpl))


def commit(parent, name, datatype):
    tcpl = call("H5Pcreate", library_value("H5P_CLS_DATATYPE_CREATE_ID_g"))
    call("H5Pset_obj_track_times", tcpl, ctypes.c_bool(False))
    call("H5Tcommit2", parent.id.id, name.encode(), datatype.id, 0, tcpl, 0)
    return parent[name]


def numbers(shape, dtype="<i4"):
    return np.arange(np.prod(shape, dtype=int)).astype(dtype).reshape(shape)


# --- groups and links -----------------------------------------------------------------------------

NAMES = ["b", "z", "a", "B", "10", "9", "a b", "ab"]


def groups(file, other):
    """What old and new groups have in common."""
    a = group(file, "a")
    b = group(a, "b")
    b.create_dataset("c", data=np.int32(42))
    h5o.set_comment(b.id, b"the letter b")
    names = group(file, "names")
    for name in NAMES:
        names[name] = a
    accented = group(file, "accented")
    for name in ["\uffee", "\u00e9", "\U0001f600", "z"]:
        accented[name] = a
    many = group(file, "many")
    for number in reversed(range(50)):
        many["link%02d" % number] = b["c"]
    cycle = group(file, "cycle")
    cycle["self"] = cycle
    cycle["up"] = file["/"]
    file["again"] = b["c"]
    file["soft"] = h5py.SoftLink("/a/b/c")
    a["relative"] = h5py.SoftLink("b/c")
    a["dotted"] = h5py.SoftLink("./b/./c")
    file["through"] = h5py.SoftLink("a/b")
    file["dangling"] = h5py.SoftLink("/no/where")
    file["loop1"] = h5py.SoftLink("loop2")
    file["loop2"] = h5py.SoftLink("/loop1")
    file["beside"] = h5py.ExternalLink(other, "/a/b/c")
    file["besideGroup"] = h5py.ExternalLink(other, "a")
    file["outside"] = h5py.ExternalLink("../outside.h5", "/a")
    file["missing"] = h5py.ExternalLink("no-such-file.h5", "/a")
    file["nothingThere"] = h5py.ExternalLink(other, "/no/where")
    commit(file, "type", h5t.IEEE_F32LE.copy())


def make_groups_old(path):
    with create(path) as file:
        groups(file, "groups-new.h5")


def make_groups_new(path):
    with create(path, LATEST) as file:
        groups(file, "groups-old.h5")
        ordered = group(file, "ordered", track_order=True)
        for name in ["z", "a", "m"]:
            ordered[name] = file["a"]
        dense = group(file, "dense", track_order=True)
        for number in reversed(range(20)):
            dense["n%02d" % number] = file["a"]
        dense["soft"] = h5py.SoftLink("/a/b/c")
        dense["beside"] = h5py.ExternalLink("groups-old.h5", "/a/b/c")


def make_links_user_defined(path):
    """An external link whose class is made 187. Groups of this version have no checksum."""
    with create(path) as file:
        links = group(file, "links", track_order=True, attributes_too=False)
        links["custom"] = h5py.ExternalLink("some.h5", "/data")
    image = bytearray(path.read_bytes())
    at = image.index(b"custom")
    image[image.rindex(b"\x40", at - 24, at)] = 187
    path.write_bytes(image)


# --- attributes -----------------------------------------------------------------------------------


def attribute(owner, name, datatype, data=None, shape=None):
    """An attribute of exactly that datatype; without data, of a null dataspace."""
    if data is None and shape is None:
        space = h5s.create(h5s.NULL)
    elif shape is None:
        space = h5s.create(h5s.SCALAR) if data.shape == () else h5s.create_simple(data.shape)
    else:
        space = h5s.create_simple(shape)
    made = h5py.h5a.create(owner.id, name.encode(), datatype, space)
    if data is not None and data.size:
        made.write(data, mtype=datatype)


def strings(size, padding, charset=h5t.CSET_ASCII):
    datatype = h5t.C_S1.copy()
    datatype.set_size(size)
    datatype.set_strpad(padding)
    datatype.set_cset(charset)
    return datatype


def boolean():
    datatype = h5t.enum_create(h5t.STD_I8LE)
    datatype.enum_insert(b"FALSE", 0)
    datatype.enum_insert(b"TRUE", 1)
    return datatype


def every_attribute(owner):
    for code in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]:
        for order in "<>":
            if code[1] != "1" or order == "<":
                name = code + ("be" if order == ">" else "")
                owner.attrs.create(name, np.array([1, 2, 100], order + code))
    owner.attrs.create("scalar", np.int64(-7))
    owner.attrs.create("matrix", numbers((2, 3)))
    owner.attrs.create("emptyList", np.zeros((0,), "<f8"))
    owner.attrs.create("null", h5py.Empty("<f8"))
    owner.attrs.create("nullText", h5py.Empty(h5py.string_dtype()))
    owner.attrs.create("text", "gr\u00fc\u00dfe")
    owner.attrs.create("emptyText", "")
    owner.attrs.create("texts", ["one", "", "three"], dtype=h5py.string_dtype())
    owner.attrs.create("fixedText", np.array([b"ab", b"abcd"], "S4"))
    owner.attrs.create("booleans", np.array([True, False, True]))
    owner.attrs.create("complex", np.array([1 + 2j, -3.5j], "<c16"))
    color = h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 42}, "<u2")
    owner.attrs.create("colors", np.array([42, 0, 1, 7], "<u2"), dtype=color)
    pair = np.dtype([("x", "<i4"), ("y", "<f8")])
    owner.attrs.create("pair", np.array((3, 0.5), pair))
    owner.attrs.create("arrays", numbers((2, 3), "<i2"), shape=(2, 3), dtype=np.dtype("(3,)<i2"))
    ragged = np.empty(3, object)
    ragged[:] = [np.array(row, "<i4") for row in ([1], [], [2, 3, 4])]
    owner.attrs.create("ragged", ragged, dtype=h5py.vlen_dtype("<i4"))
    owner.attrs.create("opaque", np.array([b"\x00\x01\x02", b"\xff\x00\x00"], "V3"))
    owner.attrs.create("reference", owner.file["target"].ref, dtype=h5py.ref_dtype)
    owner.attrs.create("region", owner.file["target"].regionref[1:3], dtype=h5py.regionref_dtype)


def make_attributes(path, libver):
    with create(path, libver) as file:
        file.create_dataset("target", data=numbers((5,)))
        every_attribute(group(file, "types"))
        ordered = group(file, "ordered", track_order=True)
        for name in ["z", "a", "m"]:
            ordered.attrs.create(name, np.int32(ord(name)))
        dense = group(file, "dense", track_order=True)
        for number in reversed(range(20)):
            dense.attrs.create("n%02d" % number, np.int32(number))
        dense.attrs.create("large", numbers((5000,), "u1"))
        group(file, "bare")
        shared = commit(file, "type", h5t.STD_I16BE.copy())
        attribute(file["bare"], "typed", h5t.TypeID(shared.id.id), np.array([5, 6], ">i2"))


# --- layouts --------------------------------------------------------------------------------------


def properties(chunk=None, filters=(), fill=None, fill_time=None, early=False, compact=False):
    dcpl = h5p.create(h5p.DATASET_CREATE)
    dcpl.set_obj_track_times(False)
    if compact:
        dcpl.set_layout(h5d.COMPACT)
    if chunk:
        dcpl.set_chunk(chunk)
    if early:
        dcpl.set_alloc_time(h5d.ALLOC_TIME_EARLY)
    if fill is not None:
        dcpl.set_fill_value(np.array(fill))
    if fill_time is not None:
        dcpl.set_fill_time(fill_time)
    for each in filters:
        if each == "shuffle":
            dcpl.set_shuffle()
        elif each == "gzip":
            dcpl.set_deflate(6)
        elif each == "fletcher32":
            dcpl.set_fletcher32()
        elif each == "lzf":
            dcpl.set_filter(32000, h5py.h5z.FLAG_OPTIONAL, (4, 0, 0))
        elif each == "szip":
            dcpl.set_szip(h5py.h5z.SZIP_NN_OPTION_MASK, 8)
        elif each == "scaleoffset":
            dcpl.set_scaleoffset(h5py.h5z.SO_INT, 0)
        elif each == "nbit":
            call("H5Pset_nbit", dcpl.id)
        else:
            raise ValueError(each)
    return dcpl


def dataset(parent, name, shape, dtype="<i2", maximum=None, data=True, **options):
    """A dataset of the numbers from 0 on, or one that is not written."""
    maximum = maximum or shape
    space = h5s.create_simple(shape, maximum) if shape != () else h5s.create(h5s.SCALAR)
    datatype = dtype if isinstance(dtype, h5t.TypeID) else h5t.py_create(np.dtype(dtype))
    made = h5py.Dataset(h5d.create(parent.id, name.encode(), datatype, space, properties(**options)))
    if data:
        made[...] = numbers(shape, made.dtype)
    return made


PIPELINES = {
    "none": [],
    "gzip": ["shuffle", "gzip"],
    "fletcher32": ["fletcher32"],
    "lzf": ["lzf"],
    "szip": ["szip"],
    "scaleoffset": ["scaleoffset"],
    "nbit": ["nbit"],
    "all": ["shuffle", "gzip", "fletcher32"],
}


def layouts(file):
    dataset(file, "compact", (5, 4), compact=True)
    dataset(file, "contiguous", (9, 7, 5))
    dataset(file, "contiguousBigEndian", (9, 7), ">i4")
    dataset(file, "scalar", ())
    dataset(file, "compactScalar", (), compact=True)
    shapes = [(17,), (9, 8), (5, 4, 6), (3, 4, 2, 5), (2, 3, 2, 3, 4)]
    chunks = [(5,), (4, 3), (2, 3, 4), (2, 3, 1, 2), (2, 2, 1, 2, 3)]
    ranks = group(file, "ranks")
    for shape, chunk in zip(shapes, chunks):
        dataset(ranks, "contiguous%d" % len(shape), shape, "<u2")
        dataset(ranks, "chunked%d" % len(shape), shape, "<u2", chunk=chunk, filters=["gzip"])
    dataset(file, "empty", (0, 4), chunk=(2, 2), maximum=(UNLIMITED, 4))
    file.create_dataset("null", data=h5py.Empty("<i4"))


def index(file, name, maximum, kinds=PIPELINES, shape=(13, 11), chunk=(4, 3), **options):
    """One kind of chunk index with some pipelines."""
    parent = group(file, name)
    for kind in kinds:
        filters = PIPELINES[kind]
        dataset(parent, kind, shape, maximum=maximum, chunk=chunk, filters=filters, **options)


def fills(file):
    """Rows 4 to 7 are written, as far as nothing else is said; the fill value is 7."""
    parent = group(file, "fills")
    seven = np.int16(7)
    rows = numbers((12, 6), "<i2")[4:8]
    for name, filters in [("plain", []), ("gzip", ["gzip"])]:
        made = dataset(parent, name, (12, 6), data=False, chunk=(4, 4), fill=seven, filters=filters)
        made[4:8] = rows
    made = dataset(
        parent, "never", (12, 6), data=False, chunk=(4, 4), fill=seven,
        fill_time=h5d.FILL_TIME_NEVER)
    made[4:8] = rows
    dataset(parent, "unwritten", (12, 6), data=False, fill=seven)
    dataset(parent, "unwrittenChunks", (12, 6), data=False, chunk=(4, 4), fill=seven)
    dataset(parent, "unwrittenDefault", (12, 6), data=False)
    dataset(parent, "early", (12, 6), data=False, chunk=(4, 4), fill=seven, early=True)
    # All of it is written; then it shrinks to five rows and grows again.
    resized = dataset(
        parent, "resized", (12, 6), maximum=(UNLIMITED, 6), chunk=(4, 4), fill=seven)
    resized.resize((5, 6))
    resized.resize((12, 6))
    undefined = properties(chunk=(4, 4))
    call("H5Pset_fill_value", undefined.id, 0, ctypes.c_void_p(None))
    h5d.create(parent.id, b"undefined", h5t.STD_I16LE, h5s.create_simple((12, 6)), undefined)


def make_layouts_earliest(path):
    with create(path) as file:
        layouts(file)
        index(file, "btree1", (UNLIMITED, 11), ["none", "gzip", "lzf", "szip", "all"])
        fills(file)
        dataset(file, "largeBtree1", (10, 15), "<u2", chunk=(1, 1))


def masked(file):
    """Every other chunk is stored without its filters."""
    made = dataset(file, "masked", (8, 6), chunk=(4, 3), filters=["shuffle", "gzip"])
    values = numbers((8, 6), "<i2")
    for offset in [(0, 0), (4, 3)]:
        chunk = values[offset[0] : offset[0] + 4, offset[1] : offset[1] + 3]
        made.id.write_direct_chunk(offset, chunk.tobytes(), 3)


def make_layouts_latest(path):
    with create(path, LATEST) as file:
        layouts(file)
        fills(file)
        index(file, "single", (13, 11), chunk=(13, 11))
        index(file, "implicit", (13, 11), ["none"], early=True)
        index(file, "fixedArray", (13, 11))
        index(file, "extensibleArray", (UNLIMITED, 11))
        index(file, "btree2", (UNLIMITED, UNLIMITED), ["none", "gzip", "all"])
        masked(file)
        # More chunks than a page of the fixed array and than the first blocks of the others have.
        dataset(file, "largeFixedArray", (1100,), "<u2", chunk=(1,))
        dataset(file, "largeExtensibleArray", (1100,), "<u2", maximum=(UNLIMITED,), chunk=(1,))
        dataset(file, "largeBtree2", (10, 15), "<u2", maximum=(UNLIMITED, UNLIMITED), chunk=(1, 1))
        partial = properties(chunk=(4, 3), filters=["shuffle", "gzip"])
        call("H5Pset_chunk_opts", partial.id, ctypes.c_uint(2))
        made = h5d.create(
            file.id, b"partialUnfiltered", h5t.STD_I16LE, h5s.create_simple((13, 11)), partial)
        h5py.Dataset(made)[...] = numbers((13, 11), "<i2")


def make_layouts_v110(path):
    with create(path, LATEST) as file:
        index(file, "single", (13, 11), ["none", "gzip", "szip"], chunk=(13, 11))
        index(file, "fixedArray", (13, 11), ["none", "gzip", "szip"])
        index(file, "extensibleArray", (UNLIMITED, 11), ["none", "gzip", "szip"])
        masked(file)


def make_grid(path):
    """Large enough for a read of all to be worth several threads."""
    with create(path, LATEST) as file:
        dataset(file, "grid", (320, 300), "<i4", chunk=(32, 50), filters=["shuffle", "gzip"])


# --- datatypes ------------------------------------------------------------------------------------

INTEGERS = {
    "int8": ("i1", [-128, 0, 127]),
    "int16": ("i2", [-32768, 0, 32767]),
    "int32": ("i4", [-(2**31), 0, 2**31 - 1]),
    "int64": ("i8", [-(2**63), 0, 2**63 - 1]),
    "uint8": ("u1", [0, 128, 255]),
    "uint16": ("u2", [0, 32768, 65535]),
    "uint32": ("u4", [0, 2**31, 2**32 - 1]),
    "uint64": ("u8", [0, 2**63, 2**64 - 1]),
}


def raw(parent, name, datatype, data, shape=None):
    """Elements given as the bytes to store."""
    shape = shape or (len(data) // datatype.get_size(),)
    made = h5d.create(
        parent.id, name.encode(), datatype, h5s.create_simple(shape), properties())
    made.write(h5s.ALL, h5s.ALL, np.frombuffer(data, f"V{datatype.get_size()}"), mtype=datatype)


def make_types(path):
    with create(path, LATEST) as file:
        parent = group(file, "numbers")
        for name, (code, values) in INTEGERS.items():
            dataset_of(parent, name, np.array(values, "<" + code))
            dataset_of(parent, name + "be", np.array(values, ">" + code))
        for name, code in [("float16", "f2"), ("float32", "f4"), ("float64", "f8")]:
            values = [1.5, -0.0, np.inf, np.nan, 0.333251953125]
            dataset_of(parent, name, np.array(values, "<" + code))
            dataset_of(parent, name + "be", np.array(values, ">" + code))
        bfloat = h5t.IEEE_F32LE.copy()
        bfloat.set_fields(15, 7, 8, 0, 7)
        bfloat.set_precision(16)
        bfloat.set_size(2)
        bfloat.set_ebias(127)
        # 1.0, -2.0, 3.140625 (0x4049), infinity
        raw(parent, "bfloat16", bfloat, np.array([0x3F80, 0xC000, 0x4049, 0x7F80], "<u2").tobytes())
        wide = h5t.STD_I64LE.copy()
        wide.set_size(16)
        wide.set_precision(128)
        big = [2**100, -(2**127), -1]
        raw(parent, "int128", wide, b"".join(v.to_bytes(16, "little", signed=True) for v in big))
        twelve = h5t.STD_U16LE.copy()
        twelve.set_precision(12)
        twelve.set_offset(4)
        raw(parent, "twelveBits", twelve, np.array([0x0FF << 4, 0xABC << 4], "<u2").tobytes())
        texts(group(file, "texts"))
        others(group(file, "others"))


def dataset_of(parent, name, data, dtype=None):
    dtype = dtype or data.dtype
    return parent.create_dataset(name, data=data, dtype=dtype, track_times=False)


def texts(parent):
    for name, padding in [
        ("nullTerminated", h5t.STR_NULLTERM),
        ("nullPadded", h5t.STR_NULLPAD),
        ("spacePadded", h5t.STR_SPACEPAD),
    ]:
        pad = b" " if padding == h5t.STR_SPACEPAD else b"\0"
        last = b"abc\0" if padding == h5t.STR_NULLTERM else b"abcd"
        stored = b"a".ljust(4, pad) + b"".ljust(4, pad) + last
        raw(parent, name, strings(4, padding), stored)
    raw(parent, "utf8", strings(6, h5t.STR_NULLPAD, h5t.CSET_UTF8), "\u00e9\u4e16\0".encode())
    # Neither is UTF-8: Latin-1's e with acute, and a lone continuation byte.
    raw(parent, "notUtf8", strings(4, h5t.STR_NULLPAD, h5t.CSET_UTF8), b"caf\xe9\x80abc")
    values = ["", "one", "gr\u00fc\u00dfe", "\u4e16\u754c", "x" * 300]
    dataset_of(parent, "variable", np.array(values, object), h5py.string_dtype())
    dataset_of(parent, "variableAscii", np.array([b"one", b"caf\xe9"], object), h5py.string_dtype("ascii"))
    dataset_of(parent, "matrix", np.array([["a", "b", "c"], ["d", "e", "f"]], object), h5py.string_dtype())
    # Only the middle one is written; the others are null pointers.
    partly = parent.create_dataset("partly", (3,), h5py.string_dtype(), chunks=(3,), track_times=False)
    partly[1] = "middle"


def others(parent):
    dataset_of(parent, "booleans", np.array([[True, False], [False, True]]))
    color = h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 42}, "<i2")
    dataset_of(parent, "colors", np.array([42, 0, 1, 7], "<i2"), color)
    dataset_of(parent, "complex64", np.array([1 + 2j, -0.5 - 0.25j], "<c8"))
    dataset_of(parent, "complex128be", np.array([1 + 2j, -0.5 - 0.25j], ">c16"))
    raw(parent, "nativeComplex", h5t.COMPLEX_IEEE_F64LE, np.array([1, 2, -0.5, -0.25], "<f8").tobytes())
    blob = h5t.create(h5t.OPAQUE, 3)
    blob.set_tag(b"three bytes")
    raw(parent, "opaque", blob, b"\x00\x01\x02\xff\x00\x00")
    dataset_of(parent, "opaqueNumpy", np.array(["2020-01-02", "1969-12-31"], "<M8[D]").view("V8"))
    ragged = np.empty((2, 2), object)
    for at, row in zip(np.ndindex(2, 2), ([1], [], [2, 3, 4], [5, 6])):
        ragged[at] = np.array(row, "<i4")
    dataset_of(parent, "ragged", ragged, h5py.vlen_dtype("<i4"))
    partly = parent.create_dataset(
        "partlyRagged", (3,), h5py.vlen_dtype("<i4"), chunks=(3,), track_times=False)
    partly[1] = np.array([7, 8], "<i4")
    made = parent.create_dataset("arrays", (2,), np.dtype("(3, 2)<i4"), track_times=False)
    made[...] = numbers((2, 3, 2))
    raw(parent, "bitfield", h5t.STD_B8LE, b"\x00\x81\xff")


STATION = np.dtype(
    {
        "names": ["id", "name", "label", "position", "samples", "kind", "active", "height"],
        "formats": [
            "<i4",
            h5py.string_dtype(),
            "S6",
            np.dtype([("lat", ">f4"), ("lon", "<f8")]),
            "(3,)<i2",
            h5py.enum_dtype({"LAND": 0, "SEA": 5}, "i1"),
            np.dtype("?"),
            "<u8",
        ],
        "offsets": [0, 8, 16, 24, 40, 48, 50, 56],
        "itemsize": 72,
    }
)


def make_records(path):
    with create(path, LATEST) as file:
        stations = np.zeros(3, STATION)
        for number, name in enumerate(["Bergen", "\u00c5lesund", ""]):
            stations[number] = (
                number + 1, name, b"S%d" % number, (60.5 + number, -5.25 * number),
                [number, number * 10, -number], 5 * (number % 2), number == 1, 2**64 - 1 - number)
        dataset_of(file, "stations", stations)
        file.create_dataset("chunked", data=stations, chunks=(2,), compression="gzip", track_times=False)
        pairs = np.zeros((2, 2), [("wind_speed", "<f4"), ("Temp", "<i2")])
        pairs["wind_speed"] = [[0.5, 1.5], [2.5, 3.5]]
        pairs["Temp"] = [[1, 2], [3, 4]]
        dataset_of(file, "pairs", pairs)


# --- data in other places -------------------------------------------------------------------------


def make_external(path):
    """Numbers 0 to 23 as int32, behind 8 bytes of one file, and from 40 bytes on in another."""
    values = numbers((24,)).tobytes()
    path.with_name("external-a.bin").write_bytes(b"\xee" * 8 + values[:40])
    path.with_name("external-b.bin").write_bytes(values[40:])
    path.with_name("external-short.bin").write_bytes(values[:40])
    with create(path) as file:
        externally(file, "whole", [("external-a.bin", 8, 40), ("external-b.bin", 0, h5f.UNLIMITED)])
        externally(file, "short", [("external-short.bin", 0, h5f.UNLIMITED)])
        externally(file, "missing", [("no-such-file.bin", 0, h5f.UNLIMITED)])
        externally(file, "outside", [("../external-a.bin", 0, h5f.UNLIMITED)])


def externally(file, name, segments):
    dcpl = properties(fill=np.int32(5))
    for segment, offset, size in segments:
        dcpl.set_external(segment.encode(), offset, size)
    h5d.create(file.id, name.encode(), h5t.STD_I32LE, h5s.create_simple((6, 4)), dcpl)


def slab(shape, start=None, stride=None, count=None, block=None, maximum=None):
    space = h5s.create_simple(shape, maximum or shape)
    if start is not None:
        space.select_hyperslab(start, count, stride, block)
    return space


def virtual(file, name, shape, mappings, dtype=h5t.STD_I32LE, maximum=None, fill=np.int32(-1)):
    """Mappings are (virtual selection, file, dataset, source selection)."""
    dcpl = properties(fill=fill)
    for mapping in mappings:
        place, source_file, source_dataset, source = mapping
        dcpl.set_virtual(place, source_file.encode(), source_dataset.encode(), source)
    h5d.create(file.id, name.encode(), dtype, h5s.create_simple(shape, maximum or shape), dcpl)


def make_virtual_sources(path):
    """Three files; the element n of file f is 10 f + n."""
    for number in range(3):
        with create(path.with_name("virtual-source-%d.h5" % number)) as file:
            dataset(file, "data", (5,), "<i4")[...] = 10 * number + numbers((5,))
            texts = np.array(["file %d" % number, ["first", "", "last"][number]], object)
            dataset_of(file, "texts", texts, h5py.string_dtype())
            if number == 0:
                dataset(file, "short", (5,), ">i2")
                dataset(file, "growing", (6, 3), "<i4", maximum=(UNLIMITED, 3), chunk=(2, 3))


def make_virtual(path):
    make_virtual_sources(path)
    with create(path, LATEST) as file:
        row = lambda r, rows: slab((rows, 5), (r, 0), None, (1, 5))
        source = "virtual-source-%d.h5"
        whole = slab((5,))
        virtual(file, "rows", (3, 5), [(row(r, 3), source % r, "data", whole) for r in range(3)])
        names = [source % 0, "virtual-missing.h5", source % 2]
        virtual(file, "missingFile", (3, 5), [(row(r, 3), names[r], "data", whole) for r in range(3)])
        names = ["data", "nothing", "data"]
        virtual(file, "missingDataset", (3, 5), [(row(r, 3), source % r, names[r], whole) for r in range(3)])
        # Column 1 and 3 of two rows from elements 1 to 4, the rest is fill.
        virtual(
            file, "strided", (3, 5),
            [(slab((3, 5), (0, 1), (2, 2), (2, 2)), source % 1, "data", slab((5,), (1,), None, (4,)))])
        two = lambda r: slab((2, 2), (r, 0), None, (1, 2))
        virtual(
            file, "texts", (2, 2), [(two(r), source % r, "texts", slab((2,))) for r in range(2)],
            dtype=h5t.py_create(h5py.string_dtype(), logical=True), fill=None)
        dataset(file, "local", (4, 4), "<i4")
        # The lower half above the upper half.
        virtual(
            file, "sameFile", (4, 4),
            [(slab((4, 4), (0, 0), None, (2, 4)), ".", "local", slab((4, 4), (2, 0), None, (2, 4))),
             (slab((4, 4), (2, 0), None, (2, 4)), ".", "/local", slab((4, 4), (0, 0), None, (2, 4)))])
        virtual(file, "nested", (3, 5), [(slab((3, 5)), ".", "rows", slab((3, 5)))])
        virtual(file, "cycle1", (5,), [(whole, ".", "cycle2", whole)])
        virtual(file, "cycle2", (5,), [(whole, ".", "cycle1", whole)])
        virtual(
            file, "converted", (5,), [(whole, source % 0, "short", whole)],
            dtype=h5t.IEEE_F64BE, fill=np.float64(-1))
        endless = (UNLIMITED, 3)
        virtual(
            file, "unlimited", (0, 3),
            [(slab((0, 3), (1, 0), (1, 1), endless, (1, 1), endless), source % 0, "growing",
              slab((6, 3), (0, 0), (1, 1), endless, (1, 1), endless))],
            maximum=endless)
        # Blocks of one row, every other row.
        endless = (UNLIMITED, 5)
        virtual(
            file, "pattern", (0, 5),
            [(slab((0, 5), (0, 0), (2, 5), (UNLIMITED, 1), (1, 5), endless),
              "virtual-source-%b.h5", "data", whole)],
            maximum=endless)
        virtual(file, "unmapped", (2, 2), [(slab((2, 2), (0, 0), None, (1, 2)), ".", "local", slab((4, 4), (3, 2), None, (1, 2)))])


def make_virtual_selections(path):
    """Mappings with every kind of selection. In this version of the format, selections that have an
    end are lists of blocks; the same library stores them as regular hyperslabs in the file whose
    name ends in -new."""
    libver = LATEST if path.stem.endswith("-new") else EARLIEST
    with create(path, libver) as file:
        for name, shape in (("line", (24,)), ("square", (4, 6)), ("one", (1,))):
            dataset(file, name, shape, "<i4")
        dataset(file, "growing", (5,), "<i4", maximum=(UNLIMITED,), chunk=(5,))
        whole = lambda *shape: slab(shape)
        # Three mappings take turns: columns 0, 3, ...; 1, 4, ...; 2, 5, ...
        virtual(
            file, "columns", (4, 18),
            [(slab((4, 18), (0, n), (1, 3), (4, 6)), ".", "square", whole(4, 6)) for n in range(3)])
        # Blocks of two of every five, from blocks of three of every four.
        virtual(
            file, "blocks", (30,),
            [(slab((30,), (1,), (5,), (6,), (2,)), ".", "line",
              slab((24,), (2,), (5,), (4,), (3,)))])
        virtual(file, "folded", (3, 9), [(slab((3, 9), (0, 1), None, (3, 8)), ".", "line", whole(24))])
        virtual(
            file, "row", (3, 6),
            [(slab((3, 6), (r, 0), None, (1, 6)), ".", "square", slab((4, 6), (3 - r, 0), None, (1, 6)))
             for r in range(3)])
        scattered = slab((30,), (0,), None, (1,))
        for first, length in ((19, 1), (25, 2)):
            scattered.select_hyperslab((first,), (1,), None, (length,), h5s.SELECT_OR)
        virtual(file, "scattered", (30,), [(scattered, ".", "line", slab((24,), (4,), (3,), (4,)))])
        # As long as its source in one mapping; longer because of the other one.
        endless = slab((5,), (0,), (1,), (UNLIMITED,), (1,), (UNLIMITED,))
        virtual(
            file, "least", (30,),
            [(endless, ".", "growing", endless),
             (scattered, ".", "line", slab((24,), (4,), (3,), (4,)))],
            maximum=(UNLIMITED,))
        # Few bytes that stand for very many rows.
        rows = 3_000_000
        tall = (rows, 12)
        dataset_creation = properties(fill=np.int32(7), chunk=(rows, 1))
        h5d.create(file.id, b"tall", h5t.STD_I32LE, h5s.create_simple((rows, 1)), dataset_creation)
        virtual(
            file, "wide", tall,
            [(slab(tall, (0, n), None, (1, 1), (rows, 1)), ".", "tall", whole(rows, 1)) for n in range(12)])
        maps = []
        for n in range(12):
            gap = slab(tall, (0, n), None, (1, 1), (rows - 2, 1))
            gap.select_hyperslab((rows - 1, n), (1, 1), None, (1, 1), h5s.SELECT_OR)
            maps.append((gap, ".", "tall", slab((rows, 1), (1, 0), None, (1, 1), (rows - 1, 1))))
        virtual(file, "gaps", tall, maps)
        for number in range(3):
            file["one%d" % number] = file["one"]
        # The third block would be beyond 2^63; without it, all is well.
        file["two0"] = file["two1"] = file["one"]
        blocks = slab((0,), (2**62,), (2**61,), (UNLIMITED,), (1,), (UNLIMITED,))
        for name, source in (("faraway", "one%b"), ("nearer", "two%b")):
            virtual(file, name, (0,), [(blocks, ".", source, whole(1))], maximum=(UNLIMITED,))


def make_references(path):
    with create(path, LATEST) as file:
        target = dataset(file, "target", (4, 5), "<i4")
        attribute(target, "note", h5t.STD_I32LE, np.array(9, "<i4"))
        parent = group(file, "group")
        objects = np.array([target.ref, parent.ref, h5py.Reference()], dtype=h5py.ref_dtype)
        dataset_of(file, "objects", objects, h5py.ref_dtype)
        points = h5r.create(
            file.id, b"target", h5r.DATASET_REGION, point_selection((4, 5), [(3, 4), (0, 1)]))
        regions = np.array([target.regionref[1:3, ::2], points, h5py.RegionReference()], dtype=h5py.regionref_dtype)
        dataset_of(file, "regions", regions, h5py.regionref_dtype)
        standard_references(file, target)


def point_selection(shape, points):
    space = h5s.create_simple(shape)
    space.select_elements(points)
    return space


def standard_references(file, target):
    """An object, a region, an attribute, and nothing."""
    size = 64
    buffer = ctypes.create_string_buffer(4 * size)
    at = lambda number: ctypes.byref(buffer, number * size)
    space = slab((4, 5), (1, 1), None, (2, 2))
    call("H5Rcreate_object", file.id.id, b"/group", 0, at(0))
    call("H5Rcreate_region", file.id.id, b"/target", space.id, 0, at(1))
    call("H5Rcreate_attr", file.id.id, b"/target", b"note", 0, at(2))
    datatype = library_value("H5T_STD_REF_g")
    four, dcpl = h5s.create_simple((4,)), properties()
    made = call("H5Dcreate2", file.id.id, b"standard", datatype, four.id, 0, dcpl.id, 0)
    call("H5Dwrite", made, datatype, 0, 0, 0, buffer)
    for number in range(3):
        call("H5Rdestroy", at(number))
    call("H5Dclose", made)


# --- files as such --------------------------------------------------------------------------------


def make_user_block(path):
    with create(path, user_block=512) as file:
        dataset(file, "data", (5,))
    image = bytearray(path.read_bytes())
    image[:11] = b"not HDF5 :)"
    path.write_bytes(image)


def make_unclean(path):
    """The file as it is on disk while a writer has it open for others to read."""
    with create(path, LATEST) as file:
        dataset(file, "data", (5,), maximum=(UNLIMITED,), chunk=(4,))
        file.swmr_mode = True
        file.flush()
        image = path.read_bytes()
    path.write_bytes(image)


def make_dialect(path):
    """Superblock versions and sizes of offsets and lengths."""
    for number, libver in enumerate([EARLIEST, V108, LATEST]):
        with create(path.with_name("dialect-%d.h5" % number), libver, sizes=(4, 4) if number == 0 else None) as file:
            dataset(file, "data", (13, 11), maximum=(UNLIMITED, 11), chunk=(4, 3), filters=["gzip"])
            dataset_of(file, "texts", np.array(["one", "", "three"], object), h5py.string_dtype())


def make_huge(path):
    """A byte array of 8 elements at the end of the file, which the test makes 2^31 + 64 long."""
    with create(path) as file:
        made = dataset(file, "bytes", (8,), "i1")
        file.flush()
        end = made.id.get_offset() + 8
    image = path.read_bytes()
    assert len(image) == end, "the elements are not at the end"


def make_weather(path):
    """What the examples of the documentation read."""
    with create(path) as file:
        fifteen = group(file, "15")
        temperature = dataset_of(fifteen, "temperature", 20 + numbers((100,), "<f8") / 4)
        temperature.attrs.create("dt", np.int64(10))
        temperature.attrs.create("start_time", np.int64(1375204299))
        file.create_dataset(
            "images", data=(numbers((3, 80, 96), "<i4") // 96 % 80).astype("i1"), chunks=(1, 64, 64),
            shuffle=True, compression="gzip", track_times=False)
        station = np.dtype([("name", h5py.string_dtype()), ("rain", "?"), ("elevation", "<f8")])
        stations = np.array([("Bergen", True, 12.0), ("Oslo", False, 94.5)], station)
        dataset_of(file, "stations", stations)


MODERN_FILES = {
    "groups-old.h5": make_groups_old,
    "groups-new.h5": make_groups_new,
    "links-user-defined.h5": make_links_user_defined,
    "attributes-earliest.h5": lambda path: make_attributes(path, EARLIEST),
    "attributes-latest.h5": lambda path: make_attributes(path, LATEST),
    "layouts-earliest.h5": make_layouts_earliest,
    "layouts-latest.h5": make_layouts_latest,
    "grid.h5": make_grid,
    "types.h5": make_types,
    "records.h5": make_records,
    "external.h5": make_external,
    "virtual.h5": make_virtual,
    "virtual-selections.h5": make_virtual_selections,
    "virtual-selections-new.h5": make_virtual_selections,
    "references.h5": make_references,
    "user-block.h5": make_user_block,
    "unclean.h5": make_unclean,
    "huge.h5": make_huge,
    "weather.h5": make_weather,
}
OLD_FILES = {
    "layouts-v110.h5": make_layouts_v110,
    "dialect": make_dialect,
}


def main():
    directory = pathlib.Path(sys.argv[1])
    for name, make in (MODERN_FILES if MODERN else OLD_FILES).items():
        make(directory / name)


main()
