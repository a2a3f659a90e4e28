package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.cli.place.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file, and a place in it, written as one: `weather.h5/15/temperature[:10]`, `weather.h5/15@dt`.
///
/// @param file the part that is a file of the system
/// @param path the rest, beginning with a slash; `/` when there is none
public record Target(Path file, String path) {
  /// What users read about it.
  public static final String HELP =
      "A file and a path in it, written as one. Behind a dataset, brackets select as in Python:"
          + " FILE/images[0, :64], FILE/table[\"x\"]; @ names an attribute: FILE/images@units.";

  /// How names of HDF5 files end, also of formats that are made of it.
  private static final Pattern USUAL_NAME =
      Pattern.compile(
          ".+\\.(h5|hdf5?|he5|nc4?|h4|h5ad|h5m|nxs|cxi|loom|jld2|mat)", Pattern.CASE_INSENSITIVE);

  /// Takes the longest beginning that is a regular file. What follows is a path or, directly behind
  /// the file, an attribute of its root group.
  public static Target of(String argument) throws IOException {
    int end = argument.length();
    while (end > 0) {
      Path file = Path.of(argument.substring(0, end));
      if (Files.isRegularFile(file)) {
        return new Target(file, rest(argument.substring(end)));
      }
      end = Math.max(argument.lastIndexOf('/', end - 1), argument.lastIndexOf('@', end - 1));
    }
    // As it stands, so that the error says what it is.
    return new Target(Path.of(argument), "/");
  }

  /// Takes the longest beginning that is a regular file, or could be one that is to be made: the
  /// first that is not there and has the usual name of such a file, or else the first name that is
  /// not there, in a folder that is.
  ///
  /// @throws NoSuchFileException if the folder of a usual name is missing
  public static Target ofNew(String argument) throws IOException {
    Target target = of(argument);
    if (Files.exists(target.file())) {
      return target;
    }
    Optional<Target> usual = usuallyNamed(argument);
    if (usual.isPresent()) {
      Path folder = usual.get().file().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        throw new NoSuchFileException(folder.toString());
      }
      return usual.get();
    }
    for (int end = argument.indexOf('/', 1); end > 0; end = argument.indexOf('/', end + 1)) {
      Path file = Path.of(argument.substring(0, end));
      if (!Files.exists(file)) {
        return new Target(file, rest(argument.substring(end)));
      }
    }
    return target;
  }

  /// Takes the longest beginning that is a regular file, or else the first that has the usual name
  /// of one: what a link leads to need not be there.
  ///
  /// @throws IllegalArgumentException if there is neither
  static Target ofLinked(String argument) throws IOException {
    Target target = of(argument);
    return Files.isRegularFile(target.file())
        ? target
        : usuallyNamed(argument)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "there is no file at the beginning of "
                        + argument
                        + ", and no name that ends in .h5 or the like"));
  }

  /// Takes the first beginning that is not there and has a usual name.
  private static Optional<Target> usuallyNamed(String argument) {
    for (int end = 1; end <= argument.length(); end++) {
      if (end == argument.length() || argument.charAt(end) == '/' || argument.charAt(end) == '@') {
        Path file = Path.of(argument.substring(0, end));
        boolean isUsual = USUAL_NAME.matcher(String.valueOf(file.getFileName())).matches();
        if (isUsual && !Files.exists(file)) {
          return Optional.of(new Target(file, rest(argument.substring(end))));
        }
      }
    }
    return Optional.empty();
  }

  private static String rest(String text) {
    String rest = text.replaceAll("/+$", "");
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /// What it is in the open file.
  ///
  /// @throws NoSuchPlaceException if there is no such object
  public Place in(Hdf5File open) {
    return Place.find(open, path);
  }
}
