package io.hyperslab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressMapTest {
  @Test
  void identityMapsEveryPositionToItself() {
    for (long position : new long[] {0, 1, 1L << 40, Long.MAX_VALUE - 1}) {
      assertThat(AddressMap.identity().position(position)).isEqualTo(position);
      assertThat(AddressMap.identity().address(position)).isEqualTo(position);
    }
  }

  @Test
  void identityHasNoPositionForAddressesThatAreNone() {
    assertThat(AddressMap.identity().position(-1)).isEqualTo(AddressMap.NONE);
    assertThat(AddressMap.identity().position(Long.MIN_VALUE)).isEqualTo(AddressMap.NONE);
  }

  @Test
  void mapsRangesBothWays() {
    AddressMap map =
        AddressMap.of(
            List.of(
                new AddressMap.Range(0xd000_0000_0000_0000L, 101, 50),
                new AddressMap.Range(0, 0, 100),
                new AddressMap.Range(Long.MAX_VALUE, 152, 10)));
    assertThat(map.position(99)).isEqualTo(99);
    assertThat(map.position(100)).isEqualTo(AddressMap.NONE);
    assertThat(map.position(0xd000_0000_0000_0000L)).isEqualTo(101);
    assertThat(map.position(0xd000_0000_0000_0031L)).isEqualTo(150);
    assertThat(map.position(0xd000_0000_0000_0032L)).isEqualTo(AddressMap.NONE);
    assertThat(map.position(0x8000_0000_0000_0008L)).isEqualTo(161);
    assertThat(map.address(150)).isEqualTo(0xd000_0000_0000_0031L);
    assertThat(map.address(161)).isEqualTo(0x8000_0000_0000_0008L);
    assertThat(map.address(100)).isEqualTo(AddressMap.NONE);
    assertThat(map.address(-5)).isEqualTo(AddressMap.NONE);
  }

  @Test
  void refusesRangesBelowZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AddressMap.Range(0, -1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new AddressMap.Range(0, 0, -1));
  }
}
