package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.ExternalFileException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.storage.FileResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups of the old style and of the new, compact and dense: the same content in both files.
@ParameterizedClass
@ValueSource(strings = {"groups-old.h5", "groups-new.h5"})
class GroupTest {
  @Parameter String name;

  private Hdf5File open() {
    return Fixtures.open(name);
  }

  private String otherName() {
    return name.equals("groups-old.h5") ? "groups-new.h5" : "groups-old.h5";
  }

  @Test
  void namesAreInTheOrderOfTheirBytes() throws IOException {
    try (Hdf5File file = open()) {
      Group names = file.group("names");
      assertThat(names.names()).containsExactly("10", "9", "B", "a", "a b", "ab", "b", "z");
      assertThat(names.size()).isEqualTo(8);
      assertThat(names.links()).extracting(Link::name).isEqualTo(names.names());
      assertThat(names.names()).allMatch(names::contains);
      assertThat(names.names()).allMatch(each -> names.get(each).equals(file.get("a")));
      assertThat(names.tracksCreationOrder()).isFalse();
      assertThat(names.namesInCreationOrder()).isEqualTo(names.names());
    }
  }

  @Test
  void namesBeyondAsciiAreInTheOrderOfTheirBytes() throws IOException {
    try (Hdf5File file = open()) {
      Group accented = file.group("accented");
      // As UTF-16, the last two would change places.
      assertThat(accented.names()).containsExactly("z", "\u00e9", "\uffee", "\ud83d\ude00");
      assertThat(accented.names()).allMatch(accented::contains);
      assertThat(accented.namesInCreationOrder()).isEqualTo(accented.names());
    }
  }

  @Test
  void manyLinksAreAllFound() throws IOException {
    try (Hdf5File file = open()) {
      Group many = file.group("many");
      List<String> expected = IntStream.range(0, 50).mapToObj("link%02d"::formatted).toList();
      assertThat(many.names()).isEqualTo(expected);
      assertThat(many.size()).isEqualTo(50);
      assertThat(expected)
          .allSatisfy(each -> assertThat(many.dataset(each).readInt()).isEqualTo(42));
      assertThat(many.find("link50")).isEmpty();
      assertThat(many.findLink("link5")).isEmpty();
    }
  }

