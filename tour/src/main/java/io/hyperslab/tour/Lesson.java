package io.hyperslab.tour;

import java.io.IOException;
import java.util.List;

/// Something to learn about HDF5, as a program that runs and shows what it does.
public interface Lesson {
  /// What the catalogue says about it.
  Card card();

  /// Runs it. The files that it leaves are the same ones whenever it runs.
  ///
  /// @param page takes what it says and shows
  /// @throws IOException if the medium fails
  void run(Page page) throws IOException;

  /// An entry of the catalogue.
  ///
  /// @param name one word, or several with hyphens, to ask for it by
  /// @param title a few words
  /// @param summary one sentence
  /// @param items which items of the tutorials (`docs/TOUR.md`) it shows
  record Card(String name, String title, String summary, List<String> items) {
    /// Copies the list.
    public Card {
      items = List.copyOf(items);
    }

    /// An entry.
    ///
    /// @param items with blanks or ends of lines between them
    public static Card of(String name, String title, String summary, String items) {
      return new Card(name, title, summary, List.of(items.strip().split("\\s+", -1)));
    }
  }
}
