package io.hyperslab.cli.command;

import io.hyperslab.Hdf5File;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.edit.GivenValues;
import io.hyperslab.cli.edit.TypeNames;
import io.hyperslab.cli.edit.ValueWriter;
import io.hyperslab.datatype.Datatype;
import java.util.List;
import java.util.Optional;

/// `hyperslab set`: writes values.
public final class SetCommand implements Command {
  private static final Option TYPE =
      Option.valued("-t, --type", "TYPE", "Datatype of what is made new: " + TypeNames.HELP);
  private static final Option CREATE =
      Option.flag("-c, --create", "Make the dataset if there is none, and the file.");

  @Override
  public Syntax syntax() {
    return Syntax.of("set", "Writes values to a dataset, a part of one, or an attribute.")
        .description(
            "Values are written as in Python: numbers, True, nan, 'texts', lists, (tuples) for"
                + " compounds; other words are texts. One value goes everywhere in a selection;"
                + " lists are repeated by NumPy's rules. An attribute that is not there is made;"
                + " one that is keeps its datatype, unless --type says otherwise.",
            "A value that the datatype does not hold is refused. " + Editing.ATOMIC)
        .options(TYPE, CREATE, Editing.DRY_RUN, Editing.VERBOSE)
        .operands(
            Operand.one("FILE/PATH", Target.HELP),
            Operand.some("VALUE", "What to write; several values are a list."))
        .example("set weather.h5/15/temperature@units K", "an attribute")
        .example("set 'images.h5/images[0, :64, :64]' 0", "a part")
        .example("set 'table.h5/stations[3]' \"('Hamburg', 53.55)\"", "a compound")
        .example("set 'table.h5/stations[\"height\"]' 1 2 3", "one member")
        .example("set --create --type float32 new.h5/a/b '[[1, 2], [3, 4]]'", "a new dataset");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    String name = arguments.operand(0);
    List<String> words = arguments.operands().subList(1, arguments.operands().size());
    GivenValues values;
    Optional<Datatype> type;
    try {
      values = GivenValues.of(words);
      type = arguments.text(TYPE).map(TypeNames::of);
    } catch (IllegalArgumentException e) {
      UsageException usage = new UsageException(String.valueOf(e.getMessage()));
      usage.initCause(e);
      throw usage;
    }
    return Editing.run(
        arguments,
        console,
        edits -> {
          edits.begin(name);
          boolean makes = arguments.has(CREATE);
          Target target = makes ? Target.ofNew(name) : Target.of(name);
          Hdf5File file = makes ? edits.fileOrNew(target.file()) : edits.file(target.file());
          if (makes && isNewDataset(file, target.path())) {
            ValueWriter.create(file.root(), target.path(), values, type);
            edits.tell("make " + name);
          } else {
            ValueWriter.write(target.in(file), values, type);
            edits.tell("set " + name);
          }
        });
  }

  /// Whether a path is that of a dataset which is not there, and not of a part or an attribute.
  private static boolean isNewDataset(Hdf5File file, String path) {
    return file.find(path).isEmpty()
        && !path.endsWith("]")
        && path.indexOf('@', path.lastIndexOf('/')) < 0;
  }
}
