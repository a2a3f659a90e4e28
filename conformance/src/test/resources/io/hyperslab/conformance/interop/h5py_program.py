"""Shows and changes HDF5 files with h5py, as it is told.

A request is a line of standard input: a command and its arguments, with tabs between them. The
answer is lines of standard output: those of the command, each after a blank, and then "." or, in
place of all that, "!" and what went wrong. The first lines are the versions, without a request.

Elements are read by HDF5's own functions, with the datatype of the file, because h5py converts
what it reads. They are shown in canonical form: as they are in memory, but for data of variable
length, which is its number of bytes (of a text) or of elements (of a sequence) in 4 bytes and then
itself, and references to regions, which are the target's address and the bounds of the selection.
"""
import ctypes as C
import importlib.util
import re
import struct
import sys
import zlib

import h5py
import numpy as np
from h5py import h5, h5a, h5d, h5g, h5l, h5o, h5s, h5t

SHOWN = 400
TRACKED = 1
REGION_SIZE = 12
REGION = 1
NO_END = (h5s.UNLIMITED, 2**64 - 1)


def loaded_library():
    for line in open("/proc/self/maps"):
        path = line.split()[-1]
        if re.search(r"/libhdf5(_serial)?(-[0-9a-f]+)?\.so", path):
            return C.CDLL(path)
    raise RuntimeError("libhdf5 is not loaded")


HDF5 = loaded_library()
ID, POINTER = C.c_int64, C.c_void_p


def function(name, result, *arguments):
    """A function of HDF5 that says by a negative result that it failed."""
    called = getattr(HDF5, name)
    called.restype, called.argtypes = result, arguments

    def checked(*given):
        found = called(*given)
        if found < 0:
            raise RuntimeError(name + " failed")
        return found

    return checked


read_dataset = function("H5Dread", C.c_int, ID, ID, ID, ID, ID, POINTER)
read_attribute = function("H5Aread", C.c_int, ID, ID, POINTER)
reclaim = function("H5Dvlen_reclaim", C.c_int, ID, ID, ID, POINTER)
dereference = function("H5Rdereference2", ID, ID, ID, C.c_int, POINTER)
region_space = function("H5Rget_region", ID, ID, C.c_int, POINTER)
object_comment = function("H5Oget_comment", C.c_ssize_t, ID, POINTER, C.c_size_t)
close_object = function("H5Oclose", C.c_int, ID)


def text(name):
    return name if isinstance(name, str) else name.decode("utf8")


def comment_of(found):
    comment = C.create_string_buffer(object_comment(found.id, None, 0) + 1)
    object_comment(found.id, comment, len(comment))
    return comment.value.decode("utf8")


def listed(items):
    return "[%s]" % ", ".join(str(item) for item in items)


def region(file, element):
    reference = C.create_string_buffer(element, len(element))
    target = dereference(file.id, 0, REGION, reference)
    space = h5s.SpaceID(region_space(file.id, REGION, reference))
    group = h5g.GroupID(target)
    group.locked = True
    address = h5o.get_info(group).addr
    close_object(target)
    low, high = space.get_select_bounds()
    bounds = [bound for pair in zip(low, high) for bound in pair]
    return struct.pack("<%dQ" % (1 + len(bounds)), address, *bounds)


def canonical_form(file, datatype):
    """What makes canonical bytes of the bytes of an element in memory."""
    kind, size = datatype.get_class(), datatype.get_size()
    if kind == h5t.COMPOUND:
        members = []
        for i in range(datatype.get_nmembers()):
            member, start = datatype.get_member_type(i), datatype.get_member_offset(i)
            part = slice(start, start + member.get_size())
            members.append((part, canonical_form(file, member)))
        return lambda element: b"".join(form(element[part]) for part, form in members)
    if kind in (h5t.ARRAY, h5t.VLEN):
        base = datatype.get_super()
        form, step = canonical_form(file, base), base.get_size()

        def repeated(elements):
            return b"".join(
                form(elements[at : at + step]) for at in range(0, len(elements), step)
            )

        def sequence(element):
            count, address = struct.unpack("<QQ", element)
            return struct.pack("<I", count) + repeated(C.string_at(address, count * step))

        return repeated if kind == h5t.ARRAY else sequence
    if kind == h5t.STRING and datatype.is_variable_str():

        def characters(element):
            address = struct.unpack("<Q", element)[0]
            found = C.string_at(address) if address else b""
            return struct.pack("<I", len(found)) + found

        return characters
    if kind == h5t.REFERENCE and size == REGION_SIZE:
        return lambda element: region(file, element)
    return bytes


