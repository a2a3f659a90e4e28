package io.hyperslab.internal.metadata;

import io.hyperslab.internal.format.superblock.Superblock;
import org.jspecify.annotations.Nullable;

/// An operation that has begun: how everything was then, to go back to if it fails.
public final class Begun {
  private final int images;
  private final AddressSpace.Mark space;
  private final @Nullable Superblock superblock;

  /// @param images how much was remembered of images
  /// @param space how far space was given out
  /// @param superblock as it was; null before there was one
  Begun(int images, AddressSpace.Mark space, @Nullable Superblock superblock) {
    this.images = images;
    this.space = space;
    this.superblock = superblock;
  }

  int images() {
    return images;
  }

  AddressSpace.Mark space() {
    return space;
  }

  @Nullable Superblock superblock() {
    return superblock;
  }
}
