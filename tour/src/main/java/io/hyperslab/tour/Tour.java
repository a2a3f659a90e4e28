package io.hyperslab.tour;

import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs lessons, each in a folder of its own.
public final class Tour {
  private final Path folder;

  /// A tour.
  ///
  /// @param folder where the lessons' folders are; made when needed
  public Tour(Path folder) {
    this.folder = folder;
  }

  /// Where a lesson leaves its files.
  public Path folderOf(Lesson lesson) {
    String name =
        String.format(Locale.ROOT, "%02d-%s", Catalogue.numberOf(lesson), lesson.card().name());
    return folder.resolve(name);
  }

  /// Runs a lesson. The files that it left the last time are deleted first.
  ///
  /// @param reader gets what the lesson shows, while it runs
  /// @return the files that it left, by name
  /// @throws LessonFailedException if it does not do what it says
  /// @throws IOException if its folder cannot be made, read or written
  public List<Path> run(Lesson lesson, Consumer<Passage> reader) throws IOException {
    Path own = Files.createDirectories(folderOf(lesson));
    for (Path old : files(own)) {
      Files.delete(old);
    }
    Page page = new Page(lesson.getClass(), own, reader);
    try {
      lesson.run(page);
    } catch (Hdf5Exception
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException e) {
      throw new LessonFailedException(String.valueOf(e.getMessage()), e);
    }
    page.end();
    return files(own);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
