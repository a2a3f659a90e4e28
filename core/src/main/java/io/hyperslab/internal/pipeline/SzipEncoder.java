package io.hyperslab.internal.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The encoder of the adaptive entropy coding (CCSDS 121.0-B sections 3 and 4), one per chunk;
/// [SzipKernel] says what the code is like.
///
/// A scanline that does not fill its last block, and the last scanline, are filled up: with their
/// last sample if samples are predicted, with zeros otherwise.
final class SzipEncoder {
  private static final int BLOCKS_PER_SEGMENT = 64;

  /// Runs of more zero blocks than this that reach the end of their segment have a code of their
  /// own, of as many zero bits.
  private static final int LONGEST_COUNTED_RUN = 4;

  /// The largest sum of a pair of samples that the second extension option can code. No block with
  /// a larger one is shorter in that option.
  private static final int LARGEST_PAIR_SUM = 12;

  private final int bitsPerSample;
  private final int blockSize;
  private final int samplesPerScanline;
  private final int blocksPerScanline;
  private final boolean predicted;
  private final int identifierBits;
  private final BitWriter bits;

  /// The samples of the current scanline, as they are coded: with prediction, mapped differences,
  /// and 0 for the reference sample.
  private final int[] samples;

  /// The samples themselves; the same array if they are not predicted.
  private final int[] pixels;

  /// The samples as pixels of one or of two bytes.
  private final byte[] bytes;

  private final short[] shorts;

  private int reference;
  private int lowBits;
  private int zeroBlocks;

  /// @param bitsPerSample 1 to 31
  /// @param blockSize samples of a block: even, 2 to 32
  /// @param samplesPerScanline 1 to 4096
  /// @param predicted whether samples are stored as differences
  SzipEncoder(
      int bitsPerSample, int blockSize, int samplesPerScanline, boolean predicted, BitWriter bits) {
    this.bitsPerSample = bitsPerSample;
    this.blockSize = blockSize;
    this.samplesPerScanline = samplesPerScanline;
    this.blocksPerScanline = Math.ceilDiv(samplesPerScanline, blockSize);
    this.predicted = predicted;
    this.identifierBits = bitsPerSample > 16 ? 5 : bitsPerSample > 8 ? 4 : 3;
    this.bits = bits;
    this.samples = new int[blocksPerScanline * blockSize];
    this.pixels = predicted ? new int[samples.length] : samples;
    int pixelSize = SzipKernel.pixelSize(bitsPerSample);
    this.bytes = new byte[pixelSize == Byte.BYTES ? samplesPerScanline : 0];
    this.shorts = new short[pixelSize == Short.BYTES ? samplesPerScanline : 0];
  }

  /// Encodes pixels. Gives up when there is no room left, or at a pixel that has more bits than it
  /// should.
  ///
  /// @return whether all was encoded
  boolean encode(MemorySegment source, boolean bigEndian) {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int size = SzipKernel.pixelSize(bitsPerSample);
    for (long at = 0; at < source.byteSize(); ) {
      int count = (int) Math.min((source.byteSize() - at) / size, samplesPerScanline);
      switch (size) {
        case Byte.BYTES -> takeBytes(source, at, count);
        case Short.BYTES -> takeShorts(source, at, count, order);
        default ->
            MemorySegment.copy(
                source, ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at, pixels, 0, count);
      }
      if (bitsPerSample < size * Byte.SIZE && !areInRange(count)) {
        return false;
      }
      encodeScanline(count);
      if (bits.isOverfull()) {
        return false;
      }
      at += (long) count * size;
    }
    bits.finish();
    return true;
  }

