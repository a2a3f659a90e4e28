"""Runs one workload with h5py: h5py_peer.py NAME FILE COUNT SECONDS SOURCE.

Prints what the program in C prints: a line for each repetition, "rep WALL CPU CHECKSUM FAULTS" with
times in nanoseconds and page faults, and at the end "rss KIBIBYTES". The interpreter has nothing to
warm up, so one repetition is enough if it takes longer than SECONDS.
"""

import os
import resource
import shutil
import sys
import time

import h5py
import numpy as np

COLUMNS, GRID_ROWS, CHUNK = 8192, 4096, (256, 512)
SLAB_ROWS, BLOCK_ROWS, TILE, FIRST_COLUMN = 1024, 8, 64, 400
APPEND_COLUMNS, APPEND_CHUNK, BATCH = 4, 4096, 1000
WALK, POSITIONS = 42, 7
MOST_REPETITIONS = 400
BLOCK = 1 << 20  # elements that are worked on at once
RECORD = np.dtype([("id", "<i8"), ("x", "<f8"), ("y", "<f8"), ("code", "<i4"), ("weight", "<f4")])

name, path = sys.argv[1], sys.argv[2]
count, seconds = int(sys.argv[3]), float(sys.argv[4])
source = sys.argv[5]


# Pseudo-random numbers and elements: the same as those of the classes Noise and Elements.


def noise(seed, first, length):
    """Numbers of 64 bits, from one of the sequence on."""
    with np.errstate(over="ignore"):
        steps = np.arange(first + 1, first + 1 + length, dtype=np.uint64)
        z = np.uint64(seed) + steps * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def walk(length, dtype):
    elements = np.empty(length, dtype)
    value = 0.0
    for at in range(0, length, BLOCK):
        size = min(BLOCK, length - at)
        steps = ((noise(WALK, at, size) & np.uint64(63)).astype(np.float64) - 31.5) / 64
        sums = value + np.cumsum(steps)
        elements[at : at + size] = sums
        value = sums[-1]
    return elements


def positions(shape, side=1):
    numbers = (noise(POSITIONS, 0, 2 * count) >> np.uint64(1)).reshape(count, 2)
    bounds = np.array([shape[0] - side + 1, shape[1] - side + 1], dtype=np.uint64)
    return (numbers % bounds).astype(np.int64).tolist()


def texts():
    numbers = noise(WALK, 0, count) >> np.uint64(1)
    return [str(number) for number in (numbers >> (numbers & np.uint64(31))).tolist()]


# Checksums: the same as those of the class Checksum.


def weighted(bits):
    """The sum of whole numbers, each with a weight of its own."""
    total = np.uint64(0)
    with np.errstate(over="ignore"):
        for at in range(0, len(bits), BLOCK):
            part = bits[at : at + BLOCK].astype(np.uint64)
            weights = np.uint64(2) * np.arange(at, at + len(part), dtype=np.uint64) + np.uint64(1)
            total += np.sum(part * weights, dtype=np.uint64)
    return int(total)


def bits_of(elements):
    flat = np.ascontiguousarray(elements).reshape(-1)
    width = 8 if flat.dtype == RECORD else flat.dtype.itemsize
    return weighted(flat.view("<u%d" % width))


