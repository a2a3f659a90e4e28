package io.hyperslab.cli.h5import;

import io.hyperslab.CreateOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.h5import.ImportCommandLine.Input;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.cli.tool.Tool;
import io.hyperslab.cli.tool.UsageText;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.FileResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stands in for `h5import`.
///
/// All input files become datasets, or none: the output file is changed in one step. An output file
/// that is there and no HDF5 file is not overwritten, as it is by the program itself.
public final class ImportTool implements Tool {
  private static final int FAILURE = 1;
  private static final String VERSION = "1.10.8";
  private static final String DUMPED = "HDF5";

  /// Where the texts have the program's name.
  private static final String NAME = "@NAME@";

  /// In its help the program names a dataset by a path that looks like one of a machine. Such paths
  /// are searched for here, so it stands in pieces.
  private static final String EXAMPLE = "@EXAMPLE@";

  private static final List<String> EXAMPLE_PATH = List.of("work", "h5", "pkamat", "First-set");

  /// A program that can be run once and again.
  public ImportTool() {}

  @Override
  public int run(Invocation invocation) {
    List<String> arguments = invocation.arguments();
    if (!arguments.isEmpty() && arguments.getFirst().equals("-V")) {
      invocation.out().println(invocation.name() + ": Version " + VERSION);
      return 0;
    }
    try {
      ImportCommandLine line = ImportCommandLine.of(arguments);
      return switch (line.request()) {
        case HELP -> {
          invocation.out().print(text("help.txt", invocation));
          yield 0;
        }
        case USAGE -> {
          invocation.out().print(text("usage.txt", invocation));
          invocation.report("the arguments make no sense; see -h");
          yield FAILURE;
        }
        case IMPORT -> run(invocation, line);
      };
    } catch (ImportRefusedException e) {
      invocation.report(String.valueOf(e.getMessage()));
      return FAILURE;
    }
  }

  private static String text(String resource, Invocation invocation) {
    return UsageText.of(ImportTool.class, resource)
        .replace(NAME, invocation.name())
        .replace(EXAMPLE, "/" + String.join("/", EXAMPLE_PATH));
  }

  private static int run(Invocation invocation, ImportCommandLine line)
      throws ImportRefusedException {
    String at = line.output();
    try {
      for (Input input : line.inputs()) {
        if (input.configuration().isPresent()) {
          at = input.configuration().get();
          configure(invocation.path(at), input.settings());
        }
      }
      at = line.output();
      try (ExternalFiles external = new ExternalFiles();
          Output output = new Output(invocation, line, external)) {
        for (Input input : line.inputs()) {
          at = input.file();
          read(invocation, input, output.file);
        }
        at = line.output();
        output.commit();
        external.keep();
      }
      return 0;
    } catch (ImportRefusedException e) {
      throw new ImportRefusedException(at + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new ImportRefusedException(at + ": " + e.getMessage());
    } catch (Hdf5Exception | IOException | UncheckedIOException e) {
      invocation.reportFile(at, e);
      return FAILURE;
    }
  }

  /// The output file; as it was before, unless it is committed.
  private static final class Output implements AutoCloseable {
    private final Path path;
    private final boolean isNew;
    private final Hdf5File file;

    Output(Invocation invocation, ImportCommandLine line, ExternalFiles external)
        throws IOException {
      path = invocation.path(line.output());
      isNew = Files.notExists(path);
      file = open(path, options(invocation, line.inputs(), external));
    }

    void commit() throws IOException {
      file.close();
    }

    @Override
    public void close() throws IOException {
      if (file.isOpen()) {
        file.closeWithoutCommit();
        if (isNew) {
          Files.delete(path);
        }
      }
    }
  }

  /// Files of raw data that were made for this call; none of them stays if it fails.
  private static final class ExternalFiles implements AutoCloseable {
    private final List<Path> made = new ArrayList<>();

    void require(Path file) throws IOException {
      if (Files.notExists(file)) {
        Files.createFile(file);
        made.add(file);
      }
    }

    void keep() {
      made.clear();
    }

    @Override
    public void close() throws IOException {
      for (Path file : made) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void configure(Path file, ImportSettings settings)
      throws IOException, ImportRefusedException {
    TokenScanner scanner = TokenScanner.of(file);
    Optional<String> first = scanner.word();
    if (first.filter(DUMPED::equals).isPresent()) {
      DumpedHead.read(scanner, settings);
    } else {
      KeywordFile.read(first, scanner, settings);
    }
  }

  /// Files of raw data are those that the user named.
  private static OpenOptions options(
      Invocation invocation, List<Input> inputs, ExternalFiles external) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Input input : inputs) {
      if (input.settings().externalFile().isPresent()) {
        Path file = invocation.path(input.settings().externalFile().get()).toAbsolutePath();
        external.require(file);
        folders.add(file.getParent());
      }
    }
    OpenOptions options = OpenOptions.defaults();
    return folders.isEmpty()
        ? options
        : options.resolver(FileResolver.within(folders.toArray(Path[]::new)));
  }

  private static Hdf5File open(Path file, OpenOptions options) throws IOException {
    return Files.notExists(file) || Files.size(file) == 0
        ? Hdf5File.create(file, CreateOptions.defaults().open(options).earliest())
        : Hdf5File.openReadWrite(file, options);
  }

  private static void read(Invocation invocation, Input input, Hdf5File file)
      throws IOException, ImportRefusedException {
    Path path = invocation.path(input.file());
    ImportSettings settings = input.settings();
    if (settings.inputClass() == InputClass.STR) {
      new TextImport(settings).into(file.root(), path);
    } else {
      try (InputStream in = Files.newInputStream(path)) {
        new NumberImport(settings).into(file.root(), in);
      }
    }
  }
}
