package io.hyperslab.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that the lessons show when all of them run.
final class Transcript {
  private final Map<Lesson, List<Passage>> passages = new LinkedHashMap<>();
  private final Map<Lesson, List<Path>> files = new LinkedHashMap<>();

  /// Runs all lessons.
  static Transcript of(Path folder) throws IOException {
    Transcript transcript = new Transcript();
    Tour tour = new Tour(folder);
    for (Lesson lesson : Catalogue.lessons()) {
      List<Passage> shown = new ArrayList<>();
      transcript.files.put(lesson, tour.run(lesson, shown::add));
      transcript.passages.put(lesson, shown);
    }
    return transcript;
  }

  /// All that a lesson showed.
  List<Passage> passages(Lesson lesson) {
    return passages.getOrDefault(lesson, List.of());
  }

  /// The files that a lesson left.
  List<Path> files(Lesson lesson) {
    return files.getOrDefault(lesson, List.of());
  }

  /// The files that all lessons left.
  List<Path> files() {
    return files.values().stream().flatMap(List::stream).toList();
  }

  /// What an expression gave, each time that it was shown in the lesson of a name.
  List<String> values(String lesson, String code) {
    List<String> values = new ArrayList<>();
    String last = "";
    for (Passage passage : passages.get(Catalogue.find(lesson).orElseThrow())) {
      if (passage instanceof Passage.Result(String shown, String value)) {
        last = shown.isEmpty() ? last : shown.strip();
        if (last.equals(code)) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /// What was refused in all lessons.
  List<Passage.Refusal> refusals() {
    return passages.values().stream()
        .flatMap(List::stream)
        .filter(Passage.Refusal.class::isInstance)
        .map(Passage.Refusal.class::cast)
        .toList();
  }
}
