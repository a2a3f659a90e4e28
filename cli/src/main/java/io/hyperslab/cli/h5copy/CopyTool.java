package io.hyperslab.cli.h5copy;

import io.hyperslab.ObjectCopy;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.ToolOptions;
import io.hyperslab.cli.tool.ToolOptions.Given;
import io.hyperslab.cli.tool.ToolOptions.Parsed;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.UnknownOptionException;
import io.hyperslab.cli.tool.ToolOptions.Value;
import io.hyperslab.cli.tool.UsageText;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `h5copy`: copies an object from one file into another, or within one.
public final class CopyTool implements Tool {
  private static final ToolOptions OPTIONS =
      new ToolOptions(
          "d:f:hi:o:ps:vVE",
          Map.of(
              "destination", new Spec('d', Value.REQUIRED),
              "flag", new Spec('f', Value.REQUIRED),
              "help", new Spec('h', Value.NONE),
              "input", new Spec('i', Value.REQUIRED),
              "output", new Spec('o', Value.REQUIRED),
              "parents", new Spec('p', Value.NONE),
              "source", new Spec('s', Value.REQUIRED),
              "verbose", new Spec('v', Value.NONE),
              "version", new Spec('V', Value.NONE),
              "enable-error-stack", new Spec('E', Value.NONE)));

  @Override
  public int run(Invocation invocation) {
    try {
      Parsed parsed = OPTIONS.parse(invocation.arguments());
      List<String> flags = new ArrayList<>();
      for (Given given : parsed.options()) {
        switch (given.letter()) {
          case 'h' -> {
            invocation.out().print(usage());
            return 0;
          }
          case 'V' -> {
            invocation.out().print(UsageText.version(invocation.name()));
            return 0;
          }
          case 'f' -> flags.add(given.value().orElseThrow());
          default -> {
            // Looked up where it is needed.
          }
        }
      }
      return copy(invocation, parsed, flags);
    } catch (UnknownOptionException e) {
      return wrong(invocation, String.valueOf(e.getMessage()));
    }
  }

  private static String usage() {
    return UsageText.of(CopyTool.class, "h5copy.txt");
  }

  private static int wrong(Invocation invocation, String message) {
    invocation.out().print(usage());
    invocation.report(message);
    return 1;
  }

  private static int copy(Invocation invocation, Parsed parsed, List<String> flags) {
    Optional<ObjectCopy> how = CopyFlags.of(flags);
    if (how.isEmpty()) {
      return wrong(invocation, "no such flag: " + flags.getLast());
    }
    Optional<String> input = parsed.value('i');
    Optional<String> output = parsed.value('o');
    Optional<String> source = parsed.value('s');
    Optional<String> destination = parsed.value('d');
    if (input.isEmpty() || output.isEmpty()) {
      return wrong(invocation, input.isEmpty() ? "no input file (-i)" : "no output file (-o)");
    }
    if (source.isEmpty() || destination.isEmpty()) {
      return wrong(
          invocation, source.isEmpty() ? "no source object (-s)" : "no destination object (-d)");
    }
    CopyRequest request =
        new CopyRequest(
            input.get(),
            output.get(),
            source.get(),
            destination.get(),
            how.get(),
            flags.isEmpty() ? Optional.empty() : Optional.of(flags.getLast()),
            parsed.has('p'),
            parsed.has('v'));
    try {
      return new CopyWork(invocation, request).run();
    } catch (IOException | UncheckedIOException | Hdf5Exception | InvalidPathException e) {
      invocation.reportFile(request.input(), e);
      return 1;
    }
  }
}
