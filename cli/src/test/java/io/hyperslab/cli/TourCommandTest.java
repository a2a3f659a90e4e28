package io.hyperslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Hdf5File;
import io.hyperslab.tour.Catalogue;
import io.hyperslab.tour.Lesson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourCommandTest {
  @TempDir Path folder;

  private CommandRun tour(String... lessons) {
    String[] arguments = new String[lessons.length + 3];
    arguments[0] = "tour";
    arguments[1] = "--folder";
    arguments[2] = folder.toString();
    System.arraycopy(lessons, 0, arguments, 3, lessons.length);
    return CommandRun.of(arguments);
  }

  @Test
  void allLessonsAreListed() throws IOException {
    CommandRun run = tour();
    assertThat(run.status()).isZero();
    for (Lesson lesson : Catalogue.lessons()) {
      assertThat(run.out()).contains(" " + lesson.card().name() + " ");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLessonPrintsItsCodeBesideWhatItGivesAndLeavesItsFiles() throws IOException {
    CommandRun run = tour("fill-values");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    String out =
        new String(run.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    assertThat(out.lines())
        .anyMatch(line -> line.matches(" +minus.read\\(\\) +→ \\[\\[-1 -1]]"))
        .anyMatch(line -> line.contains("python3 -c \"import h5py;"));
    Path left = folder.resolve("07-fill-values").resolve("fill.h5");
    assertThat(out).contains(Files.size(left) + " bytes  " + left);
    try (Hdf5File file = Hdf5File.open(left)) {
      assertThat(file.dataset("minus").readInts()).containsExactly(-1, -1);
    }
  }

  @Test
  void lessonsAreAskedForByNumberOrNameAndRunOnce() {
    String out = tour("9", "fill-values", "7").out();
    assertThat(out).contains("9. ", "7. Fill values");
    assertThat(out.split("7. Fill values", -1)).hasSize(2);
    assertThat(out.indexOf("9. ")).isLessThan(out.indexOf("7. Fill values"));
  }

  @Test
  void aFolderThatCannotBeMadeIsReported() throws IOException {
    Files.createFile(folder.resolve("07-fill-values"));
    CommandRun run = tour("7");
    assertThat(run.status()).isOne();
    assertThat(run.err()).startsWith("hyperslab: ").contains("07-fill-values");
  }

  @Test
  void anUnknownLessonIsWrongUsage() {
    CommandRun run = tour("nonsense");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no lesson 'nonsense'");
  }
}
