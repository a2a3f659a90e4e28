#!/usr/bin/env python3
"""Makes the files in cli/src/test/resources/fixtures and the texts that are expected of them.

    make_fixtures.py DIRECTORY [DIGEST_TOOL]

Needs h5py and h5dump of HDF5 1.10. Expected texts come from these, never from Hyperslab:
NAME.ddl from h5dump with the options in dumps.txt, NAME.xml from h5dump, floats.txt from printf.
With DIGEST_TOOL, a program that prints the reference digest of a file made with libhdf5, NAME.json
too: its digest on one line, less what names no fact of the file (which library made it, and the
names of filters that the file does not store).
"""
import ctypes
import json
import os
import random
import struct
import subprocess
import sys

import h5py
import numpy as np
from h5py import h5d, h5p, h5s, h5t

# name of the expected text -> file and options
DUMPS = {
    "types": ("types.h5", []),
    "types-escaped": ("types.h5", ["-e", "-y", "-w", "40", "-g", "/texts", "-d", "/compounds"]),
    "types-format": ("types.h5", ["-m", "%.3f", "-d", "/floats/le_f8"]),
    "types-text": ("types.h5", ["-r", "-d", "/integers/le_i1"]),
    "types-committed": ("types.h5", ["-t", "/committed"]),
    "types-regions": ("types.h5", ["-R", "-d", "/regions"]),
    "tree": ("tree.h5", []),
    "tree-attributes": ("tree.h5", ["-A"]),
    "types-header": ("types.h5", ["-H", "-d", "/grid", "-g", "/texts"]),
    "tree-contents-attributes": ("tree.h5", ["-n", "1"]),
    "tree-creation": ("tree.h5", ["-q", "creation_order", "-z", "descending"]),
    "tree-objects": ("tree.h5", ["-g", "/b", "-l", "/soft", "-a", "/b/title", "-d", "/b/data"]),
    "tree-any": ("tree.h5", ["-N", "title"]),
    "storage": ("storage.h5", []),
    "storage-subset": ("storage.h5", ["-d", "/chunked", "-s", "1,2", "-S", "3,2", "-c", "2,2",
                                      "-k", "2,1"]),
    "storage-terse": ("storage.h5", ["-d", "/cube[0,1,0;2,1,1;2,2,3;1,1,1]"]),
    "storage-bits": ("storage.h5", ["-d", "/chunked", "-M", "0,4,4,4"]),
}
XML = {
    "tree": ("tree.h5", ["-x"]),
    "types-dtd": ("types.h5", ["--use-dtd", "-H"]),
    "storage-narrow": ("storage.h5", ["-x", "-w", "40"]),
}
DIGESTS = ["types.h5", "tree.h5", "storage.h5"]


def dataset(group, name, data, dtype):
    """A dataset without the time of its making, so that the file is always the same."""
    return group.create_dataset(name, data=data, dtype=dtype, track_times=False)


def low_level(group, name, file_type, shape, buf, mem_type=None):
    dcpl = h5p.create(h5p.DATASET_CREATE)
    dcpl.set_obj_track_times(False)
    space = h5s.create_simple(shape)
    did = h5d.create(group.id, name.encode(), file_type, space, dcpl)
    did.write(h5s.ALL, h5s.ALL, buf, mem_type or file_type)


