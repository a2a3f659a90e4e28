package io.hyperslab.cli.h5repack;

import io.hyperslab.cli.h5repack.RepackException.Echo;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.UsageText;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// `h5repack`: copies a file into a new one, with other filters, layouts or structures.
public final class RepackTool implements Tool {
  @Override
  public int run(Invocation invocation) {
    String input = "";
    try {
      RepackOptions options = RepackOptions.scan(invocation.arguments());
      if (UsageText.answers(invocation, options.given(), usage())) {
        return 0;
      }
      options.read(name -> optionFile(invocation, name));
      input = options.input();
      new RepackWork(invocation, options).run();
      return 0;
    } catch (RepackException e) {
      if (e.echo() == Echo.USAGE) {
        invocation.out().print(usage());
      }
      if (e.echo() != Echo.NONE) {
        invocation.out().println(e.echo().text());
      }
      invocation.report(String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException | Hdf5Exception | IllegalArgumentException e) {
      invocation.out().println(Echo.REPACKING.text());
      invocation.reportFile(input, e);
    }
    return 1;
  }

  private static String usage() {
    return UsageText.of(RepackTool.class, "h5repack.txt");
  }

  private static String optionFile(Invocation invocation, String name) throws RepackException {
    try {
      return Files.readString(invocation.path(name));
    } catch (IOException | IllegalArgumentException e) {
      throw new RepackException(Echo.NONE, name + ": cannot be read: " + e.getMessage());
    }
  }
}
