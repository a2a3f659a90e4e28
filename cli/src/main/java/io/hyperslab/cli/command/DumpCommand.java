package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.ddl.DumpTool;
import io.hyperslab.cli.exchange.Exporter;
import io.hyperslab.cli.json.JsonDump;
import io.hyperslab.cli.text.Cancellation;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.OutputFailedException;
import io.hyperslab.cli.tool.InputFiles;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `hyperslab dump`: prints whole files as text, as h5dump does, or as JSON.
public final class DumpCommand implements Command {
  private static final Option JSON =
      Option.flag(
          "--json", "Print HDF5/JSON. Then no other option goes with it but --no-data and -o.");
  private static final Option NO_DATA =
      Option.flag("--no-data", "With --json: leave out the values of datasets.");
  private static final Option OUTPUT =
      Option.valued(
          "-o, --output", "FILE", "With --json: write a file, which is there when it is whole.");

  @Override
  public Syntax syntax() {
    return Syntax.of("dump", "Prints files as text: HDF5's own language, XML, or JSON.")
        .description(
            "Without --json it takes all options of h5dump; 'hyperslab h5dump --help' lists them."
                + " The most used: -H no data, -d DATASET, -a ATTRIBUTE, -s START -c COUNT a part,"
                + " -p storage properties, -n only a list, --xml.")
        .options(JSON, NO_DATA, OUTPUT)
        .operands(Operand.some("FILE[/PATH]", "A file; with --json, also a path in one."))
        .example("dump weather.h5", "everything")
        .example("dump -H weather.h5", "everything but the data")
        .example("dump -d /15/temperature -s 0 -c 10 weather.h5", "")
        .example("dump --json weather.h5/15", "")
        .example("dump --json -o weather.json weather.h5", "");
  }

  @Override
  public int run(List<String> words, Console console) {
    boolean ours = words.contains("--json") || words.contains("--help") || words.contains("-h");
    if (ours) {
      return Command.super.run(words.contains("--json") ? words : List.of("--help"), console);
    }
    Cancellation.nothingToLose();
    List<String> others = new ArrayList<>(words);
    if (others.remove(Syntax.DEBUG.name())) { // h5dump has no such option
      console.showTraces(true);
    }
    return DumpTool.strict().run(console.invocation(Syntax.PROGRAM, others));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    JsonDump.Options options = new JsonDump.Options(!arguments.has(NO_DATA), true);
    Json json = new Json(options, arguments.text(OUTPUT), console);
    if (arguments.has(OUTPUT)) {
      json.write(arguments.operands());
    } else {
      Cancellation.nothingToLose();
      for (String argument : arguments.operands()) {
        Reports.run(console, argument, () -> json.write(argument, console.out()));
      }
    }
    return console.status();
  }

  /// The form of HDF5/JSON.
  ///
  /// @param output the file that is written, if not standard output
  private record Json(JsonDump.Options options, Optional<String> output, Console console) {
    /// Writes the output file.
    void write(List<String> arguments) {
      String[] subject = {output.orElseThrow()};
      boolean _ = Reports.run(console, () -> subject[0], () -> write(arguments, subject));
    }

    private void write(List<String> arguments, String[] subject) throws IOException {
      Path file = Path.of(subject[0]);
      try {
        Path _ =
            Exporter.toFile(
                file,
                true,
                stream -> {
                  Output out = new Output(new Cancellable(stream));
                  for (String argument : arguments) {
                    subject[0] = argument;
                    write(argument, out);
                  }
                  subject[0] = file.toString();
                  out.flush();
                  return file;
                });
      } catch (OutputFailedException e) {
        FileSystemException failure =
            new FileSystemException(file.toString(), null, e.getMessage());
        failure.initCause(e);
        throw failure;
      }
    }

    /// Writes what an argument names, on a line of its own, whole or not.
    void write(String argument, Output out) throws IOException {
      Target target = Target.of(argument);
      try (Hdf5File file = Hdf5File.open(target.file())) {
        Hdf5Object start = target.in(file).object();
        if (output.isPresent()) {
          InputFiles.requireOther(file, Path.of(output.get()));
        }
        try {
          JsonDump.write(
              start,
              options,
              out.writer(),
              (path, failure) ->
                  console.report(argument + ": " + path + ": " + failure.getMessage(), failure));
        } finally {
          out.println();
        }
      }
    }
  }

  /// Ends where the process is about to.
  private static final class Cancellable extends FilterOutputStream {
    Cancellable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Cancellation.check();
      out.write(bytes, offset, length);
    }
  }
}
