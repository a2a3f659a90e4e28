package io.hyperslab.cli.h5copy;

import io.hyperslab.ObjectCopy;
import java.util.List;
import java.util.Optional;

/// How objects are copied, in the words of `h5copy -f`.
final class CopyFlags {
  private static final List<String> ALL = List.of("shallow", "soft", "ext", "ref", "noattr");

  private CopyFlags() {}

  /// The options that words stand for; empty if one of them stands for nothing.
  static Optional<ObjectCopy> of(List<String> words) {
    ObjectCopy copy = ObjectCopy.defaults();
    for (String word : words) {
      switch (word) {
        case "allflags" -> {
          for (String each : ALL) {
            copy = with(copy, each);
          }
        }
        case "shallow", "soft", "ext", "ref", "noattr" -> copy = with(copy, word);
        case "nullmsg" -> {
          // Messages that say nothing are nothing that could be lost.
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(copy);
  }

  private static ObjectCopy with(ObjectCopy copy, String word) {
    return switch (word) {
      case "shallow" -> copy.shallow();
      case "soft" -> copy.expandSoftLinks();
      case "ext" -> copy.expandExternalLinks();
      case "ref" -> copy.expandReferences();
      default -> copy.withoutAttributes();
    };
  }
}
