package io.hyperslab.cli;

import io.hyperslab.Hdf5File;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A run of the command in this process.
///
/// @param status the exit status
/// @param out standard output, a character for each byte
/// @param err standard error
record CommandRun(int status, String out, String err) {
  static CommandRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(out, err, arguments);
    return new CommandRun(
        status, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
  }

  /// The path of a file in the test resources.
  static String fixture(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(CommandRun.class.getResource("/fixtures/" + name), name)
                  .toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes a copy of `storage.h5` of which a chunk of `/filtered` is damaged.
  static String damaged(Path directory) throws IOException {
    byte[] image = Files.readAllBytes(Path.of(fixture("storage.h5")));
    try (Hdf5File file = Hdf5File.open(image)) {
      image[(int) file.dataset("/filtered").storedChunks().getFirst().address() + 8] ^= 1;
    }
    return Files.write(directory.resolve("damaged.h5"), image).toString();
  }

  /// The bytes of a file in the test resources, a character each.
  static String text(String name) {
    try {
      return Files.readString(Path.of(fixture(name)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
