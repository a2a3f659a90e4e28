package io.hyperslab.internal.pipeline;

import io.airlift.compress.v3.internal.NativeLoader;
import io.hyperslab.internal.bytes.PooledMemory;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// libdeflate's encoder and decoder of zlib streams (RFC 1950), from the library file that the
/// module aircompressor brings along. That one's own classes offer bare deflate streams only, and
/// do not tell where a stream ends.
///
/// Native code gets only memory that cannot disappear: a page of a mapping that the file has lost
/// by truncation would end the virtual machine. Arrays are handed over in place only while they are
/// small, because no garbage is collected meanwhile; larger ones go by way of memory outside the
/// heap.
///
/// Safe for use by any number of threads.
final class Libdeflate {
  /// The most effort that is of use here; the levels above are slower by an order of magnitude.
  static final int LARGEST_LEVEL = 9;

  private static final int SUCCESS = 0;

  /// Bytes in and out of one call, such that it takes a few milliseconds at most.
  private static final long LARGEST_PINNED = 1 << 21;

  /// Bytes that the platform decodes while the library is loaded and its functions are linked.
  private static final long WORTH_BINDING = 4 << 20;

  /// Bytes that were to be decoded before the library was bound.
  private static final AtomicLong DECODED = new AtomicLong();

  /// The library, bound when it is asked for.
  private static final class Bound {
    static final Optional<Libdeflate> LIBRARY = bind();
  }

  private final MethodHandle decompress;
  private final MethodHandle decompressPinned;
  private final MethodHandle compress;
  private final NativeCodecs decompressors;
  private final NativeCodecs[] compressors;

  @SuppressWarnings("restricted") // the descriptors are those of libdeflate.h
  private Libdeflate(Linker linker, SymbolLookup library) {
    MemorySegment decoder = library.findOrThrow("libdeflate_zlib_decompress");
    FunctionDescriptor decoding =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS);
    decompress = linker.downcallHandle(decoder, decoding);
    decompressPinned = linker.downcallHandle(decoder, decoding, Linker.Option.critical(true));
    compress =
        linker.downcallHandle(
            library.findOrThrow("libdeflate_zlib_compress"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG));
    FunctionDescriptor freeing = FunctionDescriptor.ofVoid(ValueLayout.ADDRESS);
    decompressors =
        new NativeCodecs(
            linker.downcallHandle(
                library.findOrThrow("libdeflate_alloc_decompressor"),
                FunctionDescriptor.of(ValueLayout.ADDRESS)),
            linker.downcallHandle(library.findOrThrow("libdeflate_free_decompressor"), freeing));
    MethodHandle allocate =
        linker.downcallHandle(
            library.findOrThrow("libdeflate_alloc_compressor"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    MethodHandle free =
        linker.downcallHandle(library.findOrThrow("libdeflate_free_compressor"), freeing);
    compressors =
        IntStream.rangeClosed(0, LARGEST_LEVEL)
            .mapToObj(
                level -> new NativeCodecs(MethodHandles.insertArguments(allocate, 0, level), free))
            .toArray(NativeCodecs[]::new);
  }

  /// The library; empty where there is none for the platform, or the program may not call it.
  static Optional<Libdeflate> available() {
    return Bound.LIBRARY;
  }

  /// The same for a decoder that leads to the same bytes without it: empty also as long as little
  /// is decoded in this process, such that binding the library would take longer.
  ///
  /// @param size bytes to decode
  static Optional<Libdeflate> availableToDecode(long size) {
    boolean worth = DECODED.get() >= WORTH_BINDING || DECODED.addAndGet(size) >= WORTH_BINDING;
    return worth ? available() : Optional.empty();
  }

  private static Optional<Libdeflate> bind() {
    try {
      return Optional.of(
          new Libdeflate(Linker.nativeLinker(), NativeLoader.loadLibrary("deflate")));
    } catch (LinkageError
        | IllegalCallerException
        | UnsupportedOperationException
        | NoSuchElementException _) {
      return Optional.empty();
    }
  }

  /// Decodes the stream at the start of `source`; what follows it is ignored.
  ///
  /// @return whether a stream of just this size and with the right checksum has filled `target`; if
  ///   not, it may hold anything
  boolean inflate(MemorySegment source, MemorySegment target) {
    if (isOutside(source) && isOutside(target)) {
      return inflate(decompress, source, target);
    }
    if (source.byteSize() + target.byteSize() <= LARGEST_PINNED
        && !source.isMapped()
        && !target.isMapped()) {
      return inflate(decompressPinned, source, target);
    }
    try (PooledMemory input = PooledMemory.take(isOutside(source) ? 0 : source.byteSize());
        PooledMemory output = PooledMemory.take(isOutside(target) ? 0 : target.byteSize())) {
      MemorySegment from = isOutside(source) ? source : input.segment().copyFrom(source);
      MemorySegment to = isOutside(target) ? target : output.segment();
      boolean isDone = isOutside(from) && isOutside(to) && inflate(decompress, from, to);
      if (isDone && !isOutside(target)) {
        target.copyFrom(to);
      }
      return isDone;
    }
  }

  private boolean inflate(MethodHandle function, MemorySegment source, MemorySegment target) {
    MemorySegment decompressor = decompressors.take();
    if (decompressor.equals(MemorySegment.NULL)) {
      return false;
    }
    try {
      int result =
          (int)
              function.invokeExact(
                  decompressor,
                  source,
                  source.byteSize(),
                  target,
                  target.byteSize(),
                  MemorySegment.NULL);
      return result == SUCCESS;
    } catch (Throwable e) {
      throw NativeCodecs.unexpected(e);
    } finally {
      decompressors.giveBack(decompressor);
    }
  }

  /// Encodes all of `source` to the start of `target`.
  ///
  /// @param level 0 (none) to [#LARGEST_LEVEL]
  /// @return how many bytes that took; 0 if it could not be done, for want of room or of memory
  long deflate(MemorySegment source, MemorySegment target, int level) {
    try (PooledMemory input = PooledMemory.take(isOutside(source) ? 0 : source.byteSize());
        PooledMemory output = PooledMemory.take(isOutside(target) ? 0 : target.byteSize())) {
      MemorySegment from = isOutside(source) ? source : input.segment().copyFrom(source);
      MemorySegment to = isOutside(target) ? target : output.segment();
      long size = isOutside(from) && isOutside(to) ? compress(from, to, compressors[level]) : 0;
      if (!isOutside(target)) {
        MemorySegment.copy(to, 0, target, 0, size);
      }
      return size;
    }
  }

  private long compress(MemorySegment source, MemorySegment target, NativeCodecs codecs) {
    MemorySegment compressor = codecs.take();
    if (compressor.equals(MemorySegment.NULL)) {
      return 0;
    }
    try {
      return (long)
          compress.invokeExact(compressor, source, source.byteSize(), target, target.byteSize());
    } catch (Throwable e) {
      throw NativeCodecs.unexpected(e);
    } finally {
      codecs.giveBack(compressor);
    }
  }

  private static boolean isOutside(MemorySegment segment) {
    return segment.isNative() && !segment.isMapped();
  }
}
