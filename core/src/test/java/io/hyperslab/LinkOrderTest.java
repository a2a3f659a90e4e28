package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.NoSuchObjectException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LinkOrderTest {

  @Test
  void compactLinksKnowTheOrderOfTheirCreation() throws IOException {
    try (Hdf5File file = Fixtures.open("groups-new.h5")) {
      Group ordered = file.group("ordered");
      assertThat(ordered.tracksCreationOrder()).isTrue();
      assertThat(ordered.names()).containsExactly("a", "m", "z");
      assertThat(ordered.namesInCreationOrder()).containsExactly("z", "a", "m");
      assertThat(ordered.linksInCreationOrder())
          .extracting(Link::creationOrder)
          .containsExactly(OptionalLong.of(0), OptionalLong.of(1), OptionalLong.of(2));
    }
  }

  @Test
  void denseLinksKnowTheOrderOfTheirCreation() throws IOException {
    try (Hdf5File file = Fixtures.open("groups-new.h5")) {
      Group dense = file.group("dense");
      List<String> created = new ArrayList<>();
      for (int number = 19; number >= 0; number--) {
        created.add("n%02d".formatted(number));
      }
      created.add("soft");
      created.add("beside");
      assertThat(dense.namesInCreationOrder()).isEqualTo(created);
      assertThat(dense.names()).isEqualTo(created.stream().sorted().toList());
      assertThat(dense.findLink("soft"))
          .contains(new Link.Soft("soft", OptionalLong.of(20), "/a/b/c"));
      assertThat(dense.dataset("soft").readInt()).isEqualTo(42);
      assertThat(dense.dataset("beside").readInt()).isEqualTo(42);
    }
  }

  @Test
  void linksOfUserDefinedClassesAreListedAndNotFollowed() throws IOException {
    try (Hdf5File file = Fixtures.open("links-user-defined.h5")) {
      Group links = file.group("links");
      Link link = links.findLink("custom").orElseThrow();
      // A byte of flags, "some.h5" and "/data", each with a NUL.
      assertThat(link).isEqualTo(new Link.UserDefined("custom", OptionalLong.of(0), 187, 15));
      assertThat(links.find("custom")).isEmpty();
      assertThatExceptionOfType(NoSuchObjectException.class)
          .isThrownBy(() -> links.follow(link))
          .withMessageContaining("user-defined, of class 187");
      assertThat(file.walk().map(Hdf5Object::path)).containsExactly("/", "/links");
    }
  }
}
