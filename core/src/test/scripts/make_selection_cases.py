#!/usr/bin/env python3
"""Writes what numpy, h5py and libhdf5 say about selections.

usage: make_selection_cases.py core/src/test/resources/io/hyperslab/dataspace

selection-cases.tsv   who, text, shape, result shape, C-order offsets of the elements.
                      who is "h5py" when h5py returns the same, else "numpy"; the result
                      shape is "error" when numpy raises.
union-cases.tsv       shape, hyperslabs ("start;stride;count;block" joined by "|"), offsets in the
                      order in which libhdf5 reads the union of the hyperslabs.
vds-cases.tsv         view, virtual start stride count block, source start stride count block,
                      source extent, virtual extent, the virtual dataset's data (-1 is fill).
"""

import os
import random
import sys
import tempfile

import h5py
import numpy as np

SHAPES = [(), (1,), (5,), (0,), (3, 4), (2, 0), (6, 5), (2, 3, 4), (2, 1, 3, 2)]
CORNERS = [
    ":", "...", "()", "None", "0", "-1", "::2", "::-1", "1:", ":2", "-2:", ":-1", "9:", ":9",
    "-9:", "2:1", "::9", "::-9", "4:0:-2", "-1:-9:-1", "[0]", "[]", "[-1,0]", "[0,0]", "[9]",
    "...,0", "0,...", "0,...,0", ":,None", "None,...", "...,None", ":,:,:,:,:", "0,0,0,0,0",
    "[True]", "[False,False,False]", "[True,False,True]", "-6", "5", "-5", "::1000000000000",
    "-9223372036854775808:9223372036854775807", "::-9223372036854775808", "0,", "...,[1,0]",
    "0,:,[1,0]", "[1,0],:,0", "None,[1],None,0",
]


def numbers(values):
    return ",".join(str(int(v)) for v in values)


def bound(n):
    return str(random.randint(-n - 2, n + 2)) if random.random() < 0.6 else ""


def random_entry(n, lists_left):
    kind = random.random()
    if kind < 0.25:
        return str(random.randint(-n - (random.random() < 0.05), max(n - 1, 0)))
    if kind < 0.7 or not lists_left:
        step = random.choice(["", "", ":2", ":3", ":-1", ":-2", ":1"])
        return bound(n) + ":" + bound(n) + step
    if kind < 0.9:
        size = random.randint(0, 4) if n else 0
        values = [random.randint(-n, n - 1) for _ in range(size)]
        if random.random() < 0.5:
            values = sorted({v % n for v in values}) if n else []
        return str(values)
    return str([random.random() < 0.5 for _ in range(n + (random.random() < 0.05))])


def random_text(shape):
    entries = []
    given = random.randint(1, max(len(shape), 1))
    for axis in range(given):
        n = shape[axis] if axis < len(shape) else 1
        entries.append(random_entry(n, not any("[" in e for e in entries)))
    if random.random() < 0.15:
        entries.insert(random.randint(0, len(entries)), "...")
    if random.random() < 0.1:
        entries.insert(random.randint(0, len(entries)), "None")
    return random.choice([",", ", ", " , "]).join(entries)


def numpy_result(array, key):
    """Indexes with an integer as a slice of length 1 first: beside a list, numpy would otherwise
    take the integer for a list too and move the list's axis to the front."""
    key = key if isinstance(key, tuple) else (key,)
    plain = tuple(slice(k, k + 1 or None) if type(k) is int else k for k in key)
    consumed = sum(k is not None and k is not Ellipsis for k in key)
    array[tuple(slice(None) if isinstance(k, list) else k for k in key)]  # checks the integers
    result = array[plain]
    axis, dropped = 0, []
    for k in key:
        if k is Ellipsis:
            axis += array.ndim - consumed
            continue
        if type(k) is int:
            dropped.append(axis)
        axis += 1
    return result.squeeze(axis=tuple(dropped))


def selection_case(file, text, shape):
    array = np.arange(int(np.prod(shape)), dtype="i8").reshape(shape)
    key = eval("np.s_[%s]" % text)
    try:
        expected = numpy_result(array, key)
    except (IndexError, ValueError):
        return ["numpy", text, numbers(shape), "error", ""]
    try:
        known = "d" + "x".join(map(str, shape))
        dataset = file[known] if known in file else file.create_dataset(known, data=array)
        read = np.asarray(dataset[key])
        who = "h5py" if read.shape == expected.shape and (read == expected).all() else "numpy"
    except Exception:  # h5py raises whatever it likes for what it does not support
        who = "numpy"
    return [who, text, numbers(shape), numbers(expected.shape), numbers(expected.ravel())]


