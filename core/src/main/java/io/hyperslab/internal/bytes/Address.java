package io.hyperslab.internal.bytes;

/// Addresses in a file: byte offsets relative to the base address, as `long`.
public final class Address {
  /// The undefined address: all bits set at any width (`FMT4 I.C`).
  public static final long UNDEFINED = -1L;

  private Address() {}

  /// Whether `address` is not the undefined address.
  public static boolean isDefined(long address) {
    return address != UNDEFINED;
  }
}
