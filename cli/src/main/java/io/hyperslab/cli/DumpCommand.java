package io.hyperslab.cli;

import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.ddl.DumpOptions;
import io.hyperslab.cli.ddl.FileDump;
import io.hyperslab.cli.ddl.PackedBits;
import io.hyperslab.cli.ddl.Request;
import io.hyperslab.cli.ddl.Subset;
import io.hyperslab.cli.ddl.ValueStyle;
import io.hyperslab.cli.text.FloatFormat;
import io.hyperslab.cli.text.Output;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `hyperslab dump`: prints files as text, in the language and with the options of h5dump.
@Command(
    name = "dump",
    aliases = "h5dump",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    description = "Prints files as text, in HDF5's data description language, as h5dump does.",
    footer = {
      "",
      "Examples:",
      "  hyperslab dump weather.h5                 everything",
      "  hyperslab dump -H weather.h5              everything but the data",
      "  hyperslab dump -d /15/temperature -s 0 -c 10 weather.h5",
      "  hyperslab dump -a /15/temperature/units weather.h5"
    })
final class DumpCommand implements Callable<Integer> {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int WIDEST = 65535;

  /// The options whose value may be left out.
  static final OptionalValues OPTIONAL_VALUES =
      new OptionalValues(
          Map.of(
              "-A", "--onlyattr",
              "-n", "--contents",
              "-o", "--output",
              "-O", "--ddl",
              "-E", "--enable-error-stack"));

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to print.")
  private List<String> files;

  @Option(
      names = {"-H", "--header"},
      description = "Print no data.")
  private boolean header;

  @Option(
      names = {"-A", "--onlyattr"},
      arity = "0..1",
      paramLabel = "0",
      description = "Print no data but that of attributes; with 0, no attributes.")
  private @Nullable String onlyAttributes;

  @Option(
      names = {"-p", "--properties"},
      description = "Print layout, filters and fill values of datasets.")
  private boolean properties;

  @Option(
      names = {"-B", "--superblock", "--boot-block"},
      description = "Print the superblock.")
  private boolean superblock;

  @Option(
      names = {"-n", "--contents"},
      arity = "0..1",
      paramLabel = "1",
      description = "Print a list of all objects; with 1, of their attributes too.")
  private @Nullable String contents;

  @Option(
      names = {"-i", "--object-ids"},
      description = "Print the addresses of objects.")
  private boolean objectIds;

  @Option(
      names = {"-R", "--region"},
      description = "Print the data that region references point to.")
  private boolean regions;

  @Option(
      names = {"-r", "--string"},
      description = "Print one-byte integers as text.")
  private boolean characters;

  @Option(
      names = {"-e", "--escape"},
      description = "Escape line breaks and the like in texts.")
  private boolean escapes;

  @Option(
      names = {"-y", "--noindex"},
      description = "Print no coordinates before the data.")
  private boolean noIndex;

  @Option(
      names = {"-w", "--width"},
      paramLabel = "N",
      description = "Set the columns of a line; 0 for no limit.")
  private @Nullable Integer width;

  @Option(
      names = {"-m", "--format"},
      paramLabel = "T",
      description = "Set the format of floating-point numbers, such as %%.3f.")
  private @Nullable String floatFormat;

  @Option(
      names = {"-q", "--sort_by"},
      paramLabel = "Q",
      defaultValue = "name",
      description = "Sort by name or creation_order.")
  private String sortBy;

  @Option(
      names = {"-z", "--sort_order"},
      paramLabel = "Z",
      defaultValue = "ascending",
      description = "Sort ascending or descending.")
  private String sortOrder;

  @Option(
      names = {"-f", "--filedriver"},
      paramLabel = "D",
      defaultValue = "sec2",
      description = "Open the file with this driver: sec2, family, split or multi.")
  private String driver;

  @Option(
      names = {"-o", "--output"},
      arity = "0..1",
      paramLabel = "F",
      description = "Write data to the file F; without F, nowhere.")
  private @Nullable String output;

