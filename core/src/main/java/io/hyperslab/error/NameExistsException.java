package io.hyperslab.error;

import org.jspecify.annotations.Nullable;

/// A link, attribute or member of that name exists already, and is not replaced. [#found()] is the
/// name.
public final class NameExistsException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  /// @param structure where the name is, by its name in the specification, or null when a higher
  ///   layer will fill it in
  /// @param address where that structure starts, relative to the file's base address; negative when
  ///   not known
  /// @param name the name
  public NameExistsException(@Nullable String structure, long address, String name) {
    super(structure, address, "name", name, "one that is not taken");
  }
}
