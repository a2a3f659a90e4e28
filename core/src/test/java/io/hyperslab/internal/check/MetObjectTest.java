package io.hyperslab.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetObjectTest {
  @Test
  void aPathNamesTheLinksOfTheWay() {
    MetObject root = MetObject.root(96);
    assertThat(root.path()).isEqualTo("/");
    assertThat(root.isRoot()).isTrue();
    MetObject member = root.child(800, "group").child(1600, "member");
    assertThat(member.path()).isEqualTo("/group/member");
    assertThat(member.address()).isEqualTo(1600);
    assertThat(member.isRoot()).isFalse();
  }

  /// Their paths together have 10 000 000 000 characters.
  @Test
  void objectsDeepInAFileTakeNoMoreMemoryThanOthers() {
    String name = "n".repeat(199);
    List<MetObject> met = new ArrayList<>();
    met.add(MetObject.root(0));
    for (int depth = 1; depth <= 10_000; depth++) {
      met.add(met.getLast().child(depth, name));
    }
    assertThat(met.getLast().path()).hasSize(2_000_000);
  }
}
