package io.hyperslab;

import java.util.Random;

/// Random changes of a file, of every kind that the library offers.
final class WriterWorkload {
  private final LinkChanges links;
  private final AttributeChanges attributes;
  private final DatasetChanges datasets;
  private final Random random;

  /// @param file open for writing
  /// @param oldStyle whether its groups and object headers are those of the first releases
  /// @param random decides
  WriterWorkload(Hdf5File file, boolean oldStyle, Random random) {
    this.links = new LinkChanges(file, oldStyle, random);
    this.attributes = new AttributeChanges(file, oldStyle, random);
    this.datasets = new DatasetChanges(file, random);
    this.random = random;
  }

  /// Makes something of every kind.
  void start() {
    datasets.createAll();
  }

  /// One change, or a few that belong together.
  void step() {
    int choice = random.nextInt(10);
    if (choice < 3) {
      links.step();
    } else if (choice < 6) {
      attributes.step();
    } else {
      datasets.step();
    }
  }
}