class Description:
    """What is in a file, as lines."""

    def __init__(self, file):
        self.file = file
        self.lines = []
        self.paths = {}
        waiting = ["/"]
        while waiting:
            self.visit(waiting.pop(), waiting)

    def put(self, path, aspect, value):
        self.lines.append("%s %s\t%s" % (path, aspect, value))

    def visit(self, path, waiting):
        found = h5o.open(self.file, path.encode("utf8"))
        info = h5o.get_info(found)
        first = self.paths.setdefault(info.addr, path)
        if first != path:
            self.put(path, "hard", first)
            return
        self.put(path, "links", info.rc)
        self.put(path, "comment", comment_of(found))
        self.attributes(path, found)
        if isinstance(found, h5g.GroupID):
            self.put(path, "kind", "Group")
            self.links(path, found, waiting)
        elif isinstance(found, h5d.DatasetID):
            self.put(path, "kind", "Dataset")
            self.dataset(path, found)
        else:
            self.put(path, "kind", "NamedType")

    def links(self, path, group, waiting):
        if group.get_create_plist().get_link_creation_order() & TRACKED:
            names = []
            group.links.iterate(lambda name: names.append(text(name)), idx_type=h5.INDEX_CRT_ORDER)
            self.put(path, "order of links", listed(names))
        names = []
        group.links.iterate(lambda name: names.append(bytes(name)))
        for name in sorted(names, reverse=True):
            child = (path if path == "/" else path + "/") + text(name)
            kind = group.links.get_info(name).type
            if kind == h5l.TYPE_HARD:
                waiting.append(child)
            elif kind == h5l.TYPE_SOFT:
                self.put(child, "soft", text(group.links.get_val(name)))
            else:
                other, target = group.links.get_val(name)
                self.put(child, "external", text(other) + ":" + text(target))

    def attributes(self, path, found):
        if not isinstance(found, h5t.TypeID):
            if found.get_create_plist().get_attr_creation_order() & TRACKED:
                names = []
                h5a.iterate(
                    found,
                    lambda name, *_: names.append(text(name)),
                    index_type=h5.INDEX_CRT_ORDER,
                )
                self.put(path, "order of attributes", listed(names))
        names = []
        h5a.iterate(found, lambda name, *_: names.append(bytes(name)))
        for name in names:
            attribute = h5a.open(found, name)
            self.values(
                path,
                "@" + text(name),
                attribute.get_type(),
                attribute.get_space(),
                lambda datatype, memory: read_attribute(attribute.id, datatype, memory),
            )

    def dataset(self, path, found):
        space = found.get_space()
        most = space.get_simple_extent_dims(maxdims=True)
        self.put(path, "maximum", listed(-1 if size in NO_END else size for size in most))
        self.values(
            path,
            "values",
            found.get_type(),
            space,
            lambda datatype, memory: read_dataset(found.id, datatype, 0, 0, 0, memory),
        )

    def values(self, path, aspect, datatype, space, read):
        is_null = space.get_simple_extent_type() == h5s.NULL
        shape = "null" if is_null else listed(space.get_simple_extent_dims())
        count, size = space.get_simple_extent_npoints(), datatype.get_size()
        elements = []
        if count > 0:
            memory = C.create_string_buffer(count * size)
            try:
                read(datatype.id, memory)
            except RuntimeError:
                self.put(path, aspect, "not readable")
                return
            form, stored = canonical_form(self.file, datatype), memory.raw
            elements = [form(stored[at : at + size]) for at in range(0, len(stored), size)]
            reclaim(datatype.id, space.id, 0, memory)
        shown, checksum = shape + " ", 0
        for element in elements:
            checksum = zlib.crc32(element, checksum)
            if len(shown) < SHOWN:
                shown += " " + element.hex()
        self.put(path, aspect, "%s %d:%x" % (shown[:SHOWN], len(elements), checksum))


