package io.hyperslab.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens the files of libhdf5's family driver: equal cuts of one address space.
final class FamilyStorage {
  private static final Pattern CONVERSION = Pattern.compile("%(?:%|(0?)(\\d{0,3})[diu])?");

  private FamilyStorage() {}

  static Storage open(Path pattern) throws IOException {
    requireOneConversion(pattern);
    List<StorageMember> members = new ArrayList<>();
    Path first = member(pattern, 0);
    try {
      Storage head = Storage.file(first);
      members.add(new StorageMember(head, 0));
      addTail(pattern, head.size(), members);
      return new ConcatenatedStorage(
          pattern.toString(), Optional.of(first), AddressMap.identity(), members);
    } catch (IOException e) {
      Closing.after(e, members.stream().map(StorageMember::storage).toList());
      throw e;
    }
  }

  private static void addTail(Path pattern, long memberSize, List<StorageMember> members)
      throws IOException {
    if (memberSize == 0) {
      return; // an empty first file says nothing about where the second would begin
    }
    for (int i = 1; i <= Long.MAX_VALUE / memberSize; i++) {
      Path file = member(pattern, i);
      if (!Files.exists(file)) {
        return;
      }
      members.add(new StorageMember(Storage.file(file), i * memberSize));
    }
  }

  private static void requireOneConversion(Path pattern) {
    List<String> found =
        CONVERSION
            .matcher(lastComponent(pattern))
            .results()
            .map(MatchResult::group)
            .filter(text -> !text.equals("%%"))
            .toList();
    if (found.size() != 1 || found.getFirst().equals("%")) {
      throw new IllegalArgumentException(
          "family pattern " + pattern + " has no single conversion such as %05d in its file name");
    }
  }

  private static Path member(Path pattern, int index) {
    Matcher conversion = CONVERSION.matcher(lastComponent(pattern));
    return pattern.resolveSibling(
        conversion.replaceAll(found -> found.group().equals("%%") ? "%" : number(found, index)));
  }

  private static String number(MatchResult conversion, int index) {
    String width = conversion.group(2);
    if (width.isEmpty()) {
      return Integer.toString(index);
    }
    return String.format(Locale.ROOT, "%" + conversion.group(1) + width + "d", index);
  }

  private static String lastComponent(Path pattern) {
    return String.valueOf(pattern.getFileName());
  }
}
