package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5.Dialect;
import io.hyperslab.testkit.Libhdf5File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links that are looked for one after the other in one open file, as many as there are.
class FoundLinksTest {
  private static final int COUNT = 6000;

  @TempDir Path folder;

  private static String name(int number) {
    return "link" + number;
  }

  private static Optional<String> target(Group group, String name) {
    return group.findLink(name).map(link -> ((Link.Soft) link).target());
  }

  private byte[] write(List<String> more) throws IOException {
    Path path = folder.resolve("links.h5");
    try (Libhdf5File file = Libhdf5.create(path, Dialect.V112)) {
      for (int i = 0; i < COUNT; i++) {
        file.softLink(name(i), "to " + i);
      }
      for (String name : more) {
        file.softLink(name, "to " + name);
      }
    }
    return Files.readAllBytes(path);
  }

  /// Names of the same hash, by which the links of a group are sorted.
  private static List<String> collision() {
    Map<Integer, String> names = new HashMap<>();
    for (int i = 0; ; i++) {
      String name = "collision " + i;
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      String other = names.putIfAbsent(Lookup3.hash(bytes, 0, bytes.length), name);
      if (other != null) {
        return List.of(other, name);
      }
    }
  }

  @Test
  void everyLinkIsFoundAsOftenAsItIsLookedFor() throws IOException {
    List<String> same = collision();
    try (Hdf5File file = Hdf5File.open(write(same))) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < COUNT; i++) {
          assertThat(target(file.root(), name(i))).contains("to " + i);
          assertThat(file.root().findLink("no " + i)).isEmpty();
        }
        for (String name : same) {
          assertThat(target(file.root(), name)).contains("to " + name);
        }
      }
    }
  }

  @Test
  void aNameIsNotFoundByItsHashAlone() throws IOException {
    List<String> same = collision();
    try (Hdf5File file = Hdf5File.open(write(same.subList(0, 1)))) {
      for (int i = 0; i < COUNT; i++) {
        assertThat(file.root().findLink(same.get(1))).isEmpty();
      }
      assertThat(target(file.root(), same.get(0))).contains("to " + same.get(0));
    }
  }

  @Test
  void aDamagedLeafHidesItsOwnLinksOnly() throws IOException {
    byte[] image = write(List.of());
    String text = new String(image, StandardCharsets.ISO_8859_1);
    image[text.lastIndexOf("BTLF") + 10] ^= 1;
    int refused = 0;
    try (Hdf5File file = Hdf5File.open(image)) {
      for (int i = 0; i < COUNT; i++) {
        try {
          assertThat(target(file.root(), name(i))).contains("to " + i);
        } catch (Hdf5Exception e) {
          assertThat(e).isInstanceOf(MalformedFileException.class).hasMessageContaining("checksum");
          refused++;
        }
      }
    }
    // Nodes of 512 bytes have room for 45 records of 11 bytes.
    assertThat(refused).isBetween(1, 45);
  }

  @Test
  void linksAreThoseOfTheFileWhileItChanges() throws IOException {
    Path path = folder.resolve("changed.h5");
    Files.write(path, write(List.of()));
    try (Hdf5File file = Hdf5File.openReadWrite(path)) {
      for (int i = 0; i < COUNT; i++) {
        assertThat(target(file.root(), name(i))).contains("to " + i);
        if (i % 100 == 0) {
          file.root().delete(name(i));
          file.root().linkSoft("new" + i, "to new " + i);
          file.flush();
          assertThat(file.root().findLink(name(i))).isEmpty();
          assertThat(target(file.root(), "new" + i)).contains("to new " + i);
        }
      }
    }
  }
}
