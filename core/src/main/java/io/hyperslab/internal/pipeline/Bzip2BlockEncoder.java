package io.hyperslab.internal.pipeline;

import java.util.Arrays;

/// Encodes the blocks of a bzip2 stream, one after the other; [Bzip2Block] has the format.
final class Bzip2BlockEncoder {
  private static final int GROUP = 50;
  private static final int RUN_SYMBOLS = 2;
  private static final int MOST_CODES = 6;
  private static final int MOST_SYMBOLS = 256 + RUN_SYMBOLS;

  /// How often the groups are given to the codes and the codes fitted to their groups.
  private static final int ROUNDS = 4;

  /// What a code is taken to cost at first for symbols that it is not meant for.
  private static final int DISCOURAGING = 15;

  private final BitWriter bits;
  private final RotationSort sort;
  private final byte[] front = new byte[256];
  private final int[] frequencies = new int[MOST_SYMBOLS];
  private final int[][] lengths = new int[MOST_CODES][MOST_SYMBOLS];
  private final char[] symbols;
  private final byte[] selectors;
  private int symbolCount;
  private int alphabet;
  private int codeCount;

  /// @param largest the most bytes a block may have
  Bzip2BlockEncoder(BitWriter bits, int largest) {
    this.bits = bits;
    this.sort = new RotationSort(largest);
    this.symbols = new char[largest + 1];
    this.selectors = new byte[Math.ceilDiv(largest + 1, GROUP)];
  }

  /// Writes the first `size` bytes of `block`, at least one.
  void encode(byte[] block, int size) {
    int[] order = sort.sort(block, size);
    bits.write(0, 1);
    bits.write(originOf(order), 24);
    writeUsedBytes(block, size);
    makeSymbols(block, order, size);
    fitCodes();
    writeSelectors();
    int[][] codes = new int[codeCount][];
    for (int i = 0; i < codeCount; i++) {
      writeLengths(lengths[i]);
      codes[i] = Bzip2Lengths.codes(lengths[i], alphabet);
    }
    for (int i = 0; i < symbolCount; i++) {
      int selector = selectors[i / GROUP];
      bits.write(codes[selector][symbols[i]], lengths[selector][symbols[i]]);
    }
  }

  private static int originOf(int[] order) {
    int origin = 0;
    while (order[origin] != 0) {
      origin++;
    }
    return origin;
  }

  private void writeUsedBytes(byte[] block, int size) {
    boolean[] used = new boolean[256];
    for (int i = 0; i < size; i++) {
      used[block[i] & 0xFF] = true;
    }
    int[] members = new int[16];
    int groups = 0;
    int count = 0;
    for (int value = 0; value < used.length; value++) {
      if (used[value]) {
        members[value >>> 4] |= 1 << 15 - (value & 15);
        groups |= 1 << 15 - (value >>> 4);
        front[count] = (byte) value;
        count++;
      }
    }
    bits.write(groups, 16);
    for (int member : members) {
      if (member != 0) {
        bits.write(member, 16);
      }
    }
    alphabet = count + RUN_SYMBOLS;
  }

  /// The bytes before the sorted rotations, as places in a move-to-front list; runs of the front as
  /// the digits of their length.
  private void makeSymbols(byte[] block, int[] order, int size) {
    Arrays.fill(frequencies, 0);
    symbolCount = 0;
    int run = 0;
    for (int i = 0; i < size; i++) {
      byte value = block[(order[i] == 0 ? size : order[i]) - 1];
      if (value == front[0]) {
        run++;
        continue;
      }
      addRun(run);
      run = 0;
      int place = 1;
      while (front[place] != value) {
        place++;
      }
      System.arraycopy(front, 0, front, 1, place);
      front[0] = value;
      addSymbol(place + 1);
    }
    addRun(run);
    addSymbol(alphabet - 1);
  }

  private void addRun(int length) {
    for (int left = length; left > 0; left = left - 1 >>> 1) {
      addSymbol(left % 2 == 0 ? 1 : 0);
    }
  }

  private void addSymbol(int symbol) {
    symbols[symbolCount] = (char) symbol;
    symbolCount++;
    frequencies[symbol]++;
  }

  /// More codes pay when there are more symbols: the thresholds are those of bzip2.
  private static int codeCount(int symbolCount) {
    if (symbolCount < 200) {
      return 2;
    }
    if (symbolCount < 600) {
      return 3;
    }
    if (symbolCount < 1200) {
      return 4;
    }
    return symbolCount < 2400 ? 5 : MOST_CODES;
  }

  private void fitCodes() {
    codeCount = codeCount(symbolCount);
    guessLengths();
    int[][] uses = new int[codeCount][alphabet];
    for (int round = 0; round < ROUNDS; round++) {
      for (int[] use : uses) {
        Arrays.fill(use, 0);
      }
      for (int start = 0; start < symbolCount; start += GROUP) {
        int end = Math.min(start + GROUP, symbolCount);
        int best = cheapestCode(start, end);
        selectors[start / GROUP] = (byte) best;
        for (int i = start; i < end; i++) {
          uses[best][symbols[i]]++;
        }
      }
      for (int i = 0; i < codeCount; i++) {
        Bzip2Lengths.assign(uses[i], alphabet, lengths[i]);
      }
    }
  }

  /// Means each code for a range of symbols; the ranges occur about equally often.
  private void guessLengths() {
    int symbol = 0;
    int left = symbolCount;
    for (int i = 0; i < codeCount; i++) {
      Arrays.fill(lengths[i], 0, alphabet, DISCOURAGING);
      int share = left / (codeCount - i);
      int sum = 0;
      while (symbol < alphabet && (sum < share || i == codeCount - 1)) {
        lengths[i][symbol] = 0;
        sum += frequencies[symbol];
        symbol++;
      }
      left -= sum;
    }
  }

  private int cheapestCode(int start, int end) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < codeCount; i++) {
      int[] length = lengths[i];
      int cost = 0;
      for (int at = start; at < end; at++) {
        cost += length[symbols[at]];
      }
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    return best;
  }

  private void writeSelectors() {
    int groups = Math.ceilDiv(symbolCount, GROUP);
    bits.write(codeCount, 3);
    bits.write(groups, 15);
    byte[] list = {0, 1, 2, 3, 4, 5};
    for (int group = 0; group < groups; group++) {
      int place = 0;
      while (list[place] != selectors[group]) {
        place++;
      }
      // Ones, then a zero.
      bits.write((1L << place + 1) - 2, place + 1);
      System.arraycopy(list, 0, list, 1, place);
      list[0] = selectors[group];
    }
  }

  private void writeLengths(int[] codeLengths) {
    int length = codeLengths[0];
    bits.write(length, 5);
    for (int symbol = 0; symbol < alphabet; symbol++) {
      for (; length < codeLengths[symbol]; length++) {
        bits.write(0b10, 2);
      }
      for (; length > codeLengths[symbol]; length--) {
        bits.write(0b11, 2);
      }
      bits.write(0, 1);
    }
  }
}
