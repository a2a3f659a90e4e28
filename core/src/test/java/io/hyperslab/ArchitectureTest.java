package io.hyperslab;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hyperslab.error.Hdf5Exception;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The plan of the house, kept true.
class ArchitectureTest {
  /// Fewer classes than this would mean that the import missed most of the library.
  private static final int FEWEST_CLASSES = 60;

  private static final String FRONT_DOOR = "io.hyperslab";

  /// The rooms from the cellar up; those of one floor stand side by side and do not know each
  /// other. Why they are in this order: `docs/decisions/0006-rooms-order.md`.
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("io.hyperslab.error"),
          List.of(
              "io.hyperslab.storage",
              "io.hyperslab.filter",
              "io.hyperslab.datatype",
              "io.hyperslab.dataspace"),
          List.of("io.hyperslab.internal.bytes", "io.hyperslab.internal.number"),
          List.of("io.hyperslab.array", "io.hyperslab.internal.format"),
          List.of("io.hyperslab.internal.metadata"),
          List.of("io.hyperslab.internal.index", "io.hyperslab.internal.pipeline"),
          List.of("io.hyperslab.internal.model"),
          List.of("io.hyperslab.internal.layout", "io.hyperslab.internal.convert"),
          List.of("io.hyperslab.internal.edit"),
          List.of("io.hyperslab.internal.transfer"),
          List.of("io.hyperslab.internal.copy", "io.hyperslab.internal.check"),
          List.of(FRONT_DOOR));

  private static JavaClasses library;

  @BeforeAll
  static void importTheLibrary() throws URISyntaxException {
    Path folder =
        Path.of(Hdf5Exception.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ImportOption withoutTests = location -> !location.contains("Test");
    library = new ClassFileImporter().withImportOption(withoutTests).importPath(folder);
  }

  @Test
  void theLibraryWasSeen() {
    assertThat(library.size()).isGreaterThan(FEWEST_CLASSES);
  }

  @Test
  void everyClassIsInARoom() {
    noClasses().should().resideOutsideOfPackages(packages(FLOORS, "")).check(library);
  }

  @ParameterizedTest
  @MethodSource("floors")
  void arrowsOnlyPointDown(int floor) {
    List<List<String>> fromHereUp = FLOORS.subList(floor, FLOORS.size());
    for (String room : FLOORS.get(floor)) {
      noClasses()
          .that()
          .resideInAPackage(packageOf(room))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(fromHereUp, room))
          .check(library);
    }
  }

  static IntStream floors() {
    return IntStream.range(0, FLOORS.size() - 1);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.hyperslab.(**)").should().beFreeOfCycles().check(library);
  }

  @Test
  void formatNeitherReadsNorWrites() {
    noClasses()
        .that()
        .resideInAPackage("io.hyperslab.internal.format..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.hyperslab.storage..", "java.io..", "java.nio.file..", "java.nio.channels..")
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void nothingIsPrinted() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(library);
  }

  @Test
  void exceptionsSayWhatHappened() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(library);
  }

  @Test
  void namesSayWhatTheTypeIs() {
    DescribedPredicate<JavaClass> emptilyNamed =
        DescribedPredicate.describe(
            "named by an empty word",
            type -> type.getSimpleName().matches("Abstract.*|.*(Utils?|Helper|Manager|Impl)"));
    noClasses().should(be(emptilyNamed)).check(library);
  }

  private static String[] packages(List<List<String>> floors, String except) {
    return floors.stream()
        .flatMap(List::stream)
        .filter(room -> !room.equals(except))
        .map(ArchitectureTest::packageOf)
        .toArray(String[]::new);
  }

  private static String packageOf(String room) {
    return room.equals(FRONT_DOOR) ? room : room + "..";
  }
}
