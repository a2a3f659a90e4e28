package io.hyperslab.internal.format.message;

import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;

/// Where an image of the writer's metadata cache is (`FMT4 IV.A.2`, type 0x18); in the superblock
/// extension. O is "Size of Offsets", L "Size of Lengths".
///
/// | bytes | field          |
/// |-------|----------------|
/// | 1     | Version, 0     |
/// | O     | Image Address  |
/// | L     | Image Size     |
///
/// *Notes.* libhdf5 does not write entries that are in the image to their own places: a file with
/// an image cannot be read without it.
///
/// @param address the image, or undefined
/// @param size its bytes
public record CacheImageMessage(long address, long size) implements HeaderMessage {
  /// Decodes the message.
  public static CacheImageMessage decode(Cursor cursor) {
    cursor.version(0, 0);
    long address = cursor.addressOrUndefined("Image Address");
    long size = cursor.lengthOrUndefined("Image Size");
    return new CacheImageMessage(address, Address.isDefined(address) ? size : 0);
  }

  @Override
  public void encode(Encoder out) {
    out.u8(0).address(address).length(size);
  }
}
