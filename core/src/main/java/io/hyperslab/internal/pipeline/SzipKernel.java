package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The decoder of the adaptive entropy coding (CCSDS 121.0-B section 3 and 4), one per chunk.
///
/// Samples come in blocks, each with an option identifier that says how it is coded. The blocks of
/// a scanline form a reference sample interval: with prediction on, its first sample is stored as
/// it is and the others as mapped differences from their predecessor. A scanline that does not fill
/// its last block was padded by the encoder; the padding is decoded and dropped.
final class SzipKernel {
  /// Blocks after which a run of zero blocks that extends to the end of a segment must stop.
  private static final int BLOCKS_PER_SEGMENT = 64;

  /// The code of a run of zero blocks that means "to the end of the segment".
  private static final int REMAINDER_OF_SEGMENT = 5;

  /// Differences that are added up before it is looked whether they may be.
  private static final int MOST_AT_ONCE = 256;

  /// The sums of two samples in the second extension option that the szip library knows.
  private static final int PAIR_SUMS = 13;

  /// The sum of the pair for each code of the second extension option, and its second sample.
  private static final int[] PAIR_SUM = new int[PAIR_SUMS * (PAIR_SUMS + 1) / 2];

  private static final int[] PAIR_SECOND = new int[PAIR_SUM.length];

  static {
    int code = 0;
    for (int sum = 0; sum < PAIR_SUMS; sum++) {
      for (int second = 0; second <= sum; second++) {
        PAIR_SUM[code] = sum;
        PAIR_SECOND[code] = second;
        code++;
      }
    }
  }

  private final int bitsPerSample;
  private final int blockSize;
  private final int samplesPerScanline;
  private final int blocksPerScanline;
  private final boolean predicted;
  private final int identifierBits;
  private final BitReader bits;
  private final FilterContext context;

  /// The samples of the current scanline with its padding; `used` of them are decoded.
  private final int[] samples;

  /// What samples stand for; samples themselves if they are not predicted.
  private final int[] pixels;

  /// The same as pixels of one or of two bytes.
  private final byte[] bytes;

  private final short[] shorts;

  private int used;

  /// Whether all differences of the scanline so far are zeros.
  private boolean isConstant;

  /// @param bitsPerSample 1 to 31
  /// @param blockSize samples of a block: even, 2 to 32
  /// @param samplesPerScanline 1 to 4096
  /// @param predicted whether samples are stored as differences
  SzipKernel(
      int bitsPerSample,
      int blockSize,
      int samplesPerScanline,
      boolean predicted,
      BitReader bits,
      FilterContext context) {
    this.bitsPerSample = bitsPerSample;
    this.blockSize = blockSize;
    this.samplesPerScanline = samplesPerScanline;
    this.blocksPerScanline = Math.ceilDiv(samplesPerScanline, blockSize);
    this.predicted = predicted;
    this.identifierBits = bitsPerSample > 16 ? 5 : bitsPerSample > 8 ? 4 : 3;
    this.bits = bits;
    this.context = context;
    this.samples = new int[blocksPerScanline * blockSize];
    this.pixels = predicted ? new int[samplesPerScanline] : samples;
    this.bytes = new byte[pixelSize() == Byte.BYTES ? samplesPerScanline : 0];
    this.shorts = new short[pixelSize() == Short.BYTES ? samplesPerScanline : 0];
  }

  /// Bytes of a pixel in memory.
  int pixelSize() {
    return pixelSize(bitsPerSample);
  }

  /// Bytes of a pixel of `bitsPerSample` bits in memory.
  static int pixelSize(int bitsPerSample) {
    return bitsPerSample > 16 ? 4 : bitsPerSample > 8 ? 2 : 1;
  }

  /// No encoded byte yields more decoded bytes than this: the longest run of zero blocks that has a
  /// short code, a segment, takes nine bits.
  long largestExpansion() {
    return (long) BLOCKS_PER_SEGMENT * blockSize * pixelSize();
  }

  /// Fills `target` with pixels.
  void decode(MemorySegment target, boolean bigEndian) {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int size = pixelSize();
    for (long at = 0; at < target.byteSize(); ) {
      int wanted = decodeScanline((target.byteSize() - at) / size);
      switch (size) {
        case Byte.BYTES -> putBytes(target, at, wanted);
        case Short.BYTES -> putShorts(target, at, wanted, order);
        default ->
            MemorySegment.copy(
                pixels, 0, target, ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at, wanted);
      }
      at += (long) wanted * size;
    }
  }

