package io.hyperslab.cli.command;

import io.hyperslab.CopyListener;
import io.hyperslab.Dataset;
import io.hyperslab.FileCopy;
import io.hyperslab.Hdf5File;
import io.hyperslab.LibraryVersion;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.digest.FileComparison;
import io.hyperslab.cli.listing.Bytes;
import io.hyperslab.cli.repack.FilterNames;
import io.hyperslab.cli.text.Cancellation;
import io.hyperslab.cli.text.Progress;
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

/// `hyperslab repack`: copies a file into a new one without unused space, and with other chunks,
/// filters or structures if wanted.
public final class RepackCommand implements Command {
  private static final Option CHUNKS =
      Option.valued(
          "--chunks",
          "SHAPE",
          "Shape of chunks: sizes such as 100,64,64 for datasets with as many dimensions, auto for"
              + " shapes that suit each dataset, or none for datasets in one piece.");
  private static final Option FILTER =
      Option.valued(
          "--filter",
          "NAME[=LEVEL]",
          "Filters for all datasets in chunks, in this order, instead of theirs; none takes filters"
              + " away. Names: bitshuffle, blosc, bzip2, fletcher32, gzip, lz4, lzf, nbit,"
              + " scaleoffset, shuffle, szip, zstd.");
  private static final Option LAYOUT =
      Option.choice(
          "--layout",
          "LAYOUT",
          List.of("compact", "contiguous", "chunked"),
          "Where elements are stored, where possible.");
  private static final List<String> VERSIONS =
      List.of("earliest", "v18", "v110", "v112", "v114", "v200", "latest");
  private static final Option LOW =
      Option.choice(
          "--low",
          "VERSION",
          VERSIONS,
          "Oldest release whose structures are used (default: as in IN).");
  private static final Option HIGH =
      Option.choice(
          "--high",
          "VERSION",
          VERSIONS,
          "Oldest release that must be able to read OUT (default: latest).");
  private static final Option UNVERIFIED =
      Option.flag("--no-verify", "Do not compare the copy with the original.");
  private static final Option FORCE = Option.flag("--force", "Replace OUT if it exists.");
  private static final Option QUIET =
      Option.flag("-q, --quiet", "Say nothing but what went wrong.");

  @Override
  public Syntax syntax() {
    return Syntax.of("repack", "Copies a whole file into a new one without unused space.")
        .description(
            "With other chunks, filters, layout or versions of structures where asked for. The new"
                + " file takes its place only when it is complete and was found to hold the same.")
        .options(CHUNKS, FILTER, LAYOUT, LOW, HIGH, UNVERIFIED, FORCE, QUIET)
        .operands(Operand.one("IN", "The file to copy."), Operand.one("OUT", "The new file."))
        .example("repack old.h5 new.h5", "only without unused space")
        .example("repack --force big.h5 big.h5", "in place")
        .example("repack --filter shuffle --filter zstd=5 a.h5 b.h5", "")
        .example("repack --chunks 100,64,64 --filter gzip=9 a.h5 b.h5", "")
        .example("repack --filter none --chunks none a.h5 b.h5", "")
        .example("repack --low earliest a.h5 for-old-programs.h5", "")
        .statuses(
            "0 success; 1 the file could not be read or written whole, or the copy is not the same"
                + " (then there is no copy); 2 wrong usage.");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    String name = arguments.operand(0);
    FileCopy copy = options(arguments);
    try {
      Path in = Path.of(name);
      Path out = Path.of(arguments.operand(1));
      if (Files.exists(out) && !arguments.has(FORCE)) {
        throw new FileAlreadyExistsException(
            out.toString(), null, "exists already; --force replaces it");
      }
      try (Hdf5File file = Hdf5File.open(in)) {
        new Repacking(in, out, arguments, console).run(file, copy);
      }
    } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
      console.reportFile(name, e);
    }
    return console.status();
  }

  private static FileCopy options(Arguments arguments) {
    try {
      FileCopy copy = withChunks(FileCopy.defaults(), arguments.text(CHUNKS).orElse(""));
      copy =
          switch (arguments.text(LAYOUT).orElse("")) {
            case "compact" -> copy.compact();
            case "contiguous" -> copy.contiguous();
            case "chunked" -> copy.chunked();
            default -> copy;
          };
      List<String> filters = arguments.texts(FILTER);
      if (!filters.isEmpty()) {
        copy =
            copy.filters(
                filters.stream()
                    .map(FilterNames::parse)
                    .flatMap(Optional::stream)
                    .toArray(FilterSpec[]::new));
      }
      Optional<LibraryVersion> low = arguments.text(LOW).map(RepackCommand::version);
      Optional<LibraryVersion> high = arguments.text(HIGH).map(RepackCommand::version);
      if (low.isPresent() || high.isPresent()) {
        LibraryVersion highest = high.orElse(LibraryVersion.LATEST);
        LibraryVersion lowest = low.orElse(LibraryVersion.V18);
        copy =
            copy.libraryVersions(
                lowest.compareTo(highest) > 0 && low.isEmpty() ? highest : lowest, highest);
      }
      return copy;
    } catch (IllegalArgumentException e) {
      throw UsageException.of(e);
    }
  }

  private static LibraryVersion version(String name) {
    return name.equals("latest")
        ? LibraryVersion.LATEST
        : LibraryVersion.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static FileCopy withChunks(FileCopy copy, String chunks) {
    return switch (chunks.toLowerCase(Locale.ROOT)) {
      case "" -> copy;
      case "auto" -> copy.autoChunks();
      case "none" -> copy.contiguous();
      default -> copy.chunks(sizes(chunks));
    };
  }

  private static long[] sizes(String chunks) {
    try {
      return Arrays.stream(chunks.split("[,x]", -1)).mapToLong(Long::parseLong).toArray();
    } catch (NumberFormatException e) {
      throw UsageException.of(
          new IllegalArgumentException(
              "--chunks '" + chunks + "': expected sizes such as 100,64,64, auto or none", e));
    }
  }

  /// One copy.
  private record Repacking(Path in, Path out, Arguments arguments, Console console) {
    void run(Hdf5File file, FileCopy options) throws IOException {
      boolean quiet = arguments.has(QUIET);
      boolean verify = !arguments.has(UNVERIFIED);
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
      if (arguments.has(CHUNKS) || arguments.has(LAYOUT) || arguments.has(FILTER)) {
        ignored.addAll(List.of("layout", "chunk", "nchunks", "storage", "filters"));
      }
      return ignored;
    }

    private Optional<Progress> progress(Hdf5File file) {
      if (arguments.has(QUIET) || !console.isTerminal()) {
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
      return Optional.of(new Progress(console.err(), total, Bytes::text));
    }
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
      Cancellation.check();
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
      progress.ifPresent(Progress::close);
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