def hashes(words):
    """Of texts in ASCII."""
    letters = np.array(words, dtype="S")
    letters = letters.view(np.uint8).reshape(len(words), -1).astype(np.uint64)
    result = np.zeros(len(words), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in letters.T:
            result = np.where(column != 0, result * np.uint64(31) + column, result)
    return result


def hash_of_links(links):
    names, groups = links
    with np.errstate(over="ignore"):
        weights = np.where(groups, 3, 5).astype(np.uint64)
        return int(np.sum(hashes(names) * weights, dtype=np.uint64))


def bits_of_one(value):
    return int(np.array([value], dtype="<f8").view("<u8")[0])


# Reads.


def reused(dtype, other_first):
    """Reads everything into the same memory."""
    shape = (GRID_ROWS, count) if other_first else (count, COLUMNS)
    target = np.ones(shape, dtype)

    def read():
        with h5py.File(path, "r") as file:
            file["data"].read_direct(target)
        return target

    return read, bits_of


def fresh():
    with h5py.File(path, "r") as file:
        return file["data"][...]


def added_by(rows):
    target = np.ones((rows, COLUMNS))

    def read():
        total = 0.0
        with h5py.File(path, "r") as file:
            data = file["data"]
            for row in range(0, data.shape[0], rows):
                last = min(row + rows, data.shape[0])
                data.read_direct(target, np.s_[row:last], np.s_[: last - row])
                total += float(np.sum(target[: last - row]))
        return total

    return read, bits_of_one


def tiles():
    with h5py.File(path, "r") as file:
        data = file["data"]
        found = np.empty((count, TILE, TILE), np.int8)
        for i, (row, column) in enumerate(positions(data.shape, TILE)):
            found[i] = data[row : row + TILE, column : column + TILE]
    return found


def columns():
    with h5py.File(path, "r") as file:
        data = file["data"]
        return np.array([data[:, FIRST_COLUMN + i] for i in range(count)])


def strided():
    with h5py.File(path, "r") as file:
        return file["data"][::3, ::5]


def points():
    with h5py.File(path, "r") as file:
        data = file["data"]
        return np.array([data[row, column] for row, column in positions(data.shape)])


def links():
    with h5py.File(path, "r") as file:
        names = list(file)
        return names, [file.get(each, getclass=True) is h5py.Group for each in names]


def attributes():
    with h5py.File(path, "r") as file:
        return np.array([file["d%06d" % i].attrs["value"] for i in range(count)])


def datasets():
    with h5py.File(path, "r") as file:
        return np.array([file["d%06d" % i][...] for i in range(count)])


def records():
    target = np.ones(count, RECORD)

    def read():
        with h5py.File(path, "r") as file:
            file["data"].read_direct(target)
        return target

    return read, bits_of


def member():
    with h5py.File(path, "r") as file:
        return file["data"].fields("x")[...]


def one_value():
    with h5py.File(path, "r") as file:
        return file["data"][1, 1]


# Writes.


def writing(work):
    """Makes the file."""

    def write():
        with h5py.File(path, "w") as file:
            work(file)

    return write, None


def contiguous():
    elements = walk(count * COLUMNS, "<f8").reshape(count, COLUMNS)
    return writing(lambda file: file.create_dataset("data", data=elements))


def grid(**filters):
    elements = walk(count * GRID_ROWS, "<f4").reshape(GRID_ROWS, count)
    return writing(lambda file: file.create_dataset("data", data=elements, chunks=CHUNK, **filters))


def appended(batch):
    elements = walk(count * APPEND_COLUMNS, "<f8").reshape(count, APPEND_COLUMNS)

    def work(file):
        data = file.create_dataset(
            "data",
            shape=(0, APPEND_COLUMNS),
            maxshape=(None, APPEND_COLUMNS),
            chunks=(APPEND_CHUNK, APPEND_COLUMNS),
            dtype="<f8",
        )
        for row in range(0, count, batch):
            last = min(row + batch, count)
            data.resize(last, axis=0)
            data[row:last] = elements[row:last]

    return writing(work)


def make_groups(file):
    for i in range(count):
        group = file.create_group("g%06d" % i)
        group.attrs["value"] = i / 4
        group.attrs["code"] = np.int32(i)


def make_datasets(file):
    for i in range(count):
        file.create_dataset("d%06d" % i, data=np.array([i, i + 1, i + 2, i + 3], "<i4"))


def write_texts():
    words = texts()
    kind = h5py.string_dtype()
    return writing(lambda file: file.create_dataset("data", data=words, dtype=kind))


def rewrite():
    bytes_of_tiles = (noise(WALK, 0, count * TILE * TILE) & np.uint64(15)).astype(np.int8)
    parts = bytes_of_tiles.reshape(count, TILE, TILE)

    def write():
        with h5py.File(path, "r+") as file:
            data = file["data"]
            for part, (row, column) in zip(parts, positions(data.shape, TILE)):
                data[row : row + TILE, column : column + TILE] = part

    return write, None


floats = (reused, "<f4", True)
WORKLOADS = {
    "R1": (reused, "<f8", False),
    "R1b": (lambda: (fresh, bits_of),),
    "R2": (added_by, SLAB_ROWS),
    "R2slabs": (added_by, SLAB_ROWS),
    "R2blocks": (added_by, BLOCK_ROWS),
    "R3": floats,
    "R4": floats,
    "R5": floats,
    "R6": floats,
    "R7": floats,
    "R8": (lambda: (tiles, bits_of),),
    "R9u": (lambda: (columns, bits_of),),
    "R9c": (lambda: (columns, bits_of),),
    "R10a": (lambda: (strided, bits_of),),
    "R10c": (lambda: (strided, bits_of),),
    "R11a": (lambda: (points, bits_of),),
    "R11b": (lambda: (points, bits_of),),
    "R11c": (lambda: (points, bits_of),),
    "R12ae": (lambda: (links, hash_of_links),),
    "R12al": (lambda: (links, hash_of_links),),
    "R12be": (lambda: (attributes, bits_of),),
    "R12bl": (lambda: (attributes, bits_of),),
    "R13e": (lambda: (datasets, bits_of),),
    "R13l": (lambda: (datasets, bits_of),),
    "R14": (lambda: (fresh, lambda words: weighted(hashes(words.tolist()))),),
    "R15": (records,),
    "R15f": (lambda: (member, bits_of),),
    "R16": (reused, "<i4", False),
    "R17": (reused, "<f8", False),
    "W1": (contiguous,),
    "W2": (grid,),
    "W3": (lambda: grid(shuffle=True, compression="gzip", compression_opts=4),),
    "W4a": (appended, 1),
    "W4b": (appended, BATCH),
    "W5": (writing, make_groups),
    "W6": (writing, make_datasets),
    "W7": (write_texts,),
    "W8": (rewrite,),
    "Q": (lambda: (one_value, bits_of_one),),
}


def main():
    make, *arguments = WORKLOADS[name]
    run, checksum = make(*arguments)
    started = time.monotonic()
    for i in range(MOST_REPETITIONS):
        if i > 0 and time.monotonic() - started > seconds:
            break
        if name == "W8":
            shutil.copyfile(source, path)
        elif name.startswith("W") and os.path.exists(path):
            os.unlink(path)
        faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        cpu = time.process_time_ns()
        wall = time.monotonic_ns()
        result = run()
        wall = time.monotonic_ns() - wall
        cpu = time.process_time_ns() - cpu
        faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - faults
        found = 0 if checksum is None else checksum(result)
        signed = found - (1 << 64) if found >> 63 else found
        print("rep", wall, cpu, signed, faults)
        del result
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM"):
                print("rss", line.split()[1])


main()
