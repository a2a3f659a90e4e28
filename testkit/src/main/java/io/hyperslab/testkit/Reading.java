package io.hyperslab.testkit;

import io.hyperslab.error.Hdf5Exception;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What reading a whole file gave.
///
/// @param values what each aspect of each object is, by a name such as `0x320 shape`
/// @param refusals what could not be read
public record Reading(Map<String, String> values, List<Refusal> refusals) {
  /// One thing that was refused.
  ///
  /// @param aspect what was asked for, named as the values are
  /// @param objectPath the object that was being read; empty while the file was being opened
  /// @param error the refusal
  public record Refusal(String aspect, Optional<String> objectPath, Hdf5Exception error) {}

  /// Copies the collections.
  public Reading {
    values = Map.copyOf(values);
    refusals = List.copyOf(refusals);
  }

  /// The first value here that contradicts the reading of the same file before it was damaged: one
  /// that differs or was not there, or, without a refusal, one that is missing.
  ///
  /// @param sound what the undamaged file gave
  public Optional<String> contradiction(Reading sound) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      String expected = sound.values.get(value.getKey());
      if (!value.getValue().equals(expected)) {
        return Optional.of(value + ", undamaged " + expected);
      }
    }
    if (refusals.isEmpty()) {
      return sound.values.keySet().stream()
          .filter(aspect -> !values.containsKey(aspect))
          .findFirst()
          .map(aspect -> aspect + " is missing");
    }
    return Optional.empty();
  }
}
