package io.hyperslab.internal.pipeline;

import java.util.Arrays;

/// Lengths of prefix codes for the encoder of bzip2: those of Huffman's codes, of at most 17 bits
/// as bzip2 itself writes them.
final class Bzip2Lengths {
  private static final int LONGEST = 17;
  private static final int SYMBOL_BITS = 16;

  private Bzip2Lengths() {}

  /// Fills `lengths` for symbols that occur as often as `frequencies` says; one that does not occur
  /// gets a code, too.
  static void assign(int[] frequencies, int symbols, int[] lengths) {
    long[] weights = new long[symbols];
    for (int symbol = 0; symbol < symbols; symbol++) {
      weights[symbol] = Math.max(frequencies[symbol], 1);
    }
    while (!tryAssign(weights, lengths)) {
      // Flatter weights give shorter codes.
      for (int symbol = 0; symbol < symbols; symbol++) {
        weights[symbol] = weights[symbol] / 2 + 1;
      }
    }
  }

  private static boolean tryAssign(long[] weights, int[] lengths) {
    int symbols = weights.length;
    long[] leaves = new long[symbols];
    for (int symbol = 0; symbol < symbols; symbol++) {
      leaves[symbol] = weights[symbol] << SYMBOL_BITS | symbol;
    }
    Arrays.sort(leaves);
    // Nodes are made in the order of their weights, so the lightest two are at the front of the
    // leaves or of the nodes. Places: leaves first, then nodes.
    long[] nodes = new long[symbols];
    int[] parents = new int[2 * symbols];
    int leaf = 0;
    int node = 0;
    for (int made = 0; made < symbols - 1; made++) {
      for (int child = 0; child < 2; child++) {
        boolean takesLeaf =
            leaf < symbols && (node == made || leaves[leaf] >>> SYMBOL_BITS <= nodes[node]);
        nodes[made] += takesLeaf ? leaves[leaf] >>> SYMBOL_BITS : nodes[node];
        parents[takesLeaf ? leaf : symbols + node] = made;
        leaf += takesLeaf ? 1 : 0;
        node += takesLeaf ? 0 : 1;
      }
    }
    int[] depths = new int[symbols];
    for (int i = symbols - 3; i >= 0; i--) {
      depths[i] = depths[parents[symbols + i]] + 1;
    }
    for (int i = 0; i < symbols; i++) {
      int length = depths[parents[i]] + 1;
      if (length > LONGEST) {
        return false;
      }
      lengths[(int) leaves[i] & (1 << SYMBOL_BITS) - 1] = length;
    }
    return true;
  }

  /// The canonical codes of these lengths: shorter ones first, of one length by symbol.
  static int[] codes(int[] lengths, int symbols) {
    int[] codes = new int[symbols];
    int next = 0;
    for (int length = 1; length <= LONGEST; length++) {
      next <<= 1;
      for (int symbol = 0; symbol < symbols; symbol++) {
        if (lengths[symbol] == length) {
          codes[symbol] = next;
          next++;
        }
      }
    }
    return codes;
  }
}