def make_types(f):
    g = f.create_group("integers")
    for size in (1, 2, 4, 8):
        for sign in "iu" if size == 8 else "i":
            orders = (("le", "<"), ("be", ">")) if size == 4 else (("le", "<"),)
            info = np.iinfo(f"{sign}{size}")
            values = [info.min, 65, 66, 10, info.max]
            for order, letter in orders:
                dataset(g, f"{order}_{sign}{size}", values, f"{letter}{sign}{size}")
    odd = h5t.STD_I32LE.copy()
    odd.set_precision(12)
    odd.set_offset(4)
    low_level(g, "odd", odd, (3,), np.array([-2048, 0, 2047], "<i4"), h5t.STD_I32LE)
    g = f.create_group("floats")
    values = [0.0, -0.0, 1.5, -1e-5, 123456.5, 1234567, 0.1, float("inf"), float("-inf"),
              float("nan"), 1e100 ** 0.25, 2.5e-10]
    for size in (2, 4, 8):
        with np.errstate(over="ignore"):
            cast = np.array(values).astype(f"<f{size}")
        dataset(g, f"le_f{size}", cast, f"<f{size}")
    dataset(g, "be_f8", cast.astype(">f8"), ">f8")
    g = f.create_group("texts")
    dataset(g, "null_padded", [b"abc", b"", b"a\0c"], "S4")
    for name, pad in (("terminated", h5t.STR_NULLTERM), ("spaces", h5t.STR_SPACEPAD)):
        t = h5t.C_S1.copy()
        t.set_size(6)
        t.set_strpad(pad)
        low_level(g, name, t, (3,), np.array([b"hello", b'q"\\\n\t', "\u00e4\u2713".encode()], "S6"))
    dataset(g, "variable", ["short", "", "\u00fcml\u00e4ut", "two\nlines"], h5py.string_dtype())
    pair = np.dtype([("id", "<i4"), ("value", ">f8"), ("name", "S3"), ("flags", "u1", (2, 2))])
    rows = np.array([(1, 2.5, b"ab", [[1, 2], [3, 4]]), (2, -1, b"c", [[5, 6], [7, 8]])], pair)
    dataset(f, "compounds", rows, pair)
    mixed = np.dtype([("text", h5py.string_dtype()), ("inner", [("a", "<i2"), ("b", "<i2")])])
    dataset(f, "nested", np.array([("one", (1, 2)), ("two", (3, 4))], mixed), mixed)
    color = h5py.enum_dtype({"RED": 0, "GREEN": 1, "DARK BLUE": 42}, basetype="<i2")
    dataset(f, "enumerations", [0, 42, 1, 7], color)
    dataset(f, "booleans", [True, False], "?")
    low_level(f, "arrays", h5t.array_create(h5t.STD_I16LE, (2, 3)), (2,),
              np.arange(12, dtype="<i2"))
    sequences = f.create_dataset("sequences", (3,), h5py.vlen_dtype("<i4"), track_times=False)
    sequences[0] = [1, 2, 3]
    sequences[2] = [4]
    opaque = h5t.create(h5t.OPAQUE, 4)
    opaque.set_tag(b"four bytes")
    low_level(f, "opaque", opaque, (2,), np.frombuffer(b"\x00\x01\xfe\xff\x10\x20\x30\x40", "u1"))
    low_level(f, "bits", h5t.STD_B16BE, (2,), np.array([0x0102, 0xfffe], ">u2"))
    f["committed"] = pair
    f["committed"].attrs["about"] = "a type"
    low_level(f, "uses_committed", f["committed"].id, (2,), rows, f["committed"].id)
    dataset(f, "objects", [f["floats"].ref, f["bits"].ref, h5py.Reference()], h5py.ref_dtype)
    grid = dataset(f, "grid", np.arange(24).reshape(4, 6), "<i4")
    regions = f.create_dataset("regions", (2,), h5py.regionref_dtype, track_times=False)
    regions[0] = grid.regionref[1:3, 2:5]
    regions[1] = grid.regionref[::2, 0:2]


def make_tree(f):
    order = h5p.create(h5p.GROUP_CREATE)
    order.set_link_creation_order(h5p.CRT_ORDER_TRACKED | h5p.CRT_ORDER_INDEXED)
    order.set_attr_creation_order(h5p.CRT_ORDER_TRACKED)
    order.set_obj_track_times(False)
    f.attrs["title"] = "the root"
    b = f.create_group("b")
    b.attrs["title"] = np.array([1, 2, 3], "<i4")
    b.attrs["scale"] = 2.5
    dataset(b, "data", [10, 20, 30], "<i4").attrs["units"] = np.bytes_("km")
    f["a_name_for_data"] = b["data"]
    b.create_group("empty")
    b["again"] = f
    f["soft"] = h5py.SoftLink("/b/data")
    f["dangling"] = h5py.SoftLink("nowhere")
    f["external"] = h5py.ExternalLink("no_such_file.h5", "/x")
    ordered = h5py.h5g.create(f.id, b"ordered", None, order)
    ordered = h5py.Group(ordered)
    for name in ("zebra", "ant", "mole"):
        ordered.create_group(name)
        ordered.attrs[name] = len(name)
    f["\u00fcn\u00ef/c\u00f6de"] = np.int8(1)
    f.id.links.create_soft(b"not\xffutf8", b"to\xfe")
    f.id.links.create_soft(b'quo"te', b"x")


