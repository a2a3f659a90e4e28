package io.hyperslab.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.Fixtures;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathResolverTest {
  private FileModel file;

  @BeforeEach
  void open() throws IOException {
    Limits limits = Limits.defaults().toBuilder().softLinks(2).pathComponents(12).build();
    FileSettings settings =
        new FileSettings(
            limits, FilterRegistry.builtIn(), FileResolver.beside(), false, false, false, false, 0);
    file =
        FileModel.open(
            Storage.file(Fixtures.path("groups-old.h5")),
            Optional.of(Fixtures.path("groups-old.h5")),
            settings);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private PathResolver fromRoot() {
    return new PathResolver(file, file.root(), "/");
  }

  @Test
  void aResolverServesOneLookUpAfterTheOther() {
    PathResolver resolver = fromRoot();
    for (int again = 0; again < 3; again++) {
      assertThat(resolver.get("through/c").path()).isEqualTo("/a/b/c");
      assertThat(resolver.find("a/x")).isEmpty();
      assertThat(resolver.get("beside").file()).isNotSameAs(file);
      assertThat(resolver.get("a").path()).isEqualTo("/a");
    }
  }

  @Test
  void linksFollowedAreCountedForEachPath() {
    PathResolver resolver = fromRoot();
    assertThat(resolver.find("a/relative")).isPresent();
    assertThat(resolver.find("cycle/up/through/c")).isPresent();
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> resolver.find("loop1"))
        .satisfies(e -> assertThat(e.expected()).isEqualTo("at most 2"));
    assertThat(resolver.find("besideGroup/relative")).isPresent();
  }

  @Test
  void namesAreCountedForEachPath() {
    assertThat(fromRoot().find("cycle" + "/self".repeat(11))).isPresent();
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> fromRoot().find("cycle" + "/self".repeat(12)));
  }

  @Test
  void emptyPathsAreTheStart() {
    GroupModel a = (GroupModel) fromRoot().get("a").object();
    PathResolver resolver = new PathResolver(file, a, "/a");
    for (String path : new String[] {"", ".", "./", ".//."}) {
      assertThat(resolver.get(path).object()).isSameAs(a);
    }
    assertThat(resolver.get("/").path()).isEqualTo("/");
    assertThat(resolver.get("b").path()).isEqualTo("/a/b");
  }

  @Test
  void theWayBackIsAnOrdinaryName() {
    assertThat(fromRoot().find("a/..")).isEmpty();
    assertThatExceptionOfType(NoSuchObjectException.class)
        .isThrownBy(() -> fromRoot().get("a/../a"))
        .satisfies(e -> assertThat(e.item()).isEqualTo("link '..'"));
  }
}
