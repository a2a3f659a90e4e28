package io.hyperslab;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.edit.FileEditor;
import io.hyperslab.internal.format.heap.FreeSpaceHeader;
import io.hyperslab.internal.format.message.FileSpaceInfoMessage;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.storage.AddressMap;
import io.hyperslab.storage.WritableSplit;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// How much room a file takes, how much of it is known to be free, and its bytes.
///
/// @param model the file
/// @param editor its writer, if it has one
record FileSpace(FileModel model, Optional<FileEditor> editor) {
  /// The longest array that every Java VM can make.
  private static final long LONGEST_IMAGE = Integer.MAX_VALUE - 8L;

  /// Bytes from the beginning of the user block to the end of the space that is allocated.
  long size() {
    return isMapped() ? sizeOfAll() : model.baseAddress() + end();
  }

  private long sizeOfAll() {
    if (editor.isEmpty()) {
      return model.located().size();
    }
    long[] ends = editor.get().transaction().endsAfterCommit();
    return ends[0] + ends[1] - WritableSplit.RAW_DATA;
  }

  /// Files of several drivers have addresses that say nothing about how much there is.
  private boolean isMapped() {
    return !model.reader().context().addresses().equals(AddressMap.identity());
  }

  private long end() {
    return editor.map(writer -> writer.transaction().endOfAddress()).orElseGet(this::storedEnd);
  }

  /// The end that the superblock says, as far as there are bytes.
  private long storedEnd() {
    long stored = model.superblock().endOfFileAddress() - model.superblock().baseAddress();
    return Math.clamp(stored, 0, Math.max(0, model.located().endOfFile()));
  }

  /// Bytes that nothing needs: known to the writer, or listed in the file.
  long free() {
    return editor.map(writer -> writer.transaction().freeSpace()).orElseGet(this::listed);
  }

  private long listed() {
    return model.fileSpace().map(this::listed).orElse(0L);
  }

  private long listed(FileSpaceInfoMessage space) {
    MetadataReader reader = model.reader();
    long sum = 0;
    for (long address : space.managerAddresses()) {
      if (Address.isDefined(address)) {
        long length = FreeSpaceHeader.length(reader.context());
        sum +=
            FreeSpaceHeader.decode(reader.read(address, length, FreeSpaceHeader.STRUCTURE))
                .totalSpace();
      }
    }
    return sum;
  }

  /// The bytes of the whole file, as its last commit left it.
  ///
  /// @throws LimitExceededException if they are more than an array can hold
  /// @throws UnsupportedFeatureException if they are in files of several kinds
  byte[] image() {
    if (isMapped()) {
      throw new UnsupportedFeatureException(
          "superblock", 0, "driver", "one that spreads the file's addresses", "a single file");
    }
    long size = size();
    if (size > LONGEST_IMAGE) {
      throw new LimitExceededException(
          "file", -1, "size", size + " bytes", "at most " + LONGEST_IMAGE + " in an array");
    }
    byte[] image = new byte[(int) size];
    MemorySegment whole = MemorySegment.ofArray(image);
    byte[] userBlock = model.userBlock().read();
    System.arraycopy(userBlock, 0, image, 0, userBlock.length);
    model.reader().readRaw(0, whole.asSlice(userBlock.length), "file");
    return image;
  }
}
