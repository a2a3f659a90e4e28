package io.hyperslab.cli.show;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Hdf5Object;
import io.hyperslab.NamedDatatype;
import io.hyperslab.TypedData;
import io.hyperslab.cli.listing.Listing;
import io.hyperslab.cli.listing.ListingOptions;
import io.hyperslab.cli.place.Place;
import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import io.hyperslab.cli.value.Column;
import io.hyperslab.cli.value.Columns;
import io.hyperslab.cli.value.ElementWalk;
import io.hyperslab.cli.value.References;
import io.hyperslab.cli.value.Value;
import io.hyperslab.cli.value.ValueText;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Shows a place: what it is, its attributes, its contents.
public final class ObjectView {
  private static final int MOST_ITEMS = 8;
  private static final int LONGEST_TYPE = 100;

  private final Output out;
  private final Look look;
  private final Consumer<RuntimeException> problems;

  /// @param problems is told what could not be read; the rest is shown
  public ObjectView(Output out, Look look, Consumer<RuntimeException> problems) {
    this.out = out;
    this.look = look;
    this.problems = problems;
  }

  /// Shows a place.
  public void show(Place place) {
    Hdf5Object object = place.object();
    References references = new References(object.file());
    if (place.attribute().isPresent()) {
      TypedData data = place.data();
      out.println(Quoted.printable(place.written()) + "  " + kind(data));
      elements(place, references);
      return;
    }
    switch (object) {
      case Group group -> {
        out.println(Quoted.printable(group.path()) + "  group, " + members(group.size()));
        attributes(group, references);
        if (look.data() && group.size() > 0) {
          out.println();
          listing().list(group);
        }
      }
      case NamedDatatype type -> {
        out.println(Quoted.printable(type.path()) + "  datatype");
        type(type.datatype());
        attributes(type, references);
      }
      case Dataset dataset -> {
        out.println(heading(place, dataset));
        attributes(dataset, references);
        elements(place, references);
      }
    }
  }

  private static String members(long count) {
    return count == 1 ? "1 member" : count + " members";
  }

  private Listing listing() {
    return new Listing(out, ListingOptions.plain(), problems);
  }

  private static String heading(Place place, Dataset dataset) {
    String text = Quoted.printable(place.written()) + "  " + kind(dataset);
    if (!place.steps().isEmpty()) {
      text += ", of which " + kind(place.data());
    }
    String words = Words.withUnits(Words.name(dataset), Words.units(dataset));
    return words.isEmpty() ? text : text + "  " + Quoted.printable(words);
  }

  /// Shape and datatype: `(10, 20) float32`.
  private static String kind(TypedData data) {
    String type = data.datatype().toString();
    String cut =
        type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE - 3) + Grid.MORE;
    return switch (data.dataspace().kind()) {
          case NULL -> "null";
          case SCALAR -> "scalar";
          case SIMPLE ->
              Arrays.stream(data.dataspace().shape())
                  .mapToObj(Long::toString)
                  .collect(Collectors.joining(", ", "(", ")"));
        }
        + " "
        + Quoted.printable(cut);
  }

  private void type(Datatype type) {
    if (type instanceof Compound compound) {
      Grid grid = new Grid(List.of("member", "offset", "datatype"));
      for (Compound.Member member : compound.members()) {
        grid.add(
            List.of(
                Quoted.printable(member.name()),
                Long.toString(member.offset()),
                Quoted.printable(member.type().toString())));
      }
      grid.print(out, 1, Integer.MAX_VALUE, false, true);
    } else {
      out.println("  " + Quoted.printable(type.toString()));
    }
  }

  private void attributes(Hdf5Object object, References references) {
    if (!look.attributes()) {
      return;
    }
    Columns columns = new Columns(references, MOST_ITEMS);
    List<Attribute> telling =
        object.attributes().stream().filter(one -> Words.isTelling(one.name())).toList();
    int widest =
        telling.stream().mapToInt(one -> one.name().length()).filter(w -> w <= 24).max().orElse(0);
    for (Attribute attribute : telling) {
      String name = Quoted.printable(attribute.name());
      out.print("  @" + name + " ".repeat(Math.max(0, widest - name.length())) + "  ");
      out.println(value(attribute, columns));
    }
  }

  private String value(Attribute attribute, Columns columns) {
    try {
      int room = look.isWhole() ? Integer.MAX_VALUE : Math.max(20, look.width() - 24);
      String text = Quoted.printable(text(attribute, columns));
      return text.length() <= room ? text : text.substring(0, room - 3) + Grid.MORE;
    } catch (Hdf5Exception | UncheckedIOException e) {
      problems.accept(e);
      return "(cannot be read)";
    }
  }

  private String text(Attribute attribute, Columns columns) {
    ValueText text = new ValueText(look.digits(), look.hex());
    if (attribute.dataspace().isNull()) {
      return "(null)";
    }
    int rank = attribute.dataspace().rank();
    Column column = columns.of(attribute.read(), rank);
    if (rank == 0) {
      return text.of(column.at());
    }
    long count = attribute.dataspace().elementCount();
    List<Value> first = new ArrayList<>();
    long[] index = new long[rank];
    long most = look.isWhole() ? count : Math.min(count, MOST_ITEMS);
    while (first.size() < most) {
      first.add(column.at(index));
      ElementWalk.next(index, attribute.dataspace().shape());
    }
    return count == 1 && rank == 1
        ? text.of(first.getFirst())
        : text.of(new Value.Items(first, count));
  }

  private void elements(Place place, References references) {
    if (look.data()) {
      new DataTables(out, look, references).print(place);
    }
    if (look.statistics()) {
      TypedData data = place.data().select(Selection.all());
      out.println(
          "  "
              + Statistics.line(
                  data,
                  place.object(),
                  new ValueText(look.digits(), false),
                  look.unpacked() ? Optional.of(Packing.of(place.object())) : Optional.empty()));
    }
  }
}
