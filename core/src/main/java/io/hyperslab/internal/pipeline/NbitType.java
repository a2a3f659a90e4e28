package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// A datatype as the client data of the n-bit filter describes it: which bits of an element are
/// stored. Every description starts with its class and its size in bytes.
sealed interface NbitType {
  /// Elements in a row that are worth a tile.
  int FEWEST_FOR_TILES = 64;

  /// Bytes of an element; at least 1.
  long size();

  /// Stored bits of an element; at least 1.
  long bits();

  /// Decodes consecutive elements.
  ///
  /// @param count how many
  /// @param source holds at least `count * bits()` more bits
  /// @param target zeros
  /// @param offset where in `target` the first element starts
  void decode(long count, BitReader source, MemorySegment target, long offset);

  /// Encodes consecutive elements.
  ///
  /// @param count how many
  /// @param source holds the elements
  /// @param offset where in `source` the first element starts
  /// @param target has room for `count * bits()` more bits
  void encode(long count, MemorySegment source, long offset, BitWriter target);

  /// Reads a description.
  ///
  /// @param context gives the client data
  /// @param first index of the value that holds the class
  static NbitType parse(FilterContext context, int first) {
    return new NbitTypeParser(context, first).parse();
  }

  /// A number of at most 8 bytes: stored are `precision` bits from bit `bitOffset` upwards.
  record Atomic(ElementStore store, int precision, int bitOffset) implements NbitType {
    @Override
    public long size() {
      return store.size();
    }

    @Override
    public long bits() {
      return precision;
    }

    @Override
    public void decode(long count, BitReader source, MemorySegment target, long offset) {
      if (count >= FEWEST_FOR_TILES) {
        decodeTiles(count, source, target, offset);
        return;
      }
      for (long i = 0; i < count; i++) {
        store.put(target, offset + i * store.size(), source.read(precision) << bitOffset);
      }
    }

    private void decodeTiles(long count, BitReader source, MemorySegment target, long offset) {
      ElementTile tile = new ElementTile(store, count);
      long[] values = tile.values();
      int length = 0;
      for (long done = 0; done < count; done += length) {
        length = tile.count(count - done);
        source.read(values, length, precision);
        for (int i = 0; i < length; i++) {
          values[i] <<= bitOffset;
        }
        tile.store(target, offset + done * store.size(), length);
      }
    }

    @Override
    public void encode(long count, MemorySegment source, long offset, BitWriter target) {
      if (count >= FEWEST_FOR_TILES) {
        encodeTiles(count, source, offset, target);
        return;
      }
      for (long i = 0; i < count; i++) {
        target.write(store.get(source, offset + i * store.size()) >>> bitOffset, precision);
      }
    }

    private void encodeTiles(long count, MemorySegment source, long offset, BitWriter target) {
      ElementTile tile = new ElementTile(store, count);
      long[] values = tile.values();
      int length = 0;
      for (long done = 0; done < count; done += length) {
        length = tile.count(count - done);
        tile.load(source, offset + done * store.size(), length);
        for (int i = 0; i < length; i++) {
          values[i] >>>= bitOffset;
        }
        target.write(values, length, precision);
      }
    }
  }

  /// A number of any size: stored are `bits` bits from bit `bitOffset` upwards.
  record LongAtomic(long size, boolean bigEndian, long bits, long bitOffset) implements NbitType {
    @Override
    public void decode(long count, BitReader source, MemorySegment target, long offset) {
      for (long i = 0; i < count; i++) {
        decodeOne(source, target, offset + i * size);
      }
    }

    @Override
    public void encode(long count, MemorySegment source, long offset, BitWriter target) {
      for (long i = 0; i < count; i++) {
        encodeOne(source, offset + i * size, target);
      }
    }

    private void encodeOne(MemorySegment source, long offset, BitWriter target) {
      long end = bitOffset + bits;
      while (end > bitOffset) {
        long place = (end - 1) / Byte.SIZE;
        long lowest = Math.max(place * Byte.SIZE, bitOffset);
        long at = offset + (bigEndian ? size - 1 - place : place);
        int value = source.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
        target.write(value >>> lowest % Byte.SIZE, (int) (end - lowest));
        end = lowest;
      }
    }

    private void decodeOne(BitReader source, MemorySegment target, long offset) {
      long end = bitOffset + bits;
      while (end > bitOffset) {
        long place = (end - 1) / Byte.SIZE;
        long lowest = Math.max(place * Byte.SIZE, bitOffset);
        long value = source.read((int) (end - lowest)) << lowest % Byte.SIZE;
        long at = offset + (bigEndian ? size - 1 - place : place);
        target.set(ValueLayout.JAVA_BYTE, at, (byte) value);
        end = lowest;
      }
    }
  }

  /// Bytes of which every bit is stored.
  record Opaque(long size) implements NbitType {
    @Override
    public long bits() {
      return size * Byte.SIZE;
    }

    @Override
    public void decode(long count, BitReader source, MemorySegment target, long offset) {
      long end = offset + count * size;
      for (long at = offset; at < end; at++) {
        target.set(ValueLayout.JAVA_BYTE, at, (byte) source.read(Byte.SIZE));
      }
    }

    @Override
    public void encode(long count, MemorySegment source, long offset, BitWriter target) {
      long end = offset + count * size;
      for (long at = offset; at < end; at++) {
        target.write(source.get(ValueLayout.JAVA_BYTE, at), Byte.SIZE);
      }
    }
  }

  /// As many base elements as fit the size.
  record Array(long size, NbitType base) implements NbitType {
    @Override
    public long bits() {
      return size / base.size() * base.bits();
    }

    @Override
    public void decode(long count, BitReader source, MemorySegment target, long offset) {
      long length = size / base.size();
      for (long i = 0; i < count; i++) {
        base.decode(length, source, target, offset + i * size);
      }
    }

    @Override
    public void encode(long count, MemorySegment source, long offset, BitWriter target) {
      long length = size / base.size();
      for (long i = 0; i < count; i++) {
        base.encode(length, source, offset + i * size, target);
      }
    }
  }

  /// Members at their offsets; together they are not larger than the compound.
  ///
  /// @param bits the sum over the members
  record Compound(long size, long bits, List<Member> members) implements NbitType {
    @Override
    public void decode(long count, BitReader source, MemorySegment target, long offset) {
      for (long i = 0; i < count; i++) {
        for (int m = 0; m < members.size(); m++) {
          Member member = members.get(m);
          member.type.decode(1, source, target, offset + i * size + member.offset);
        }
      }
    }

    @Override
    public void encode(long count, MemorySegment source, long offset, BitWriter target) {
      for (long i = 0; i < count; i++) {
        for (int m = 0; m < members.size(); m++) {
          Member member = members.get(m);
          member.type.encode(1, source, offset + i * size + member.offset, target);
        }
      }
    }
  }

  /// A member of a compound, `offset` bytes from its start.
  record Member(long offset, NbitType type) {}
}
