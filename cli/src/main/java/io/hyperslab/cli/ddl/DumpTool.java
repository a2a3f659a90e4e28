package io.hyperslab.cli.ddl;

import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.dump.Session;
import io.hyperslab.cli.text.OutputFailedException;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.UsageText;
import io.hyperslab.cli.xml.XmlDump;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;

/// `h5dump`: prints files as text.
///
/// As a command of this program ([#strict]) it prints the same, but its exit status tells more: 1
/// if anything was reported, also what h5dump passes over, and 2 for wrong usage; and files behind
/// one that cannot be read are printed.
public final class DumpTool implements Tool {
  private static final int USAGE = 2;

  private final boolean strict;

  /// One that does as h5dump does.
  public DumpTool() {
    this(false);
  }

  private DumpTool(boolean strict) {
    this.strict = strict;
  }

  /// One whose exit status tells all.
  public static DumpTool strict() {
    return new DumpTool(true);
  }

  @Override
  public int run(Invocation invocation) {
    try (DumpOutputs outputs = new DumpOutputs(invocation)) {
      return run(invocation, outputs);
    } catch (IOException e) {
      invocation.report(String.valueOf(e.getMessage()));
      return 1;
    } catch (OutputFailedException e) {
      if (e.getCause() instanceof FileSystemException failure) { // one of a file, which it names
        invocation.reportFile(failure.getFile(), failure);
        return 1;
      }
      throw e; // of standard output, which others write to as well
    }
  }

  private int run(Invocation invocation, DumpOutputs outputs) {
    DumpArguments arguments = new DumpArguments(outputs);
    try {
      if (invocation.arguments().isEmpty()) {
        throw new UsageException("no file", true);
      }
      Character text = arguments.read(invocation.arguments()).orElse(null);
      if (text != null) {
        print(outputs, text == 'h' ? help() : UsageText.version(invocation.name()));
        return 0;
      }
      arguments.requireConsistent();
      return new Run(invocation, arguments, outputs, strict).files();
    } catch (UsageException e) {
      if (e.showsUsage()) {
        print(outputs, help());
      }
      invocation.report(String.valueOf(e.getMessage()));
      return strict ? USAGE : 1;
    }
  }

  private static String help() {
    return UsageText.of(DumpTool.class, "help.txt");
  }

  private static void print(DumpOutputs outputs, String text) {
    outputs.ddl().ifPresent(out -> out.print(text));
  }

  /// A dump of the files that arguments name.
  private static final class Run {
    private final Invocation invocation;
    private final DumpArguments arguments;
    private final DumpOutputs outputs;
    private final boolean strict;
    private boolean failed;

    Run(Invocation invocation, DumpArguments arguments, DumpOutputs outputs, boolean strict) {
      this.invocation = invocation;
      this.arguments = arguments;
      this.outputs = outputs;
      this.strict = strict;
      failed = arguments.isTroubled();
    }

    /// Dumps one file after the other; as h5dump, up to the first one that cannot be opened.
    ///
    /// @return the exit status
    int files() throws UsageException {
      OpenOptions options =
          OpenOptions.defaults()
              .missingSource(OpenOptions.MissingSource.FILL)
              .virtualEnd(
                  arguments.endsAtFirstMissing()
                      ? OpenOptions.VirtualEnd.FIRST_MISSING
                      : OpenOptions.VirtualEnd.LAST_AVAILABLE)
              .virtualGap(arguments.gap());
      FileDriver driver = FileDriver.of(arguments.driver());
      for (String name : arguments.files()) {
        try (Hdf5File file = driver.open(invocation.path(name), options)) {
          dump(file, name);
        } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
          invocation.reportFile(name, e);
          if (!strict) {
            return 1;
          }
          failed = true;
        }
        if (arguments.isContents()) {
          break; // as h5dump, which ends there
        }
      }
      return failed ? 1 : 0;
    }

    private void dump(Hdf5File file, String name) throws UsageException {
      FileDump dump =
          new FileDump(
              outputs.ddl(),
              outputs.data(),
              arguments.options().content().binary().isPresent()
                  ? outputs.data()
                  : outputs.attributes(),
              new Session.Problems() {
                @Override
                public void accept(String message, RuntimeException failure) {
                  report(name, message, failure);
                }

                @Override
                public void passedOver(String message, RuntimeException failure) {
                  if (strict) {
                    report(name, message, failure);
                  }
                }
              });
      if (!arguments.isXml()) {
        dump.print(file, name, arguments.parts(), arguments.options());
      } else if (arguments.xmlForm().isContradictory()) {
        throw new UsageException("-D names a schema, so -X has to say which prefix it has", false);
      } else {
        new XmlDump(dump.session(file, arguments.options()), arguments.xmlForm()).print();
      }
    }

    private void report(String name, String message, RuntimeException failure) {
      // To h5dump, a subset may be too large.
      failed |= strict || !(failure instanceof IndexOutOfBoundsException);
      invocation.report(name + ": " + message + ": " + failure.getMessage());
    }
  }
}
