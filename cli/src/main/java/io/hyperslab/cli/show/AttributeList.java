package io.hyperslab.cli.show;

import io.hyperslab.Attribute;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.JsonText;
import io.hyperslab.cli.value.References;
import io.hyperslab.error.Hdf5Exception;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The attributes of an object: name, datatype, shape, value.
public final class AttributeList {
  private final Output out;
  private final References references;
  private final Consumer<RuntimeException> problems;

  /// @param problems is told what could not be read; the rest is listed
  public AttributeList(Output out, References references, Consumer<RuntimeException> problems) {
    this.out = out;
    this.references = references;
    this.problems = problems;
  }

  /// One line for each, in columns.
  public void print(Hdf5Object object) {
    Grid grid = new Grid(List.of("", "", ""));
    boolean any = false;
    for (Attribute attribute : object.attributes()) {
      grid.add(
          List.of(
              Quoted.printable(attribute.name()),
              Quoted.printable(kind(attribute)),
              Quoted.printable(json(attribute))));
      any = true;
    }
    if (any) {
      grid.print(out, 3, Integer.MAX_VALUE, false, false);
    }
  }

  private static String kind(Attribute attribute) {
    String type = attribute.datatype().toString();
    return switch (attribute.dataspace().kind()) {
      case NULL -> type + " null";
      case SCALAR -> type;
      case SIMPLE ->
          type
              + " "
              + Arrays.stream(attribute.dataspace().shape())
                  .mapToObj(Long::toString)
                  .collect(Collectors.joining(", ", "(", ")"));
    };
  }

  /// One JSON object: values by name.
  public void printJson(Hdf5Object object) {
    List<String> members = new ArrayList<>();
    for (Attribute attribute : object.attributes()) {
      members.add(JsonText.string(attribute.name()) + ": " + json(attribute));
    }
    out.println(members.stream().collect(Collectors.joining(", ", "{", "}")));
  }

  private String json(Attribute attribute) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output text = new Output(bytes);
    try {
      new PlainValues(text, references).printJson(attribute);
    } catch (Hdf5Exception | UncheckedIOException e) {
      problems.accept(e);
      return "null";
    }
    text.flush();
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }
}
