package io.hyperslab.cli.command;

import io.hyperslab.CopyListener;
import io.hyperslab.FileCheck;
import io.hyperslab.FileCopy;
import io.hyperslab.FileRecovery;
import io.hyperslab.Hdf5File;
import io.hyperslab.OpenOptions;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// `hyperslab recover`: puts a file right whose writer died, says what is wrong with a file, and
/// saves what can be read.
public final class RecoverCommand implements Command {
  private static final int PENDING = 3;

  /// What the name of a split file's first part has at its end.
  private static final String SPLIT = "-m.h5";

  private static final Option CHECK = Option.flag("--check", "Look at everything, change nothing.");
  private static final Option SALVAGE =
      Option.valued(
          "--salvage", "OUT", "Copy what can be read into a new file; change nothing in FILE.");
  private static final Option FORCE =
      Option.flag("--force", "With --salvage: replace OUT if it exists.");

  @Override
  public Syntax syntax() {
    return Syntax.of("recover", "Puts a file right whose writer died, or says what is wrong.")
        .description(
            "Finishes or undoes a commit that was cut off because the program that wrote the file"
                + " died. With --check, only says what is wrong with the file. With --salvage,"
                + " copies what can be read of a damaged file into a new one, and lists what is"
                + " lost.")
        .options(CHECK, SALVAGE, FORCE)
        .operands(
            Operand.one(
                "FILE",
                "The file; without --check and --salvage also a family (part%d.h5) or the name of a"
                    + " split file without -m.h5."))
        .example("recover run.h5", "after a crash")
        .example("recover --check run.h5", "changes nothing")
        .example("recover --salvage saved.h5 damaged.h5", "")
        .statuses(
            "0 the file is sound, or was put right, or everything was saved; 1 something is"
                + " damaged, lost, could not be looked at or not be done; 2 wrong usage; 3 with"
                + " --check: a commit was cut off, 'hyperslab recover' will put the file right.");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    if (arguments.has(CHECK) && arguments.has(SALVAGE)) {
      throw new UsageException("--check and --salvage do not go together");
    }
    String name = arguments.operand(0);
    try {
      Recovery recovery = new Recovery(Path.of(name), console);
      if (arguments.has(CHECK)) {
        return recovery.check();
      } else if (arguments.has(SALVAGE)) {
        recovery.salvage(Path.of(arguments.text(SALVAGE).orElseThrow()), arguments.has(FORCE));
      } else {
        recovery.recover();
      }
    } catch (IOException | Hdf5Exception | UncheckedIOException | InvalidPathException e) {
      console.reportFile(name, e);
    } catch (IllegalArgumentException e) { // a name with % that is none of a family
      console.report(name + ": " + e.getMessage(), e);
    }
    return console.status();
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /// The work on one file.
  private record Recovery(Path path, Console console) {
    private void say(String text) {
      console.out().println(Quoted.printable(path + ": " + text));
    }

    void recover() throws IOException {
      FileRecovery.State state = FileRecovery.recover(path, options());
      switch (state.outcome()) {
        case NOTHING -> say("no commit was cut off, nothing to do");
        case FINISH ->
            say(
                "a commit was cut off, its journal was complete: finished it, "
                    + count(state.structures(), "structure")
                    + " of "
                    + count(state.bytes(), "byte"));
        case CLEAR ->
            say(
                "a commit was cut off and left no journal; all structures are sound: took its mark"
                    + " away");
        case UNMARK ->
            say("was marked as being written; all structures are sound: took the mark away");
      }
    }

    /// How the file is opened: as one, unless the name is that of several.
    private OpenOptions options() {
      OpenOptions single = OpenOptions.defaults();
      if (Files.exists(path)) {
        return single;
      }
      if (path.toString().contains("%")) {
        return single.family();
      }
      return Files.exists(path.resolveSibling(path.getFileName() + SPLIT))
          ? single.split()
          : single;
    }

    int check() throws IOException {
      FileRecovery.State state = FileRecovery.inspect(path);
      try (Hdf5File file = FileRecovery.openDamaged(path)) {
        FileCheck report = FileCheck.of(file);
        for (FileCheck.Problem problem : report.findings()) {
          String kind =
              switch (problem.severity()) {
                case DAMAGE -> "damaged";
                case UNCHECKED -> "not checked";
                case NOTE -> "note";
              };
          say(kind + ": " + problem);
        }
        long problems =
            report.findings().stream()
                .filter(problem -> problem.severity() != FileCheck.Severity.NOTE)
                .count();
        say(
            count(report.objects(), "object")
                + " in "
                + count(report.structures(), "structure")
                + " of "
                + count(report.usedBytes(), "byte")
                + ", "
                + report.unusedBytes()
                + " are not used: "
                + (report.isSound() ? "sound" : count(problems, "problem")));
        switch (state.outcome()) {
          case NOTHING -> {}
          case FINISH ->
              say(
                  "a commit was cut off, its journal is complete: this is the file as it will be"
                      + " when it is finished");
          case CLEAR -> say("a commit was cut off and left no journal");
          case UNMARK -> say("is marked as being written");
        }
        if (!report.isSound()) {
          return 1;
        }
        return state.outcome() == FileRecovery.Outcome.NOTHING ? console.status() : PENDING;
      }
    }

    void salvage(Path out, boolean force) throws IOException {
      if (Files.exists(out) && Files.isSameFile(path, out)) {
        throw new FileAlreadyExistsException(
            out.toString(), null, "is the damaged file itself, which is not replaced");
      }
      if (Files.exists(out) && !force) {
        throw new FileAlreadyExistsException(
            out.toString(), null, "exists already; --force replaces it");
      }
      Losses losses = new Losses(console.out(), path);
      try (Hdf5File file = FileRecovery.openDamaged(path)) {
        FileCopy.defaults().decodingAll().listener(losses).copy(file, out);
      }
      if (losses.count == 0) {
        say("everything was saved in " + out);
      } else {
        console.report(
            path + ": " + count(losses.count, "part") + " lost, the rest was saved in " + out);
      }
    }
  }

  /// Lists what is lost, and goes on.
  private static final class Losses implements CopyListener {
    private final Output out;
    private final Path file;
    private long count;

    Losses(Output out, Path file) {
      this.out = out;
      this.file = file;
    }

    @Override
    public void unreadable(String path, String part, Hdf5Exception cause) {
      lose(path + ": " + part + ": " + cause.getMessage());
    }

    @Override
    public void referenceLost(String path) {
      lose(path + ": a reference to something that is not saved");
    }

    private void lose(String what) {
      count++;
      out.println(Quoted.printable(file + ": lost: " + what));
    }
  }
}
