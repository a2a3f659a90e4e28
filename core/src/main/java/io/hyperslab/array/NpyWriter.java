package io.hyperslab.array;

import io.hyperslab.datatype.Datatype;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/// Writes one `.npy` file of numpy piece by piece, for arrays that are larger than memory. Made by
/// [Npy#writer]; for one thread.
public final class NpyWriter {
  private final WritableByteChannel channel;
  private final Datatype type;
  private final long size;
  private long written;

  private NpyWriter(WritableByteChannel channel, Datatype type, long size) {
    this.channel = channel;
    this.type = type;
    this.size = size;
  }

  /// See [Npy#writer].
  static NpyWriter of(OutputStream out, Datatype element, long[] shape) {
    for (long extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("an array of shape " + Arrays.toString(shape));
      }
    }
    NdArray example = NdArray.zeros(element, 1);
    if (NpyTexts.needsLengths(example.datatype())) {
      throw example.mismatch("elements whose size in numpy does not depend on their texts");
    }
    // The dimensions of an array datatype follow those of the elements.
    long[] inner = example.shape();
    long[] all = new long[shape.length + inner.length - 1];
    System.arraycopy(shape, 0, all, 0, shape.length);
    System.arraycopy(inner, 1, all, shape.length, inner.length - 1);
    Datatype stored = NpyDescriptions.stored(example);
    NpyHeader header = new NpyHeader(stored, false, all);
    byte[] head = header.encode();
    WritableByteChannel channel = Channels.newChannel(out);
    try {
      NpyChannel.drain(ByteBuffer.wrap(head), channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NpyWriter(channel, stored, header.count());
  }

  /// Writes the elements that follow, in C order.
  ///
  /// @param piece elements of the writer's datatype, of any shape
  /// @throws io.hyperslab.error.DatatypeMismatchException if they are of another
  /// @throws IllegalArgumentException if they are more than the file still takes
  /// @throws UncheckedIOException if the medium fails
  public void write(NdArray piece) {
    if (!NpyDescriptions.stored(piece).equals(type)) {
      throw piece.mismatch(type.toString());
    }
    if (piece.size() > size - written) {
      throw new IllegalArgumentException(
          piece.size() + " elements where " + (size - written) + " are missing");
    }
    try {
      NpyChannel.writeElements(piece, type, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    written += piece.size();
  }

  /// How many elements are still missing; 0 once the file is whole.
  public long missing() {
    return size - written;
  }
}
