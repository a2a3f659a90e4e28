package io.hyperslab.cli.arguments;

import java.util.Collection;

/// What a user may have meant by a word that is none of those expected.
public final class Similar {
  private static final int MOST_EDITS = 2;

  private Similar() {}

  /// A question such as `: did you mean '--recursive'?`, or nothing if no word is like it.
  public static String question(String written, Collection<String> words) {
    String nearest = "";
    int fewest = Math.min(MOST_EDITS, written.length() / 2) + 1;
    for (String word : words) {
      int edits =
          word.startsWith(written) && written.length() > MOST_EDITS ? 1 : edits(written, word);
      if (edits < fewest) {
        fewest = edits;
        nearest = word;
      }
    }
    return nearest.isEmpty() ? "" : ": did you mean '" + nearest + "'?";
  }

  /// How many characters to add, drop or replace to make one word of the other.
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(row[j - 1], above) + 1);
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
