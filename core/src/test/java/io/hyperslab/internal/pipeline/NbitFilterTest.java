package io.hyperslab.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.FilterException;
import io.hyperslab.filter.FilterContext;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NbitFilterTest extends FilterBattery {
  private static final int ATOMIC = 1;
  private static final int ARRAY = 2;
  private static final int COMPOUND = 3;
  private static final int NO_OP = 4;

  NbitFilterTest() {
    super(new NbitFilter(), "nbit.bin");
  }

  @Test
  void encodesAsLibhdf5Does() {
    encodesToTheBytesOfLibhdf5();
  }

  @Test
  void passesDataThatNeededNoCompression() {
    assertThat(decode(3, 1, 7)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void refusesWrongNumbersOfValues() {
    refuses("number of client data values", 4, 1, 7);
    refuses("number of client data values", 7, 0, 2, ATOMIC, 1, 0, 4);
    refuses("number of client data values");
  }

  @Test
  void refusesBitsOutsideTheElement() {
    refuses("precision", 8, 0, 2, ATOMIC, 2, 0, 9, 8);
    refuses("precision", 8, 0, 2, ATOMIC, 2, 0, 17, 0);
    refuses("precision", 8, 0, 2, ATOMIC, 2, 0, 0, 0);
    refuses("precision", 8, 0, 2, ATOMIC, 2, 0, -1, -1);
    refuses("byte order", 8, 0, 2, ATOMIC, 2, 2, 4, 0);
    refuses("datatype size", 8, 0, 2, ATOMIC, 0, 0, 4, 0);
  }

  @Test
  void refusesMembersOutsideTheCompound() {
    refuses("end of member 0", 9, 0, 1, COMPOUND, 4, 1, 3, NO_OP, 2);
    refuses("end of member 1", 12, 0, 1, COMPOUND, 4, 2, 0, NO_OP, 3, 1, NO_OP, 3);
    refuses("number of members", 6, 0, 1, COMPOUND, 4, 0);
    refuses("number of members", 6, 0, 1, COMPOUND, 4, -1);
    refuses("array's base type", 7, 0, 1, ARRAY, 2, NO_OP, 3);
    refuses("datatype class", 8, 0, 1, ARRAY, 2, 5, 3, 3);
    refuses("class of the elements", 5, 0, 1, NO_OP, 2);
  }

  @Test
  void refusesBottomlessNesting() {
    int[] clientData = new int[4000];
    for (int i = 3; i < clientData.length; i += 2) {
      clientData[i] = ARRAY;
      clientData[i + 1 < clientData.length ? i + 1 : i] = 4;
    }
    clientData[0] = clientData.length;
    clientData[2] = 1;
    refuses("nesting", clientData);
  }

  @Test
  void refusesMoreElementsThanTheBitsHold() {
    refuses("encoded size", 8, 0, 5, ATOMIC, 2, 0, 7, 0);
    refuses("number of elements", 8, 0, -1, ATOMIC, 2, 0, 7, 0);
  }

  private static void refuses(String item, int... clientData) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> decode(clientData))
        .withMessageContaining(item);
  }

  private static byte[] decode(int... clientData) {
    FilterContext context = new FilterContext(5, "nbit", clientData, OptionalLong.empty(), 1 << 20);
    return bytes(new NbitFilter().decode(MemorySegment.ofArray(new byte[] {1, 2, 3, 4}), context));
  }
}
