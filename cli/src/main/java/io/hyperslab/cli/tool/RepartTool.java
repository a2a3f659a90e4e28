package io.hyperslab.cli.tool;

import io.hyperslab.FamilyCut;
import io.hyperslab.Hdf5File;
import io.hyperslab.NeededFiles;
import io.hyperslab.cli.tool.RepartOptions.WrongUsageException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// `h5repart`: cuts a file into a family of files, or a family into another one, or joins it into a
/// file. What is made takes its place when all of it is there.
public final class RepartTool implements Tool {
  @Override
  public int run(Invocation invocation) {
    if (invocation.arguments().contains("-V")) {
      invocation.out().println("This is " + invocation.name() + " version 1.10 release 8");
      return 0;
    }
    try {
      RepartOptions options = RepartOptions.parse(invocation.arguments());
      new Work(invocation, options).run();
      return 0;
    } catch (WrongUsageException e) {
      invocation.report(String.valueOf(e.getMessage()));
      invocation.err().print(UsageText.of(RepartTool.class, "h5repart.txt"));
    } catch (IOException | UncheckedIOException | Hdf5Exception | IllegalArgumentException e) {
      invocation.reportFile(invocation.arguments().getLast(), e);
    }
    return 1;
  }

  private static final class Work {
    private final Invocation invocation;
    private final RepartOptions options;
    private final FamilyNames source;
    private final FamilyNames target;
    private final InputFiles inputs = new InputFiles();

    /// Whether [#inputs] has the files that the source needs, too.
    private boolean knowsNeeded;

    private final List<Path> made = new ArrayList<>();

    /// Ends the names of files that are not complete; another one in each call, so that what an
    /// earlier one left behind when it died is in nobody's way.
    private final String temporary =
        "." + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".tmp";

    Work(Invocation invocation, RepartOptions options) {
      this.invocation = invocation;
      this.options = options;
      this.source = new FamilyNames(options.source());
      this.target = new FamilyNames(options.target());
    }

    void run() throws IOException {
      int placed = 0;
      try {
        try (Storage bytes = open()) {
          requireOthers(bytes.size());
          cut(bytes);
        }
        noteCut();
        int before = target.areMany() ? members() : 0;
        for (Path file : made) {
          Files.move(
              file,
              invocation.path(target.name(placed)),
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.ATOMIC_MOVE);
          placed++;
        }
        removeStale(before);
      } finally {
        if (placed == 0) {
          for (Path file : made) {
            Files.deleteIfExists(file);
          }
        } else if (placed < made.size()) {
          // The old bytes of what is in place are gone: the new ones must not go, too.
          invocation.report(
              target.name(placed) + " is complete, but still called " + made.get(placed));
        }
      }
    }

    /// How many members there are of the family that is replaced.
    private int members() {
      int count = 0;
      while (Files.isRegularFile(invocation.path(target.name(count)))) {
        count++;
      }
      return count;
    }

    /// Removes what an older, longer family left: it would be taken for a part of the new one.
    private void removeStale(int before) throws IOException {
      for (int i = made.size(); i < before; i++) {
        String name = target.name(i);
        if (isInput(invocation.path(name))) {
          return;
        }
        Files.delete(invocation.path(name));
        invocation.report("removed " + name + ", the rest of an older family");
      }
    }

    private Storage open() throws IOException {
      Path path = invocation.path(options.source());
      List<Path> files = source.areMany() ? ToolFiles.family(path) : List.of(path);
      for (int i = 0; i < files.size(); i++) {
        inputs.add(files.get(i));
        if (options.verbose()) {
          invocation.err().println("< " + source.name(i));
        }
      }
      return source.areMany() ? Storage.family(path) : Storage.file(path);
    }

    /// Makes sure that no file of the source would be replaced.
    ///
    /// @param size bytes of the source
    private void requireOthers(long size) throws IOException {
      long member = memberSize(size);
      long count = Math.max(1, size / member + Math.min(1, size % member));
      for (int i = 0; i < Math.min(count, Integer.MAX_VALUE); i++) {
        String name = target.name(i);
        if (isInput(invocation.path(name))) {
          throw new InvalidPathException(name, "belongs to the source, which is not replaced");
        }
      }
    }

    private boolean isInput(Path file) throws IOException {
      if (!knowsNeeded && Files.isRegularFile(file)) {
        addNeeded();
        knowsNeeded = true;
      }
      return inputs.contains(file);
    }

    /// Adds the files that the source needs, if that is an HDF5 file.
    private void addNeeded() throws IOException {
      try (Hdf5File file = ToolFiles.openDamaged(invocation.path(options.source()))) {
        for (Path needed : NeededFiles.of(file).paths()) {
          inputs.add(needed);
        }
      } catch (Hdf5Exception e) {
        // It is none, or so damaged that it needs nothing: its bytes are cut all the same.
      }
    }

    private long memberSize(long size) {
      return target.areMany() ? options.memberSize() : Math.max(1, size);
    }

    private void cut(Storage bytes) throws IOException {
      long size = bytes.size();
      long member = memberSize(size);
      for (long at = 0; at < size || made.isEmpty(); at += member) {
        String name = target.name(made.size());
        Path file = temporary(name);
        try (WritableStorage part = WritableStorage.createNew(file)) {
          made.add(file);
          if (options.verbose()) {
            invocation.err().println("> " + name);
          }
          copy(new ByteRange(bytes, at, Math.min(member, size - at)), part);
          part.force();
        }
      }
    }

    private Path temporary(String name) {
      Path path = invocation.path(name);
      return path.resolveSibling("." + path.getFileName() + temporary);
    }

    /// Leaves holes where there are zeros.
    private void copy(ByteRange range, WritableStorage part) throws IOException {
      range.forEach((at, bytes) -> {
        for (long i = 0; i < bytes.byteSize(); ) {
          long length = Math.min(options.blockSize(), bytes.byteSize() - i);
          MemorySegment block = bytes.asSlice(i, length);
          if (!isZero(block)) {
            part.write(at + i, block);
          }
          i += length;
        }
      });
      part.truncate(range.length());
    }

    private static boolean isZero(MemorySegment block) {
      MemorySegment rest = block.asSlice(1);
      return block.get(ValueLayout.JAVA_BYTE, 0) == 0
          && rest.mismatch(block.asSlice(0, rest.byteSize())) < 0;
    }

    /// Puts right what the superblock says, if that is one.
    private void noteCut() throws IOException {
      Path first = temporary(target.name(0));
      if (!Hdf5File.isHdf5(first)) {
        return;
      }
      if (options.single()) {
        if (!target.areMany()) {
          FamilyCut.joined(first);
        }
      } else if (target.areMany()) {
        FamilyCut.resized(temporary(options.target()), options.memberSize());
      }
    }
  }
}
