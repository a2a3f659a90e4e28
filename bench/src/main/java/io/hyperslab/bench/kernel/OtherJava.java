package io.hyperslab.bench.kernel;

import com.ning.compress.lzf.ChunkDecoder;
import com.ning.compress.lzf.LZFEncoder;
import com.ning.compress.lzf.util.ChunkDecoderFactory;
import io.hyperslab.bench.kernel.Kernel.Peer;
import io.hyperslab.bench.kernel.Kernel.Work;
import io.jhdf.filter.BitShuffleFilter;
import io.jhdf.filter.ByteShuffleFilter;
import io.jhdf.filter.Filter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Kernels of other libraries on the JVM. jHDF's have new memory for each result: its interface has
/// no other way.
final class OtherJava {
  private static final int LEVEL = 4;

  private OtherJava() {}

  static Work work(Kernel kernel, Peer peer) {
    byte[] input = kernel.input();
    return switch (kernel) {
      case DEFLATE -> deflate(input);
      case INFLATE -> inflate(input);
      case LZF -> lzf(input);
      case UNLZF -> unlzf(input);
      case SHUFFLE -> shuffle(input, kernel.stage().clientData());
      case UNSHUFFLE -> undo(new ByteShuffleFilter(), input, kernel.stage().clientData());
      case BITUNSHUFFLE -> undo(new BitShuffleFilter(), input, kernel.stage().clientData());
      default -> throw new IllegalArgumentException(peer + " has no " + kernel);
    };
  }

  private static Work shuffle(byte[] input, int[] clientData) {
    Filter filter = new ByteShuffleFilter();
    return () -> MemorySegment.ofArray(filter.encode(input, clientData));
  }

  private static Work undo(Filter filter, byte[] input, int[] clientData) {
    return () -> MemorySegment.ofArray(filter.decode(input, clientData));
  }

  private static Work deflate(byte[] input) {
    Deflater deflater = new Deflater(LEVEL);
    byte[] target = new byte[2 * Block.SIZE];
    return () -> {
      deflater.reset();
      deflater.setInput(input);
      deflater.finish();
      return MemorySegment.ofArray(target).asSlice(0, deflater.deflate(target));
    };
  }

  private static Work inflate(byte[] input) {
    Inflater inflater = new Inflater();
    byte[] target = new byte[Block.SIZE];
    return () -> {
      inflater.reset();
      inflater.setInput(input);
      try {
        return MemorySegment.ofArray(target).asSlice(0, inflater.inflate(target));
      } catch (DataFormatException e) {
        throw new IOException(e);
      }
    };
  }

  /// The stream has a header for each 64 KiB.
  private static Work lzf(byte[] input) {
    byte[] target = new byte[2 * Block.SIZE];
    return () -> {
      int size = LZFEncoder.appendEncoded(input, 0, input.length, target, 0);
      return MemorySegment.ofArray(target).asSlice(0, size);
    };
  }

  /// The whole block is one piece, as HDF5 has it.
  private static Work unlzf(byte[] input) {
    ChunkDecoder decoder = ChunkDecoderFactory.optimalInstance();
    byte[] target = new byte[Block.SIZE];
    return () -> {
      decoder.decodeChunk(input, 0, input.length, target, 0, target.length);
      return MemorySegment.ofArray(target);
    };
  }
}
