package io.hyperslab.internal.metadata;

import io.hyperslab.error.Limits;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.metadata.SuperblockLocator.Located;
import io.hyperslab.internal.metadata.SuperblockLocator.Place;

/// What a file is as of its last commit, which may still be in its journal.
public final class CommittedState {
  private final Located located;
  private final Images images;

  private CommittedState(Located located, Images images) {
    this.located = located;
    this.images = images;
  }

  public static CommittedState of(Located located) {
    return new CommittedState(located, new Images());
  }

  static CommittedState after(Redo redo, Place place, Limits limits) {
    Images images = new Images();
    images.write(0, redo.superblock());
    redo.images().forEach(images::write);
    Superblock superblock = Superblock.decode(redo.superblock(), 0, limits);
    long size = place.position() + redo.end();
    return new CommittedState(new Located(superblock, place.position(), size, false, true), images);
  }

  /// Its superblock and extent.
  public Located located() {
    return located;
  }

  /// Makes a reader see it, if that is not what is stored.
  public void showTo(MetadataReader reader) {
    if (!images.isEmpty()) {
      reader.useChanges(images);
    }
  }
}
