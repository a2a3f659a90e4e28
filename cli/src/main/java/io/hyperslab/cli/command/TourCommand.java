package io.hyperslab.cli.command;

import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.text.Output;
import io.hyperslab.tour.Catalogue;
import io.hyperslab.tour.Lesson;
import io.hyperslab.tour.LessonFailedException;
import io.hyperslab.tour.Tour;
import io.hyperslab.tour.Typesetter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/// `hyperslab tour`: lists and runs the lessons.
public final class TourCommand implements Command {
  private static final String ALL = "all";

  private static final Option FOLDER =
      Option.valued(
          "--folder", "DIR", "Where the lessons leave their files (default: hyperslab-tour).");

  @Override
  public Syntax syntax() {
    return Syntax.of("tour", "Lists lessons on HDF5, or runs some of them.")
        .description(
            "A lesson prints its code beside what it gives, and leaves the files that it makes for"
                + " you to open.")
        .options(FOLDER)
        .operands(Operand.any("LESSON", "Numbers or names of lessons, or 'all'; none lists them."))
        .example("tour", "the list")
        .example("tour 1", "the first lesson")
        .example("tour slicing chunks", "these two")
        .example("tour all --folder lessons", "")
        .statuses("0 success, 1 a lesson failed, 2 wrong usage.");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    if (arguments.operands().isEmpty()) {
      list(console);
      return 0;
    }
    SequencedSet<Lesson> lessons = chosen(arguments.operands());
    Tour tour = new Tour(Path.of(arguments.text(FOLDER).orElse("hyperslab-tour")));
    for (Lesson lesson : lessons) {
      run(tour, lesson, console);
    }
    return console.status();
  }

  private static void list(Console console) {
    Output out = console.out();
    for (Lesson lesson : Catalogue.lessons()) {
      Lesson.Card card = lesson.card();
      int number = Catalogue.numberOf(lesson);
      out.println(String.format(Locale.ROOT, "%3d  %-24s %s", number, card.name(), card.summary()));
    }
    out.println().println("'hyperslab tour 1' runs the first, 'hyperslab tour all' every one.");
  }

  private static SequencedSet<Lesson> chosen(List<String> wanted) {
    SequencedSet<Lesson> lessons = new LinkedHashSet<>();
    for (String name : wanted) {
      if (name.equals(ALL)) {
        lessons.addAll(Catalogue.lessons());
      } else {
        lessons.add(
            Catalogue.find(name)
                .orElseThrow(() ->
                    new UsageException("no lesson '" + name + "'; 'hyperslab tour' lists them")));
      }
    }
    return lessons;
  }

  private static void run(Tour tour, Lesson lesson, Console console) {
    Output out = console.out();
    Typesetter typesetter = new Typesetter();
    out.print(typesetter.heading(Catalogue.numberOf(lesson), lesson.card()));
    try {
      List<Path> left = tour.run(lesson, passage -> out.print(typesetter.set(passage)));
      out.println().print(leftBehind(left)).println().flush();
    } catch (LessonFailedException e) {
      console.report("lesson " + lesson.card().name() + ": " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      console.reportFile(tour.folderOf(lesson).toString(), e);
    }
  }

  /// Which files there are now, and how to open one of them with h5py.
  private static String leftBehind(List<Path> files) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      lines.add(String.format(Locale.ROOT, "%10d bytes  %s", Files.size(file), file));
    }
    String open = "import h5py; h5py.File('" + files.getFirst() + "').visititems(print)";
    lines.add("    python3 -c \"" + open + "\"");
    return "Left for you:\n" + String.join("\n", lines) + "\n";
  }
}