  @Test
  void linksSayWhereTheyLead() throws IOException {
    OptionalLong none = OptionalLong.empty();
    try (Hdf5File file = open()) {
      Group root = file.root();
      assertThat(root.findLink("soft")).contains(new Link.Soft("soft", none, "/a/b/c"));
      assertThat(root.findLink("dangling")).contains(new Link.Soft("dangling", none, "/no/where"));
      assertThat(root.findLink("missing"))
          .contains(new Link.External("missing", none, "no-such-file.h5", "/a"));
      assertThat(root.findLink("again"))
          .contains(new Link.Hard("again", none, file.get("/a/b/c").address()));
      assertThat(root.findLink("a/b")).isEmpty();
      assertThat(root.findLink("nothing")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/b/c",
        "a/b/c",
        "//a///b/c",
        "/a/./b/./c/.",
        "./a/b/c/",
        "again",
        "soft",
        "a/relative",
        "a/dotted",
        "through/c",
        "cycle/up/cycle/self/self/up/soft",
        "beside",
        "besideGroup/b/c"
      })
  void pathsLeadToTheSameDataset(String path) throws IOException {
    try (Hdf5File file = open()) {
      assertThat(file.dataset(path).readInt()).isEqualTo(42);
      assertThat(file.find(path)).isPresent();
      assertThat(file.root().contains(path)).isTrue();
    }
  }

  @Test
  void handlesKnowTheirPath() throws IOException {
    try (Hdf5File file = open()) {
      assertThat(file.get("//a/./b/").path()).isEqualTo("/a/b");
      assertThat(file.get("a/b").name()).isEqualTo("b");
      assertThat(file.group("a").get("b/c").path()).isEqualTo("/a/b/c");
      assertThat(file.group("a").get("/again").path()).isEqualTo("/again");
      assertThat(file.group("a").get(".")).isEqualTo(file.group("a"));
      assertThat(file.get("/")).isEqualTo(file.root());
      assertThat(file.get("through/c").path()).isEqualTo("/a/b/c");
      assertThat(file.dataset("a/b/c")).hasToString("dataset /a/b/c");
      assertThat(file.group("a")).hasToString("group /a");
    }
  }

  @Test
  void handlesOfOneObjectAreEqual() throws IOException {
    try (Hdf5File file = open();
        Hdf5File again = open()) {
      Hdf5Object one = file.get("/a/b/c");
      Hdf5Object other = file.get("again");
      assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
      assertThat(one).isNotEqualTo(file.get("/a/b"));
      assertThat(one).isNotEqualTo(again.get("/a/b/c"));
      assertThat(one.address()).isEqualTo(again.get("/a/b/c").address());
      // Its own name, "again", and 50 links.
      assertThat(one.linkCount()).isEqualTo(52);
      assertThat(file.dereference(one.reference())).isEqualTo(one);
      assertThat(file.dereference(one.reference()).path())
          .isEqualTo("<object at 0x" + Long.toHexString(one.address()) + ">");
      assertThat(file.dereference(one.reference(), "/known").path()).isEqualTo("/known");
    }
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    try (Hdf5File file = open()) {
      Group a = file.group("a");
      assertThat(a.find("b/x/y")).isEmpty();
      assertThat(file.find("dangling")).isEmpty();
      assertThat(file.find("a/b/c/d")).isEmpty();
      assertThat(file.find("nothingThere")).isEmpty();
      assertThat(file.root().contains("x")).isFalse();
      assertThatExceptionOfType(NoSuchObjectException.class)
          .isThrownBy(() -> a.get("b/x/y"))
          .satisfies(e -> {
            assertThat(e.file()).contains(file.name());
            assertThat(e.objectPath()).contains("/a/b/x/y");
            assertThat(e.structure()).contains("group /a/b");
            assertThat(e.address()).hasValue(file.get("/a/b").address());
            assertThat(e.item()).isEqualTo("link 'x'");
            assertThat(e.found()).isEqualTo("absent");
          });
      assertThatExceptionOfType(NoSuchObjectException.class)
          .isThrownBy(() -> file.get("a/b/c/d"))
          .satisfies(e -> assertThat(e.found()).contains("below no group"));
      assertThatExceptionOfType(NoSuchObjectException.class).isThrownBy(() -> file.get("dangling"));
    }
  }

  @Test
  void theWrongKindOfObjectIsSaid() throws IOException {
    try (Hdf5File file = open()) {
      assertAll(
          () -> assertMismatch(() -> file.dataset("a"), "a group", "a dataset"),
          () -> assertMismatch(() -> file.group("again"), "a dataset", "a group"),
          () -> assertMismatch(() -> file.namedDatatype("a"), "a group", "a named datatype"),
          () -> assertMismatch(() -> file.dataset("type"), "a named datatype", "a dataset"));
    }
  }

  private static void assertMismatch(Runnable use, String found, String expected) {
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(use::run)
        .satisfies(e -> {
          assertThat(e.found()).isEqualTo(found);
          assertThat(e.expected()).isEqualTo(expected);
          assertThat(e.objectPath()).isPresent();
          assertThat(e.file()).isPresent();
        });
  }

  @Test
  void softLinksThatGoInCirclesAreRefused() throws IOException {
    try (Hdf5File file = open()) {
      assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> file.get("loop1"));
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> file.find("loop2/x"));
    }
  }

  @Test
  void refusalsNameTheObjectAndFileThatTheyConcern() throws IOException {
    try (Hdf5File file = open()) {
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> file.get("loop1"))
          .satisfies(e -> assertThat(e.objectPath().orElseThrow()).matches("/loop[12]"));
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.get("besideGroup").file().get("missing"))
          .satisfies(e -> {
            assertThat(e.objectPath()).contains("/missing");
            assertThat(Path.of(e.file().orElseThrow()).endsWith(otherName())).isTrue();
          });
    }
  }

  @Test
  void aPathHasALimitedNumberOfNames() throws IOException {
    OpenOptions options =
        OpenOptions.defaults().limits(Limits.defaults().toBuilder().pathComponents(10).build());
    try (Hdf5File file = Fixtures.open(name, options)) {
      assertThat(file.find("cycle" + "/self".repeat(8))).isPresent();
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> file.find("cycle" + "/self".repeat(20)));
    }
  }

  @Test
  void externalLinksLeadIntoAFileBeside() throws IOException {
    try (Hdf5File file = open()) {
      Hdf5Object beside = file.get("besideGroup/b");
      assertThat(beside.path()).isEqualTo("/a/b");
      assertThat(beside.file().path()).map(Path::getFileName).contains(Path.of(otherName()));
      assertThat(beside.comment()).contains("the letter b");
      assertThat(beside).isNotEqualTo(file.get("a/b"));
      assertThat(file.get("besideGroup/b").file()).isSameAs(beside.file());
      Link link = file.root().findLink("besideGroup").orElseThrow();
      assertThat(file.root().follow(link).path()).isEqualTo("/a");
    }
  }

  @Test
  void externalLinksAreFollowedAsTheResolverAllows(@TempDir Path directory) throws IOException {
    Path inner = directory.resolve("inner");
    Files.createDirectory(inner);
    Fixtures.copyTo(inner, name, otherName());
    Files.copy(Fixtures.path(otherName()), directory.resolve("outside.h5"));
    try (Hdf5File file = Hdf5File.open(inner.resolve(name))) {
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.get("outside"))
          .satisfies(e -> {
            assertThat(e.file()).contains(file.name());
            assertThat(e.getMessage()).contains("../outside.h5");
          });
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> file.find("missing"))
          .withMessageContaining("no-such-file.h5");
      assertThat(file.dataset("beside").readInt()).isEqualTo(42);
    }
    OpenOptions none = OpenOptions.defaults().resolver(FileResolver.none());
    try (Hdf5File file = Hdf5File.open(inner.resolve(name), none)) {
      assertThatExceptionOfType(ExternalFileException.class).isThrownBy(() -> file.get("beside"));
    }
    OpenOptions within = OpenOptions.defaults().resolver(FileResolver.within(directory));
    try (Hdf5File file = Hdf5File.open(inner.resolve(name), within)) {
      assertThat(file.group("outside").dataset("b/c").readInt()).isEqualTo(42);
    }
  }

  @Test
  void filesThatLeadToFilesAreLimited() throws IOException {
    OpenOptions options =
        OpenOptions.defaults().limits(Limits.defaults().toBuilder().externalDepth(2).build());
    try (Hdf5File file = Fixtures.open(name, options)) {
      Hdf5Object second = file.get("beside");
      Hdf5Object third = second.file().get("beside");
      assertThat(third.file().path()).isEqualTo(file.path());
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> third.file().get("beside"));
    }
  }

  @Test
  void anImageInMemoryHasNothingBeside() throws IOException {
    try (Hdf5File file = Hdf5File.open(Fixtures.bytes(name))) {
      assertThatExceptionOfType(ExternalFileException.class).isThrownBy(() -> file.get("beside"));
    }
  }

  @Test
  void followsEachLink() throws IOException {
    try (Hdf5File file = open()) {
      Group root = file.root();
      assertThat(root.follow(root.findLink("again").orElseThrow())).isEqualTo(file.get("a/b/c"));
      assertThat(root.follow(root.findLink("soft").orElseThrow()).path()).isEqualTo("/a/b/c");
      Group a = file.group("a");
      assertThat(a.follow(a.findLink("relative").orElseThrow())).isEqualTo(file.get("again"));
      assertThatExceptionOfType(NoSuchObjectException.class)
          .isThrownBy(() -> root.follow(root.findLink("dangling").orElseThrow()));
    }
  }

  @Test
  void walksEachObjectOnce() throws IOException {
    try (Hdf5File file = open()) {
      List<Hdf5Object> met = file.walk().toList();
      assertThat(met).doesNotHaveDuplicates();
      assertThat(met)
          .extracting(Hdf5Object::path)
          .filteredOn(path -> !path.equals("/ordered") && !path.equals("/dense"))
          .containsExactly(
              "/", "/a", "/a/b", "/a/b/c", "/accented", "/cycle", "/many", "/names", "/type");
      assertThat(file.group("cycle").walk().map(Hdf5Object::path).limit(3))
          .containsExactly("/cycle", "/cycle/up", "/cycle/up/a");
    }
  }

  @Test
  void walksEachLinkOfTheGroupsMet() throws IOException {
    try (Hdf5File file = open()) {
      List<String> paths = file.root().walkLinks().map(Group.LinkPath::path).toList();
      assertThat(paths).doesNotHaveDuplicates();
      assertThat(paths)
          .contains("/a", "/a/b/c", "/again", "/cycle/self", "/cycle/up", "/many/link49")
          .contains("/dangling", "/loop1", "/missing", "/a/relative", "/names/a b")
          .doesNotContain("/cycle/up/a", "/names/a/b");
      assertThat(paths.stream().filter(path -> path.startsWith("/a/")).toList())
          .containsExactly("/a/b", "/a/b/c", "/a/dotted", "/a/relative");
    }
  }

  @Test
  void readsANamedDatatype() throws IOException {
    try (Hdf5File file = open()) {
      NamedDatatype type = file.namedDatatype("type");
      assertThat(type.datatype()).isInstanceOf(FloatingPoint.class);
      FloatingPoint found = (FloatingPoint) type.datatype();
      assertThat(found.size()).isEqualTo(4);
      assertThat(found.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(type).hasToString("named datatype /type");
      assertThat(type.attributes().size()).isZero();
    }
  }

  @Test
  void readsCommentsAndKinds() throws IOException {
    try (Hdf5File file = open()) {
      assertThat(file.get("a/b").comment()).contains("the letter b");
      assertThat(file.get("a").comment()).isEqualTo(Optional.empty());
      assertThat(file.get("a").modificationTime()).isEmpty();
      String kind =
          switch (file.get("again")) {
            case Group _ -> "group";
            case Dataset _ -> "dataset";
            case NamedDatatype _ -> "type";
          };
      assertThat(kind).isEqualTo("dataset");
    }
  }
}
