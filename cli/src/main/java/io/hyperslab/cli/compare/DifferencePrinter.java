package io.hyperslab.cli.compare;

import io.hyperslab.cli.text.Output;
import io.hyperslab.cli.text.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Writes differences as lines, each when it is found.
public final class DifferencePrinter implements Consumer<Difference> {
  /// How they are written.
  public enum Style {
    /// One sentence a difference.
    LINES,
    /// Columns: where, what the first file has, what the second has.
    SIDE_BY_SIDE
  }

  private static final int PLACE_WIDTH = 32;
  private static final int VALUE_WIDTH = 28;
  private static final String NOTHING = "-";

  private final Output out;
  private final Style style;
  private final String nameOfOne;
  private final String nameOfOther;
  private boolean hasHeading;

  /// @param nameOfOne what the user calls the first file
  /// @param nameOfOther what the user calls the second file
  public DifferencePrinter(Output out, Style style, String nameOfOne, String nameOfOther) {
    this.out = out;
    this.style = style;
    this.nameOfOne = nameOfOne;
    this.nameOfOther = nameOfOther;
  }

  @Override
  public void accept(Difference difference) {
    switch (difference) {
      case Difference.OnlyIn d -> onlyIn(d);
      case Difference.Kind d -> both(place(d.path(), Optional.empty()), "", d.one(), d.other(), "");
      case Difference.Type d ->
          both(
              place(d.path(), d.attribute()),
              "datatype",
              d.one().toString(),
              d.other().toString(),
              "");
      case Difference.Shape d ->
          both(place(d.path(), d.attribute()), "shape", d.one(), d.other(), "");
      case Difference.Value d -> value(d);
      case Difference.Values d -> values(d);
      case Difference.Unreadable d ->
          out.println(
              place(d.path(), Optional.empty())
                  + ": cannot be read: "
                  + Quoted.printable(d.reason()));
    }
  }

  /// Says what was found in all.
  public void summary(FileDifference.Result result) {
    if (result.differences() == 0 && result.unreadable() == 0) {
      out.println("no differences");
      return;
    }
    out.println(
        counted(result.differences(), "difference")
            + (result.unreadable() == 0
                ? ""
                : ", " + counted(result.unreadable(), "object") + " could not be read"));
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String place(String path, Optional<String> attribute) {
    return Quoted.printable(path + attribute.map(name -> "@" + name).orElse(""));
  }

  private void onlyIn(Difference.OnlyIn difference) {
    String place = place(difference.path(), difference.attribute());
    boolean inOne = difference.side() == Difference.Side.ONE;
    String what = Quoted.printable(difference.what());
    if (style == Style.SIDE_BY_SIDE) {
      row(place, inOne ? what : NOTHING, inOne ? NOTHING : what, "");
    } else {
      out.println(place + ": only in " + (inOne ? nameOfOne : nameOfOther) + ": " + what);
    }
  }

  private void value(Difference.Value difference) {
    List<Long> position = difference.position();
    String indices =
        position.isEmpty()
            ? ""
            : position.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    both(
        place(difference.path(), difference.attribute())
            + indices
            + Quoted.printable(difference.part()),
        "",
        difference.one(),
        difference.other(),
        difference.distance().isPresent()
            ? "differs by " + difference.distance().getAsDouble()
            : "");
  }

  private void values(Difference.Values difference) {
    out.println(
        place(difference.path(), difference.attribute())
            + ": "
            + counted(difference.differing(), "value")
            + (difference.differing() == 1 ? " differs" : " differ")
            + " in "
            + counted(difference.elements(), "element")
            + (difference.largest().isPresent()
                ? ", by at most " + difference.largest().getAsDouble()
                : ""));
  }

  private void both(String place, String what, String one, String other, String note) {
    String first = Quoted.printable(one);
    String second = Quoted.printable(other);
    String gap = what.isEmpty() ? "" : " ";
    if (style == Style.SIDE_BY_SIDE) {
      row(place + gap + what, first, second, note);
    } else {
      out.println(
          place
              + ": "
              + what
              + gap
              + first
              + ", in the other "
              + second
              + (note.isEmpty() ? "" : " (" + note + ")"));
    }
  }

  private void row(String place, String one, String other, String note) {
    if (!hasHeading) {
      hasHeading = true;
      row("", nameOfOne, nameOfOther, "");
    }
    String line =
        padded(place, PLACE_WIDTH) + padded(one, VALUE_WIDTH) + padded(other, VALUE_WIDTH) + note;
    out.println(line.stripTrailing());
  }

  private static String padded(String text, int width) {
    return text.length() < width ? text + " ".repeat(width - text.length()) : text + "  ";
  }
}
