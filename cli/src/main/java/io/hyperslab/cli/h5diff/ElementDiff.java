package io.hyperslab.cli.h5diff;

import io.hyperslab.cli.compare.ElementComparison;
import io.hyperslab.cli.compare.ElementPair;
import io.hyperslab.cli.compare.ElementScan;
import io.hyperslab.cli.compare.ElementSource;
import io.hyperslab.cli.compare.Leaves;
import io.hyperslab.cli.compare.PairedPieces;
import io.hyperslab.cli.compare.Text;
import io.hyperslab.cli.h5diff.NumberDiff.Verdict;
import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Reference;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Compares the elements of two datasets or attributes, and shows those that differ in a table.
final class ElementDiff implements Leaves, PairedPieces.Visitor {
  private static final String INVALID = "**INVALID VALUE**";
  private static final int NAME_WIDTH = 16;
  private static final int SECOND_NAME_WIDTH = 17;

  /// What is compared.
  ///
  /// @param one the first elements
  /// @param other the second ones
  /// @param nameOfOne what the first are called in the table
  /// @param nameOfOther what the second are called
  record Subjects(ElementSource one, ElementSource other, String nameOfOne, String nameOfOther) {}

  private final Subjects subjects;
  private final DiffOutput out;
  private final DiffState state;
  private final ReferenceDiff references;
  private final ElementTable table;
  private final ElementPair pair;
  private final ElementScan scan;
  private final ElementComparison comparison;
  private final NumberDiff numbers;
  private final Deque<Boolean> outerIndices = new ArrayDeque<>();
  private long element;
  private long found;

  /// @param position what the elements' places are called
  ElementDiff(
      Subjects subjects,
      DiffOutput out,
      DiffState state,
      ReferenceDiff references,
      ElementPosition position) {
    this.subjects = subjects;
    this.out = out;
    this.state = state;
    this.references = references;
    table = new ElementTable(out, position, subjects.nameOfOne(), subjects.nameOfOther());
    Datatype one = subjects.one().datatype();
    Datatype other = subjects.other().datatype();
    if (one instanceof ArrayType && other instanceof ArrayType && one.size() != other.size()) {
      // The program takes the bytes of both for elements of the smaller datatype.
      Datatype smaller = one.size() < other.size() ? one : other;
      one = smaller;
      other = smaller;
    }
    pair = ElementPair.of(one, other);
    scan = new ElementScan(one, other, this::compare);
    comparison =
        new ElementComparison(this, subjects.one().indirectData(), subjects.other().indirectData());
    numbers = new NumberDiff(out.options().tolerance());
  }

  /// The differences so far.
  long found() {
    return found;
  }

  ElementTable table() {
    return table;
  }

  @Override
  public boolean pieces(long first, long count, MemorySegment one, MemorySegment other) {
    return scan.pieces(first, count, one, other);
  }

  private boolean compare(
      long number, MemorySegment one, long atOne, MemorySegment other, long atOther) {
    element = number;
    found += comparison.compare(pair, one, atOne, other, atOther);
    return out.options().most().isEmpty() || found < out.options().most().getAsLong();
  }

  /// Whether integers of 32 bits without a sign are taken as having one, as the program does where
  /// they are not within something else.
  private boolean takesAsSigned(int size, boolean signed) {
    return !signed && size == Integer.BYTES && pair instanceof ElementPair.Integers;
  }

  @Override
  public long integers(long one, long other, int size, boolean signed) {
    if (one == other || size > Long.BYTES) {
      return 0;
    }
    boolean takenAsSigned = takesAsSigned(size, signed);
    long a = takenAsSigned ? (int) one : one;
    long b = takenAsSigned ? (int) other : other;
    boolean hasSign = signed || takenAsSigned;
    Verdict verdict = hasSign ? numbers.signed(a, b, size) : numbers.unsigned(a, b, size);
    if (verdict != Verdict.EQUAL && table.isShown()) {
      table.row(
          element,
          isRelative(verdict),
          hasSign
              ? NumberDiff.signedRow(verdict, a, b, size)
              : NumberDiff.unsignedRow(verdict, a, b, size));
    }
    return verdict == Verdict.EQUAL ? 0 : 1;
  }

  private static boolean isRelative(Verdict verdict) {
    return verdict == Verdict.RELATIVE || verdict == Verdict.NOT_COMPARABLE;
  }

  @Override
  public long floats(double one, double other, int size) {
    Verdict verdict = numbers.floats(one, other, size);
    if (verdict != Verdict.EQUAL && table.isShown()) {
      String row = NumberDiff.floatsRow(verdict, one, other, size);
      table.row(element, isRelative(verdict), row);
    }
    return verdict == Verdict.EQUAL ? 0 : 1;
  }

  @Override
  public long octets(byte[] one, byte[] other) {
    long differing = 0;
    for (int i = 0; i < one.length; i++) {
      int a = Byte.toUnsignedInt(one[i]);
      int b = Byte.toUnsignedInt(other[i]);
      Verdict verdict = a == b ? Verdict.EQUAL : numbers.octets(a, b);
      if (verdict != Verdict.EQUAL) {
        differing++;
        String row = NumberDiff.unsignedRow(verdict, a, b, Byte.BYTES);
        table.row(element, isRelative(verdict), row);
      }
    }
    return differing;
  }

  @Override
  public long names(Optional<String> one, Optional<String> other) {
    if (one.isPresent() && one.equals(other)) {
      return 0;
    }
    table.row(
        element,
        false,
        DiffOutput.padded(one.orElse(INVALID), NAME_WIDTH)
            + " "
            + DiffOutput.padded(other.orElse(INVALID), SECOND_NAME_WIDTH));
    return 1;
  }

  @Override
  public long texts(Text one, Text other) {
    boolean oneIsShorter = one.length() < other.length();
    Text shorter = oneIsShorter ? one : other;
    Text longer = oneIsShorter ? other : one;
    long differing = one.length() == other.length() ? 0 : 1;
    if (shorter.isNull()) {
      return differing;
    }
    long common = characters(shorter, longer, 0, shorter.length(), false);
    if (common == 0 && differing > 0) {
      characters(shorter, longer, shorter.length(), longer.length(), true);
    } else {
      differing += characters(shorter, longer, 0, shorter.length(), true);
    }
    return differing;
  }

  /// Compares, and shows, characters: those of the shorter text stand first, whosever it is.
  private long characters(Text shorter, Text longer, int from, int to, boolean shown) {
    long differing = 0;
    for (int i = from; i < to; i++) {
      if (shorter.at(i) != longer.at(i)) {
        differing++;
        if (shown) {
          table.characters(element, i, shorter.at(i), longer.at(i));
        }
      }
    }
    return differing;
  }

  @Override
  public long references(Reference type, MemorySegment one, MemorySegment other) {
    return references.compare(subjects, type, one, other, table);
  }

  @Override
  public long lengths(long one, long other) {
    return 0; // only the common elements count
  }

  @Override
  public long incomparable(ElementPair.Incomparable incomparable) {
    state.failed(DiffState.ERROR);
    return 0;
  }

  @Override
  public void enter(String member) {
    outerIndices.push(table.indexDue());
  }

  @Override
  public void enter(long index) {
    outerIndices.push(table.indexDue());
  }

  @Override
  public void leave() {
    table.indexDue(outerIndices.pop());
  }
}
