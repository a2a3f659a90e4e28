package io.hyperslab.internal.pipeline;

import io.hyperslab.error.FilterException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.filter.Filter;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The filters that the chunks of a dataset pass, in the order of encoding (`FMT4 IV.A.2.l`).
///
/// Immutable; safe for use by any number of threads.
public final class FilterPipeline {
  private static final String STRUCTURE = "filter pipeline";
  private static final int MOST_STAGES = 32;

  /// The output of an encoder of unknown size is taken to be at most twice its input, up to the
  /// maximum size, and this more. Known encoders add far less to data that does not shrink; without
  /// a bound, two compressors in a row can unfold a few bytes into gigabytes.
  private static final long LARGEST_OVERHEAD = 1 << 16;

  private final List<Stage> stages;
  private final List<Optional<Filter>> filters;

  /// One filter of the pipeline message.
  ///
  /// The array is taken and handed out as it is: it is part of a decoded message and not to be
  /// modified.
  ///
  /// @param id the registered filter number, 0 to 65535
  /// @param name the name stored in the file; empty when there is none
  /// @param optional whether the encoder may have skipped the filter where it failed; a chunk's
  ///   filter mask says whether it did
  /// @param clientData the filter's parameters
  public record Stage(int id, String name, boolean optional, int[] clientData) {}

  /// @param stages the filters in the order of encoding
  /// @param registry where implementations are found; one that is missing matters only when a chunk
  ///   needs it
  /// @throws MalformedFileException if there are more than 32 filters
  public FilterPipeline(List<Stage> stages, FilterRegistry registry) {
    if (stages.size() > MOST_STAGES) {
      throw new MalformedFileException(
          STRUCTURE,
          -1,
          "number of filters",
          Integer.toString(stages.size()),
          "at most " + MOST_STAGES);
    }
    this.stages = List.copyOf(stages);
    this.filters = this.stages.stream().map(stage -> registry.find(stage.id())).toList();
  }

  /// The filters in the order of encoding.
  public List<Stage> stages() {
    return stages;
  }

  /// Undoes the filters of a chunk in reverse order.
  ///
  /// @param stored the chunk as stored; not modified
  /// @param filterMask bit `i` is set when the chunk did not pass filter `i`
  /// @param decodedSize bytes that the chunk must decode to
  /// @param maximumSize the most bytes that a chunk may decode to
  /// @return the decoded bytes: new memory; `stored` or a slice of it when no filter changed them
  /// @throws MissingFilterException if a filter that the chunk passed, even an optional one, is not
  ///   found
  /// @throws FilterException if a filter cannot decode what it is given, or does not yield the size
  ///   that is needed
  /// @throws MalformedFileException if the chunk passed no filter and has another size
  /// @throws LimitExceededException if `decodedSize` is more than `maximumSize`
  public MemorySegment decode(
      MemorySegment stored, long filterMask, long decodedSize, long maximumSize) {
    try (StageMemory memory = new StageMemory(StageMemory::fresh)) {
      MemorySegment decoded = undo(stored, filterMask, decodedSize, maximumSize, memory);
      return memory.holds(decoded) ? StageMemory.fresh(decodedSize).copyFrom(decoded) : decoded;
    }
  }

  /// Undoes the filters of a chunk in reverse order, to where the caller wants the bytes. The last
  /// filter decodes straight to there if it can.
  ///
  /// @param stored the chunk as stored; not modified, and not used any more after the return
  /// @param filterMask bit `i` is set when the chunk did not pass filter `i`
  /// @param target as large as the chunk must decode to, and no part of `stored`; after a failure
  ///   it may hold anything
  /// @param maximumSize the most bytes that a chunk may decode to
  /// @throws MissingFilterException as [#decode]
  /// @throws FilterException as [#decode]
  /// @throws MalformedFileException as [#decode]
  /// @throws LimitExceededException as [#decode]
  public void decodeInto(
      MemorySegment stored, long filterMask, MemorySegment target, long maximumSize) {
    decodeInto(stored, filterMask, ChunkRows.of(target), maximumSize);
  }

  /// Undoes the filters of a chunk in reverse order, to rows of a larger array. Of several rows,
  /// the elements are written once if the last filter to be undone can do that, or only looks at
  /// them; else they go through memory that is used again.
  ///
  /// @param stored as for [#decodeInto]
  /// @param filterMask as for [#decodeInto]
  /// @param rows as large as the chunk must decode to; after a failure they may hold anything
  /// @param maximumSize as for [#decodeInto]
  /// @throws MissingFilterException as [#decode]
  /// @throws FilterException as [#decode]
  /// @throws MalformedFileException as [#decode]
  /// @throws LimitExceededException as [#decode]
  public void decodeInto(MemorySegment stored, long filterMask, ChunkRows rows, long maximumSize) {
    int last = 0;
    while (last < stages.size() && !isApplied(last, filterMask)) {
      last++;
    }
    boolean isShuffled =
        last < stages.size() && filters.get(last).orElse(null) instanceof ShuffleFilter;
    Optional<MemorySegment> onlyRow = rows.only();
    try (StageMemory memory = onlyRow.map(StageMemory::into).orElseGet(StageMemory::scratchOnly)) {
      if (isShuffled) {
        requireAllowed(rows.size(), maximumSize);
        FilterContext[] contexts = contexts(filterMask, rows.size(), maximumSize, memory);
        MemorySegment data = undo(stored, filterMask, contexts, last + 1);
        checkSize(data.byteSize(), contexts[last]);
        ShuffleFilter.decode(data, contexts[last], rows);
      } else {
        MemorySegment decoded = undo(stored, filterMask, rows.size(), maximumSize, memory);
        if (!decoded.equals(onlyRow.orElse(null))) {
          rows.put(0, decoded);
        }
      }
    }
  }

