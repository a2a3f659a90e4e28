package io.hyperslab.internal.edit;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.format.datatype.DatatypeCodec;

/// Which of the format's versions of a structure are written: those that library release `low`
/// would choose, or newer ones where only they can express what is wanted, but none that release
/// `high` cannot read.
///
/// @param low the release whose habits are followed
/// @param high the oldest release that must be able to read the result; at least `low`
public record Dialect(FormatVersion low, FormatVersion high) {
  private static final int LATEST_DATATYPE = 3;
  private static final int FIRST_DATATYPE_WITH_COMPLEX = 5;
  private static final int FIRST_DATATYPE_WITH_REFERENCES = 4;

  /// @throws IllegalArgumentException if the bounds contradict each other
  public Dialect {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException("library versions from " + low + " to " + high);
    }
  }

  private boolean atLeast(FormatVersion version) {
    return low.compareTo(version) >= 0;
  }

  /// The dialect in which a file with such a superblock is edited.
  ///
  /// @param superblockVersion 0 to 3
  public static Dialect of(int superblockVersion) {
    FormatVersion low =
        switch (superblockVersion) {
          case 0, 1 -> FormatVersion.EARLIEST;
          case 2 -> FormatVersion.V18;
          default -> FormatVersion.V110;
        };
    return new Dialect(low, FormatVersion.V200);
  }

  /// Refuses what a release would not read that must be able to.
  ///
  /// @param needed the first release that reads it
  /// @param feature what it is
  /// @throws UnsupportedFeatureException if `high` is older
  public void require(FormatVersion needed, String feature) {
    if (high.compareTo(needed) < 0) {
      throw new UnsupportedFeatureException(
          "library version bounds",
          -1,
          "highest version",
          high.toString(),
          needed + " or later, which " + feature + " needs");
    }
  }

  /// Version of the superblock of a new file.
  public int superblockVersion() {
    return atLeast(FormatVersion.V110) ? 3 : atLeast(FormatVersion.V18) ? 2 : 0;
  }

  /// Whether groups are kept in symbol tables, unless they need more.
  public boolean oldStyleGroups() {
    return !atLeast(FormatVersion.V18);
  }

  /// Version of object headers that need nothing more.
  public int objectHeaderVersion() {
    return atLeast(FormatVersion.V18) ? 2 : 1;
  }

  /// Version of data layout messages that need nothing more.
  public int layoutVersion() {
    return atLeast(FormatVersion.V110) ? 4 : 3;
  }

  /// Version of fill value messages.
  public int fillValueVersion() {
    return atLeast(FormatVersion.V18) ? 3 : 2;
  }

  /// Whether libraries before 1.6 are told of the fill value, too.
  public boolean writesOldFillValues() {
    return !atLeast(FormatVersion.V18);
  }

  /// Version of filter pipeline messages.
  public int pipelineVersion() {
    return atLeast(FormatVersion.V18) ? 2 : 1;
  }

  /// Version of dataspace messages that need nothing more.
  public int dataspaceVersion() {
    return atLeast(FormatVersion.V18) ? 2 : 1;
  }

  /// Version of attribute messages that need nothing more.
  public int attributeVersion() {
    return atLeast(FormatVersion.V18) ? 3 : 1;
  }

  /// Version of the datatype message for a datatype. The library's newer releases raise compounds,
  /// arrays and enumerations to versions 4 and 5 although those say nothing more of them; here they
  /// stay readable for the older ones.
  ///
  /// @throws UnsupportedFeatureException if `high` cannot read the datatype
  public int datatypeVersion(Datatype type) {
    int lowest = DatatypeCodec.lowestVersion(type);
    if (lowest >= FIRST_DATATYPE_WITH_COMPLEX) {
      require(FormatVersion.V200, "the datatype " + type);
    } else if (lowest == FIRST_DATATYPE_WITH_REFERENCES) {
      require(FormatVersion.V112, "the datatype " + type);
    }
    return atLeast(FormatVersion.V18) ? Math.max(lowest, LATEST_DATATYPE) : lowest;
  }
}
