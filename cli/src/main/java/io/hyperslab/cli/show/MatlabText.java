package io.hyperslab.cli.show;

import io.hyperslab.Attribute;
import io.hyperslab.Dataset;
import io.hyperslab.dataspace.Axis;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.StringType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts as MATLAB 7.3 stores them: arrays of UTF-16 codes with an attribute that says so, of which
/// each column is a text.
final class MatlabText {
  private static final long LONGEST = 4096;

  private MatlabText() {}

  /// The first texts of a dataset; empty if it has none.
  ///
  /// @param most how many are read at most
  static Optional<List<String>> of(Dataset dataset, long most) {
    boolean isText =
        dataset
            .attributes()
            .find("MATLAB_class")
            .filter(name -> name.datatype() instanceof StringType)
            .map(Attribute::readString)
            .filter("char"::equals)
            .isPresent();
    long[] shape = dataset.shape();
    if (!isText
        || shape.length != 2
        || dataset.attributes().contains("MATLAB_empty")
        || !(dataset.datatype() instanceof FixedPoint type)
        || type.size() > Short.BYTES) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (long row = 0; row < Math.min(most, shape[1]); row++) {
      int[] codes = dataset.readInts(Selection.axes(Axis.until(LONGEST), Axis.index(row)));
      StringBuilder text = new StringBuilder();
      for (int code : codes) {
        text.append((char) code);
      }
      texts.add(text.toString());
    }
    return Optional.of(texts);
  }
}
