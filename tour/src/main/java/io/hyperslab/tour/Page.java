package io.hyperslab.tour;

import io.hyperslab.error.Hdf5Exception;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What a lesson writes on: it takes what the lesson says and shows, and the code in between.
///
/// The code is the lesson's own source from the last call of the page to this one, so what is
/// printed is what ran. The methods of a lesson are its chapters, shown one after the other.
///
/// Used by one thread at a time.
public final class Page {
  private static final StackWalker STACK = StackWalker.getInstance();

  private final Path folder;
  private final String lesson;
  private final LessonSource source;
  private final Consumer<Passage> reader;
  private int lastLine;

  Page(Class<? extends Lesson> lesson, Path folder, Consumer<Passage> reader) {
    this.folder = folder;
    this.lesson = lesson.getName();
    this.source = LessonSource.of(lesson);
    this.reader = reader;
  }

  /// Something that should fail.
  @FunctionalInterface
  public interface Attempt {
    /// Tries it.
    ///
    /// @throws IOException if that is how it fails
    void run() throws IOException;
  }

  /// Where the lesson leaves its files. No text that is shown names it.
  public Path folder() {
    return folder;
  }

  /// A file of the lesson.
  ///
  /// @param name without folders
  public Path file(String name) {
    return folder.resolve(name);
  }

  /// Says something.
  ///
  /// @param text a paragraph
  public void note(String text) {
    take();
    reader.accept(new Passage.Note(text));
  }

  /// Shows a value beside the expression that it is the value of.
  public <T> void show(T value) {
    String code = take();
    reader.accept(new Passage.Result(code, withoutFolder(ValueText.of(value))));
  }

  /// Shows how something is refused.
  ///
  /// @throws LessonFailedException if it is not
  public void refused(Attempt attempt) {
    String code = take().replaceFirst("\\(\\) -> ", "");
    try {
      attempt.run();
    } catch (Hdf5Exception
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | UncheckedIOException
        | IOException e) {
      String message = withoutFolder(String.valueOf(e.getMessage()));
      reader.accept(new Passage.Refusal(code, e.getClass().getSimpleName(), message));
      return;
    }
    throw new LessonFailedException(code.strip() + " was not refused");
  }

  /// Shows the rest of the last chapter.
  void end() {
    if (lastLine > 0) {
      showCode(source.takeRest(lastLine));
    }
  }

  private String take() {
    int line =
        STACK.walk(frames ->
            frames
                .filter(frame -> frame.getClassName().equals(lesson))
                .mapToInt(StackWalker.StackFrame::getLineNumber)
                .findFirst()
                .orElseThrow(() -> new LessonFailedException("a page is for its lesson alone")));
    if (lastLine > 0 && source.methodOf(line) != source.methodOf(lastLine)) {
      end();
    }
    lastLine = line;
    LessonSource.Statement statement = source.take(line);
    showCode(statement.before());
    return statement.argument();
  }

  private void showCode(String code) {
    if (!code.isEmpty()) {
      reader.accept(new Passage.Code(code));
    }
  }

  private String withoutFolder(String text) {
    return text.replace(folder + File.separator, "");
  }
}
