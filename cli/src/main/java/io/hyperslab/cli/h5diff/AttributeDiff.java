package io.hyperslab.cli.h5diff;

import io.hyperslab.Attribute;
import io.hyperslab.Hdf5Object;
import io.hyperslab.cli.compare.ElementSource;
import io.hyperslab.cli.compare.PairedPieces;
import io.hyperslab.cli.text.NameBytes;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Compares the attributes of two objects.
final class AttributeDiff {
  private static final Comparator<String> BY_BYTES =
      (x, y) -> Arrays.compareUnsigned(NameBytes.of(x), NameBytes.of(y));

  /// The level at which names are listed; a higher one does not.
  private static final int LISTING_LEVEL = 2;

  private final DiffOutput out;
  private final DiffState state;
  private final ReferenceDiff references;
  private final Consumer<RuntimeException> failures;
  private final TypeCheck types;
  private boolean indexDue;

  AttributeDiff(
      DiffOutput out,
      DiffState state,
      ReferenceDiff references,
      Consumer<RuntimeException> failures) {
    this.out = out;
    this.state = state;
    this.references = references;
    this.failures = failures;
    types = new TypeCheck(out, state);
  }

  /// Compares the attributes that both have.
  ///
  /// @return how many elements differ
  long compare(Hdf5Object one, Hdf5Object other, String pathOfOne, String pathOfOther) {
    indexDue = false;
    Set<String> ofOne = new HashSet<>(one.attributes().names());
    Set<String> ofOther = new HashSet<>(other.attributes().names());
    Set<String> all = new TreeSet<>(BY_BYTES);
    all.addAll(ofOne);
    all.addAll(ofOther);
    long common = all.stream().filter(n -> ofOne.contains(n) && ofOther.contains(n)).count();
    if (common < all.size()) {
      state.contentsDiffer();
    }
    sayWhich(all, ofOne, ofOther, common);
    long found = 0;
    for (String name : all) {
      if (ofOne.contains(name) && ofOther.contains(name)) {
        found +=
            compare(
                one.attributes().get(name), other.attributes().get(name), pathOfOne, pathOfOther);
      }
    }
    return found;
  }

  private void sayWhich(Set<String> all, Set<String> ofOne, Set<String> ofOther, long common) {
    if (out.options().level() == LISTING_LEVEL) {
      out.line("   obj1   obj2");
      out.line(" --------------------------------------");
      all.forEach(name -> out.presence(ofOne.contains(name), ofOther.contains(name), name));
    }
    if (out.options().level() >= 1) {
      out.line(
          "Attributes status:  "
              + common
              + " common, "
              + (ofOne.size() - common)
              + " only in obj1, "
              + (ofOther.size() - common)
              + " only in obj2");
    }
  }

  private long compare(Attribute one, Attribute other, String pathOfOne, String pathOfOther) {
    if (!types.passes(subject(one), subject(other))) {
      return 0;
    }
    String nameOfOne = one.name() + " of <" + pathOfOne + ">";
    String nameOfOther = other.name() + " of <" + pathOfOther + ">";
    ElementDiff diff;
    try {
      ElementDiff.Subjects subjects =
          new ElementDiff.Subjects(source(one, 1), source(other, 2), nameOfOne, nameOfOther);
      long[] extent = one.dataspace().shape();
      ElementPosition position = new ElementPosition(extent, new long[extent.length]);
      diff = new ElementDiff(subjects, out, state, references, position);
      diff.table().indexDue(indexDue);
      boolean announced = out.options().verbose() || out.options().report();
      if (announced) {
        out.attributes(nameOfOne, nameOfOther);
      }
      new PairedPieces(subjects.one(), subjects.other()).readAll(diff);
      if (!announced && !out.options().quiet() && diff.found() > 0) {
        out.attributes(nameOfOne, nameOfOther);
      }
      if (announced || !out.options().quiet() && diff.found() > 0) {
        out.found(diff.found());
      }
    } catch (Hdf5Exception | UncheckedIOException e) {
      state.failed(DiffState.ERROR);
      failures.accept(e);
      return 0;
    }
    indexDue = diff.table().indexDue();
    return diff.found();
  }

  private ElementSource source(Attribute attribute, int which) {
    try {
      return ElementSource.of(attribute);
    } catch (Hdf5Exception | UncheckedIOException e) {
      out.line("Failed reading attribute" + which + " " + attribute.name());
      throw e;
    }
  }

  private static TypeCheck.Subject subject(Attribute attribute) {
    long[] extent = attribute.dataspace().shape();
    return new TypeCheck.Subject(attribute.name(), attribute.datatype(), extent, extent);
  }
}
