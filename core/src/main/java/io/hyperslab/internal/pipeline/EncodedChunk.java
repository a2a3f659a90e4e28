package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;

/// A chunk as it is to be stored.
///
/// @param data the stored bytes; the chunk that was encoded itself if no filter changed it
/// @param filterMask bit `i` is set when the chunk did not pass filter `i`
public record EncodedChunk(MemorySegment data, int filterMask) {}
