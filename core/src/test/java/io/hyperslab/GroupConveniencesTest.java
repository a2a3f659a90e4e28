package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.ReadOnlyFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is done to groups as a whole, or to whole objects in them.
class GroupConveniencesTest {
  private Hdf5File file;

  @BeforeEach
  void makeFile() {
    file = Hdf5File.createInMemory();
    file.write("a/x", new int[] {1, 2, 3}).attributes().set("unit", "m");
    file.write("a/b/y", 2.5);
    file.root().createNamedDatatype("t", io.hyperslab.datatype.Datatypes.INT16);
    file.root().linkSoft("soft", "/a/x");
    file.root().linkSoft("dangling", "/nowhere");
  }

  @AfterEach
  void closeFile() throws IOException {
    file.close();
  }

  @Test
  void objectsAreCopiedByTheirPaths() {
    Hdf5Object copy = file.root().copy("a", "deep/copy");
    assertThat(copy.path()).isEqualTo("/deep/copy");
    assertThat(file.dataset("deep/copy/x").readInts()).containsExactly(1, 2, 3);
    assertThat(file.dataset("deep/copy/x").attributes().get("unit").readString()).isEqualTo("m");
    assertThat(file.dataset("deep/copy/b/y").readDouble()).isEqualTo(2.5);
    file.write("a/x2", 1);
    assertThat(file.group("deep/copy").contains("x2")).isFalse();
  }

  @Test
  void aPathThatIsASoftLinkLeadsToWhatIsCopied() {
    file.root().copy("soft", "copy");
    assertThat(file.root().findLink("copy").orElseThrow()).isInstanceOf(Link.Hard.class);
    assertThat(file.dataset("copy").readInts()).containsExactly(1, 2, 3);
  }

  @Test
  void anObjectIsCopiedIntoAGroupOfAnotherFile() throws IOException {
    try (Hdf5File other = Hdf5File.createInMemory()) {
      file.group("a").copy("b", other.createGroup("place"));
      assertThat(other.dataset("place/b/y").readDouble()).isEqualTo(2.5);
    }
  }

  @Test
  void noCopyTakesANameThatIsTakenOrComesFromNowhere() {
    assertThatExceptionOfType(NameExistsException.class)
        .isThrownBy(() -> file.root().copy("a/x", "a/b"));
    assertThatExceptionOfType(NoSuchObjectException.class)
        .isThrownBy(() -> file.root().copy("dangling", "copy"));
  }

  @Test
  void allLinksAreTakenAwayDanglingOnesToo() throws IOException {
    file.root().deleteAll();
    assertThat(file.root().names()).isEmpty();
    file.flush();
    try (Hdf5File read = Hdf5File.open(file.toImage())) {
      assertThat(read.root().size()).isZero();
      Group root = read.root();
      assertThatExceptionOfType(ReadOnlyFileException.class).isThrownBy(root::deleteAll);
    }
  }

  @Test
  void aDatasetTakesThePlaceOfAnyOther() {
    Dataset old = file.dataset("a/x");
    file.root().linkHard("kept", old);
    assertThat(file.root().writeOrReplace("a/x", new double[] {0.5}).readDoubles())
        .containsExactly(0.5);
    assertThat(file.dataset("kept").readInts()).containsExactly(1, 2, 3);
    file.root().writeOrReplace("new/x", 7);
    assertThat(file.dataset("new/x").readInts()).containsExactly(7);
    file.root().writeOrReplace("dangling", 8);
    assertThat(file.dataset("dangling").readInts()).containsExactly(8);
  }

  @Test
  void nothingIsReplacedByWhatCannotBeWritten() {
    int[][] irregular = {{1}, {2, 3}};
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> file.root().writeOrReplace("a/x", irregular));
    assertThat(file.dataset("a/x").readInts()).containsExactly(1, 2, 3);
  }

  @Test
  void theKindOfAnObjectIsTold() {
    assertThat(file.root().kindOf("a")).contains(Hdf5Object.Kind.GROUP);
    assertThat(file.root().kindOf("soft")).contains(Hdf5Object.Kind.DATASET);
    assertThat(file.root().kindOf("t")).contains(Hdf5Object.Kind.NAMED_DATATYPE);
    assertThat(file.root().kindOf("dangling")).isEmpty();
    assertThat(file.root().kindOf("a/x/z")).isEmpty();
  }

  private List<String> walked(String skipped, String last) {
    List<String> met = new ArrayList<>();
    boolean ended =
        file.root()
            .walk(object -> {
              met.add(object.path());
              return object.path().equals(last)
                  ? ObjectVisitor.Next.STOP
                  : object.path().equals(skipped)
                      ? ObjectVisitor.Next.SKIP
                      : ObjectVisitor.Next.CONTINUE;
            });
    assertThat(ended).isEqualTo(!met.contains(last));
    return met;
  }

  @Test
  void aVisitorPassesOverGroupsOrEndsTheWalk() {
    assertThat(walked("", "")).containsExactly("/", "/a", "/a/b", "/a/b/y", "/a/x", "/t");
    assertThat(walked("/a/b", "")).containsExactly("/", "/a", "/a/b", "/a/x", "/t");
    assertThat(walked("/a", "")).containsExactly("/", "/a", "/t");
    assertThat(walked("/a/x", "")).as("no group").hasSize(6);
    assertThat(walked("/", "")).containsExactly("/");
    assertThat(walked("", "/a/b")).containsExactly("/", "/a", "/a/b");
  }

  @Test
  void anObjectKnowsTheGroupOfItsPath() {
    assertThat(file.get("a/b/y").parent().path()).isEqualTo("/a/b");
    assertThat(file.get("a").parent()).isEqualTo(file.root());
    assertThat(file.root().parent()).isEqualTo(file.root());
    Hdf5Object nameless = file.dereference(file.get("a").reference());
    assertThatExceptionOfType(NoSuchObjectException.class).isThrownBy(nameless::parent);
  }

  @Test
  void anObjectKnowsWhetherItIsStillThere() throws IOException {
    Dataset dataset = file.dataset("a/x");
    Group group = file.group("a");
    assertThat(dataset.exists()).isTrue();
    file.delete("a/x");
    assertThat(dataset.exists()).isFalse();
    assertThat(group.exists()).isTrue();
    file.close();
    assertThat(group.exists()).isFalse();
  }

  @Test
  void theRootGroupKnowsWhenItWasMade() throws IOException {
    CreateOptions timed = CreateOptions.defaults().root(GroupOptions.defaults().trackTimes());
    try (Hdf5File made = Hdf5File.createInMemory(timed)) {
      assertThat(made.root().modificationTime()).isPresent();
    }
    assertThat(file.root().modificationTime()).isEmpty();
  }
}
