package io.hyperslab;

import static io.hyperslab.internal.bytes.HandMadeFile.hardLink;
import static io.hyperslab.internal.bytes.HandMadeFile.header;
import static io.hyperslab.internal.bytes.HandMadeFile.linkInfo;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.HandMadeFile;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupWalkTest {
  private static final int STRIDE = 128;

  @Test
  void pathsAreThoseOfTheLinksMet() throws IOException {
    byte[] image =
        new HandMadeFile()
            .put(64, header(linkInfo(), hardLink("a", 256), hardLink("d", 512)))
            .put(256, header(linkInfo(), hardLink("bb", 384), hardLink("c", 512)))
            .put(384, header(linkInfo(), hardLink("up", 64)))
            .put(512, header(linkInfo()))
            .image(64);
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThat(file.walk().map(Hdf5Object::path)).containsExactly("/", "/a", "/a/bb", "/a/c");
      assertThat(file.root().walkLinks().map(Group.LinkPath::path))
          .containsExactly("/a", "/a/bb", "/a/bb/up", "/a/c", "/d");
      assertThat(file.group("a").walk().map(Hdf5Object::path))
          .containsExactly("/a", "/a/bb", "/a/bb/up", "/a/bb/up/d");
      List<Long> addresses = file.walk().map(Hdf5Object::address).toList();
      assertThat(addresses).containsExactly(64L, 256L, 384L, 512L);
    }
  }

  /// The paths of all levels together are 4.5 GB.
  @Test
  void aVeryDeepFileIsWalked() throws IOException {
    int depth = 30_000;
    HandMadeFile groups = new HandMadeFile();
    for (int i = 0; i < depth; i++) {
      groups.put((i + 1) * STRIDE, header(linkInfo(), hardLink("nested-ab", (i + 2L) * STRIDE)));
    }
    groups.put((depth + 1) * STRIDE, header(linkInfo()));
    try (Hdf5File file = Hdf5File.open(groups.image(STRIDE))) {
      Iterator<Hdf5Object> objects = file.walk().iterator();
      long count = 0;
      int length = 0;
      while (objects.hasNext()) {
        length = objects.next().path().length();
        count++;
      }
      assertThat(count).isEqualTo(depth + 1L);
      assertThat(length).isEqualTo(10 * depth);
    }
  }
}
