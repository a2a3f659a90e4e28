package io.hyperslab;

import io.hyperslab.filter.FilterSpec;
import io.hyperslab.internal.format.message.FilterPipelineMessage;
import io.hyperslab.internal.pipeline.FilterSettings;
import java.util.Arrays;
import java.util.List;

/// One filter of a dataset's pipeline, as stored.
///
/// @param id the registered filter number
/// @param name the stored name; empty when there is none
/// @param optional whether a chunk may be stored without it
/// @param flags the stored flags; bit 0 is `optional`
/// @param clientData the filter's parameters, 32 bits each
public record FilterInfo(
    int id, String name, boolean optional, int flags, List<Integer> clientData) {
  /// Copies the list.
  public FilterInfo {
    clientData = List.copyOf(clientData);
  }

  /// The filter as it was asked for, to be asked for again: what follows from the datatype and the
  /// chunks is left out.
  public FilterSpec spec() {
    return FilterSettings.spec(id, optional, clientData);
  }

  static FilterInfo of(FilterPipelineMessage.FilterDescription filter) {
    return new FilterInfo(
        filter.id(),
        filter.name(),
        filter.optional(),
        filter.flags(),
        Arrays.stream(filter.clientData()).boxed().toList());
  }
}
