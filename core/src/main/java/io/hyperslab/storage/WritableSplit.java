package io.hyperslab.storage;

import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.storage.DriverInformation.Member;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A pair of files for reading and writing, as libhdf5's split driver has it: structures in
/// `base-m.h5`, raw data in `base-r.h5`. Made by [WritableStorage#split(Path)] and
/// [WritableStorage#createSplit(Path)].
///
/// The first file is at position 0, the second at [#RAW_DATA], far behind anything that the first
/// may grow to; what lies between them reads as zeros. The store ends where the second file does.
public final class WritableSplit implements WritableStorage {
  /// The position of the first byte of raw data.
  public static final long RAW_DATA = 1L << 61;

  /// How the driver calls itself in the file; the multi driver calls itself so too.
  public static final String DRIVER = DriverInformation.IDENTIFICATION;

  private static final long RAW_DATA_ADDRESS = 0x7fff_ffff_ffff_ffffL;
  private static final byte[] MAPPING = {1, 1, 3, 3, 1, 1, 0, 0};
  private static final String STRUCTURES_ENDING = "-m.h5";
  private static final String RAW_DATA_ENDING = "-r.h5";
  private static final AddressMap ADDRESSES =
      AddressMap.of(
          List.of(
              new AddressMap.Range(0, 0, RAW_DATA),
              new AddressMap.Range(RAW_DATA_ADDRESS, RAW_DATA, RAW_DATA)));

  private final Path base;
  private final WritableStorage structures;
  private final WritableStorage rawData;

  private WritableSplit(Path base, WritableStorage structures, WritableStorage rawData) {
    this.base = base;
    this.structures = structures;
    this.rawData = rawData;
  }

  static WritableSplit open(Path base) throws IOException {
    WritableStorage structures = WritableStorage.file(structuresOf(base));
    try {
      Path rawData = rawDataOf(base);
      return new WritableSplit(
          base,
          structures,
          Files.exists(rawData)
              ? WritableStorage.file(rawData)
              : WritableStorage.createNew(rawData));
    } catch (IOException e) {
      Closing.after(e, List.of(structures));
      throw e;
    }
  }

  static WritableSplit create(Path base) throws IOException {
    WritableStorage structures = WritableStorage.createNew(structuresOf(base));
    try {
      return new WritableSplit(base, structures, WritableStorage.createNew(rawDataOf(base)));
    } catch (IOException e) {
      Closing.after(e, List.of(structures));
      Files.deleteIfExists(structuresOf(base));
      throw e;
    }
  }

  /// The file that holds the structures, the superblock first.
  public static Path structuresOf(Path base) {
    return base.resolveSibling(base.getFileName() + STRUCTURES_ENDING);
  }

  /// The file that holds the raw data.
  public static Path rawDataOf(Path base) {
    return base.resolveSibling(base.getFileName() + RAW_DATA_ENDING);
  }

  /// What the file says of its driver (`FMT4 II.B`).
  ///
  /// @param structuresEnd bytes of the first file that are in use
  /// @param rawDataEnd bytes of the second one
  public static byte[] information(long structuresEnd, long rawDataEnd) {
    byte[] names =
        ("%s" + STRUCTURES_ENDING + "\0%s" + RAW_DATA_ENDING + "\0")
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(MAPPING.length + 4 * Long.BYTES + names.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAPPING)
        .putLong(0)
        .putLong(structuresEnd)
        .putLong(RAW_DATA_ADDRESS)
        .putLong(rawDataEnd)
        .put(names)
        .array();
  }

  /// How much raw data a file of this driver says that it has.
  ///
  /// @param information the driver's own bytes
  /// @throws io.hyperslab.error.MalformedFileException if they are not sound
  /// @throws io.hyperslab.error.UnsupportedFeatureException if they say something else than
  ///   [#information(long, long)] does, but for the ends
  public static long rawDataEnd(byte[] information) {
    List<Member> members = DriverInformation.decode(information, 0).members();
    boolean known =
        members.size() == 2
            && members.get(0).ending().equals(STRUCTURES_ENDING)
            && members.get(1).ending().equals(RAW_DATA_ENDING)
            && members.get(1).start() == RAW_DATA_ADDRESS
            && members.get(1).end() >= 0;
    if (!known) {
      throw new UnsupportedFeatureException(
          "Driver Information Block",
          0,
          "member files",
          members.toString(),
          "two, as the split driver makes them");
    }
    return members.get(1).end();
  }

  @Override
  public String name() {
    return base.toString();
  }

  @Override
  public Optional<Path> path() {
    return structures.path();
  }

  @Override
  public List<Path> paths() {
    return List.of(structuresOf(base), rawDataOf(base));
  }

  @Override
  public AddressMap addresses() {
    return ADDRESSES;
  }

  @Override
  public long size() throws IOException {
    return RAW_DATA + rawData.size();
  }

  /// Bytes of the first file.
  public long structuresSize() throws IOException {
    return structures.size();
  }

  @Override
  public long read(long position, MemorySegment target) throws IOException {
    StorageArguments.check(position, target);
    if (position >= RAW_DATA) {
      return rawData.read(position - RAW_DATA, target);
    }
    MemorySegment inside = target.asSlice(0, Math.min(target.byteSize(), RAW_DATA - position));
    long count = structures.read(position, inside);
    if (count < 0) {
      inside.fill((byte) 0);
      return inside.byteSize();
    }
    return count;
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    StorageArguments.checkPosition(position);
    if (position >= RAW_DATA) {
      rawData.write(position - RAW_DATA, source);
    } else {
      structures.write(position, source);
    }
  }

  /// Sets the size of the second file, or that of the first one and none of the second.
  @Override
  public void truncate(long size) throws IOException {
    StorageArguments.checkSize(size);
    rawData.truncate(Math.max(0, size - RAW_DATA));
    if (size < RAW_DATA) {
      structures.truncate(size);
    }
  }

  @Override
  public void force() throws IOException {
    rawData.force();
    structures.force();
  }

  @Override
  public void close() throws IOException {
    Closing.all(List.of(structures, rawData));
  }
}
