package io.hyperslab.cli.tool;

import io.hyperslab.cli.tool.ToolOptions.Parsed;
import io.hyperslab.cli.tool.ToolOptions.UnknownOptionException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.stream.Stream;

/// `h5unjam`: takes an HDF5 file and its user block apart.
public final class UnjamTool implements Tool {
  private static final ToolOptions OPTIONS = UserBlocks.options("hu:i:o:d:V", "delete", 'd');

  @Override
  public int run(Invocation invocation) {
    try {
      Parsed parsed = OPTIONS.parse(invocation.arguments());
      if (UsageText.answers(invocation, parsed.options(), usage())) {
        return 0;
      }
      return unjam(invocation, parsed);
    } catch (UnknownOptionException e) {
      invocation.out().print(usage());
      invocation.report(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private static String usage() {
    return UsageText.of(UnjamTool.class, "h5unjam.txt");
  }

  private static int unjam(Invocation invocation, Parsed parsed) {
    Optional<String> input = parsed.value('i');
    if (input.isEmpty()) {
      invocation.report("no HDF5 file (-i)");
      return 1;
    }
    try {
      long size = UserBlocks.size(invocation.path(input.get()));
      if (size == 0) {
        invocation.report(input.get() + ": no user block, nothing to do");
        return 0;
      }
      if (parsed.has('d') && parsed.value('u').isPresent()) {
        invocation.report("the user block cannot be both kept (-u) and deleted (--delete)");
        return 1;
      }
      if (parsed.value('o').isEmpty()) {
        invocation.report("no file for the HDF5 data (-o)");
        return 1;
      }
      if (replacesFile(invocation, parsed)) {
        invocation.report(
            parsed.value('u').orElseThrow() + ": would replace the HDF5 file or its data");
        return 1;
      }
      UserBlocks.requireUnneeded(
          invocation.path(input.get()),
          Stream.of(parsed.value('o'), parsed.value('u'))
              .flatMap(Optional::stream)
              .map(invocation::path)
              .toList());
      unjam(invocation, parsed, size);
      return 0;
    } catch (IOException | UncheckedIOException | Hdf5Exception | InvalidPathException e) {
      invocation.reportFile(input.get(), e);
      return 1;
    }
  }

  /// Whether the user block would get the place of the file that it is taken from, or of the data
  /// without it.
  private static boolean replacesFile(Invocation invocation, Parsed parsed) throws IOException {
    Optional<String> user = parsed.value('u');
    InputFiles files = new InputFiles();
    files.add(invocation.path(parsed.value('i').orElseThrow()));
    files.add(invocation.path(parsed.value('o').orElseThrow()));
    return user.isPresent() && files.contains(invocation.path(user.get()));
  }

  private static void unjam(Invocation invocation, Parsed parsed, long size) throws IOException {
    Optional<String> user = parsed.value('u');
    try (Storage file = Storage.file(invocation.path(parsed.value('i').orElseThrow()));
        WritableStorage made =
            WritableStorage.replacing(invocation.path(parsed.value('o').orElseThrow()))) {
      new ByteRange(file, size, file.size() - size).copy(made, 0);
      ByteRange block = new ByteRange(file, 0, size);
      if (user.isPresent()) {
        try (WritableStorage kept = WritableStorage.replacing(invocation.path(user.get()))) {
          block.copy(kept, 0);
          kept.publish(true);
        }
      } else if (!parsed.has('d')) {
        block.forEach((_, bytes) -> invocation.out().write(bytes.toArray(ValueLayout.JAVA_BYTE)));
      }
      made.publish(true);
    }
  }
}
