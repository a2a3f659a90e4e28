#!/usr/bin/env python3
"""Finishes a commit of an HDF5 file that was cut off: recover.py FILE...

Hyperslab marks a file whose commit goes on by bit 7 of the version byte of the superblock, and keeps
what the commit changes in a journal behind the end of the file. If the writer died, this puts the
changes in place, takes the mark away and cuts the journal off. It needs nothing but Python 3, touches
no file without the mark and a valid journal, and may be interrupted and run again.

Exit status: 0 finished, or nothing to do; 1 no HDF5 file, or marked without a valid journal (see
"hyperslab recover", which looks at the whole file); 2 wrong usage.
"""
import bisect
import os
import struct
import sys

TABLE = list(range(256))
for _ in range(8):
    TABLE = [n >> 1 ^ 0x82F63B78 * (n & 1) for n in TABLE]


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


def journal(read, end):
    """The images [(address, bytes)], the next superblock and the file's next end; None if invalid."""
    footer = read(max(0, end - 28), 28)
    if end < 284 or footer[:8] != b"HSLABEND":
        return None
    start, length = struct.unpack("<QQ", footer[8:24])
    if length < 284 or start + length != end:
        return None
    header = read(start, 256)
    size, (next_end, count) = header[9], struct.unpack("<QQ", header[24:40])
    if header[:9] != b"HSLABJNL\0" or not 20 <= size <= 104 or count > (length - 284) // 32:
        return None
    places = read(start + 256, 32 * count)
    before, after, now = header[40:40 + size], header[144:144 + size], bytearray(read(0, size))
    now[8] &= 0x7F
    if (crc32c(header + places + footer[:24]) != footer[24:] or not size <= next_end <= start
            or any(n not in both for n, both in zip(now, zip(before, after)))):
        return None
    images, ends, last, sources = [], [], size, []
    for address, length, source, crc in struct.iter_unpack("<QQQ4s4x", places):
        if length < 1 or address < last or address + length > next_end or source + length > end - 28:
            return None
        last = address + length
        images.append((address, read(source, length)))
        ends.append(last)
        sources.append((source, source + length))
        if crc32c(images[-1][1]) != crc:
            return None
    last = size
    for source, source_end in sorted(sources):  # no byte is the source of two images, or of one's target
        changed = bisect.bisect_right(ends, source)
        if source < last or changed < len(images) and images[changed][0] < source_end:
            return None
        last = source_end
    return images, after, next_end


def recover(file):
    size, base = os.fstat(file.fileno()).st_size, 0

    def read(address, length):
        file.seek(base + address)
        return file.read(length)

    while read(0, 8) != b"\x89HDF\r\n\x1a\n":
        base = base * 2 or 512
        if base >= size:
            return 1, "not an HDF5 file"
    if not 0x80 <= read(8, 1)[0] <= 0x83:
        return 0, "no commit was cut off: nothing to do"
    found = journal(read, size - base)
    if found is None:
        return 1, "a commit was cut off, but there is no valid journal: the file was not changed"
    images, after, end = found
    guarded = after[:8] + bytes([after[8] | 0x80]) + after[9:]
    for address, data in images + [(0, guarded)]:
        file.seek(base + address)
        file.write(data)
    file.flush()
    os.fsync(file.fileno())
    file.seek(base + 8)
    file.write(after[8:9])
    file.truncate(base + end)
    file.flush()
    os.fsync(file.fileno())
    return 0, "finished the commit of %d structures" % len(images)


def main(paths):
    if not paths or paths[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    worst = 0
    for path in paths:
        try:
            with open(path, "r+b") as file:
                status, message = recover(file)
        except OSError as e:
            status, message = 1, e.strerror
        print("%s: %s" % (path, message), file=sys.stderr if status else sys.stdout)
        worst = max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