def write_selection_cases(folder, file):
    cases = {(text, shape) for text in CORNERS for shape in SHAPES}
    while len(cases) < 1500:
        shape = random.choice(SHAPES)
        cases.add((random_text(shape), shape))
    write(folder, "selection-cases.tsv", [selection_case(file, *c) for c in sorted(cases)])


def random_hyperslab(shape):
    start, stride, count, block = [], [], [], []
    for n in shape:
        start.append(random.randint(0, n - 1))
        block.append(random.randint(1, min(3, n - start[-1])))
        stride.append(block[-1] + random.randint(0, 2))
        count.append(random.randint(1, (n - start[-1] - block[-1]) // stride[-1] + 1))
    return start, stride, count, block


def union_case(file, number):
    shape = random.choice([(12,), (5, 7), (3, 4, 5)])
    array = np.arange(np.prod(shape), dtype="i8").reshape(shape)
    dataset = file.create_dataset("u%d" % number, data=array)
    slabs = [random_hyperslab(shape) for _ in range(random.randint(1, 4))]
    space = dataset.id.get_space()
    space.select_none()
    for start, stride, count, block in slabs:
        space.select_hyperslab(tuple(start), tuple(count), tuple(stride), tuple(block),
                               op=h5py.h5s.SELECT_OR)
    out = np.empty(space.get_select_npoints(), "i8")
    dataset.id.read(h5py.h5s.create_simple(out.shape), space, out)
    texts = [";".join(numbers(part) for part in slab) for slab in slabs]
    return [numbers(shape), "|".join(texts), numbers(out)]


def unlimited(space, start, stride, count, block):
    unlim = h5py.h5s.UNLIMITED
    space.select_hyperslab((start,), (unlim if count < 0 else count,), (stride,),
                           (unlim if block < 0 else block,))
    return space


def random_unlimited():
    start = random.randint(0, 4)
    if random.random() < 0.2:
        return start, 1, 1, -1
    block = random.randint(1, 4)
    return start, block + random.randint(0, 3), -1, block


def vds_case(folder, view, virtual, source, extent):
    unlim = h5py.h5s.UNLIMITED
    source_path, path = os.path.join(folder, "source.h5"), os.path.join(folder, "virtual.h5")
    with h5py.File(source_path, "w") as file:
        file.create_dataset("d", data=np.arange(extent), maxshape=(None,), chunks=(4,))
    with h5py.File(path, "w") as file:
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        spaces = [h5py.h5s.create_simple((1,), (unlim,)) for _ in range(2)]
        dcpl.set_virtual(unlimited(spaces[0], *virtual), source_path.encode(), b"d",
                         unlimited(spaces[1], *source))
        dcpl.set_fill_value(np.array([-1]))
        h5py.h5d.create(file.id, b"v", h5py.h5t.NATIVE_INT64,
                        h5py.h5s.create_simple((0,), (unlim,)), dcpl)
    with h5py.File(path, "r") as file:
        dapl = h5py.h5p.create(h5py.h5p.DATASET_ACCESS)
        dapl.set_virtual_view(
            h5py.h5d.VDS_FIRST_MISSING if view == "first-missing" else h5py.h5d.VDS_LAST_AVAILABLE)
        dataset = h5py.Dataset(h5py.h5d.open(file.id, b"v", dapl))
        return [view, " ".join(map(str, virtual)), " ".join(map(str, source)), str(extent),
                str(dataset.shape[0]), numbers(dataset[...])]


def write_vds_cases(folder):
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        while len(rows) < 120:
            source, extent = random_unlimited(), random.randint(1, 30)
            view = random.choice(["first-missing", "last-available"])
            partial = source[3] != source[1] and source[0] < extent < source[0] + source[3]
            if not partial:  # libhdf5 takes a first block that is partial for a whole one
                rows.append(vds_case(scratch, view, random_unlimited(), source, extent))
    write(folder, "vds-cases.tsv", rows)


def write(folder, name, rows):
    with open(os.path.join(folder, name), "w", newline="\n") as out:
        out.writelines("\t".join(row) + "\n" for row in rows)


def main(folder):
    random.seed(20)
    with h5py.File("memory", "w", driver="core", backing_store=False) as file:
        write_selection_cases(folder, file)
        write(folder, "union-cases.tsv", [union_case(file, i) for i in range(80)])
    write_vds_cases(folder)


if __name__ == "__main__":
    main(sys.argv[1])
