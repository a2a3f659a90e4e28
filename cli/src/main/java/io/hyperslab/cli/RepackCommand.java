package io.hyperslab.cli;

import io.hyperslab.CopyListener;
import io.hyperslab.Dataset;
import io.hyperslab.FileCopy;
import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import io.hyperslab.cli.digest.FileComparison;
import io.hyperslab.cli.listing.Bytes;
import io.hyperslab.cli.repack.FilterNames;
import io.hyperslab.cli.repack.Progress;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.filter.FilterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `hyperslab repack`: copies a file into a new one without unused space, and with other chunks,
/// filters or structures if wanted.
@Command(
    name = "repack",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    description = {
      "Copies a whole file into a new one: without the space that the old one does not use, and",
      "with other chunks, filters, layout or versions of structures where asked for. The new file",
      "takes its place only when it is complete and was found to hold the same."
    },
    footer = {
      "",
      "Examples:",
      "  hyperslab repack old.h5 new.h5            only without unused space",
      "  hyperslab repack --force big.h5 big.h5    in place",
      "  hyperslab repack --filter shuffle --filter zstd=5 a.h5 b.h5",
      "  hyperslab repack --chunks 100,64,64 --filter gzip=9 a.h5 b.h5",
      "  hyperslab repack --filter none --chunks none a.h5 b.h5",
      "  hyperslab repack --low earliest a.h5 for-old-programs.h5",
      "",
      "Exit status: 0 success; 1 the file could not be read or written whole, or the copy is not",
      "the same (then there is no copy); 2 wrong usage."
    })
final class RepackCommand implements Callable<Integer> {
  /// Where elements are to be.
  enum Layout {
    /// In the object header.
    COMPACT,
    /// In one piece.
    CONTIGUOUS,
    /// In chunks.
    CHUNKED
  }

