package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.duration;
import static io.hyperslab.datatype.Datatypes.opaque;
import static io.hyperslab.datatype.Datatypes.timestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Times in the form in which h5py stores those of numpy. What is expected was computed by numpy.
class TimesTest {
  private static final Duration NO_DURATION = Duration.ofSeconds(Long.MIN_VALUE);

  @TempDir Path directory;
  private Hdf5File file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Hdf5File.create(WritableStorage.memory(), CreateOptions.defaults());
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  record Times(Instant instant, Duration duration) {}

  @ParameterizedTest
  @CsvSource({
    "Y, 31, 2001-01-01T00:00:00Z",
    "Y, -1, 1969-01-01T00:00:00Z",
    "M, 373, 2001-02-01T00:00:00Z",
    "M, -1, 1969-12-01T00:00:00Z",
    "W, 1622, 2001-02-01T00:00:00Z",
    "D, 11356, 2001-02-03T00:00:00Z",
    "h, 272548, 2001-02-03T04:00:00Z",
    "m, 16352885, 2001-02-03T04:05:00Z",
    "s, 981173106, 2001-02-03T04:05:06Z",
    "ms, 981173106789, 2001-02-03T04:05:06.789Z",
    "us, 981173106789012, 2001-02-03T04:05:06.789012Z",
    "ns, 981173106789012345, 2001-02-03T04:05:06.789012345Z",
    "ns, -1, 1969-12-31T23:59:59.999999999Z",
    "ps, 1000, 1970-01-01T00:00:00.000000001Z",
    "ps, 1000000000000, 1970-01-01T00:00:01Z",
    "25s, 39246924, 2001-02-03T04:05:00Z",
    "25s, -1, 1969-12-31T23:59:35Z"
  })
  void pointsInTimeAreThoseOfNumpy(String unit, long count, Instant expected) throws IOException {
    Path path = directory.resolve("times.h5");
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      String tag = "NUMPY:" + (order == ByteOrder.LITTLE_ENDIAN ? "<" : ">") + "M8[" + unit + "]";
      byte[] stored = ByteBuffer.allocate(8).order(order).putLong(count).array();
      try (Libhdf5File made = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
        Libhdf5Type type = Libhdf5Type.opaque(8, tag);
        made.dataset("t", type, new long[] {1}, Libhdf5Layout.contiguous(), stored);
      }
      try (Hdf5File read = Hdf5File.open(path)) {
        assertThat(read.dataset("t").read(Instant[].class)).containsExactly(expected);
      }
      Dataset written = file.createDataset(tag).type(opaque(8, tag)).write(expected);
      assertThat(written.readBytes()).isEqualTo(stored);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WEEKS, -1, -P7D",
    "DAYS, 1, P1D",
    "HOURS, 25, PT25H",
    "MINUTES, 1501, PT1501M",
    "SECONDS, 90061, PT90061S",
    "MILLIS, 90061001, PT90061.001S",
    "MICROS, 90061001002, PT90061.001002S",
    "NANOS, 90061001002003, PT90061.001002003S",
    "NANOS, -1, PT-0.000000001S"
  })
  void durationsAreThoseOfNumpy(ChronoUnit unit, long count, Duration expected) {
    Dataset written = file.createDataset("d").type(duration(unit)).write(new Duration[] {expected});
    assertThat(written.readBytes())
        .isEqualTo(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(count).array());
    assertThat(written.read(Duration[].class)).containsExactly(expected);
  }

  @Test
  void unitsHaveTheTagsOfH5py() {
    assertThat(timestamp(ChronoUnit.SECONDS)).isEqualTo(opaque(8, "NUMPY:<M8[s]"));
    assertThat(timestamp(ChronoUnit.MINUTES)).isEqualTo(opaque(8, "NUMPY:<M8[m]"));
    assertThat(timestamp(ChronoUnit.MONTHS)).isEqualTo(opaque(8, "NUMPY:<M8[M]"));
    assertThat(timestamp(ChronoUnit.YEARS)).isEqualTo(opaque(8, "NUMPY:<M8[Y]"));
    assertThat(duration(ChronoUnit.MICROS)).isEqualTo(opaque(8, "NUMPY:<m8[us]"));
    assertThat(duration(ChronoUnit.DAYS)).isEqualTo(opaque(8, "NUMPY:<m8[D]"));
    assertThatIllegalArgumentException().isThrownBy(() -> duration(ChronoUnit.MONTHS));
    assertThatIllegalArgumentException().isThrownBy(() -> timestamp(ChronoUnit.HALF_DAYS));
  }

  @Test
  void valuesHaveNanosecondsWhereNothingIsSaid() {
    Instant now = Instant.parse("2024-05-06T07:08:09.123456789Z");
    Dataset point = file.write("point", now);
    assertThat(point.datatype()).isEqualTo(timestamp(ChronoUnit.NANOS));
    assertThat(point.shape()).isEmpty();
    assertThat(point.read(Instant[].class)).containsExactly(now);
    Instant[][] nested = {{now, Instant.EPOCH}, {Instant.MIN, now}};
    assertThat(file.write("nested", nested).read(Instant[][].class)).isDeepEqualTo(nested);
    file.root().attributes().set("lasts", Duration.ofNanos(-5));
    assertThat(file.root().attributes().get("lasts").read(Duration[].class))
        .containsExactly(Duration.ofNanos(-5));
    Times[] times = {new Times(now, Duration.ofHours(3))};
    assertThat(file.write("records", times).read(Times[].class)).isEqualTo(times);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MICROS", "SECONDS", "YEARS"})
  void noTimeIsTheSmallestInstant(String unit) {
    Dataset written =
        file.createDataset("t").type(timestamp(ChronoUnit.valueOf(unit))).write(Instant.MIN);
    assertThat(written.readBytes()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0x80);
    assertThat(written.read(Instant[].class)).containsExactly(Instant.MIN);
    Dataset lasting = file.createDataset("d").type(duration(ChronoUnit.MICROS)).write(NO_DURATION);
    assertThat(lasting.readBytes()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0x80);
    assertThat(lasting.read(Duration[].class)).containsExactly(NO_DURATION);
  }

  @Test
  void whatIsLostIsRefusedUnlessClippingIsAskedFor() {
    Instant time = Instant.parse("1969-12-31T23:59:59.999999999Z");
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() ->
            file.createDataset("a").type(timestamp(ChronoUnit.SECONDS)).write(new Instant[] {time}))
        .withMessageContaining("element 0")
        .withMessageContaining("23:59:59.999999999");
    // numpy rounds down.
    for (ChronoUnit unit :
        new ChronoUnit[] {
          ChronoUnit.YEARS,
          ChronoUnit.MONTHS,
          ChronoUnit.WEEKS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS,
          ChronoUnit.MILLIS,
          ChronoUnit.MICROS
        }) {
      Dataset clipped =
          file.createDataset(unit.name())
              .type(timestamp(unit))
              .conversion(Conversion.CLIP)
              .write(time);
      assertThat(clipped.readBytes()).as(unit.name()).containsOnly(-1);
    }
    Dataset picos = file.createDataset("ps").type(opaque(8, "NUMPY:<M8[ps]")).shape(1).create();
    picos.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> picos.read(Instant[].class));
    assertThat(picos.with(Conversion.CLIP).read(Instant[].class)).containsExactly(Instant.EPOCH);
  }

  @Test
  void theEndsOfTheRangeAreReached() {
    Dataset nanos = file.createDataset("n").type(timestamp(ChronoUnit.NANOS)).shape(2).create();
    Instant last = Instant.EPOCH.plusNanos(Long.MAX_VALUE);
    Instant first = Instant.EPOCH.minusNanos(Long.MAX_VALUE);
    nanos.write(new Instant[] {first, last});
    assertThat(nanos.read(Instant[].class)).containsExactly(first, last);
    for (Instant beyond : new Instant[] {last.plusNanos(1), first.minusNanos(1), Instant.MAX}) {
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .isThrownBy(() -> nanos.with(Conversion.CLIP).write(new Instant[] {beyond, beyond}));
    }
    Dataset days = file.createDataset("d").type(timestamp(ChronoUnit.DAYS)).shape(1).create();
    days.write(new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7f});
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> days.read(Instant[].class));
    Dataset years = file.createDataset("y").type(timestamp(ChronoUnit.YEARS)).shape(1).create();
    years.write(new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7f});
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> years.read(Instant[].class));
  }

  /// `Instant` has a year on each side that no calendar of the JDK has.
  @ParameterizedTest
  @ValueSource(strings = {"MONTHS", "YEARS"})
  void instantsBeyondTheCalendarAreRefused(String unit) {
    Dataset dataset =
        file.createDataset("t").type(timestamp(ChronoUnit.valueOf(unit))).shape(2).create();
    for (Instant beyond : new Instant[] {Instant.MAX, Instant.MIN.plusNanos(1)}) {
      for (Conversion conversion : Conversion.values()) {
        assertThatExceptionOfType(DatatypeMismatchException.class)
            .isThrownBy(() -> dataset.with(conversion).write(new Instant[] {Instant.EPOCH, beyond}))
            .withMessageContaining("element 1")
            .withMessageContaining(beyond.toString());
      }
    }
    Instant[] ends = {
      Instant.parse("-999999999-01-01T00:00:00Z"), Instant.parse("+999999999-01-01T00:00:00Z")
    };
    dataset.write(ends);
    assertThat(dataset.read(Instant[].class)).containsExactly(ends);
  }

  @Test
  void otherDatatypesAreNoTimes() {
    for (Datatype type :
        new Datatype[] {
          opaque(8, ""),
          opaque(8, "NUMPY:<M8"),
          opaque(8, "NUMPY:<M8[0s]"),
          opaque(8, "NUMPY:<M8[century]"),
          opaque(4, "NUMPY:<M8[s]"),
          duration(ChronoUnit.SECONDS)
        }) {
      Dataset dataset = file.createDataset("x").type(type).shape(1).create();
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .as(type.toString())
          .isThrownBy(() -> dataset.read(Instant[].class));
      assertThatExceptionOfType(DatatypeMismatchException.class)
          .as(type.toString())
          .isThrownBy(() -> dataset.write(Instant.EPOCH));
      file.root().delete("x");
    }
    Dataset months = file.createDataset("m").type(opaque(8, "NUMPY:<m8[M]")).shape(1).create();
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> months.write(Duration.ZERO));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> months.read(Duration[].class));
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> file.write("int", 3).read(Instant[].class));
  }
}