class Program:
    """The commands. The file that is open for changes is kept between them."""

    def __init__(self):
        self.file = None
        self.reference = None

    def describe(self, path):
        with h5py.File(path, "r") as file:
            return Description(file.id).lines

    def digest(self, script, path):
        """What a script with a function `digest` says of a file."""
        if self.reference is None:
            spec = importlib.util.spec_from_file_location("reference_digest", script)
            self.reference = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(self.reference)
        document = self.reference.dumps(self.reference.digest(path))
        return [document.replace("\n", " ")]

    def open(self, path, low):
        self.file = h5py.File(path, "r+", libver=None if low == "default" else (low, "latest"))

    def close(self):
        self.file.close()

    def group(self, path):
        self.file.create_group(path)

    def hard(self, path, target):
        self.file[path] = self.file[target]

    def soft(self, path, target):
        self.file[path] = h5py.SoftLink(target)

    def delete(self, path):
        del self.file[path]

    def move(self, path, to):
        self.file.move(path, to)

    def numbers(self, path, name, shape, values):
        numbers = np.frombuffer(bytes.fromhex(values), "<i4").reshape(sizes(shape))
        self.file[path].attrs.create(name, numbers)

    def text(self, path, name, value):
        self.file[path].attrs[name] = bytes.fromhex(value).decode("utf8")

    def remove(self, path, name):
        del self.file[path].attrs[name]

    def rename(self, path, name, to):
        h5a.rename(self.file[path].id, name.encode("utf8"), to.encode("utf8"))

    def resize(self, path, shape):
        self.file[path].resize(tuple(sizes(shape)))

    def create(self, path, shape, most, chunks, compression, values):
        self.file.create_dataset(
            path,
            data=np.frombuffer(bytes.fromhex(values), "<i4").reshape(sizes(shape)),
            maxshape=tuple(None if size < 0 else size for size in sizes(most)),
            chunks=tuple(sizes(chunks)),
            compression=compression or None,
        )

    def write(self, path, first, count, values):
        """Elements as they are stored, to rows; to a dataset without rows its one element."""
        dataset, data = self.file[path], bytes.fromhex(values)
        rows = slice(int(first), int(first) + int(count)) if dataset.shape else ()
        stored = dataset.id.get_type()
        if is_known(dataset, stored):
            shape = (int(count),) + dataset.shape[1:] if dataset.shape else ()
            dataset[rows] = np.frombuffer(data, dataset.dtype).reshape(shape)
        else:
            space = dataset.id.get_space()
            if dataset.shape:
                space.select_hyperslab(
                    (int(first),) + (0,) * (dataset.ndim - 1), (int(count),) + dataset.shape[1:]
                )
            memory = h5s.create_simple((space.get_select_npoints(),))
            dataset.id.write(memory, space, np.frombuffer(data, np.uint8), stored)

    def texts(self, path, first, count, values):
        """As write, but texts."""
        dataset = self.file[path]
        texts = [bytes.fromhex(value) for value in values.split(",")]
        if dataset.shape:
            shape = (int(count),) + dataset.shape[1:]
            rows = np.array(texts, object).reshape(shape)
            dataset[int(first) : int(first) + int(count)] = rows
        else:
            dataset[()] = texts[0]


def is_known(dataset, stored):
    """Whether NumPy has exactly the elements that are stored."""
    try:
        return dataset.dtype.kind in "iuf" and h5t.py_create(dataset.dtype) == stored
    except (TypeError, ValueError):
        return False


def sizes(listing):
    return [int(size) for size in listing.split(",") if size]


def main():
    sys.stdin.reconfigure(encoding="utf8", newline="\n")
    sys.stdout.reconfigure(encoding="utf8", newline="\n")
    print(" h5py %s with HDF5 %s" % (h5py.__version__, h5py.version.hdf5_version))
    print(".", flush=True)
    program = Program()
    for line in sys.stdin:
        command, *arguments = line.rstrip("\n").split("\t")
        try:
            for answer in getattr(program, command)(*arguments) or []:
                print(" " + answer)
            print(".", flush=True)
        except Exception as error:
            print("!" + re.sub(r"\s+", " ", repr(error)), flush=True)


main()
