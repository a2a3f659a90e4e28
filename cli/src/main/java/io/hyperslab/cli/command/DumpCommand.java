package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.ddl.DumpTool;
import io.hyperslab.cli.json.JsonDump;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// `hyperslab dump`: prints whole files as text, as h5dump does, or as JSON.
public final class DumpCommand implements Command {
  private static final Option JSON =
      Option.flag("--json", "Print HDF5/JSON. Then no other option goes with it but --no-data.");
  private static final Option NO_DATA =
      Option.flag("--no-data", "With --json: leave out the values of datasets.");

  @Override
  public Syntax syntax() {
    return Syntax.of("dump", "Prints files as text: HDF5's own language, XML, or JSON.")
        .description(
            "Without --json it takes all options of h5dump; 'hyperslab h5dump --help' lists them."
                + " The most used: -H no data, -d DATASET, -a ATTRIBUTE, -s START -c COUNT a part,"
                + " -p storage properties, -n only a list, --xml.")
        .options(JSON, NO_DATA)
        .operands(Operand.some("FILE[/PATH]", "A file; with --json, also a path in one."))
        .example("dump weather.h5", "everything")
        .example("dump -H weather.h5", "everything but the data")
        .example("dump -d /15/temperature -s 0 -c 10 weather.h5", "")
        .example("dump --json weather.h5/15", "");
  }

  @Override
  public int run(List<String> words, Console console) {
    boolean ours = words.contains("--json") || words.contains("--help") || words.contains("-h");
    if (ours) {
      return Command.super.run(words.contains("--json") ? words : List.of("--help"), console);
    }
    List<String> others = new ArrayList<>(words);
    if (others.remove(Syntax.DEBUG.name())) { // h5dump has no such option
      console.showTraces(true);
    }
    return DumpTool.strict().run(console.invocation(Syntax.PROGRAM, others));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    JsonDump.Options options = new JsonDump.Options(!arguments.has(NO_DATA), true);
    for (String argument : arguments.operands()) {
      Reports.run(
          console,
          argument,
          () -> {
            Target target = Target.of(argument);
            try (Hdf5File file = Hdf5File.open(target.file())) {
              PrintWriter out = console.out().writer();
              JsonDump.write(
                  target.in(file).object(),
                  options,
                  out,
                  (path, failure) ->
                      console.report(
                          argument + ": " + path + ": " + failure.getMessage(), failure));
              out.flush();
              console.out().println();
            }
          });
    }
    return console.status();
  }
}