def make_storage(f):
    data = np.arange(60, dtype="<i4").reshape(6, 10)
    f.create_dataset("chunked", data=data, chunks=(4, 4), maxshape=(None, 10), track_times=False)
    f.create_dataset("filtered", data=data, chunks=(3, 10), shuffle=True, compression="gzip",
                     compression_opts=5, fletcher32=True, track_times=False)
    dataset(f, "cube", np.arange(60).reshape(3, 4, 5), "<u2")
    f.create_dataset("filled", (2, 3), "<f4", fillvalue=-1.5, track_times=False)
    dcpl = h5p.create(h5p.DATASET_CREATE)
    dcpl.set_obj_track_times(False)
    dcpl.set_layout(h5d.COMPACT)
    h5d.create(f.id, b"compact", h5t.STD_I8LE, h5s.create_simple((4,)), dcpl).write(
        h5s.ALL, h5s.ALL, np.array([1, 2, 3, 4], "i1"))
    dataset(f, "scalar", np.float64(2.5), "<f8")
    f.create_dataset("empty", dtype="<i4", data=h5py.Empty("<i4"), track_times=False)
    f.create_dataset("none", (0, 3), "<i4", track_times=False)
    dcpl = h5p.create(h5p.DATASET_CREATE)
    dcpl.set_obj_track_times(False)
    target, source = h5s.create_simple((4, 10)), h5s.create_simple((6, 10))
    for start, step, first in (((0, 0), 1, (1, 0)), ((2, 0), 2, (4, 0))):
        target.select_hyperslab(start, (2, 10 // step), (1, step))
        source.select_hyperslab(first, (2, 10 // step))
        dcpl.set_virtual(target, b".", b"/chunked", source)
    h5d.create(f.id, b"virtual", h5t.STD_I32LE, h5s.create_simple((4, 10)), dcpl)


def write_floats(path):
    """Doubles by their bits, as printf writes them with %g."""
    libc = ctypes.CDLL(None)
    rng = random.Random(1)
    bits = [rng.getrandbits(64) for _ in range(30)]
    bits += [struct.unpack("<Q", struct.pack("<d", x))[0] for x in
             [0.0, -0.0, 1.0, 0.1, 1e5, 1e6, 999999.5, 999999.4999, 123456.5, 1234565.0, 1234575.0,
              1e-4, 1e-5, 0.00012345675, 5e-324, 1.7976931348623157e308, 2.5, 1000005.0,
              1000015.0, 100000.5, 0.5, 9.9999995, 99999.95]]
    bits += [struct.unpack("<Q", struct.pack("<d", rng.randint(0, 10 ** 9) / 10 ** k))[0]
             for k in range(10) for _ in range(5)]
    with open(path, "w") as out:
        for b in bits:
            x = struct.unpack("<d", struct.pack("<Q", b))[0]
            text = ctypes.create_string_buffer(64)
            libc.snprintf(text, 64, b"%g", ctypes.c_double(x))
            out.write("%016x %s\n" % (b, text.value.decode()))


def reference_digest(tool, name):
    printed = subprocess.run([sys.executable, tool, name], capture_output=True, check=True).stdout
    document = json.loads(printed)
    del document["library"]
    for found in document["objects"]:
        for stored in found.get("filters", []):
            del stored["name"]
    return json.dumps(document, sort_keys=True, separators=(",", ":")) + "\n"


def main():
    os.chdir(sys.argv[1])
    for name, make, newest in (("types.h5", make_types, "v108"), ("tree.h5", make_tree, "v108"),
                               ("storage.h5", make_storage, "v110")):
        with h5py.File(name, "w", libver=("earliest", newest)) as f:
            make(f)
    with open("dumps.txt", "w") as out:
        for text, (name, options) in DUMPS.items():
            out.write("\t".join([text, *options, name]) + "\n")
    for suffix, dumps in ((".ddl", DUMPS), (".xml", XML)):
        for text, (name, options) in dumps.items():
            done = subprocess.run(["h5dump", *options, name], capture_output=True)
            with open(text + suffix, "wb") as out:
                out.write(done.stdout)
    write_floats("floats.txt")
    if len(sys.argv) > 2:
        for name in DIGESTS:
            with open(name.replace(".h5", ".json"), "w") as out:
                out.write(reference_digest(sys.argv[2], name))


main()
