package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Group;
import io.hyperslab.GroupOptions;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.Link;
import io.hyperslab.ObjectVisitor;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Walking over all objects or all links below a group.
class VisitTest extends FileTestCase {
  private static final List<String> GROUPS =
      List.of("/g1", "/g1/s1", "/g1/s2", "/g2", "/g2/s1", "/g2/s1/t1");

  private void groups() {
    GROUPS.forEach(f::createGroup);
  }

  private static List<String> below(Group group) {
    return group.walk().skip(1).map(Hdf5Object::path).toList();
  }

  @H5py({"test_group::TestVisit.test_visit", "test_group::TestVisit.test_visititems"})
  @Test
  void everyObjectIsVisited() {
    groups();
    assertThat(below(f.root())).isEqualTo(GROUPS);
    assertThat(f.walk().skip(1))
        .allSatisfy(object -> assertThat(f.get(object.path())).isEqualTo(object));
  }

  @H5py({"test_group::TestVisit.test_bailout", "test_group::TestVisitLinks.test_bailout"})
  @Test
  void aWalkEndsWhenItIsToldTo() {
    groups();
    List<String> seen = new ArrayList<>();
    boolean finished =
        f.root()
            .walk(object -> {
              seen.add(object.path());
              return object.path().equals("/g1")
                  ? ObjectVisitor.Next.STOP
                  : ObjectVisitor.Next.CONTINUE;
            });
    assertThat(finished).isFalse();
    assertThat(seen).containsExactly("/", "/g1");
    assertThat(f.root().walkLinks().findFirst().orElseThrow().path()).isEqualTo("/g1");
  }

  @H5py({
    "test_group::TestVisitLinks.test_visit_links",
    "test_group::TestVisitLinks.test_visititems"
  })
  @Test
  void everyLinkIsVisited() {
    groups();
    GROUPS.forEach(path -> f.root().linkSoft(path + "_link", path));
    List<String> expected =
        Stream.concat(GROUPS.stream(), GROUPS.stream().map(path -> path + "_link")).toList();
    assertThat(f.root().walkLinks().map(Group.LinkPath::path))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(f.root().walkLinks())
        .allSatisfy(visit ->
            assertThat(visit.link())
                .isInstanceOf(visit.path().endsWith("_link") ? Link.Soft.class : Link.Hard.class));
  }

  /// Names that are sorted otherwise as whole paths than part by part, in groups that track the
  /// order of creation, with cycles.
  private void odd() throws IOException {
    f.close();
    GroupOptions tracked = GroupOptions.defaults().trackOrder();
    f = Hdf5File.create(path(), CreateOptions.defaults().root(tracked));
    Stream.of("b", "B", "z", "a", "z-").forEach(name -> add(name, tracked));
    Group root = f.root();
    root.linkHard("A/x", f.get("B/b"));
    root.linkHard("y", f.get("z/a"));
    root.linkHard("A$", f.get("y"));
    root.linkHard("A/B/C", f.get("A"));
    root.linkHard("A/a", f.get("A"));
    reopen();
  }

  private void add(String name, GroupOptions options) {
    if (name.equals("B") || name.equals("z")) {
      Group group = f.createGroup(name, options);
      group.createDataset("b").type(FLOAT32).shape(10).create();
      group.createDataset("a").type(FLOAT32).shape(10).create();
    } else {
      f.createDataset(name).type(FLOAT32).shape(10).create();
    }
  }

  /// Part by part.
  private static Comparator<String> byParts() {
    return (one, other) -> Arrays.compare(one.split("/"), other.split("/"));
  }

  @H5py({
    "test_group::TestLexicographic.test_nontrivial_sort_visit",
    "test_group::TestLexicographic.test_visit",
    "test_group::TestLexicographic.test_visititems"
  })
  @Test
  void objectsComeInTheOrderOfTheirNamesPartByPart() throws IOException {
    odd();
    List<String> paths = below(f.root());
    assertThat(paths).isSortedAccordingTo(byParts()).doesNotHaveDuplicates();
    assertThat(paths).isNotEqualTo(paths.stream().sorted().toList());
    assertThat(paths)
        .containsExactly(
            "/A", "/A/B", "/A/x", "/A$", "/B", "/B/a", "/a", "/b", "/z", "/z/b", "/z-");
  }

  @H5py({
    "test_group::TestLexicographic.test_visit_links",
    "test_group::TestLexicographic.test_visititems_links"
  })
  @Test
  void linksComeInTheSameOrder() throws IOException {
    odd();
    assertThat(f.root().walkLinks().map(Group.LinkPath::path).toList())
        .isSortedAccordingTo(byParts())
        .contains("/A/B/C", "/A/a", "/y", "/z/a", "/B/b");
  }

  @H5py("test_group::TestLexicographic.test_visit_group")
  @Test
  void aWalkMayStartAnywhere() throws IOException {
    odd();
    assertThat(below(f.group("A"))).isSortedAccordingTo(byParts()).contains("/A/B", "/A/x");
  }
}
