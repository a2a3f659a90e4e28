package io.hyperslab.cli.h5ls;

import io.hyperslab.Group;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.tool.FamilyNames;
import io.hyperslab.cli.tool.Invocation;
import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A file that an operand names, which may go on with the path of an object in it.
///
/// @param file open; closed with this
/// @param name of the file, as the operand calls it
/// @param object what follows the name, with a slash in front; empty if nothing does
/// @param driver how libhdf5 calls what the file consists of
record NamedFile(Hdf5File file, String name, String object, String driver)
    implements AutoCloseable {
  private static final String FAMILY = "family";
  private static final String SPLIT = "split";
  private static final String MULTI = "multi";

  /// The drivers that are tried, in this order.
  private static final List<String> DRIVERS = List.of("sec2", FAMILY, SPLIT, MULTI);

  /// The drivers that open a single file.
  private static final List<String> SINGLE = List.of("sec2", "stdio", "core", "log");

  /// No file was found that can be opened.
  static final class UnopenedException extends Exception {
    private static final long serialVersionUID = 1L;

    UnopenedException(Exception cause) {
      super(cause);
    }

    @Override
    public synchronized Exception getCause() {
      return (Exception) Objects.requireNonNull(super.getCause());
    }
  }

  /// Whether a driver of that name is known.
  static boolean isKnown(String driver) {
    return SINGLE.contains(driver) || DRIVERS.contains(driver);
  }

  /// Opens the file that is named: the whole operand, or what is left of it when it is cut off at
  /// its last slash, again and again.
  ///
  /// @param driver what opens it; empty to try all
  static NamedFile open(Invocation invocation, String operand, Optional<String> driver)
      throws UnopenedException {
    Optional<Exception> failure = Optional.empty();
    int end = operand.length();
    while (end > 0) {
      String name = operand.substring(0, end);
      for (String tried : driver.map(List::of).orElse(DRIVERS)) {
        try {
          Hdf5File file = open(invocation.path(name), tried);
          return new NamedFile(withRoot(file), name, operand.substring(end), tried);
        } catch (NoSuchFileException | IllegalArgumentException e) {
          // Says less than the failure of a file that exists.
        } catch (IOException | Hdf5Exception | UncheckedIOException e) {
          failure = failure.or(() -> Optional.of(e));
        }
      }
      end = operand.lastIndexOf('/', end - 1);
    }
    throw new UnopenedException(failure.orElseGet(() -> new NoSuchFileException(operand)));
  }

  private static Hdf5File open(Path path, String driver) throws IOException {
    OpenOptions options = OpenOptions.defaults().missingSource(OpenOptions.MissingSource.FILL);
    return switch (driver) {
      case FAMILY -> Hdf5File.open(Storage.family(path), options);
      case SPLIT -> Hdf5File.open(Storage.split(path), options);
      case MULTI -> Hdf5File.open(Storage.multi(path), options);
      default -> Hdf5File.open(path, options);
    };
  }

  /// How libhdf5 calls the driver that it opened the file with: a pair is a case of several files.
  String driverName() {
    return driver.equals(SPLIT) ? MULTI : driver;
  }

  /// How many files libhdf5 opens to open this one, which it counts, and the whole as one more.
  int openedFiles(Invocation invocation) {
    return switch (driver) {
      case FAMILY -> {
        FamilyNames members = new FamilyNames(name);
        int count = 0;
        while ((count == 0 || members.areMany())
            && Files.exists(invocation.path(members.name(count)))) {
          count++;
        }
        yield count + 1;
      }
      case SPLIT -> 3;
      case MULTI -> 8; // one for each kind of content, and the first once more
      default -> 1;
    };
  }

  /// The group that the link to the object is in.
  ///
  /// @throws Hdf5Exception if it is not there
  Group parent() {
    String path = trimmed();
    return file.root().group(path.substring(0, path.lastIndexOf('/') + 1));
  }

  /// The name of the link to the object.
  String lastName() {
    String path = trimmed();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The object's path without slashes at its end.
  private String trimmed() {
    int end = object.length();
    while (end > 1 && object.charAt(end - 1) == '/') {
      end--;
    }
    return object.substring(0, end);
  }

  /// Refuses a file whose root group cannot be read, as libhdf5 does when it opens it.
  private static Hdf5File withRoot(Hdf5File file) throws IOException {
    try {
      file.root();
      return file;
    } catch (Hdf5Exception | UncheckedIOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
