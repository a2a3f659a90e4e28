package io.hyperslab.internal.transfer;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.layout.Layout;
import io.hyperslab.internal.metadata.Recovery;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import io.hyperslab.internal.model.DatasetModel;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.FileSettings;
import io.hyperslab.internal.model.GroupModel;
import io.hyperslab.internal.model.ObjectModel;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Reads every structure of a file that hard links lead to, to learn whether a commit that was cut
/// off, and whose journal is not there, was put in place as a whole or not at all: each object's
/// header, links, attributes and chunk index, with their checksums where they have any. Elements
/// have none that tells, so they are not read; but their place must be inside the file.
///
/// What another program did to the file while it was guarded is not found out.
public final class StructureCheck implements Recovery.Verification {
  private final Storage storage;
  private final FileSettings settings;

  /// @param storage the file; only read
  public StructureCheck(Storage storage, FileSettings settings) {
    this.storage = storage;
    this.settings = settings;
  }

  @Override
  public void verify(Located located) throws IOException {
    try {
      // Not closed: the storage is somebody else's, and no other file is opened.
      new Walk(FileModel.open(storage, storage.path(), settings, guarded -> {})).run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (Hdf5Exception e) {
      MalformedFileException refusal =
          new MalformedFileException(
              "superblock",
              0,
              "guard bit",
              "set: a commit was cut off, its journal is not there, and the file is damaged: "
                  + e.getMessage(),
              "clear, or a complete journal behind the end of the file");
      refusal.initCause(e);
      throw refusal;
    }
  }

  /// One way through a file, without recursion: groups may be nested to any depth.
  private static final class Walk {
    private final FileModel file;
    private final Deque<Long> pending = new ArrayDeque<>();
    private final Set<Long> met = new HashSet<>();

    Walk(FileModel file) {
      this.file = file;
    }

    void run() {
      var _ = file.extension();
      meet(file.root().address());
      while (!pending.isEmpty()) {
        visit(file.object(pending.pop()));
      }
    }

    private void meet(long address) {
      if (met.add(address)) {
        pending.push(address);
      }
    }

    private void visit(ObjectModel object) {
      // Both, since each may have an index of its own.
      var _ = object.attributes().all();
      var _ = object.attributes().inCreationOrder();
      switch (object) {
        case GroupModel group -> group.links().all().forEach(this::visit);
        case DatasetModel dataset -> visit(dataset);
        default -> {
          // A datatype is all in its header.
        }
      }
    }

    private void visit(LinkMessage link) {
      if (link.target() instanceof LinkMessage.Hard(long address)) {
        meet(address);
      }
    }

    private void visit(DatasetModel dataset) {
      var _ = dataset.datatype();
      var _ = dataset.fill();
      switch (Layout.of(dataset)) {
        case Layout.Chunked chunked ->
            chunked.forEach(chunk -> requireInside(chunk.address(), chunk.storedSize()));
        case Layout.Contiguous(long address, long size) when Address.isDefined(address) ->
            requireInside(address, size == DataLayoutMessage.Contiguous.UNKNOWN_SIZE ? 0 : size);
        default -> {
          // Nothing more of the layout is in this file.
        }
      }
    }

    private void requireInside(long address, long size) {
      long end = file.located().endOfFile();
      if (size < 0 || size > end || address > end - size) {
        throw new MalformedFileException(
            Layout.STRUCTURE,
            address,
            "extent",
            size + " bytes",
            "inside the file, which ends at 0x" + Long.toHexString(end));
      }
    }
  }
}
