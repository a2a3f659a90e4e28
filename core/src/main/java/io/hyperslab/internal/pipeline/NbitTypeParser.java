package io.hyperslab.internal.pipeline;

import io.hyperslab.filter.FilterContext;
import java.util.ArrayList;
import java.util.List;

/// Reads the datatype description in the client data of the n-bit filter, and checks that every
/// part of it lies inside its parent.
final class NbitTypeParser {
  private static final int ATOMIC = 1;
  private static final int ARRAY = 2;
  private static final int COMPOUND = 3;
  private static final int NO_OP = 4;

  private static final int LITTLE_ENDIAN = 0;
  private static final int BIG_ENDIAN = 1;

  private static final int DEEPEST_NESTING = 32;

  private final FilterContext context;
  private int next;

  /// @param first index of the client data value that holds the class
  NbitTypeParser(FilterContext context, int first) {
    this.context = context;
    this.next = first;
  }

  /// The described type.
  ///
  /// @throws io.hyperslab.error.FilterException if the description is cut off or contradicts itself
  NbitType parse() {
    NbitType type = parse(1);
    if (type instanceof NbitType.Opaque) {
      throw context.malformed("class of the elements", NO_OP, "1, 2 or 3");
    }
    return type;
  }

  private NbitType parse(int depth) {
    if (depth > DEEPEST_NESTING) {
      throw context.malformed("nesting of datatypes", depth, "at most " + DEEPEST_NESTING);
    }
    long typeClass = nextValue();
    long size = nextValue();
    if (size == 0) {
      throw context.malformed("datatype size", size, "at least 1");
    }
    return switch ((int) typeClass) {
      case ATOMIC -> parseAtomic(size);
      case ARRAY -> parseArray(size, depth);
      case COMPOUND -> parseCompound(size, depth);
      case NO_OP -> new NbitType.Opaque(size);
      default -> throw context.malformed("datatype class", typeClass, "1, 2, 3 or 4");
    };
  }

  private NbitType parseAtomic(long size) {
    long order = nextValue();
    long precision = nextValue();
    long bitOffset = nextValue();
    if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
      throw context.malformed("byte order", order, "0 or 1");
    }
    if (precision == 0 || precision + bitOffset > size * Byte.SIZE) {
      throw context.malformed(
          "precision at bit offset " + bitOffset,
          precision,
          "1 or more, ending inside " + size + " bytes");
    }
    boolean bigEndian = order == BIG_ENDIAN;
    return size <= Long.BYTES
        ? new NbitType.Atomic(
            new ElementStore((int) size, bigEndian), (int) precision, (int) bitOffset)
        : new NbitType.LongAtomic(size, bigEndian, precision, bitOffset);
  }

  private NbitType parseArray(long size, int depth) {
    NbitType base = parse(depth + 1);
    if (base.size() > size) {
      throw context.malformed("size of the array's base type", base.size(), "at most " + size);
    }
    // Of an array of no-op elements the whole is stored, also what does not fill an element.
    return base instanceof NbitType.Opaque
        ? new NbitType.Opaque(size)
        : new NbitType.Array(size, base);
  }

  private NbitType parseCompound(long size, int depth) {
    long count = nextValue();
    if (count == 0 || count > context.clientDataCount()) {
      throw context.malformed("number of members", count, "1 or more, all described");
    }
    List<NbitType.Member> members = new ArrayList<>();
    long sizeOfMembers = 0;
    long bits = 0;
    for (long i = 0; i < count; i++) {
      long offset = nextValue();
      NbitType type = parse(depth + 1);
      sizeOfMembers += type.size();
      bits += type.bits();
      if (offset + type.size() > size || sizeOfMembers > size) {
        throw context.malformed(
            "end of member " + i, offset + type.size(), "inside " + size + " bytes");
      }
      members.add(new NbitType.Member(offset, type));
    }
    return new NbitType.Compound(size, bits, List.copyOf(members));
  }

  private long nextValue() {
    return Integer.toUnsignedLong(context.clientData(next++));
  }
}
