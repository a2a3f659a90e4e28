package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

  private int used;

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
  void decode(MemorySegment target, ElementStore store) {
    long size = target.byteSize();
    for (long at = 0; at < size; ) {
      int wanted = decodeScanline((size - at) / store.size());
      for (int i = 0; i < wanted; i++) {
        store.put(target, at, samples[i]);
        at += store.size();
      }
    }
  }

  /// Fills `target` with words of which all first bytes are coded first, then all second bytes.
  void decodePlanes(MemorySegment target, int wordSize) {
    long size = target.byteSize();
    long at = 0;
    int plane = 0;
    for (long done = 0; done < size; ) {
      int wanted = decodeScanline(size - done);
      for (int i = 0; i < wanted; i++) {
        target.set(ValueLayout.JAVA_BYTE, at, (byte) samples[i]);
        at += wordSize;
        if (at >= size) {
          plane++;
          at = plane;
        }
      }
      done += wanted;
    }
  }

  /// Decodes one scanline into `samples` and returns how many of its samples are wanted, given that
  /// `remaining` samples are left in all. The blocks after the last wanted sample are not read.
  private int decodeScanline(long remaining) {
    int wanted = (int) Math.min(remaining, samplesPerScanline);
    used = 0;
    while (used < wanted) {
      decodeBlock();
      if (bits.isExhausted()) {
        throw context.malformed("encoded data", "cut off", "complete");
      }
    }
    if (predicted) {
      unmapDifferences(wanted);
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

  /// Replaces mapped differences by samples. A difference that neither end of the range of values
  /// forbids is mapped to an even number if positive, an odd one if negative; beyond that, numbers
  /// count away from the nearer end. The arithmetic is unsigned and wraps, as in the szip library,
  /// and has no branches, because noise would mislead their prediction.
  private void unmapDifferences(int wanted) {
    int largest = -1 >>> Integer.SIZE - bitsPerSample;
    int sample = samples[0];
    for (int i = 1; i < wanted; i++) {
      int mapped = samples[i];
      int isUpperHalf = sample << Integer.SIZE - bitsPerSample >> Integer.SIZE - 1;
      int flip = isUpperHalf & largest;
      long fromNearerEnd = Integer.toUnsignedLong(sample ^ flip);
      long magnitude = (mapped >>> 1) + (mapped & 1L);
      int isBeyond = (int) (fromNearerEnd - magnitude >> Long.SIZE - 1);
      int difference = mapped >>> 1 ^ -(mapped & 1);
      sample = sample + difference & ~isBeyond | (mapped ^ flip) & isBeyond;
      samples[i] = sample;
    }
  }
}
