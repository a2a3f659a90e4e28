package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.format.DecoderLaws;
import io.hyperslab.internal.format.message.FilterPipelineMessage.FilterDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterPipelineMessageTest {
  private static List<FilterDescription> decode(Bytes bytes) {
    return FilterPipelineMessage.decode(bytes.cursor()).filters();
  }

  @Test
  void version1PadsNamesAndClientData() {
    Bytes bytes =
        new Bytes()
            .u8(1, 2)
            .zeros(6)
            .u16(2, 8, 1, 1)
            .text("shuffle")
            .u8(0)
            .u32(8)
            .u32(0)
            .u16(1, 0, 0, 1)
            .u32(6);
    List<FilterDescription> filters = decode(bytes);
    assertThat(filters).extracting(FilterDescription::id).containsExactly(2, 1);
    assertThat(filters).extracting(FilterDescription::name).containsExactly("shuffle", "");
    assertThat(filters.get(0).clientData()).containsExactly(8);
    assertThat(filters.get(0).optional()).isTrue();
    assertThat(filters.get(1).clientData()).containsExactly(6);
    assertThat(filters.get(1).optional()).isFalse();
    DecoderLaws.holdFor(bytes, FilterPipelineMessage::decode);
  }

  @Test
  void version2NamesOnlyFiltersThatAreNotTheLibrarys() {
    Bytes bytes =
        new Bytes().u8(2, 2).u16(1, 0, 1).u32(9).u16(32015, 5, 1, 2).terminated("zstd").u32(3, -1);
    List<FilterDescription> filters = decode(bytes);
    assertThat(filters).extracting(FilterDescription::id).containsExactly(1, 32015);
    assertThat(filters.get(1).name()).isEqualTo("zstd");
    assertThat(filters.get(1).clientData()).containsExactly(3, -1);
    DecoderLaws.holdFor(bytes, FilterPipelineMessage::decode);
  }

  @Test
  void moreThan32FiltersAreMalformed() {
    assertThatThrownBy(() -> decode(new Bytes().u8(2, 33).zeros(33 * 6)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Number of Filters");
  }

  @Test
  void clientDataBeyondTheMessageAndUnpaddedNamesAreMalformed() {
    assertThatThrownBy(() -> decode(new Bytes().u8(2, 1).u16(1, 0, 0xffff).u32(1)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Client Data");
    assertThatThrownBy(() -> decode(new Bytes().u8(1, 1).zeros(6).u16(1, 7, 0, 0).zeros(7)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("Name Length");
  }
}
