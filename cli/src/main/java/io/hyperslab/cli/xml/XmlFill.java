package io.hyperslab.cli.xml;

import io.hyperslab.Dataset;
import io.hyperslab.FillValue;
import io.hyperslab.array.NdArray;
import io.hyperslab.cli.text.FloatFormat;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Prints what the elements of a dataset are that were never written: the element `FillValueInfo`.
///
/// h5dump takes the first four bytes of the value, as they are in the file, for an `int` or a
/// `float` of the machine, whatever they are; so it is done here.
final class XmlFill {
  private static final int INT = 4;

  /// Words that are printed of one value at most: h5dump prints one for each byte of an element,
  /// and an element may be as large as its datatype says.
  private static final long MOST_STEPS = 1 << 16;

  private final XmlLines lines;
  private final XmlData data;

  XmlFill(XmlLines lines, XmlData data) {
    this.lines = lines;
    this.data = data;
  }

  void print(int level, Dataset dataset) {
    FillValue fill = dataset.fillValue();
    lines.tag(
        level,
        "FillValueInfo FillTime=\""
            + writeTime(fill.writeTime())
            + "\" AllocationTime=\""
            + allocationTime(dataset.allocationTime())
            + '"');
    boolean none =
        fill.state() == FillValue.State.UNDEFINED
            || fill.state() == FillValue.State.DEFAULT
                && fill.writeTime() == FillValue.WriteTime.IF_USER_DEFINED;
    lines.element(
        level + 1,
        "FillValue",
        () -> {
          if (none) {
            lines.tag(level + 2, "NoFill/");
          } else {
            lines.element(level + 2, "Data", () -> printValue(level + 3, dataset, fill));
          }
        });
    lines.end(level, "FillValueInfo");
  }

  private static String writeTime(FillValue.WriteTime time) {
    return switch (time) {
      case ON_ALLOCATION -> "FillOnAlloc";
      case NEVER -> "FillNever";
      case IF_USER_DEFINED -> "FillIfSet";
    };
  }

  private static String allocationTime(Dataset.AllocationTime time) {
    return switch (time) {
      case EARLY -> "Early";
      case INCREMENTAL -> "Incremental";
      case LATE -> "Late";
    };
  }

  private void printValue(int level, Dataset dataset, FillValue fill) {
    Datatype type = dataset.datatype();
    MemorySegment bytes =
        fill.value()
            .map(NdArray::segment)
            .orElseGet(() -> MemorySegment.ofArray(new byte[Math.toIntExact(type.size())]));
    switch (type) {
      case FixedPoint _ -> value(level, Integer.toString(firstInt(bytes)));
      case FloatingPoint _ ->
          value(level, FloatFormat.of("%f").format(Float.intBitsToFloat(firstInt(bytes))));
      case Bitfield _, Opaque _ -> value(level, steps(firstInt(bytes), type.size()));
      case Enumeration enumeration -> value(level, member(enumeration, firstInt(bytes)));
      case Reference reference ->
          lines.element(
              level,
              "DataFromFile",
              () -> lines.line(level, '"' + data.path(dataset.file(), reference, bytes) + '"'));
      case StringType _ -> missing(level, "String fill values");
      case ArrayType _ -> missing(level, "Array fill values");
      case Time _ -> missing(level, "Time fill");
      case Compound _, Complex _ -> missing(level, "Compound fill");
      case VariableLength _ -> missing(level, "VL fill");
    }
  }

  private void value(int level, String text) {
    lines.element(level, "DataFromFile", () -> lines.text(level, '"' + text + '"'));
  }

  private void missing(int level, String what) {
    lines.comment(level, what + " not yet implemented.");
    lines.tag(level, "NoData /");
  }

  private static int firstInt(MemorySegment bytes) {
    int value = 0;
    for (int i = 0; i < Math.min(INT, bytes.byteSize()); i++) {
      value |= Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, i)) << Byte.SIZE * i;
    }
    return value;
  }

  private static String steps(int first, long count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(count, MOST_STEPS); i++) {
      out.append(Integer.toHexString(first + i * INT)).append(' ');
    }
    return count > MOST_STEPS ? out + "..." : out.toString();
  }

  private static String member(Enumeration type, int index) {
    List<Enumeration.Member> members = type.members();
    return index >= 0 && index < members.size()
        ? Latin1.ofName(members.get(index).name())
        : "(null)";
  }
}
