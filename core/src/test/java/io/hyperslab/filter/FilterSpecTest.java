package io.hyperslab.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.filter.FilterSpec.BitshuffleCodec;
import io.hyperslab.filter.FilterSpec.BloscCodec;
import io.hyperslab.filter.FilterSpec.BloscShuffle;
import io.hyperslab.filter.FilterSpec.SzipCoding;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterSpecTest {
  @Test
  void hasTheParametersThatTheSettersOfLibhdf5AndThePluginsPass() {
    assertThat(FilterSpec.deflate(6)).isEqualTo(new FilterSpec(1, true, List.of(6)));
    assertThat(FilterSpec.shuffle()).isEqualTo(new FilterSpec(2, true, List.of()));
    assertThat(FilterSpec.fletcher32()).isEqualTo(new FilterSpec(3, false, List.of()));
    assertThat(FilterSpec.szip(SzipCoding.ENTROPY, 8))
        .isEqualTo(new FilterSpec(4, true, List.of(4, 8)));
    assertThat(FilterSpec.szip(SzipCoding.NEAREST_NEIGHBOUR, 32))
        .isEqualTo(new FilterSpec(4, true, List.of(32, 32)));
    assertThat(FilterSpec.nbit()).isEqualTo(new FilterSpec(5, true, List.of()));
    assertThat(FilterSpec.scaleOffsetInteger(3)).isEqualTo(new FilterSpec(6, true, List.of(2, 3)));
    assertThat(FilterSpec.scaleOffsetFloat(-3)).isEqualTo(new FilterSpec(6, true, List.of(0, -3)));
    assertThat(FilterSpec.bitshuffle(BitshuffleCodec.NONE, 8, 99))
        .isEqualTo(new FilterSpec(32008, true, List.of(8, 0)));
    assertThat(FilterSpec.bitshuffle(BitshuffleCodec.ZSTD))
        .isEqualTo(new FilterSpec(32008, true, List.of(0, 3, 3)));
    assertThat(FilterSpec.blosc(BloscCodec.ZLIB, 9, BloscShuffle.BIT))
        .isEqualTo(new FilterSpec(32001, true, List.of(0, 0, 0, 0, 9, 2, 4)));
  }

  @Test
  void canBeMadeRequiredAndOptional() {
    assertThat(FilterSpec.shuffle().required().optional()).isFalse();
    assertThat(FilterSpec.fletcher32().asOptional().optional()).isTrue();
  }

  @Test
  void refusesParametersThatNoDatasetCanHave() {
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.deflate(10));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.deflate(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.szip(SzipCoding.ENTROPY, 34));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.szip(SzipCoding.ENTROPY, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.szip(SzipCoding.ENTROPY, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.scaleOffsetInteger(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.scaleOffsetInteger(65));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.bzip2(0));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.lz4(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.zstd(23));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterSpec.bitshuffle(BitshuffleCodec.LZ4, 12, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterSpec.blosc(BloscCodec.LZ4, 10, BloscShuffle.NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.of(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> FilterSpec.of(-1));
  }
}