  private void putBytes(MemorySegment target, long at, int count) {
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) pixels[i];
    }
    MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, at, count);
  }

  private void putShorts(MemorySegment target, long at, int count, ByteOrder order) {
    for (int i = 0; i < count; i++) {
      shorts[i] = (short) pixels[i];
    }
    ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
    MemorySegment.copy(shorts, 0, target, layout, at, count);
  }

  /// Decodes one scanline into `samples` and returns how many of its samples are wanted, given that
  /// `remaining` samples are left in all. The blocks after the last wanted sample are not read.
  private int decodeScanline(long remaining) {
    int wanted = (int) Math.min(remaining, samplesPerScanline);
    used = 0;
    isConstant = predicted;
    while (used < wanted) {
      decodeBlock();
      if (bits.isExhausted()) {
        throw context.malformed("encoded data", "cut off", "complete");
      }
    }
    if (isConstant) {
      Arrays.fill(pixels, 0, wanted, samples[0]);
    } else if (predicted) {
      pixels[0] = samples[0];
      for (int from = 1; from < wanted; from += MOST_AT_ONCE) {
        int to = Math.min(wanted, from + MOST_AT_ONCE);
        if (addDifferences(from, to)) {
          unmapDifferences(from, to);
        }
      }
    }
    return wanted;
  }

  private void decodeBlock() {
    int identifier = (int) bits.read(identifierBits);
    boolean startsWithReference = predicted && used == 0;
    if (identifier == 0) {
      boolean isSecondExtension = bits.read(1) == 1;
      if (startsWithReference) {
        readSample();
      }
      if (isSecondExtension) {
        decodeSecondExtension();
      } else {
        decodeZeroBlocks();
        return;
      }
    } else if (identifier == (1 << identifierBits) - 1) {
      for (int i = 0; i < blockSize; i++) {
        readSample();
      }
    } else {
      if (startsWithReference) {
        readSample();
      }
      decodeSplitSamples(identifier - 1);
    }
    isConstant = false;
  }

  private void readSample() {
    samples[used++] = (int) bits.read(bitsPerSample);
  }

  private int endOfBlock() {
    return (used / blockSize + 1) * blockSize;
  }

  /// The upper bits of all samples in unary, then the `lowBits` lower bits of all samples.
  private void decodeSplitSamples(int lowBits) {
    int end = endOfBlock();
    bits.countZeros(samples, used, end, lowBits);
    if (lowBits > 0) {
      bits.addFields(samples, used, end, lowBits);
    }
    used = end;
  }

  /// Samples in pairs, each pair as one unary code. A reference sample takes the place of the first
  /// sample of its pair.
  private void decodeSecondExtension() {
    int end = endOfBlock();
    while (used < end) {
      int code = bits.countZeros();
      if (code >= PAIR_SUM.length) {
        throw context.malformed("second extension code", code, "less than " + PAIR_SUM.length);
      }
      int second = PAIR_SECOND[code];
      if (used % 2 == 0) {
        samples[used++] = PAIR_SUM[code] - second;
      }
      samples[used++] = second;
    }
  }

  /// A run of blocks of zeros; its first block may begin with a reference sample.
  private void decodeZeroBlocks() {
    int firstBlock = used / blockSize;
    int code = bits.countZeros() + 1;
    int blocks = code > REMAINDER_OF_SEGMENT ? code - 1 : code;
    if (code == REMAINDER_OF_SEGMENT) {
      int restOfSegment = BLOCKS_PER_SEGMENT - firstBlock % BLOCKS_PER_SEGMENT;
      blocks = Math.min(blocksPerScanline - firstBlock, restOfSegment);
    }
    if (blocks < 0 || blocks > blocksPerScanline - firstBlock) {
      throw context.malformed(
          "number of zero blocks", blocks, "at most " + (blocksPerScanline - firstBlock));
    }
    int end = (firstBlock + blocks) * blockSize;
    Arrays.fill(samples, used, end, 0);
    used = end;
  }

  /// Makes samples of mapped differences, as far as neither end of the range of values forbids one.
  /// These are mapped to even numbers if positive, to odd ones if negative. The compiler makes
  /// vector instructions of all but the sum.
  ///
  /// @return whether an end of the range does forbid one
  private boolean addDifferences(int from, int to) {
    for (int i = from; i < to; i++) {
      int mapped = samples[i];
      pixels[i] = mapped >>> 1 ^ -(mapped & 1);
    }
    int sample = pixels[from - 1];
    for (int i = from; i < to; i++) {
      sample += pixels[i];
      pixels[i] = sample;
    }
    int largest = largest();
    int isForbidden = 0;
    for (int i = from; i < to; i++) {
      int magnitude = (samples[i] >>> 1) + (samples[i] & 1);
      int before = pixels[i - 1];
      isForbidden |= before - magnitude | largest - magnitude - before;
    }
    return isForbidden < 0;
  }

  /// The same for all differences: beyond what the nearer end allows, numbers count away from it.
  /// There are no branches, because noise would mislead their prediction, and as much as possible
  /// is done without the sample before, which each waits for.
  private void unmapDifferences(int from, int to) {
    int largest = largest();
    int sample = pixels[from - 1];
    for (int i = from; i < to; i++) {
      int mapped = samples[i];
      int magnitude = (mapped >>> 1) + (mapped & 1);
      int difference = mapped >>> 1 ^ -(mapped & 1);
      int isBelow = sample - magnitude >> Integer.SIZE - 1;
      int isAbove = largest - magnitude - sample >> Integer.SIZE - 1;
      int correction =
          mapped - difference - sample & isBelow | largest - mapped - difference - sample & isAbove;
      sample = sample + difference + correction;
      pixels[i] = sample;
    }
  }

  private int largest() {
    return -1 >>> Integer.SIZE - bitsPerSample;
  }
}
