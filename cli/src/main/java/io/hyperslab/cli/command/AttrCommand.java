package io.hyperslab.cli.command;

import io.hyperslab.Attributes;
import io.hyperslab.Hdf5File;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.arguments.Arguments;
import io.hyperslab.cli.arguments.Operand;
import io.hyperslab.cli.arguments.Option;
import io.hyperslab.cli.arguments.Similar;
import io.hyperslab.cli.arguments.Syntax;
import io.hyperslab.cli.arguments.UsageException;
import io.hyperslab.cli.edit.Edits;
import io.hyperslab.cli.edit.GivenValues;
import io.hyperslab.cli.edit.TypeNames;
import io.hyperslab.cli.edit.ValueWriter;
import io.hyperslab.cli.place.NoSuchPlaceException;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.show.AttributeList;
import io.hyperslab.cli.value.References;
import io.hyperslab.datatype.Datatype;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `hyperslab attr`: lists and changes attributes.
public final class AttrCommand implements Command {
  private static final List<String> ACTIONS = List.of("list", "set", "rename", "rm");

  private static final Option TYPE =
      Option.valued("-t, --type", "TYPE", "Datatype of what 'set' makes: " + TypeNames.HELP);
  private static final Option JSON = Option.flag("-j, --json", "List as one JSON object.");

  @Override
  public Syntax syntax() {
    return Syntax.of("attr", "Lists, sets, renames and removes attributes.")
        .description(
            "ACTION is list (the default), set with NAME=VALUE..., rename with OLD NEW, or rm with"
                + " NAME... Values are written as for 'set'.",
            Editing.ATOMIC)
        .options(TYPE, JSON, Editing.DRY_RUN, Editing.VERBOSE)
        .operands(
            new Operand("ACTION", 0, 1, "list, set, rename or rm."),
            Operand.some("FILE[/PATH] [ARGUMENT]", "An object, and what the action needs."))
        .example("attr weather.h5/15", "a list with datatypes")
        .example("attr set weather.h5/15 units=K 'valid_range=[0, 400]'", "two at one moment")
        .example("attr rename weather.h5/15 unit units", "")
        .example("attr rm weather.h5/15 comment history", "");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    List<String> words = arguments.operands();
    boolean hasAction = words.size() > 1 || ACTIONS.contains(words.getFirst());
    String action = hasAction ? words.getFirst() : "list";
    if (!ACTIONS.contains(action)) {
      throw new UsageException("no action '" + action + "'" + Similar.question(action, ACTIONS));
    }
    List<String> rest = hasAction ? words.subList(1, words.size()) : words;
    if (rest.isEmpty()) {
      throw new UsageException("FILE[/PATH] is missing");
    }
    if (action.equals("list")) {
      rest.forEach(name -> list(name, arguments.has(JSON), console));
      return console.status();
    }
    return change(action, rest, arguments, console);
  }

  private static void list(String name, boolean json, Console console) {
    Reports.run(
        console,
        name,
        () -> {
          Target target = Target.of(name);
          try (Hdf5File file = Hdf5File.open(target.file())) {
            Hdf5Object object = object(target, file);
            AttributeList list =
                new AttributeList(
                    console.out(),
                    new References(object.file()),
                    failure -> console.reportFile(name, failure));
            if (json) {
              list.printJson(object);
            } else {
              list.print(object);
            }
          }
        });
  }

  private static Hdf5Object object(Target target, Hdf5File file) {
    Place place = target.in(file);
    if (place.attribute().isPresent() || !place.steps().isEmpty()) {
      throw new NoSuchPlaceException(target.path() + " is no object");
    }
    return place.object();
  }

  private static int change(
      String action, List<String> words, Arguments arguments, Console console) {
    List<String> given = words.subList(1, words.size());
    if (given.isEmpty() || action.equals("rename") && given.size() != 2) {
      throw new UsageException(
          switch (action) {
            case "set" -> "NAME=VALUE is missing";
            case "rename" -> "the old and the new NAME are expected";
            default -> "NAME is missing";
          });
    }
    List<Assignment> assignments =
        action.equals("set") ? given.stream().map(Assignment::parse).toList() : List.of();
    Optional<Datatype> type = type(arguments);
    return Editing.run(
        arguments,
        console,
        edits -> {
          edits.begin(words.getFirst());
          Attributes attributes = attributes(edits, words.getFirst());
          switch (action) {
            case "set" ->
                assignments.forEach(
                    one -> ValueWriter.setAttribute(attributes, one.name(), one.values(), type));
            case "rename" -> {
              requirePresent(attributes, given.getFirst());
              attributes.rename(given.getFirst(), given.getLast());
            }
            default ->
                given.forEach(name -> {
                  requirePresent(attributes, name);
                  attributes.remove(name);
                });
          }
          edits.tell(action + " " + String.join(" ", words));
        });
  }

  private static Optional<Datatype> type(Arguments arguments) {
    try {
      return arguments.text(TYPE).map(TypeNames::of);
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private static UsageException usage(IllegalArgumentException cause) {
    UsageException usage = new UsageException(String.valueOf(cause.getMessage()));
    usage.initCause(cause);
    return usage;
  }

  private static Attributes attributes(Edits edits, String name) throws IOException {
    Target target = Target.of(name);
    return object(target, edits.file(target.file())).attributes();
  }

  private static void requirePresent(Attributes attributes, String name) {
    if (!attributes.contains(name)) {
      throw new NoSuchPlaceException(
          "there is no attribute '" + name + "'" + Similar.question(name, attributes.names()));
    }
  }

  /// `NAME=VALUE`.
  private record Assignment(String name, GivenValues values) {
    static Assignment parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new UsageException("'" + text + "': expected NAME=VALUE");
      }
      try {
        return new Assignment(
            text.substring(0, equals), GivenValues.of(List.of(text.substring(equals + 1))));
      } catch (IllegalArgumentException e) {
        throw usage(e);
      }
    }
  }
}
