package io.hyperslab.internal.model;

import io.hyperslab.internal.format.message.FilterPipelineMessage;
import io.hyperslab.internal.format.message.FilterPipelineMessage.FilterDescription;
import io.hyperslab.internal.index.BlockFilter;
import io.hyperslab.internal.pipeline.FilterPipeline;
import io.hyperslab.internal.pipeline.FilterRegistry;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The filters of a fractal heap's blocks and objects.
record HeapFilter(FilterPipeline pipeline, long maximumSize) implements BlockFilter {
  static BlockFilter.Factory factory(FileSettings settings) {
    return message ->
        new HeapFilter(
            pipeline(FilterPipelineMessage.decode(message).filters(), settings.filters()),
            settings.limits().metadataBlock());
  }

  /// A pipeline message's filters with their implementations.
  static FilterPipeline pipeline(List<FilterDescription> filters, FilterRegistry registry) {
    return new FilterPipeline(
        filters.stream()
            .map(filter ->
                new FilterPipeline.Stage(
                    filter.id(), filter.name(), filter.optional(), filter.clientData()))
            .toList(),
        registry);
  }

  @Override
  public byte[] decode(byte[] stored, int filterMask, long decodedSize) {
    return pipeline
        .decode(
            MemorySegment.ofArray(stored),
            Integer.toUnsignedLong(filterMask),
            decodedSize,
            maximumSize)
        .toArray(ValueLayout.JAVA_BYTE);
  }
}
