"""What h5py finds in files, one line for each dataset and attribute: see FileContents.java."""

import hashlib
import sys

import h5py
import numpy as np

MOST_ELEMENTS = 1 << 24
LEAST = 4096


def numbers(values):
    return values.astype("<f8" if values.dtype.kind == "f" else "<i8").tobytes()


def text(value):
    return value if isinstance(value, bytes) else str(value).encode()


def encoded(values, dtype):
    """Elements as bytes, in the same way as in Java."""
    if dtype.names is not None:
        return b"".join(encoded(values[name], dtype[name]) for name in dtype.names)
    if h5py.check_string_dtype(dtype) is not None or dtype.kind in "SU":
        return b"\0".join(text(value) for value in np.asarray(values).ravel())
    if h5py.check_ref_dtype(dtype) is not None:
        return b"reference"
    base = h5py.check_vlen_dtype(dtype)
    if base is not None:
        return b";".join(encoded(np.asarray(value), base) for value in np.asarray(values).ravel())
    if dtype.kind == "c":
        return values.astype("<c16").tobytes()
    if dtype.kind == "V":
        return values.tobytes()
    return numbers(np.asarray(values))


def hashed(values, dtype):
    return hashlib.sha256(encoded(values, dtype)).hexdigest()[:16]


def dataset(found):
    if found.shape is None:
        return "null"
    try:
        if found.size > MOST_ELEMENTS:
            return hashed(found[:LEAST], found.dtype)
        return hashed(found[()], found.dtype)
    except OSError:
        return "unreadable"


def attribute(found):
    if found.shape is None:
        return "null"
    values = np.empty(found.shape, found.dtype)
    found.read(values)
    return hashed(values, found.dtype)


def show(path, found):
    lines = []
    if isinstance(found, h5py.Dataset):
        shape = () if found.shape is None else found.shape
        lines.append(f"{path} {list(shape)} {dataset(found)}")
    elif isinstance(found, h5py.Group):
        lines.append(f"{path} {sorted(found)}")
    for name in found.attrs:
        lines.append(f"{path}@{name} {attribute(found.attrs.get_id(name))}")
    return lines


for name in sys.argv[1:]:
    family = {"driver": "family", "memb_size": 4096} if "%d" in name else {}
    with h5py.File(name, "r", **family) as file:
        lines = show("/", file)
        file.visititems(lambda path, found: lines.extend(show("/" + path, found)))
        print("\n".join([name, *sorted(lines), ""]))
