package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.show.PlainValues;
import io.hyperslab.cli.value.References;

/// `hyperslab get`: values for programs.
public final class GetCommand implements Command {
  private static final Option JSON =
      Option.flag("-j, --json", "Print one JSON value for each place, arrays nested.");

  @Override
  public Syntax syntax() {
    return Syntax.of("get", "Prints values for programs: one a line, or as JSON.")
        .description(
            "Numbers have all digits that are needed to read them back. Members of compounds are"
                + " parted by tabs. The only text of a place is printed as it is; in texts among"
                + " others, line ends, tabs and backslashes are escaped.",
            "In JSON, nan and infinities are texts (\"NaN\", \"Infinity\"), complex numbers arrays"
                + " of two, and bytes hexadecimal digits.")
        .options(JSON)
        .operands(Operand.some("FILE/PATH", Target.HELP))
        .example("get weather.h5/15@start_time", "an attribute")
        .example("get 'weather.h5/15/temperature[:10]'", "ten values")
        .example("get --json 'table.h5/stations[\"name\"]'", "one member of a compound");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    for (String argument : arguments.operands()) {
      Reports.run(
          console,
          argument,
          () -> {
            Target target = Target.of(argument);
            try (Hdf5File file = Hdf5File.open(target.file())) {
              Place place = target.in(file);
              PlainValues values =
                  new PlainValues(console.out(), new References(place.object().file()));
              if (arguments.has(JSON)) {
                values.printJson(place.data());
              } else {
                values.printLines(place.data());
              }
            }
          });
    }
    return console.status();
  }
}
