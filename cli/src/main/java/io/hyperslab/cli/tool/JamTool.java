package io.hyperslab.cli.tool;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.tool.ToolOptions.Parsed;
import io.hyperslab.cli.tool.ToolOptions.UnknownOptionException;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `h5jam`: puts bytes before an HDF5 file, into its user block.
public final class JamTool implements Tool {
  private static final ToolOptions OPTIONS = UserBlocks.options("hi:u:o:c:V", "clobber", 'c');

  /// What is asked for.
  ///
  /// @param input the HDF5 file
  /// @param user the file with the bytes
  /// @param output the file to make; empty to change the input
  /// @param clobber whether bytes that are in the user block already are dropped
  private record Request(String input, String user, Optional<String> output, boolean clobber) {}

  @Override
  public int run(Invocation invocation) {
    try {
      Parsed parsed = OPTIONS.parse(invocation.arguments());
      if (UsageText.answers(invocation, parsed.options(), usage())) {
        return 0;
      }
      return jam(invocation, parsed);
    } catch (UnknownOptionException e) {
      invocation.out().print(usage());
      invocation.report(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private static String usage() {
    return UsageText.of(JamTool.class, "h5jam.txt");
  }

  private static int jam(Invocation invocation, Parsed parsed) {
    Optional<String> input = parsed.value('i');
    Optional<String> user = parsed.value('u');
    if (input.isEmpty() || user.isEmpty()) {
      invocation.report(input.isEmpty() ? "no HDF5 file (-i)" : "no file with the user block (-u)");
      return 1;
    }
    Request request = new Request(input.get(), user.get(), parsed.value('o'), parsed.has('c'));
    try {
      if (Hdf5File.isHdf5(invocation.path(request.user()))) {
        invocation.report(request.user() + ": an HDF5 file cannot be a user block");
        return 1;
      }
      if (replacesUser(invocation, request)) {
        invocation.report(request.user() + ": would be replaced by the HDF5 file");
        return 1;
      }
      Path target = invocation.path(request.output().orElse(request.input()));
      UserBlocks.requireUnneeded(invocation.path(request.input()), List.of(target));
      jam(invocation, request);
      return 0;
    } catch (IOException | UncheckedIOException | Hdf5Exception | InvalidPathException e) {
      invocation.reportFile(request.input(), e);
      return 1;
    }
  }

  /// Whether the HDF5 file would get the place of the bytes that are put before it.
  private static boolean replacesUser(Invocation invocation, Request request) throws IOException {
    InputFiles files = new InputFiles();
    files.add(invocation.path(request.user()));
    return files.contains(invocation.path(request.output().orElse(request.input())));
  }

  private static void jam(Invocation invocation, Request request) throws IOException {
    long before = UserBlocks.size(invocation.path(request.input()));
    String target = request.output().orElse(request.input());
    try (Storage file = Storage.file(invocation.path(request.input()));
        Storage user = Storage.file(invocation.path(request.user()));
        WritableStorage made = WritableStorage.replacing(invocation.path(target))) {
      long start = request.clobber() ? 0 : before;
      long needed = UserBlocks.sizeFor(user.size());
      long after =
          request.clobber()
              ? Math.max(before, needed)
              : UserBlocks.sizeFor(Math.addExact(before, needed));
      new ByteRange(file, before, file.size() - before).copy(made, after);
      new ByteRange(file, 0, start).copy(made, 0);
      new ByteRange(user, 0, user.size()).copy(made, start);
      if (request.output().isEmpty()) {
        // What is neither overwritten nor padded stays where it was.
        long padded = user.size() == 0 ? 0 : UserBlocks.sizeFor(start + user.size());
        long kept = Math.max(0, Math.min(after, file.size()) - padded);
        new ByteRange(file, padded, kept).copy(made, padded);
      }
      made.publish(true);
    }
  }
}
