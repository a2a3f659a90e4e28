package io.hyperslab.cli;

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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `hyperslab tour`: lists and runs the lessons.
@Command(
    name = "tour",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Lists lessons on HDF5, or runs some of them: prints their code beside what it",
      "gives, and leaves the files that they make for you to open."
    },
    footer = {
      "",
      "Examples:",
      "  hyperslab tour                            the list",
      "  hyperslab tour 1                          the first lesson",
      "  hyperslab tour slicing chunks             these two",
      "  hyperslab tour all --folder lessons",
      "",
      "Exit status: 0 success, 1 a lesson failed, 2 wrong usage."
    })
final class TourCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "LESSON",
      description = "Numbers or names of lessons, or 'all'; none lists them.")
  private List<String> wanted = List.of();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "hyperslab-tour",
      description = "Where the lessons leave their files (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Override
  public Integer call() {
    if (wanted.isEmpty()) {
      list();
      return 0;
    }
    SequencedSet<Lesson> lessons = chosen();
    Tour tour = new Tour(folder);
    for (Lesson lesson : lessons) {
      run(tour, lesson);
    }
    return main.console().status();
  }

  private void list() {
    Output out = main.console().out();
    for (Lesson lesson : Catalogue.lessons()) {
      Lesson.Card card = lesson.card();
      int number = Catalogue.numberOf(lesson);
      out.println(String.format(Locale.ROOT, "%3d  %-24s %s", number, card.name(), card.summary()));
    }
    out.println().println("'hyperslab tour 1' runs the first, 'hyperslab tour all' every one.");
  }

  private SequencedSet<Lesson> chosen() {
    SequencedSet<Lesson> lessons = new LinkedHashSet<>();
    for (String name : wanted) {
      if (name.equals(ALL)) {
        lessons.addAll(Catalogue.lessons());
      } else {
        lessons.add(
            Catalogue.find(name)
                .orElseThrow(() ->
                    new ParameterException(
                        spec.commandLine(),
                        "no lesson '" + name + "'; 'hyperslab tour' lists them")));
      }
    }
    return lessons;
  }

  private void run(Tour tour, Lesson lesson) {
    Output out = main.console().out();
    Typesetter typesetter = new Typesetter();
    out.print(typesetter.heading(Catalogue.numberOf(lesson), lesson.card()));
    try {
      List<Path> left = tour.run(lesson, passage -> out.print(typesetter.set(passage)));
      out.println().print(leftBehind(left)).println().flush();
    } catch (LessonFailedException e) {
      main.console().report("lesson " + lesson.card().name() + ": " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      main.console().reportFile(tour.folderOf(lesson).toString(), e);
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
