package io.hyperslab.cli.ddl;

import io.hyperslab.cli.dump.LineFormat;
import io.hyperslab.cli.dump.LinePrinter;
import io.hyperslab.cli.dump.LineState;
import io.hyperslab.cli.libhdf5.MemoryForm;
import io.hyperslab.cli.text.Latin1;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FixedString;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.StringType;
import io.hyperslab.datatype.Time;
import io.hyperslab.datatype.VariableLength;
import java.util.Optional;

/// Prints datatypes, over as many lines as they take.
public final class TypePrinter {
  private static final int ENUM_NAME_COLUMNS = 16;

  private final LinePrinter printer;
  private final LineFormat format;
  private final LineState state;

  /// The beginning of the line that is not printed yet.
  private final StringBuilder pending = new StringBuilder();

  /// @param state of the text around the datatype
  public TypePrinter(LinePrinter printer, LineFormat format, LineState state) {
    this.printer = printer;
    this.format = format;
    this.state = state;
  }

  /// Prints a datatype between two texts.
  void print(String before, Datatype type, String after) {
    pending.append(before);
    append(type);
    pending.append(after);
    flush();
  }

  /// Prints a datatype by its name, or one without a name, whose lines are a level deeper.
  public void printNested(String before, Datatype type, Optional<String> name) {
    pending.append(before);
    if (name.isPresent()) {
      pending.append('"').append(name.get()).append('"');
    } else {
      append(type);
    }
    state.level--;
    flush();
    state.level++;
  }

  private void flush() {
    printer.print(format, state, pending.toString(), 0, 0);
    pending.setLength(0);
  }

  private void line(String text) {
    state.needsLine = true;
    pending.append(text);
    flush();
  }

  private void append(Datatype type) {
    switch (type) {
      case FixedPoint _, FloatingPoint _, Bitfield _, Time _ -> pending.append(TypeNames.of(type));
      case StringType text -> text(text);
      case Opaque opaque -> opaque(opaque);
      case Reference reference ->
          pending.append(
              switch (reference.kind()) {
                case OBJECT -> "H5T_REFERENCE { H5T_STD_REF_OBJECT }";
                case REGION -> "H5T_REFERENCE { H5T_STD_REF_DSETREG }";
                case STANDARD -> "H5T_REFERENCE { H5T_STD_REF }";
              });
      case Enumeration enumeration -> enumeration(enumeration);
      case Compound compound -> compound(compound);
      case VariableLength sequence -> {
        pending.append("H5T_VLEN { ");
        append(sequence.base());
        pending.append('}');
      }
      case ArrayType array -> {
        pending.append("H5T_ARRAY { ");
        array.dimensions().forEach(extent -> pending.append('[').append(extent).append(']'));
        pending.append(' ');
        append(array.base());
        pending.append(" }");
      }
      case Complex complex -> {
        pending.append("H5T_COMPLEX { ");
        append(complex.base());
        pending.append(" }");
      }
    }
  }

  private void text(StringType type) {
    pending.append("H5T_STRING {");
    flush();
    state.level++;
    String size = type instanceof FixedString fixed ? Long.toString(fixed.size()) : "H5T_VARIABLE";
    line("STRSIZE " + size + ";");
    line(
        switch (type.padding()) {
          case NULL_TERMINATED -> "STRPAD H5T_STR_NULLTERM;";
          case NULL_PADDED -> "STRPAD H5T_STR_NULLPAD;";
          case SPACE_PADDED -> "STRPAD H5T_STR_SPACEPAD;";
        });
    line(
        switch (type.characterSet()) {
          case ASCII -> "CSET H5T_CSET_ASCII;";
          case UTF8 -> "CSET H5T_CSET_UTF8;";
        });
    line("CTYPE H5T_C_S1;");
    closeWith("}");
  }

  private void opaque(Opaque type) {
    pending.append("H5T_OPAQUE {");
    flush();
    state.level++;
    line("OPAQUE_TAG \"" + Latin1.ofName(type.tag()) + "\";");
    closeWith("}");
  }

  private void enumeration(Enumeration type) {
    pending.append("H5T_ENUM {");
    flush();
    state.level++;
    state.needsLine = true;
    append(type.base());
    pending.append(';');
    flush();
    for (Enumeration.Member member : type.members()) {
      String name = Latin1.ofName(member.name());
      String gap = " ".repeat(Math.max(0, ENUM_NAME_COLUMNS - name.length()) + 1);
      state.needsLine = true;
      printer.startLine(format, state, 0, 0);
      pending.append('"').append(name).append('"').append(gap).append(member.value()).append(';');
      flush();
    }
    closeWith("}");
  }

  private void compound(Compound type) {
    pending.append("H5T_COMPOUND {");
    flush();
    state.level++;
    for (Compound.Member member : MemoryForm.sorted(type)) {
      state.needsLine = true;
      append(member.type());
      pending.append(" \"").append(Latin1.ofName(member.name())).append("\";");
      flush();
    }
    closeWith("}");
  }

  /// Leaves a level; the text is the beginning of the next line.
  private void closeWith(String text) {
    state.level--;
    state.needsLine = true;
    pending.append(text);
  }
}
