package io.hyperslab.internal.metadata;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Keeps the memory that images take bounded: what may be written before the commit is written when
/// there is too much of it.
///
/// Belongs to one thread.
final class Spill {
  /// Raw data of so many bytes is written with others of its kind: each write has its price.
  private static final long LITTLE = 4096;

  private final WrittenFile file;
  private final Images images;
  private final AddressSpace space;
  private final long most;

  /// Bytes of images that make it worth while to look for those that can be written.
  private long relievedFrom;

  /// @param file where it goes
  /// @param images what takes the memory
  /// @param space where there is room
  /// @param most bytes that images may take
  Spill(WrittenFile file, Images images, AddressSpace space, long most) {
    this.file = file;
    this.images = images;
    this.space = space;
    this.most = most;
    this.relievedFrom = most;
  }

  /// Writes raw data: to fresh space at once, unless there is little, else as an image.
  ///
  /// @param fresh whether the space is
  void write(long address, MemorySegment data, boolean fresh) throws IOException {
    long size = data.byteSize();
    if (size <= LITTLE && images.held() < most) {
      if (size > 0) {
        images.overwrite(address, data, start -> isAlike(start, fresh));
      }
    } else if (fresh) {
      images.cut(address, address + size);
      file.write(address, data);
      images.unwritten().remove(address, address + size);
    } else {
      writeCommitted(address, data);
    }
  }

  /// Puts raw data over committed space: as images in memory or, when there are too many, as images
  /// in space that is free again after the commit.
  private void writeCommitted(long address, MemorySegment data) throws IOException {
    long size = data.byteSize();
    for (long at = 0; at < size; at += WrittenFile.PIECE) {
      MemorySegment piece = data.asSlice(at, Math.min(WrittenFile.PIECE, size - at));
      if (images.held() + piece.byteSize() <= most) {
        images.write(address + at, piece.toArray(ValueLayout.JAVA_BYTE));
      } else {
        writeStored(address + at, data.asSlice(at));
        return;
      }
    }
  }

  private void writeStored(long address, MemorySegment data) throws IOException {
    long source = space.allocateTemporary(data.byteSize());
    file.write(source, data);
    images.append(
        address, new Image.Stored(source, data.byteSize()), start -> isAlike(start, false));
  }

  /// Whether raw data may become one image with what lies before it: only where both are stored at
  /// once. In SWMR mode what changes in place is stored in an order, structures after raw data.
  ///
  /// @param start where the image before it starts
  /// @param fresh whether the raw data is of fresh space
  private boolean isAlike(long start, boolean fresh) {
    return space.fresh().containsAll(start, start + 1) == fresh
        && (fresh || !space.keepsReleased());
  }

  /// Writes the images of fresh space when there is too much in memory. What cannot be written now
  /// stays in memory: the commit will try again, and report the failure.
  void relieve() {
    images.ahead().note(images.held());
    if (images.held() <= relievedFrom) {
      return;
    }
    try {
      if (NewSpace.relieve(file, images, space)) {
        images.ahead().clear(images.held());
      }
    } catch (IOException e) {
      // Nothing is lost.
    }
    relievedFrom = Math.max(most, images.held() + most / 2);
  }

  /// There are no images any more.
  void reset() {
    relievedFrom = most;
  }
}
