package io.hyperslab.internal.format.superblock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.bytes.Address;
import io.hyperslab.internal.bytes.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuperblockTest {
  private static Bytes signature() {
    return new Bytes().u8(0x89, 'H', 'D', 'F', 0x0d, 0x0a, 0x1a, 0x0a);
  }

  private static Bytes classic(int version, int offsets, int lengths) {
    Bytes bytes = signature().u8(version, 0, 0, 0, 0, offsets, lengths, 0).u16(4, 16).u32(0);
    if (version == 1) {
      bytes.u16(32, 0);
    }
    return bytes
        .number(0, offsets)
        .number(-1, offsets)
        .number(0x3000, offsets)
        .number(-1, offsets)
        .number(0, lengths)
        .number(0x60, offsets)
        .u32(1, 0)
        .number(0x88, offsets)
        .number(0x2a8, offsets)
        .zeros(16 - 2 * offsets);
  }

  private static Bytes checked(int version) {
    return signature().u8(version, 8, 8, 5).u64(512, 0x30, 0x3000, 0x60).checksum();
  }

  private static Superblock decode(Bytes bytes) {
    return Superblock.decode(bytes.bytes(), 0, Limits.defaults());
  }

  @Test
  void version0HasTheRootGroupsSymbolTable() {
    Superblock superblock = decode(classic(0, 8, 8));
    assertThat(superblock)
        .isEqualTo(
            new Superblock(
                0,
                8,
                8,
                4,
                16,
                32,
                0,
                0,
                -1,
                -1,
                0x3000,
                -1,
                0x60,
                RootEntry.group(8, 0x88, 0x2a8)));
  }

  @Test
  void version1HasItsOwnIndexedStorageK() {
    Bytes bytes = classic(1, 8, 8);
    byte[] changed = bytes.bytes();
    changed[24] = 7;
    assertThat(bytes.size()).isEqualTo(Superblock.MAXIMUM_SIZE);
    assertThat(Superblock.decode(changed, 0, Limits.defaults()).indexedStorageK()).isEqualTo(7);
  }

  @Test
  void theRootEntrysNameOffsetHasTheSizeOfLengths() {
    Superblock superblock = decode(classic(0, 4, 8));
    assertThat(superblock.rootObjectHeaderAddress()).isEqualTo(0x60);
    assertThat(superblock.rootBTreeAddress()).isEqualTo(0x88);
    assertThat(superblock.freeSpaceAddress()).isEqualTo(Address.UNDEFINED);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void versions2And3HaveAnExtension(int version) {
    Superblock superblock = decode(checked(version));
    assertThat(superblock.version()).isEqualTo(version);
    assertThat(superblock.baseAddress()).isEqualTo(512);
    assertThat(superblock.extensionAddress()).isEqualTo(0x30);
    assertThat(superblock.endOfFileAddress()).isEqualTo(0x3000);
    assertThat(superblock.rootObjectHeaderAddress()).isEqualTo(0x60);
    assertThat(superblock.fileConsistencyFlags()).isEqualTo(5);
    assertThat(superblock.rootBTreeAddress()).isEqualTo(Address.UNDEFINED);
  }

  @Test
  void anyOtherSignatureIsMalformed() {
    byte[] bytes = checked(2).bytes();
    bytes[0] = 'X';
    assertThatThrownBy(() -> Superblock.decode(bytes, 0, Limits.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("signature");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 0x83})
  void laterVersionsAreNotSupported(int version) {
    assertThatThrownBy(() -> decode(checked(version)))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("version is " + version);
  }

  @Test
  void aWrongChecksumIsMalformed() {
    byte[] bytes = checked(2).bytes();
    bytes[20] ^= 1;
    assertThatThrownBy(() -> Superblock.decode(bytes, 0, Limits.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void widthsBeyond8AreNotSupportedAndOthersMalformed() {
    assertThatThrownBy(() -> decode(signature().u8(2, 16, 8, 0)))
        .isInstanceOf(UnsupportedFeatureException.class);
    assertThatThrownBy(() -> decode(signature().u8(2, 8, 3, 0)))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aNodeKOfZeroIsMalformed() {
    byte[] bytes = classic(0, 8, 8).bytes();
    bytes[16] = 0;
    assertThatThrownBy(() -> Superblock.decode(bytes, 0, Limits.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Group Leaf Node K");
  }

  @Test
  void everyTruncationIsMalformed() {
    for (Bytes whole : new Bytes[] {classic(0, 2, 2), classic(1, 8, 8), checked(3)}) {
      byte[] bytes = whole.bytes();
      int needed = bytes.length - (bytes[8] < 2 && bytes[13] == 2 ? 12 : 0);
      for (int length = 0; length < needed; length++) {
        byte[] shorter = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> Superblock.decode(shorter, 0, Limits.defaults()))
            .isInstanceOf(MalformedFileException.class);
      }
    }
  }

  @Test
  void whatIsDecodedIsEncodedAgainByteForByte() {
    Bytes junk = signature().u8(0, 0, 0, 0, 0, 8, 8, 0).u16(4, 16).u32(1);
    junk.u64(512, -1, 0x3000, 0x40, 7, 0x60).u32(0, 0).u64(0x1122334455667788L, -9);
    for (Bytes stored :
        new Bytes[] {
          classic(0, 2, 2), classic(0, 4, 8), classic(1, 8, 8), junk, checked(2), checked(3)
        }) {
      Superblock superblock = decode(stored);
      assertThat(superblock.toBytes()).isEqualTo(stored.bytes()).hasSize(superblock.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void aRootEntryKeepsTwoAddressesOfAnyWidth(int width) {
    Superblock superblock = decode(classic(0, width, 8));
    assertThat(superblock.rootEntry()).isEqualTo(RootEntry.group(width, 0x88, 0x2a8));
    assertThat(superblock.rootBTreeAddress()).isEqualTo(0x88);
    assertThat(superblock.rootLocalHeapAddress()).isEqualTo(0x2a8);
  }

  @Test
  void anotherExtentLeavesTheRestAsItWas() {
    byte[] expected = classic(0, 8, 8).bytes();
    expected[41] = 0x40; // end of file address 0x4000
    assertThat(decode(classic(0, 8, 8)).withExtent(0, 0x4000).toBytes()).isEqualTo(expected);
  }

  @Test
  void aDriverInformationBlockHasANameAndBytes() {
    Bytes bytes = new Bytes().u8(0, 0, 0, 0).u32(3).text("NCSAfami").u8(1, 2, 3);
    assertThat(DriverInformationBlock.size(bytes.cursor())).isEqualTo(19);
    DriverInformationBlock block = DriverInformationBlock.decode(bytes.cursor());
    assertThat(block.driverIdentification()).isEqualTo("NCSAfami");
    assertThat(block.driverInformation()).containsExactly(1, 2, 3);
  }
}
