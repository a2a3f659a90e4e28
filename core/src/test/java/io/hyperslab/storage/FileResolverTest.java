package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.ExternalFileException;
import io.hyperslab.storage.FileResolver.Kind;
import io.hyperslab.storage.FileResolver.Request;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileResolverTest {
  @TempDir Path root;

  private Path home;
  private Path elsewhere;

  /// Each file holds as many bytes as say which one it is.
  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(root.resolve("home"));
    elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.createDirectories(home.resolve("below"));
    Files.write(home.resolve("main.h5"), new byte[1]);
    Files.write(home.resolve("sibling.h5"), new byte[2]);
    Files.write(home.resolve("below/deep.h5"), new byte[3]);
    Files.write(elsewhere.resolve("far.h5"), new byte[4]);
    Files.write(elsewhere.resolve("sibling.h5"), new byte[5]);
    Files.write(root.resolve("above.h5"), new byte[6]);
  }

  private Request request(String name) {
    return new Request(Kind.EXTERNAL_LINK, Optional.of(home.resolve("main.h5")), name);
  }

  private static long sizeOf(FileResolver resolver, Request request) throws IOException {
    try (Storage storage = resolver.open(request)) {
      return storage.size();
    }
  }

  private static ExternalFileException refusal(FileResolver resolver, Request request) {
    ExternalFileException[] thrown = new ExternalFileException[1];
    assertThatExceptionOfType(ExternalFileException.class)
        .isThrownBy(() -> resolver.open(request).close())
        .satisfies(e -> thrown[0] = e);
    return thrown[0];
  }

  @Test
  void besideOpensSiblingsAndWhatIsBelow() throws IOException {
    FileResolver beside = FileResolver.beside();
    assertThat(sizeOf(beside, request("sibling.h5"))).isEqualTo(2);
    assertThat(sizeOf(beside, request("./below/deep.h5"))).isEqualTo(3);
    assertThat(sizeOf(beside, request("below/../sibling.h5"))).isEqualTo(2);
    assertThat(sizeOf(beside, request("below//deep.h5"))).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void besideTreatsEveryKindAlike(Kind kind) throws IOException {
    Optional<Path> main = Optional.of(home.resolve("main.h5"));
    assertThat(sizeOf(FileResolver.beside(), new Request(kind, main, "sibling.h5"))).isEqualTo(2);
    assertThat(refusal(FileResolver.beside(), new Request(kind, main, "../above.h5")).item())
        .isEqualTo("file of " + kind.description());
  }

  @Test
  void besideTakesTheLastComponentOfAnAbsoluteName() throws IOException {
    String name = elsewhere.resolve("sibling.h5").toAbsolutePath().toString();
    assertThat(sizeOf(FileResolver.beside(), request(name))).isEqualTo(2);
    String absent = elsewhere.resolve("far.h5").toAbsolutePath().toString();
    assertThat(refusal(FileResolver.beside(), request(absent)).found()).contains("does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../above.h5",
        "../elsewhere/far.h5",
        "below/../../above.h5",
        "../absent.h5",
        ".."
      })
  void besideRefusesNamesThatLeadOutside(String name) {
    assertThat(refusal(FileResolver.beside(), request(name)).found())
        .contains('"' + name + '"')
        .contains("outside of the directories allowed");
  }

  @Test
  void besideAllowsANameThatLeavesAndComesBack() throws IOException {
    assertThat(sizeOf(FileResolver.beside(), request("../home/sibling.h5"))).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where making a symbolic link is a privilege
  void besideFollowsSymbolicLinksOnlyInside() throws IOException {
    Files.createSymbolicLink(home.resolve("inside.h5"), Path.of("below/deep.h5"));
    Files.createSymbolicLink(home.resolve("outside.h5"), elsewhere.resolve("far.h5"));
    Files.createSymbolicLink(home.resolve("way"), elsewhere);
    assertThat(sizeOf(FileResolver.beside(), request("inside.h5"))).isEqualTo(3);
    assertThat(refusal(FileResolver.beside(), request("outside.h5")).found())
        .contains("symbolic link that leads outside");
    assertThat(refusal(FileResolver.beside(), request("way/far.h5")).found())
        .contains("symbolic link that leads outside");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where making a symbolic link is a privilege
  void besideAlsoLooksWhereTheReferringFileReallyIs() throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link.h5"), home.resolve("main.h5"));
    Request below = new Request(Kind.VIRTUAL_SOURCE, Optional.of(link), "below/deep.h5");
    assertThat(sizeOf(FileResolver.beside(), below)).isEqualTo(3);
    Request both = new Request(Kind.VIRTUAL_SOURCE, Optional.of(link), "sibling.h5");
    assertThat(sizeOf(FileResolver.beside(), both)).isEqualTo(5);
  }

  @Test
  void besideNeedsAFileToBeBeside() {
    Request request = new Request(Kind.EXTERNAL_LINK, Optional.empty(), "sibling.h5");
    assertThat(refusal(FileResolver.beside(), request).found()).contains("not a file");
  }

  @Test
  void refusalAndAbsenceAreToldApart() {
    assertThat(refusal(FileResolver.beside(), request("absent.h5")).found())
        .isEqualTo("\"absent.h5\", which does not exist");
    assertThat(refusal(FileResolver.none(), request("sibling.h5")).found())
        .isEqualTo("\"sibling.h5\", which the resolver does not open");
  }

  @Test
  void everyResolverRefusesNamesThatNoFileCanHave() {
    FileResolver[] resolvers = {
      FileResolver.beside(), FileResolver.within(root), FileResolver.anywhere(), FileResolver.none()
    };
    for (FileResolver resolver : resolvers) {
      for (String name : new String[] {"", "a\0b", "/", "x".repeat(70_000)}) {
        ExternalFileException e = refusal(resolver, request(name));
        assertThat(e.found().length()).isLessThan(300);
        assertThat(e.getMessage()).doesNotContain("\0");
      }
    }
  }

  @Test
  void everyResolverRefusesDirectories() {
    for (FileResolver resolver :
        new FileResolver[] {
          FileResolver.beside(), FileResolver.within(root), FileResolver.anywhere()
        }) {
      assertThat(refusal(resolver, request("below")).found()).contains("not a regular file");
    }
  }

  @Test
  void withinOpensWhatIsInItsDirectoriesHoweverItIsNamed() throws IOException {
    FileResolver within = FileResolver.within(elsewhere, home.resolve("below"));
    assertThat(sizeOf(within, request("far.h5"))).isEqualTo(4);
    assertThat(sizeOf(within, request("sibling.h5"))).isEqualTo(5);
    assertThat(sizeOf(within, request("deep.h5"))).isEqualTo(3);
    assertThat(sizeOf(within, request("below/deep.h5"))).isEqualTo(3);
    assertThat(sizeOf(within, request("../elsewhere/far.h5"))).isEqualTo(4);
    String absolute = home.resolve("below/deep.h5").toAbsolutePath().toString();
    assertThat(sizeOf(within, request(absolute))).isEqualTo(3);
  }

  @Test
  void withinRefusesWhatIsNotInItsDirectories() {
    FileResolver within = FileResolver.within(elsewhere);
    assertThat(refusal(within, request("below/deep.h5")).found()).contains("outside");
    assertThat(refusal(within, request("../above.h5")).found()).contains("outside");
    String absolute = root.resolve("above.h5").toAbsolutePath().toString();
    assertThat(refusal(within, request(absolute)).found()).contains("outside");
  }

  @Test
  void withinNoDirectoriesOpensNothing() {
    FileResolver within = FileResolver.within();
    assertThat(refusal(within, request("sibling.h5")).found()).contains("outside");
    String absolute = home.resolve("sibling.h5").toAbsolutePath().toString();
    assertThat(refusal(within, request(absolute)).found()).contains("outside");
  }

  @Test
  void anywhereOpensAbsoluteNamesFirstAndTheirLastComponentNext() throws IOException {
    FileResolver anywhere = FileResolver.anywhere();
    String there = elsewhere.resolve("sibling.h5").toAbsolutePath().toString();
    assertThat(sizeOf(anywhere, request(there))).isEqualTo(5);
    String moved = elsewhere.resolve("gone/sibling.h5").toAbsolutePath().toString();
    assertThat(sizeOf(anywhere, request(moved))).isEqualTo(2);
    assertThat(sizeOf(anywhere, request("../above.h5"))).isEqualTo(6);
  }

  @Test
  void anywhereHeedsThePrefixOfEachKind() throws IOException {
    Map<String, String> environment =
        Map.of(
            "HDF5_EXT_PREFIX",
            root.resolve("absent") + File.pathSeparator + elsewhere,
            "HDF5_VDS_PREFIX",
            "${ORIGIN}/below",
            "HDF5_EXTFILE_PREFIX",
            root.toString());
    FileResolver anywhere = SearchingResolver.anywhere(environment);
    Optional<Path> main = Optional.of(home.resolve("main.h5"));
    assertThat(sizeOf(anywhere, new Request(Kind.EXTERNAL_LINK, main, "sibling.h5"))).isEqualTo(5);
    assertThat(sizeOf(anywhere, new Request(Kind.VIRTUAL_SOURCE, main, "deep.h5"))).isEqualTo(3);
    assertThat(sizeOf(anywhere, new Request(Kind.EXTERNAL_RAW_DATA, main, "above.h5")))
        .isEqualTo(6);
    assertThat(sizeOf(anywhere, new Request(Kind.EXTERNAL_RAW_DATA, main, "sibling.h5")))
        .isEqualTo(2);
  }

  @Test
  void orElseAsksTheSecondOnlyAfterTheFirstRefused() throws IOException {
    FileResolver both = FileResolver.beside().orElse(FileResolver.within(elsewhere));
    assertThat(sizeOf(both, request("sibling.h5"))).isEqualTo(2);
    assertThat(sizeOf(both, request("far.h5"))).isEqualTo(4);
    ExternalFileException e = refusal(both, request("../above.h5"));
    assertThat(e.expected()).contains("elsewhere");
    assertThat(e.getSuppressed()).hasSize(1);
  }

  @Test
  void tellsWhichFileItOpened() throws IOException {
    try (Storage storage = FileResolver.beside().open(request("below/deep.h5"))) {
      assertThat(storage.path()).contains(home.toRealPath().resolve("below").resolve("deep.h5"));
    }
  }

  @Test
  void filesAreOpenedForWritingByTheSameRules() throws IOException {
    FileResolver beside = FileResolver.beside();
    try (WritableStorage storage = beside.openForWriting(request("sibling.h5"))) {
      storage.truncate(9);
    }
    assertThat(sizeOf(beside, request("sibling.h5"))).isEqualTo(9);
    List<FileResolver.Request> asked = new ArrayList<>();
    FileResolver function =
        request -> {
          asked.add(request);
          return beside.open(request);
        };
    for (FileResolver refusing :
        new FileResolver[] {
          FileResolver.none(),
          FileResolver.within(elsewhere.resolve("none")),
          beside.readOnly(),
          function,
          function.orElse(beside.readOnly())
        }) {
      assertThatExceptionOfType(ExternalFileException.class)
          .isThrownBy(() -> refusing.openForWriting(request("sibling.h5")).close());
    }
    assertThatExceptionOfType(ExternalFileException.class)
        .isThrownBy(() -> beside.openForWriting(request("../above.h5")).close());
    function.orElse(beside).openForWriting(request("sibling.h5")).close();
    assertThat(asked).isEmpty();
  }

  @Test
  void tellsWhereItLooksWhetherOrNotAnythingIsThere() {
    FileResolver beside = FileResolver.beside();
    FileResolver within = FileResolver.within(elsewhere);
    assertThat(beside.places(request("absent.h5"))).containsExactly(home.resolve("absent.h5"));
    assertThat(beside.places(request("/elsewhere/sibling.h5")))
        .containsExactly(home.resolve("sibling.h5"));
    assertThat(within.orElse(beside).readOnly().places(request("far.h5")))
        .containsExactly(
            elsewhere.resolve("far.h5"), home.resolve("far.h5"), home.resolve("far.h5"));
    assertThat(FileResolver.none().places(request("sibling.h5"))).isEmpty();
  }

  @Test
  void aFunctionLooksForWhatItOpens() {
    Path far = elsewhere.resolve("far.h5");
    FileResolver function = request -> Storage.file(elsewhere.resolve(request.name()));
    assertThat(function.places(request("far.h5"))).containsExactly(far);
    assertThat(function.places(request("absent.h5"))).isEmpty();
    FileResolver inMemory = request -> Storage.memory(new byte[1]);
    assertThat(inMemory.places(request("far.h5"))).isEmpty();
  }

  @Test
  void namesThatNoFileCanHaveAreLookedForNowhere() {
    for (String name : new String[] {"", "a\0b", "/"}) {
      assertThat(FileResolver.beside().places(request(name))).isEmpty();
      assertThat(FileResolver.anywhere().places(request(name))).isEmpty();
    }
    FileResolver anywhere = SearchingResolver.anywhere(Map.of("HDF5_EXT_PREFIX", "a\0b"));
    assertThat(anywhere.places(request("far.h5")))
        .containsExactly(home.resolve("far.h5"), Path.of("far.h5"));
  }
}
