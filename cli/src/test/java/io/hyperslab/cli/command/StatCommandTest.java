package io.hyperslab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatCommandTest {
  @TempDir private Path directory;

  private static Trial stat(String... arguments) {
    return Trial.of(new StatCommand(), arguments);
  }

  @Test
  void whatCouldNotBeLookedAtMakesItFail() throws IOException {
    Path path = directory.resolve("damaged.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.createGroup("g");
    }
    assertThat(stat("-q", path.toString()).status()).isZero();
    byte[] image = Files.readAllBytes(path);
    String text = new String(image, StandardCharsets.ISO_8859_1);
    image[text.lastIndexOf("OHDR")] = 'X';
    Files.write(path, image);
    for (String form : new String[] {"-q", "-qj"}) {
      Trial trial = stat(form, path.toString());
      assertThat(trial.status()).as(form).isEqualTo(1);
      assertThat(trial.out()).as(form).isNotEmpty();
      assertThat(trial.err()).as(form).startsWith("hyperslab: " + path + ": ");
    }
  }
}
