package io.hyperslab.internal.format.selection;

import static io.hyperslab.internal.format.selection.SelectionCodecTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.selection.StandardReference.InHeap;
import io.hyperslab.internal.format.selection.StandardReference.Kind;
import io.hyperslab.internal.format.selection.StandardReference.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Region references of the old kind, and standard references.
class ReferenceEncodingsTest {
  @Test
  void aRegionReferenceIsAnAddressAndASelection() {
    Bytes bytes = new Bytes().u64(0x800).raw(all());
    assertThat(RegionReferenceValue.decode(bytes.cursor()))
        .isEqualTo(new RegionReferenceValue(0x800, new SerializedSelection.All()));
    DecoderLaws.holdFor(bytes, RegionReferenceValue::decode);
  }

  @Test
  void anObjectOfThisFileStandsInTheElement() {
    Bytes bytes = new Bytes().u8(2, 0, 8).u64(0x30).zeros(7);
    assertThat(StandardReference.decode(bytes.cursor()))
        .isEqualTo(
            new Value(Kind.OBJECT, 0x30, Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(StandardReference.decode(new Bytes().zeros(18).cursor()))
        .isEqualTo(new StandardReference.Nothing());
    DecoderLaws.survivesMutations(bytes, StandardReference::decode);
  }

  @Test
  void anythingElseLiesInTheHeap() {
    Bytes attribute = new Bytes().u8(4, 0).u32(16).u64(0x9e0).u32(2);
    InHeap pointer = (InHeap) StandardReference.decode(attribute.cursor());
    assertThat(pointer).isEqualTo(new InHeap(Kind.ATTRIBUTE, false, 16, 0x9e0, 2));
    Bytes value = new Bytes().u8(8).u64(0x30).u16(5).text("units");
    assertThat(pointer.decode(value.cursor()).attributeName()).contains("units");
    DecoderLaws.holdFor(attribute, StandardReference::decode);
    DecoderLaws.holdFor(value, pointer::decode);
  }

  @Test
  void anExternalRegionHasAFileNameBeforeItsSelection() {
    InHeap pointer =
        (InHeap) StandardReference.decode(new Bytes().u8(3, 1).u32(43).u64(0x9e0).u32(1).cursor());
    Bytes value = new Bytes().u8(8).u64(0x30).u16(4).text("f.h5").u32(all().size(), 2).raw(all());
    assertThat(pointer.decode(value.cursor()))
        .isEqualTo(
            new Value(
                Kind.REGION,
                0x30,
                Optional.of("f.h5"),
                Optional.of(new SerializedSelection.All()),
                Optional.empty()));
    DecoderLaws.holdFor(value, pointer::decode);
  }

  @Test
  void unknownTypesAreMalformed() {
    assertThatThrownBy(() -> StandardReference.decode(new Bytes().u8(5).zeros(17).cursor()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("reference type");
  }
}