  private MemorySegment undo(
      MemorySegment stored,
      long filterMask,
      long decodedSize,
      long maximumSize,
      StageMemory memory) {
    requireAllowed(decodedSize, maximumSize);
    FilterContext[] contexts = contexts(filterMask, decodedSize, maximumSize, memory);
    MemorySegment data = undo(stored, filterMask, contexts, 0);
    if (data.byteSize() != decodedSize) {
      throw new MalformedFileException(
          "chunk",
          -1,
          "size of the unfiltered chunk",
          Long.toString(data.byteSize()),
          Long.toString(decodedSize));
    }
    return data;
  }

  /// Undoes the filters from the last one down to a number.
  private MemorySegment undo(
      MemorySegment stored, long filterMask, FilterContext[] contexts, int downTo) {
    MemorySegment data = stored;
    for (int i = stages.size() - 1; i >= downTo; i--) {
      if (isApplied(i, filterMask)) {
        data = filter(i).decode(data, contexts[i]);
        checkSize(data.byteSize(), contexts[i]);
      }
    }
    return data;
  }

  private static void requireAllowed(long decodedSize, long maximumSize) {
    if (decodedSize > maximumSize) {
      throw new LimitExceededException(
          STRUCTURE,
          -1,
          "decoded chunk size",
          Long.toString(decodedSize),
          "at most " + maximumSize);
    }
  }

  /// What each stage is told: the sizes follow the data in the order of encoding.
  private FilterContext[] contexts(
      long filterMask, long decodedSize, long maximumSize, StageMemory memory) {
    FilterContext[] contexts = new FilterContext[stages.size()];
    long most = Math.min(maximumSize, Long.MAX_VALUE / 4);
    OptionalLong expected = OptionalLong.of(decodedSize);
    long bound = decodedSize;
    boolean isLast = true;
    for (int i = 0; i < contexts.length; i++) {
      if (isApplied(i, filterMask)) {
        Stage stage = stages.get(i);
        Filter filter = filter(i);
        contexts[i] =
            new FilterContext(stage.id(), filter.name(), stage.clientData(), expected, bound)
                .withMemory(isLast ? memory::result : memory::scratch);
        isLast = false;
        expected = expected.isPresent() ? filter.encodedSize(bound) : expected;
        bound = expected.orElse(Math.min(2 * Math.min(bound, most), most) + LARGEST_OVERHEAD);
      }
    }
    return contexts;
  }

  /// Applies the filters to a chunk. An optional filter that is missing, can only decode, or fails
  /// or declines on this chunk is left out, as in libhdf5.
  ///
  /// @param chunk the data, at least one byte; not modified
  /// @param maximumSize the most bytes that any filter may encode to
  /// @return the encoded chunk in memory of its own, or `chunk` itself
  /// @throws MissingFilterException if a filter that is not optional is not found
  /// @throws io.hyperslab.error.UnsupportedFeatureException if one can only decode
  /// @throws FilterException if one fails or declines
  public EncodedChunk encode(MemorySegment chunk, long maximumSize) {
    try (StageMemory memory = new StageMemory(StageMemory::fresh)) {
      MemorySegment data = chunk;
      int filterMask = 0;
      for (int i = 0; i < stages.size(); i++) {
        Optional<MemorySegment> encoded =
            stages.get(i).optional()
                ? encodeIfPossible(i, data, maximumSize, memory)
                : Optional.of(encodeSurely(i, data, maximumSize, memory));
        if (encoded.isPresent()) {
          data = encoded.get();
        } else {
          filterMask |= 1 << i;
        }
      }
      return new EncodedChunk(
          memory.holds(data) ? StageMemory.fresh(data.byteSize()).copyFrom(data) : data,
          filterMask);
    }
  }

  private Optional<MemorySegment> encodeIfPossible(
      int index, MemorySegment data, long maximumSize, StageMemory memory) {
    Optional<Filter> filter = filters.get(index).filter(Filter::encodes);
    if (filter.isEmpty()) {
      return Optional.empty();
    }
    try {
      return filter
          .get()
          .encode(data, encodingContext(index, data.byteSize(), maximumSize, memory));
    } catch (FilterException failure) {
      // What is left undone is in the chunk's filter mask.
      return Optional.empty();
    }
  }

  private MemorySegment encodeSurely(
      int index, MemorySegment data, long maximumSize, StageMemory memory) {
    FilterContext context = encodingContext(index, data.byteSize(), maximumSize, memory);
    return filter(index)
        .encode(data, context)
        .orElseThrow(
            () -> context.malformed("chunk", "declined", "one that the filter can encode"));
  }

  private FilterContext encodingContext(
      int index, long size, long maximumSize, StageMemory memory) {
    Stage stage = stages.get(index);
    Filter filter = filter(index);
    boolean isResult = index == stages.size() - 1 && filter.encodedSize(size).isPresent();
    return FilterContext.forEncoding(
            stage.id(), filter.name(), stage.clientData(), size, maximumSize)
        .withMemory(isResult ? memory::result : memory::scratch);
  }

  private static void checkSize(long size, FilterContext context) {
    OptionalLong expected = context.decodedSize();
    if (expected.isPresent() && size != expected.getAsLong()) {
      throw context.malformed("decoded size", size, expected.getAsLong());
    }
    if (size > context.maximumSize()) {
      throw context.malformed("decoded size", size, "at most " + context.maximumSize());
    }
  }

  private static boolean isApplied(int index, long filterMask) {
    return (filterMask >>> index & 1) == 0;
  }

  private Filter filter(int index) {
    Stage stage = stages.get(index);
    return filters
        .get(index)
        .orElseThrow(() -> new MissingFilterException(STRUCTURE, -1, stage.id(), stage.name()));
  }
}