  /// Bounds as they are named on the command line.
  static final class VersionConverter implements ITypeConverter<LibraryVersion> {
    @Override
    public LibraryVersion convert(String value) {
      String name = value.toUpperCase(Locale.ROOT);
      if (name.equals("LATEST")) {
        return LibraryVersion.LATEST;
      }
      return Arrays.stream(LibraryVersion.values())
          .filter(version -> version.name().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + value + "': expected earliest, v18, v110, v112, v114, v200 or latest"));
    }
  }

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "IN", description = "The file to copy.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The new file.")
  private Path out;

  @Option(
      names = "--chunks",
      paramLabel = "SHAPE",
      description =
          "Shape of chunks: sizes such as 100,64,64 for datasets with as many dimensions, auto for"
              + " shapes that suit each dataset, or none for datasets in one piece.")
  private @Nullable String chunks;

  @Option(
      names = "--filter",
      paramLabel = "NAME[=LEVEL]",
      description = {
        "Filters for all datasets in chunks, in this order, instead of theirs; none takes filters"
            + " away. Names: bitshuffle, blosc, bzip2, fletcher32, gzip, lz4, lzf, nbit,"
            + " scaleoffset, shuffle, szip, zstd."
      })
  private List<String> filters = List.of();

  @Option(
      names = "--layout",
      description = "Where elements are stored, where possible: ${COMPLETION-CANDIDATES}.")
  private @Nullable Layout layout;

  @Option(
      names = "--low",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description =
          "Oldest release whose structures are used: earliest, v18, v110, v112, v114, v200 or"
              + " latest (default: as in IN).")
  private @Nullable LibraryVersion low;

  @Option(
      names = "--high",
      paramLabel = "VERSION",
      converter = VersionConverter.class,
      description = "Oldest release that must be able to read OUT (default: latest).")
  private @Nullable LibraryVersion high;

  @Option(
      names = "--verify",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Compare the copy with the original (default), or do not.")
  private boolean verify;

  @Option(names = "--force", description = "Replace OUT if it exists.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but what went wrong.")
  private boolean quiet;

  @Override
  public Integer call() {
    FileCopy copy = options();
    try {
      if (Files.exists(out) && !force) {
        throw new FileAlreadyExistsException(
            out.toString(), null, "exists already; --force replaces it");
      }
      try (Hdf5File file = Hdf5File.open(in)) {
        repack(file, copy);
      }
    } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
      main.console().reportFile(in.toString(), e);
    }
    return main.console().status();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private FileCopy options() {
    FileCopy copy = FileCopy.defaults();
    try {
      copy = withChunks(copy);
      if (layout != null) {
        copy =
            switch (layout) {
              case COMPACT -> copy.compact();
              case CONTIGUOUS -> copy.contiguous();
              case CHUNKED -> copy.chunked();
            };
      }
      if (!filters.isEmpty()) {
        copy =
            copy.filters(
                filters.stream()
                    .map(FilterNames::parse)
                    .flatMap(Optional::stream)
                    .toArray(FilterSpec[]::new));
      }
      if (low != null || high != null) {
        LibraryVersion highest = high == null ? LibraryVersion.LATEST : high;
        LibraryVersion lowest = low == null ? LibraryVersion.V18 : low;
        copy =
            copy.libraryVersions(
                lowest.compareTo(highest) > 0 && low == null ? highest : lowest, highest);
      }
      return copy;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private FileCopy withChunks(FileCopy copy) {
    if (chunks == null) {
      return copy;
    }
    return switch (chunks.toLowerCase(Locale.ROOT)) {
      case "auto" -> copy.autoChunks();
      case "none" -> copy.contiguous();
      default -> {
        try {
          yield copy.chunks(
              Arrays.stream(chunks.split("[,x]", -1)).mapToLong(Long::parseLong).toArray());
        } catch (NumberFormatException e) {
          throw wrong("--chunks '" + chunks + "': expected sizes such as 100,64,64, auto or none");
        }
      }
    };
  }

  private void repack(Hdf5File file, FileCopy options) throws IOException {
    Console console = main.console();
    Listener listener = new Listener(console, progress(file), quiet, in.toString());
    long before = Files.size(in);
    options
        .listener(listener)
        .copy(
            file,
            out,
            made -> {
              listener.end();
              if (verify) {
                verify(made);
              }
            });
    if (!quiet) {
      long after = Files.size(out);
      console
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %s, %.1f %% of %s%s",
                  out,
                  Bytes.text(after),
                  100.0 * after / before,
                  Bytes.text(before),
                  verify ? ", verified" : ""));
    }
  }

  private void verify(Path made) throws IOException {
    Optional<FileComparison.Difference> difference =
        new FileComparison(ignored()).compare(in, made);
    if (difference.isPresent()) {
      throw new IOException("the copy is not the same, and was not kept: " + difference.get());
    }
  }

  /// What was asked to change, and what changes with it.
  private Set<String> ignored() {
    Set<String> ignored = new HashSet<>();
    if (chunks != null || layout != null || !filters.isEmpty()) {
      ignored.addAll(List.of("layout", "chunk", "nchunks", "storage", "filters"));
    }
    return ignored;
  }

  private Optional<Progress> progress(Hdf5File file) {
    Console console = main.console();
    if (quiet || !console.isTerminal()) {
      return Optional.empty();
    }
    boolean asStored = ignored().isEmpty();
    long total =
        file.walk()
            .filter(Dataset.class::isInstance)
            .map(Dataset.class::cast)
            .mapToLong(dataset ->
                asStored ? dataset.storageSize() : dataset.size() * dataset.datatype().size())
            .sum();
    return Optional.of(new Progress(console.err(), total));
  }

  /// Shows how the copy goes on.
  private static final class Listener implements CopyListener {
    private final Console console;
    private final Optional<Progress> progress;
    private final boolean quiet;
    private final String file;
    private long lost;

    Listener(Console console, Optional<Progress> progress, boolean quiet, String file) {
      this.console = console;
      this.progress = progress;
      this.quiet = quiet;
      this.file = file;
    }

    @Override
    public void copied(String path, long bytes) {
      progress.ifPresent(bar -> bar.add(bytes));
    }

    @Override
    public void kept(String path, String why) {
      if (!quiet) {
        progress.ifPresent(Progress::clear);
        console.note(file + ": " + path + ": stored as before: " + why);
      }
    }

    @Override
    public void referenceLost(String path) {
      lost++;
    }

    void end() {
      progress.ifPresent(Progress::clear);
      if (lost > 0 && !quiet) {
        console.note(
            file
                + ": "
                + lost
                + (lost == 1 ? " reference" : " references")
                + " to no object, null now");
      }
    }
  }
}