  private void takeBytes(MemorySegment source, long at, int count) {
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, bytes, 0, count);
    for (int i = 0; i < count; i++) {
      pixels[i] = bytes[i] & 0xFF;
    }
  }

  private void takeShorts(MemorySegment source, long at, int count, ByteOrder order) {
    ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
    MemorySegment.copy(source, layout, at, shorts, 0, count);
    for (int i = 0; i < count; i++) {
      pixels[i] = shorts[i] & 0xFFFF;
    }
  }

  private boolean areInRange(int count) {
    int all = 0;
    for (int i = 0; i < count; i++) {
      all |= pixels[i];
    }
    return all >>> bitsPerSample == 0;
  }

  private void encodeScanline(int count) {
    Arrays.fill(pixels, count, pixels.length, predicted ? pixels[count - 1] : 0);
    if (predicted && isConstant()) {
      reference = pixels[0];
      Arrays.fill(samples, 0);
    } else if (predicted) {
      mapDifferences();
    }
    for (int block = 0; block < blocksPerScanline; block++) {
      boolean isLast = block == blocksPerScanline - 1 || (block + 1) % BLOCKS_PER_SEGMENT == 0;
      if (isZero(block)) {
        zeroBlocks++;
        if (isLast) {
          writeZeroBlocks(block + 1, zeroBlocks > LONGEST_COUNTED_RUN);
        }
      } else {
        if (zeroBlocks > 0) {
          writeZeroBlocks(block, false);
        }
        encodeBlock(block);
      }
    }
  }

  /// Makes samples of the pixels' differences from their predecessors, mapped to numbers that are
  /// not negative: those that both ends of the range allow to even and odd numbers in turn, beyond
  /// that the distance from the nearer end.
  private void mapDifferences() {
    int largest = -1 >>> Integer.SIZE - bitsPerSample;
    reference = pixels[0];
    int before = reference;
    for (int i = 0; i < samples.length; i++) {
      int pixel = pixels[i];
      int difference = pixel - before;
      int magnitude = Math.abs(difference);
      int fromNearerEnd = Math.min(before, largest - before);
      if (magnitude <= fromNearerEnd) {
        samples[i] = difference << 1 ^ difference >> Integer.SIZE - 1;
      } else {
        samples[i] = fromNearerEnd + magnitude;
      }
      before = pixel;
    }
  }

  /// Whether all pixels of the scanline are the same: so are the upper bytes of many numbers.
  private boolean isConstant() {
    int first = pixels[0];
    int differences = 0;
    for (int i = 1; i < pixels.length; i++) {
      differences |= pixels[i] ^ first;
    }
    return differences == 0;
  }

  private boolean isZero(int block) {
    for (int i = block * blockSize; i < (block + 1) * blockSize; i++) {
      if (samples[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void writeZeroBlocks(int end, boolean toEndOfSegment) {
    bits.write(0, identifierBits + 1);
    if (predicted && zeroBlocks == end) {
      bits.write(reference, bitsPerSample);
    }
    if (toEndOfSegment) {
      bits.writeUnary(LONGEST_COUNTED_RUN);
    } else {
      bits.writeUnary(zeroBlocks > LONGEST_COUNTED_RUN ? zeroBlocks : zeroBlocks - 1);
    }
    zeroBlocks = 0;
  }

  private void encodeBlock(int block) {
    boolean startsWithReference = predicted && block == 0;
    int first = block * blockSize;
    int coded = blockSize - (startsWithReference ? 1 : 0);
    long plainLength = (long) coded * bitsPerSample;
    long splitLength = chooseLowBits(first, coded);
    // Samples of which so many bits are split off are too large to be shorter in pairs.
    long pairsLength = lowBits >= 3 && blockSize >= 4 ? Long.MAX_VALUE : pairsLength(first);
    if (Math.min(splitLength, pairsLength) >= plainLength) {
      bits.write(-1, identifierBits);
      samples[first] = startsWithReference ? reference : samples[first];
      bits.write(samples, first, first + blockSize, bitsPerSample);
      return;
    }
    boolean isSplit = splitLength < pairsLength;
    bits.write(isSplit ? lowBits + 1 : 1, isSplit ? identifierBits : identifierBits + 1);
    if (startsWithReference) {
      bits.write(reference, bitsPerSample);
    }
    if (isSplit) {
      writeSplitSamples(first + blockSize - coded, first + blockSize);
    } else {
      writePairs(first);
    }
  }

  /// Sets `lowBits` to the number of bits that is best split off the samples of a block, and
  /// returns the length of the block then. The length has one minimum; neighbouring blocks tend to
  /// have it in the same place.
  private long chooseLowBits(int first, int coded) {
    int most = (1 << identifierBits) - 3;
    int low = lowBits;
    long less = (long) coded * low;
    long best = less + coded;
    long more = best + coded;
    for (int i = first; i < first + blockSize; i++) {
      less += samples[i] >>> Math.max(low - 1, 0);
      best += samples[i] >>> low;
      more += samples[i] >>> low + 1;
    }
    if (low < most && more < best) {
      do {
        best = more;
        lowBits++;
        more = lowBits < most ? splitLength(first, coded, lowBits + 1) : Long.MAX_VALUE;
      } while (more < best);
    } else {
      while (lowBits > 0 && less < best) {
        best = less;
        lowBits--;
        less = lowBits > 0 ? splitLength(first, coded, lowBits - 1) : Long.MAX_VALUE;
      }
    }
    return best;
  }

  private long splitLength(int first, int coded, int low) {
    long length = (long) coded * (low + 1);
    for (int i = first; i < first + blockSize; i++) {
      length += samples[i] >>> low;
    }
    return length;
  }

  private void writeSplitSamples(int from, int end) {
    bits.writeUnary(samples, from, end, lowBits);
    if (lowBits > 0) {
      bits.write(samples, from, end, lowBits);
    }
  }

  private long pairsLength(int first) {
    long length = 1;
    for (int i = first; i < first + blockSize; i += 2) {
      long sum = (long) samples[i] + samples[i + 1];
      if (sum > LARGEST_PAIR_SUM) {
        return Long.MAX_VALUE;
      }
      length += pairCode(i) + 1;
    }
    return length;
  }

  private void writePairs(int first) {
    for (int i = first; i < first + blockSize; i += 2) {
      bits.writeUnary(pairCode(i));
    }
  }

  /// Pairs are numbered by their sum, then by their second sample.
  private int pairCode(int i) {
    int sum = samples[i] + samples[i + 1];
    return sum * (sum + 1) / 2 + samples[i + 1];
  }
}
