package io.hyperslab.internal.format.selection;

import static io.hyperslab.internal.format.selection.SelectionCodecTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.selection.VirtualMappingList.VirtualMapping;
import org.junit.jupiter.api.Test;

class VirtualMappingListTest {
  private static final SerializedSelection ALL = new SerializedSelection.All();

  private static Bytes version0() {
    return new Bytes()
        .u8(0)
        .u64(1)
        .terminated("a.h5")
        .terminated("/d")
        .raw(all())
        .raw(all())
        .checksum();
  }

  @Test
  void version0HasEveryNameInFull() {
    assertThat(VirtualMappingList.decode(version0().cursor()).mappings())
        .containsExactly(new VirtualMapping("a.h5", "/d", ALL, ALL));
    DecoderLaws.holdFor(version0(), VirtualMappingList::decode);
  }

  @Test
  void version1SharesNames() {
    Bytes bytes =
        new Bytes()
            .u8(1)
            .u64(3)
            .u8(0)
            .terminated("a.h5")
            .terminated("/d")
            .raw(all())
            .raw(all())
            .u8(3)
            .u64(0, 0)
            .raw(all())
            .raw(all())
            .u8(4)
            .terminated("/e")
            .raw(all())
            .raw(all())
            .checksum();
    assertThat(VirtualMappingList.decode(bytes.cursor()).mappings())
        .containsExactly(
            new VirtualMapping("a.h5", "/d", ALL, ALL),
            new VirtualMapping("a.h5", "/d", ALL, ALL),
            new VirtualMapping(".", "/e", ALL, ALL));
  }

  @Test
  void aNameSharedWithALaterEntryIsMalformed() {
    Bytes bytes =
        new Bytes().u8(1).u64(1).u8(1).u64(0).terminated("/d").raw(all()).raw(all()).checksum();
    assertThatThrownBy(() -> VirtualMappingList.decode(bytes.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("entry with the name");
  }

  @Test
  void aWrongChecksumAndBytesBehindTheEntriesAreMalformed() {
    byte[] wrong = version0().bytes();
    wrong[9] ^= 1;
    assertThatThrownBy(() -> VirtualMappingList.decode(new Bytes().raw(wrong).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("checksum");
    Bytes longer = new Bytes().u8(0).u64(0).u8(0).checksum();
    assertThatThrownBy(() -> VirtualMappingList.decode(longer.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("length");
  }

  @Test
  void theNumberOfMappingsIsChecked() {
    Bytes bytes = new Bytes().u8(0).u64(5).zeros(40).checksum();
    assertThatThrownBy(() -> VirtualMappingList.decode(bytes.cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Num Entries");
    Limits limits = Limits.defaults().toBuilder().virtualSources(4).build();
    FormatContext context = new FormatContext(8, 8, 1 << 20, limits);
    assertThatThrownBy(() -> VirtualMappingList.decode(bytes.cursor(context)))
        .isInstanceOf(LimitExceededException.class);
  }
}
