package io.hyperslab.internal.format.datatype;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Complex;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.Reference;
import io.hyperslab.datatype.VariableLength;

/// The version that libhdf5 gives to the encoding of each datatype inside another one.
final class DatatypeVersions {
  private static final int WITH_ARRAYS = 2;
  private static final int WITH_VAX_ORDER = 3;
  private static final int WITH_STANDARD_REFERENCES = 4;
  private static final int WITH_COMPLEX_NUMBERS = 5;

  private DatatypeVersions() {}

  /// The oldest version that has everything that the datatype needs.
  static int lowest(Datatype type) {
    return switch (type) {
      case FloatingPoint t when t.order() == ByteOrder.VAX -> WITH_VAX_ORDER;
      case Reference t when t.kind() == Reference.Kind.STANDARD -> WITH_STANDARD_REFERENCES;
      case Complex _ -> WITH_COMPLEX_NUMBERS;
      case ArrayType t -> Math.max(WITH_ARRAYS, lowest(t.base()));
      case VariableLength t -> lowest(t.base());
      case Compound t -> {
        int version = 1;
        for (Compound.Member member : t.members()) {
          version = Math.max(version, lowest(member.type()));
        }
        yield version;
      }
      default -> 1;
    };
  }

  /// The version of one encoding. Only compounds, enumerations and arrays follow the floor: newer
  /// versions make nothing else smaller.
  static int of(Datatype type, int floor) {
    return switch (type) {
      case Compound _, Enumeration _, ArrayType _ -> Math.max(floor, lowest(type));
      case VariableLength t -> of(t.base(), floor);
      default -> lowest(type);
    };
  }

  /// The last member that made libhdf5 raise the version of the compound and of all its members up
  /// to that one; -1 if none did. Those behind it keep their own versions.
  static int lastRaising(Compound type) {
    int last = -1;
    int version = 1;
    for (int i = 0; i < type.members().size(); i++) {
      int own = lowest(type.members().get(i).type());
      if (own > version) {
        version = own;
        last = i;
      }
    }
    return last;
  }
}
