package io.hyperslab.cli.tool;

import io.hyperslab.FileReset;
import io.hyperslab.cli.tool.ToolOptions.Given;
import io.hyperslab.cli.tool.ToolOptions.Parsed;
import io.hyperslab.cli.tool.ToolOptions.Spec;
import io.hyperslab.cli.tool.ToolOptions.Value;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// Corrects what a file says of itself, as `h5clear` does: the mark of a writer, the image of the
/// metadata cache, where the file ends.
public final class ClearTool implements Tool {
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;
  private static final long DEFAULT_INCREMENT = 1 << 20;

  private static final char MARK = 's';
  private static final char IMAGE = 'm';
  private static final char SIZE = 'z';
  private static final char INCREMENT = 'i';

  private static final ToolOptions OPTIONS =
      new ToolOptions(
          "hVsmzi*",
          Map.of(
              "help", new Spec('h', Value.NONE),
              "version", new Spec('V', Value.NONE),
              "status", new Spec(MARK, Value.NONE),
              "image", new Spec(IMAGE, Value.NONE),
              "filesize", new Spec(SIZE, Value.NONE),
              "increment", new Spec(INCREMENT, Value.OPTIONAL)));

  @Override
  public int run(Invocation invocation) {
    Parsed parsed;
    try {
      parsed = OPTIONS.parse(invocation.arguments());
    } catch (ToolOptions.UnknownOptionException e) {
      return refuse(invocation, String.valueOf(e.getMessage()));
    }
    long increment = DEFAULT_INCREMENT;
    for (Given given : parsed.options()) {
      switch (given.letter()) {
        case 'h' -> {
          return usage(invocation, SUCCESS);
        }
        case 'V' -> {
          invocation.out().print(UsageText.version(invocation.name()));
          return SUCCESS;
        }
        case INCREMENT -> {
          increment = given.value().map(ClearTool::number).orElse(increment);
          if (increment < 0) {
            return usage(invocation, SUCCESS); // h5clear calls that a success
          }
        }
        default -> {}
      }
    }
    if (parsed.operands().isEmpty()) {
      return refuse(invocation, "no file is named");
    }
    if (parsed.options().isEmpty()) {
      return refuse(invocation, "nothing to do");
    }
    if (parsed.has(SIZE) && (parsed.has(MARK) || parsed.has(IMAGE) || parsed.has(INCREMENT))) {
      invocation.report("--filesize goes with no other option");
      return FAILURE;
    }
    return work(invocation, parsed, increment);
  }

  private static int refuse(Invocation invocation, String problem) {
    invocation.report(problem);
    return usage(invocation, FAILURE);
  }

  private static int usage(Invocation invocation, int status) {
    invocation.out().print(UsageText.of(ClearTool.class, "h5clear.txt"));
    return status;
  }

  /// A number as C's `atoi` reads it: what is none counts as 0.
  private static long number(String text) {
    int end = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    try {
      return Integer.parseInt(text.substring(0, end));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static int work(Invocation invocation, Parsed parsed, long increment) {
    String name = parsed.operands().getFirst();
    try {
      Path path = invocation.path(name);
      if (parsed.has(SIZE)) {
        FileReset.Extent extent = FileReset.extent(path);
        invocation
            .out()
            .println("EOA is " + extent.allocated() + "; EOF is " + extent.stored() + " ");
        return SUCCESS;
      }
      if (parsed.has(MARK)) {
        FileReset.clearMark(path);
      }
      if (parsed.has(INCREMENT)) {
        FileReset.extend(path, increment);
      }
      if (!FileReset.removeCacheImage(path) && parsed.has(IMAGE)) {
        invocation.report(name + ": no cache image in the file");
      }
      return SUCCESS;
    } catch (IOException | Hdf5Exception | UncheckedIOException | IllegalArgumentException e) {
      invocation.reportFile(name, e);
      return FAILURE;
    }
  }
}
