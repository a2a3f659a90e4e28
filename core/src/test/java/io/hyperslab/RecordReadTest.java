package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.error.DatatypeMismatchException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// Records of arrays are what users write.
@SuppressWarnings("ArrayRecordComponent")
class RecordReadTest {
  private Hdf5File file;

  @BeforeEach
  void open() {
    file = Fixtures.open("records.h5");
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private record Position(float lat, double lon) {}

  private enum Kind {
    LAND,
    SEA
  }

  private record Station(
      int id,
      String name,
      String label,
      Position position,
      short[] samples,
      Kind kind,
      boolean active,
      BigInteger height) {}

  @ParameterizedTest
  @ValueSource(strings = {"stations", "chunked"})
  void readsRecordsOfEverything(String path) {
    Station[] stations = file.dataset(path).read(Station[].class);
    assertThat(stations).extracting(Station::id).containsExactly(1, 2, 3);
    assertThat(stations).extracting(Station::name).containsExactly("Bergen", "\u00c5lesund", "");
    assertThat(stations).extracting(Station::label).containsExactly("S0", "S1", "S2");
    assertThat(stations)
        .extracting(Station::position)
        .containsExactly(
            new Position(60.5f, -0.0), new Position(61.5f, -5.25), new Position(62.5f, -10.5));
    assertThat(stations[2].samples()).containsExactly((short) 2, (short) 20, (short) -2);
    assertThat(stations).extracting(Station::kind).containsExactly(Kind.LAND, Kind.SEA, Kind.LAND);
    assertThat(stations).extracting(Station::active).containsExactly(false, true, false);
    BigInteger most = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    assertThat(stations)
        .extracting(Station::height)
        .containsExactly(most, most.subtract(BigInteger.ONE), most.subtract(BigInteger.TWO));
  }

  private record Named(String name) {}

  @Test
  void readsSelectedRecords() {
    Dataset stations = file.dataset("chunked");
    assertThat(stations.read(Named[].class, Selection.of("::-1")))
        .containsExactly(new Named(""), new Named("\u00c5lesund"), new Named("Bergen"));
    assertThat(stations.select(Selection.of("[1, 1]")).read(Named[].class))
        .containsOnly(new Named("\u00c5lesund"));
  }

  private record Pair(double windSpeed, long temp) {}

  @Test
  void namesMayDifferInStyleAndShapeIsKept() {
    Pair[][] pairs = file.dataset("pairs").read(Pair[][].class);
    assertThat(pairs)
        .isDeepEqualTo(
            new Pair[][] {
              {new Pair(0.5, 1), new Pair(1.5, 2)}, {new Pair(2.5, 3), new Pair(3.5, 4)}
            });
    assertThat(file.dataset("pairs").read(Pair[].class)).hasSize(4);
  }

  @Test
  void readsSingleMembers() {
    Dataset stations = file.dataset("stations");
    assertThat(stations.field("id").readInts()).containsExactly(1, 2, 3);
    assertThat(stations.field("name").readStrings()).containsExactly("Bergen", "\u00c5lesund", "");
    assertThat(stations.field("position").field("lat").readFloats())
        .containsExactly(60.5f, 61.5f, 62.5f);
    assertThat(stations.field("samples").read(int[][].class))
        .isDeepEqualTo(new int[][] {{0, 0, 0}, {1, 10, -1}, {2, 20, -2}});
    assertThat(stations.select(Selection.of("1:")).field("kind").readStrings())
        .containsExactly("SEA", "LAND");
    assertThat(stations.field("active").readBooleans()).containsExactly(false, true, false);
    assertThat(stations.field("height").with(Conversion.CLIP).readLongs())
        .containsOnly(Long.MAX_VALUE);
    assertThat(stations.with(Conversion.CLIP).field("height").conversion())
        .isEqualTo(Conversion.CLIP);
  }

  private record WithMissing(int id, double depth) {}

  private record WithWrongType(int id, int[] name) {}

  private record TooNarrow(int id, long height) {}

  @Test
  void saysWhatDoesNotGoTogether() {
    Dataset stations = file.dataset("stations");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> stations.read(WithMissing[].class))
        .satisfies(e -> {
          assertThat(e.item()).contains("depth");
          assertThat(e.found()).contains("position");
        });
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> stations.read(WithWrongType[].class))
        .satisfies(e -> assertThat(e.item()).contains("name"));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> stations.read(TooNarrow[].class))
        .satisfies(e -> assertThat(e.found()).contains("18446744073709551615"));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> stations.field("depth"));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> stations.field("id").read(Named[].class));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> stations.readDoubles());
  }

  @Test
  void aPathOfMembersNamesOne() {
    double[] lons = file.dataset("stations").field("position").field("lon").readDoubles();
    assertThat(Arrays.stream(lons).sum()).isEqualTo(-15.75);
  }
}
