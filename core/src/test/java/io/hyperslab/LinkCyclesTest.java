package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hard links may lead in circles; moving and deleting ends nevertheless, and loses nothing that
/// was not asked for.
@Timeout(30)
class LinkCyclesTest {
  private Hdf5File file;

  @BeforeEach
  void open() throws IOException {
    file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults());
    file.createGroup("a/b/c").write("x", 1);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void aGroupMayLinkToItselfAndThoseAbove() {
    file.group("a/b").linkHard("up", file.group("a"));
    file.group("a/b").linkHard("self", file.group("a/b"));
    file.group("a/b").linkHard("root", file.root());
    assertThat(file.dataset("a/b/up/b/self/root/a/b/c/x").readInt()).isEqualTo(1);
    assertThat(file.walk()).hasSize(5);
    file.delete("a/b/self");
    file.delete("a/b/up");
    file.delete("a/b/root");
    assertThat(file.group("a").linkCount()).isEqualTo(1);
    assertThat(file.group("a/b").linkCount()).isEqualTo(1);
  }

  @Test
  void aCircleCanBeCutOff() {
    file.group("a/b").linkHard("up", file.group("a"));
    file.delete("a");
    assertThat(file.root().names()).isEmpty();
    assertThat(file.walk()).hasSize(1);
  }

  @Test
  void anyMoveThatLosesNothingIsDone() {
    file.move("a/b/c", "c");
    file.move("c/x", "a/x");
    file.move("a", "c/a");
    file.move("c", "renamed");
    file.move("renamed/a", "renamed/again");
    assertThat(file.dataset("renamed/again/x").readInt()).isEqualTo(1);
    assertThat(file.group("renamed/again/b").names()).isEmpty();
    assertThat(file.group("renamed").linkCount()).isEqualTo(1);
  }

  @Test
  void aGroupInACircleMayGetAnotherNameWhereItIs() {
    file.group("a/b").linkHard("up", file.group("a"));
    file.move("a", "renamed");
    file.move("renamed/b/up", "renamed/b/above");
    assertThat(file.dataset("renamed/b/above/b/c/x").readInt()).isEqualTo(1);
  }

  @Test
  void aGroupIsNotMovedBelowItself() {
    file.group("a").linkHard("other", file.group("a/b/c"));
    file.root().linkSoft("soft", "/a/b");
    for (String target : new String[] {"a/self", "a/b/c/self", "a/other/self", "soft/self"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.move("a", target))
          .withMessageEndingWith("move of a group into itself or a group below it");
      assertThat(file.dataset("a/b/c/x").readInt()).isEqualTo(1);
    }
    file.move("soft", "a/b/soft");
    assertThat(file.dataset("a/b/soft/c/x").readInt()).isEqualTo(1);
  }
}
