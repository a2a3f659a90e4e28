package io.hyperslab.array;

import io.hyperslab.datatype.Datatype;
import io.hyperslab.internal.bytes.Saturated;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/// Reads one `.npy` file of numpy piece by piece, for arrays that are larger than memory. Made by
/// [Npy#reader]; for one thread.
public final class NpyReader {
  private final ReadableByteChannel channel;
  private final NpyHeader header;
  private final long size;
  private long taken;

  private NpyReader(ReadableByteChannel channel, NpyHeader header) {
    this.channel = channel;
    this.header = header;
    this.size = header.count();
  }

  /// See [Npy#reader].
  static NpyReader of(InputStream in) {
    ReadableByteChannel channel = Channels.newChannel(in);
    try {
      return new NpyReader(channel, NpyChannel.readHeader(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The datatype of the elements as [#read] gives them.
  public Datatype datatype() {
    return NpyTexts.decode(NdArray.zeros(header.type(), 0)).datatype();
  }

  /// The shape of the array, slowest axis first.
  public long[] shape() {
    return header.shape().clone();
  }

  /// Whether the elements lie in the order in which the first index changes fastest.
  public boolean isFortranOrder() {
    return header.fortranOrder();
  }

  /// How many elements have not been read.
  public long remaining() {
    return size - taken;
  }

  /// The elements that follow, in the order of the file.
  ///
  /// @param most how many at most, at least 1
  /// @return one axis, and those of array datatypes; without elements at the end
  /// @throws IllegalArgumentException if `most` is less than 1
  /// @throws io.hyperslab.error.MalformedFileException if the file ends before
  /// @throws io.hyperslab.error.LimitExceededException if they are more than fit memory
  /// @throws UncheckedIOException if the medium fails
  public NdArray read(long most) {
    if (most < 1) {
      throw new IllegalArgumentException("at most " + most + " elements, expected at least 1");
    }
    long count = Math.min(most, remaining());
    try {
      long size = Saturated.multiply(count, header.type().size());
      NdArray stored = NdArray.of(NpyChannel.memory(channel, size), header.type(), count);
      taken += count;
      return NpyTexts.decode(stored);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