  @Option(
      names = {"-O", "--ddl"},
      arity = "0..1",
      paramLabel = "F",
      description = "Write all but data to the file F; without F, nowhere.")
  private @Nullable String ddl;

  @Option(
      names = {"-C", "--no-compact-subset"},
      description = "Take [ in the path of a dataset as a part of its name.")
  private boolean noCompactSubset;

  private final List<Request> requests = new ArrayList<>();
  private final List<PackedBits> bits = new ArrayList<>();

  @Option(
      names = {"-a", "--attribute"},
      paramLabel = "P",
      description = "Print the attribute P; a slash in its name is written \\/.")
  void attribute(String path) {
    requests.add(new Request.ForAttribute(path));
  }

  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "P",
      description = "Print the dataset P.")
  void dataset(String path) {
    int bracket = noCompactSubset ? -1 : path.lastIndexOf('[');
    requests.add(
        bracket < 0
            ? new Request.ForDataset(path, Optional.empty())
            : new Request.ForDataset(
                path.substring(0, bracket),
                Optional.of(Subset.parse(path.substring(bracket + 1).replace("]", "")))));
  }

  @Option(
      names = {"-g", "--group"},
      paramLabel = "P",
      description = "Print the group P and all below it.")
  void group(String path) {
    requests.add(new Request.ForGroup(path));
  }

  @Option(
      names = {"-l", "--soft-link"},
      paramLabel = "P",
      description = "Print the soft link P.")
  void link(String path) {
    requests.add(new Request.ForLink(path));
  }

  @Option(
      names = {"-t", "--datatype"},
      paramLabel = "P",
      description = "Print the committed datatype P.")
  void datatype(String path) {
    requests.add(new Request.ForDatatype(path));
  }

  @Option(
      names = {"-N", "--any_path"},
      paramLabel = "P",
      description = "Print whatever is at P; attributes of that name wherever they are.")
  void any(String path) {
    requests.add(new Request.ForAny(path));
  }

  @Option(
      names = {"-s", "--start"},
      paramLabel = "START",
      description = "Print the dataset before from these coordinates on.")
  void start(String list) {
    subset(subset -> subset.withStart(numbers(list)));
  }

  @Option(
      names = {"-S", "--stride"},
      paramLabel = "STRIDE",
      description = "... in these steps.")
  void stride(String list) {
    subset(subset -> subset.withStride(numbers(list)));
  }

  @Option(
      names = {"-c", "--count"},
      paramLabel = "COUNT",
      description = "... this many blocks.")
  void count(String list) {
    subset(subset -> subset.withCount(numbers(list)));
  }

  @Option(
      names = {"-k", "--block"},
      paramLabel = "BLOCK",
      description = "... each of this extent.")
  void block(String list) {
    subset(subset -> subset.withBlock(numbers(list)));
  }

  @Option(
      names = {"-M", "--packedbits", "--packed-bits"},
      paramLabel = "L",
      description = "Print bits of the integers: offset,length pairs.")
  void packedBits(String list) {
    requireDataset();
    try {
      bits.addAll(PackedBits.parse(list));
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  /// Taken because h5dump has it; errors are always printed here.
  @Option(
      names = {"-E", "--enable-error-stack"},
      arity = "0..1",
      hidden = true)
  void errorStack(String ignored) {}

  private Optional<long[]> numbers(String list) {
    try {
      return Subset.numbers(list);
    } catch (NumberFormatException e) {
      throw usage("'" + list + "' has a number that is too large");
    }
  }

  private Request.ForDataset requireDataset() {
    if (!requests.isEmpty() && requests.getLast() instanceof Request.ForDataset dataset) {
      return dataset;
    }
    throw usage("-s, -S, -c, -k and -M can only be used after -d");
  }

  private void subset(Function<Subset, Subset> change) {
    Request.ForDataset dataset = requireDataset();
    Subset changed = change.apply(dataset.subset().orElse(Subset.open()));
    requests.set(requests.size() - 1, new Request.ForDataset(dataset.path(), Optional.of(changed)));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  @Override
  public Integer call() {
    DumpOptions options = options();
    FileDump.Parts parts =
        new FileDump.Parts(
            superblock,
            Optional.ofNullable(contents)
                .map(value ->
                    value.isEmpty() || value.equals("0")
                        ? FileDump.Contents.OBJECTS
                        : FileDump.Contents.OBJECTS_AND_ATTRIBUTES),
            List.copyOf(requests));
    try (Redirections to = new Redirections()) {
      for (String name : files) {
        dump(name, parts, options, to);
      }
    } catch (IOException e) {
      main.console().report(String.valueOf(e.getMessage()), e);
    }
    return main.console().status();
  }

  private void dump(String name, FileDump.Parts parts, DumpOptions options, Redirections to) {
    Console console = main.console();
    FileDump dump =
        new FileDump(
            to.ddl,
            to.data,
            to.attributes,
            (message, failure) ->
                console.report(name + ": " + message + ": " + failure.getMessage(), failure));
    try (Hdf5File file = open(name)) {
      dump.print(file, name, parts, options);
    } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
      console.reportFile(name, e);
    }
  }

  private Hdf5File open(String name) throws IOException {
    Path path = Path.of(name);
    OpenOptions options = OpenOptions.defaults().missingSource(OpenOptions.MissingSource.FILL);
    return switch (driver.toLowerCase(Locale.ROOT)) {
      case "sec2" -> Hdf5File.open(path, options);
      case "family" -> Hdf5File.open(Storage.family(path), options);
      case "split" -> Hdf5File.open(Storage.split(path), options);
      case "multi" -> Hdf5File.open(Storage.multi(path), options);
      default -> throw usage("there is no driver '" + driver + "'");
    };
  }

  private DumpOptions options() {
    boolean attributesOnly = onlyAttributes != null && !onlyAttributes.equals("0");
    boolean noAttributes = onlyAttributes != null && onlyAttributes.equals("0");
    Optional<FloatFormat> floats;
    try {
      floats = Optional.ofNullable(floatFormat).map(FloatFormat::of);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    int columns = width == null ? DEFAULT_COLUMNS : width <= 0 ? WIDEST : width;
    return new DumpOptions(
        new DumpOptions.Content(
            !header && !attributesOnly,
            !header || attributesOnly,
            !noAttributes,
            properties,
            objectIds,
            regions,
            List.copyOf(bits)),
        new DumpOptions.Layout(
            floats.isPresent() ? WIDEST : columns,
            floats.isPresent() ? 1 : 0,
            !noIndex,
            characters,
            new ValueStyle(escapes, floats, false, Optional.empty())),
        new DumpOptions.Order(
            oneOf(sortBy, "creation_order", "name"), oneOf(sortOrder, "descending", "ascending")));
  }

  /// Whether a value is the first of two words; anything else than the second is refused.
  private boolean oneOf(String value, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw usage("'" + value + "' is neither " + first + " nor " + second);
    }
    return value.equals(first);
  }

  /// Where the parts of the dump go.
  private final class Redirections implements AutoCloseable {
    private final List<OutputStream> files = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final Optional<Output> ddl;
    private final Optional<Output> data;
    private final Optional<Output> attributes;

    Redirections() throws IOException {
      Optional<Output> standard = Optional.of(main.console().out());
      boolean attributesOnly = onlyAttributes != null && !onlyAttributes.equals("0");
      ddl = DumpCommand.this.ddl == null ? standard : file(DumpCommand.this.ddl);
      Optional<Output> redirected = output == null ? standard : file(output);
      data = attributesOnly ? standard : redirected;
      attributes = attributesOnly ? redirected : standard;
    }

    private Optional<Output> file(String name) throws IOException {
      if (name.isEmpty()) {
        return Optional.empty();
      }
      OutputStream stream = Files.newOutputStream(Path.of(name));
      files.add(stream);
      outputs.add(new Output(stream));
      return Optional.of(outputs.getLast());
    }

    @Override
    public void close() throws IOException {
      outputs.forEach(Output::flush);
      for (OutputStream stream : files) {
        stream.close();
      }
    }
  }
}
