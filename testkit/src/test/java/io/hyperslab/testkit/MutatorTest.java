package io.hyperslab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutatorTest {
  private static final int SEEDS = 500;

  @TempDir private Path folder;

  @Test
  void theSameSeedMakesTheSameFile() throws IOException {
    byte[] image = sample();
    Mutator mutator = new Mutator(image);
    byte[] untouched = image.clone();
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(mutator.mutate(seed)).isEqualTo(new Mutator(image).mutate(seed));
    }
    assertThat(image).isEqualTo(untouched);
  }

  @Test
  void damageHidesBehindValidChecksumsMoreOftenThanNot() throws IOException {
    byte[] image = sample();
    List<ChecksummedExtent> extents = ChecksummedExtents.of(image);
    Mutator mutator = new Mutator(image);
    int changed = 0;
    int intact = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      byte[] mutation = mutator.mutate(seed);
      changed += Arrays.equals(mutation, image) ? 0 : 1;
      intact +=
          extents.stream().allMatch(e -> e.end() > mutation.length || e.isIntact(mutation)) ? 1 : 0;
    }
    assertThat(changed).isGreaterThan(SEEDS * 8 / 10);
    assertThat(intact).isGreaterThan(SEEDS * 8 / 10).isLessThan(SEEDS);
  }

  private byte[] sample() throws IOException {
    Path file = folder.resolve("sample.h5");
    try (Libhdf5File libhdf5 = Libhdf5.create(file, Libhdf5.Dialect.V110)) {
      libhdf5.group("/a").softLink("/b", "/a");
    }
    return Files.readAllBytes(file);
  }
}
