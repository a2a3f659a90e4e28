package io.hyperslab.cli.h5diff;

import io.hyperslab.cli.text.NameBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The paths of two lists side by side, merged as if both were sorted.
final class MatchList {
  /// A path.
  ///
  /// @param path without the groups that are compared
  /// @param one what it names in the first file
  /// @param other what it names in the second file
  record Match(String path, Optional<ObjectList.Entry> one, Optional<ObjectList.Entry> other) {
    boolean isInBoth() {
      return one.isPresent() && other.isPresent();
    }

    /// Whether both are one and the same object, or links.
    boolean isSame() {
      return isInBoth() && one.get().identity().equals(other.get().identity());
    }
  }

  private final Exclusion exclusion;
  private final List<Match> matches = new ArrayList<>();

  private MatchList(Exclusion exclusion) {
    this.exclusion = exclusion;
  }

  /// Merges two lists.
  ///
  /// @param prefixOfOne characters of the first one's paths that are left out
  /// @param prefixOfOther characters of the second one's
  static List<Match> of(
      List<ObjectList.Entry> one,
      int prefixOfOne,
      List<ObjectList.Entry> other,
      int prefixOfOther,
      Exclusion exclusion) {
    MatchList list = new MatchList(exclusion);
    int i = 0;
    int j = 0;
    while (i < one.size() || j < other.size()) {
      String a = i < one.size() ? one.get(i).path().substring(prefixOfOne) : "";
      String b = j < other.size() ? other.get(j).path().substring(prefixOfOther) : "";
      int order = i == one.size() ? 1 : j == other.size() ? -1 : compare(a, b);
      Optional<ObjectList.Entry> first = order <= 0 ? Optional.of(one.get(i++)) : Optional.empty();
      Optional<ObjectList.Entry> second =
          order >= 0 ? Optional.of(other.get(j++)) : Optional.empty();
      list.add(new Match(order <= 0 ? a : b, first, second));
    }
    return list.matches;
  }

  private void add(Match match) {
    ObjectKind kind = match.one().or(match::other).orElseThrow().kind();
    if (!exclusion.covers(match.path(), kind)) {
      matches.add(match);
    }
  }

  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(NameBytes.of(one), NameBytes.of(other));
  }
}
