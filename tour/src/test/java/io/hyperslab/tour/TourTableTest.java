package io.hyperslab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/TOUR.md` has every item of the tutorials, and what it points to exists and knows of it.
class TourTableTest {
  private static final String TABLE = "docs/TOUR.md";

  /// How many items each of the five tutorials has.
  private static final int[] ITEMS = {94, 49, 56, 35, 13};

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (S\\d-\\d\\d) \\|([^|]*)\\|([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("\\[(\\w+)]");
  private static final Pattern LINK = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");

  private static Path root;
  private static final Map<String, List<String>> places = new LinkedHashMap<>();
  private static final List<String> rows = new ArrayList<>();
  private static final Map<String, Path> files = new HashMap<>();

  @BeforeAll
  static void readTable() throws IOException {
    root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(TABLE))) {
      root = root.getParent();
      assertThat(root).as("a parent of the working directory with " + TABLE).isNotNull();
    }
    String text = Files.readString(root.resolve(TABLE));
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      rows.add(row.group(1));
      assertThat(row.group(2)).as(row.group(1)).isNotBlank();
      places.put(
          row.group(1), NAME.matcher(row.group(3)).results().map(name -> name.group(1)).toList());
    }
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      files.put(link.group(1), root.resolve(TABLE).resolveSibling(link.group(2)).normalize());
    }
  }

  static List<Lesson> lessons() {
    return Catalogue.lessons();
  }

  @Test
  void everyItemIsThereOnce() {
    List<String> all =
        IntStream.range(0, ITEMS.length)
            .boxed()
            .flatMap(tutorial ->
                IntStream.rangeClosed(1, ITEMS[tutorial])
                    .mapToObj(item -> String.format(Locale.ROOT, "S%d-%02d", tutorial, item)))
            .toList();
    assertThat(Arrays.stream(ITEMS).sum()).isEqualTo(247);
    assertThat(rows).containsExactlyElementsOf(all);
  }

  @Test
  void everyItemPointsToFilesThatExist() {
    assertThat(places)
        .allSatisfy((item, names) -> {
          assertThat(names).as(item).isNotEmpty();
          assertThat(names).as(item).allSatisfy(name -> assertThat(files.get(name)).exists());
        });
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyLessonKnowsTheItemsThatPointToIt(Lesson lesson) {
    String name = lesson.getClass().getSimpleName();
    TreeSet<String> pointing = new TreeSet<>();
    places.forEach((item, names) -> {
      if (names.contains(name)) {
        pointing.add(item);
      }
    });
    assertThat(pointing).isNotEmpty().isEqualTo(new TreeSet<>(lesson.card().items()));
    assertThat(files.get(name).getFileName()).hasToString(name + ".java");
  }
}
