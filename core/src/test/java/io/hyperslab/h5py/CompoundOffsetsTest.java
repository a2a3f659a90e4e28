package io.hyperslab.h5py;

import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.OBJECT_REFERENCE;
import static io.hyperslab.datatype.Datatypes.UINT16;
import static io.hyperslab.datatype.Datatypes.UINT32;
import static io.hyperslab.datatype.Datatypes.UINT64;
import static io.hyperslab.datatype.Datatypes.UINT8;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.enumeration;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Dataset;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.testkit.H5py;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where the members of compounds are.
class CompoundOffsetsTest extends FileTestCase {
  private static final Enumeration SWITCH = enumeration(UINT8, "OFF", "ON");
  private static final Datatype BYTES = variableLength(UINT8);

  record Aligned(int f0, double f1, short f2) {}

  record Scattered(double f0, long f1, int f2, int f3) {}

  record Disordered(float f1, int f2, double f3) {}

  private <T> Dataset stored(Datatype type, T[] records) throws IOException {
    f.createDataset("data").type(type).write(records);
    reopen();
    assertThat(f.dataset("data").datatype()).isEqualTo(type);
    return f.dataset("data");
  }

  private Compound committed(Compound type) throws IOException {
    f.root().createNamedDatatype("type", type);
    reopen();
    return (Compound) f.root().namedDatatype("type").datatype();
  }

  @H5py("test_h5t::TestCompound.test_ref")
  @Test
  void aReferenceIsAMember() throws IOException {
    Compound type =
        committed(compound().member("a", OBJECT_REFERENCE).member("b", FLOAT32).build());
    assertThat(type.size()).isEqualTo(12);
    assertThat(type.members())
        .containsExactly(
            new Compound.Member("a", 0, OBJECT_REFERENCE), new Compound.Member("b", 8, FLOAT32));
  }

  private static Compound disordered() {
    return compound()
        .member("f1", FLOAT32, 0)
        .member("f2", INT32, 16)
        .member("f3", FLOAT64, 8)
        .build(20);
  }

  @H5py({
    "test_h5t::TestCompound.test_out_of_order_offsets",
    "test_dtype::TestOffsets.test_out_of_order_offsets"
  })
  @Test
  void membersAreInAnyOrder() throws IOException {
    Disordered[] records =
        IntStream.range(0, 10)
            .mapToObj(i -> new Disordered(i / 8f, 10 - 2 * i, -i / 7.0))
            .toArray(Disordered[]::new);
    Dataset data = stored(disordered(), records);
    assertThat(data.datatype().size()).isEqualTo(20);
    assertThat(((Compound) data.datatype()).members())
        .extracting(Compound.Member::offset)
        .containsExactly(0L, 16L, 8L);
    assertThat(data.read(Disordered[].class)).containsExactly(records);
    assertThat(data.field("f2").readInts()).startsWith(10, 8, 6);
  }

  @H5py(
      value = "test_dtype::TestOffsets.test_compound_vlen",
      differs =
          "members of variable length take any offsets: elements are no C structs, whose sizes"
              + " would have to be those of the file")
  @Test
  void membersOfVariableLengthAreAtTheirOffsets() throws IOException {
    Compound packed =
        compound()
            .member("a", SWITCH)
            .member("foo", BYTES)
            .member("bar", BYTES)
            .member("switch", SWITCH)
            .build();
    assertThat(committed(packed).members())
        .extracting(Compound.Member::offset)
        .containsExactly(0L, 1L, 17L, 33L);
    Compound aligned =
        compound()
            .member("a", SWITCH, 0)
            .member("foo", BYTES, 8)
            .member("bar", BYTES, 24)
            .member("switch", SWITCH, 40)
            .build(48);
    f.root().createNamedDatatype("aligned", aligned);
    reopen();
    assertThat(f.root().namedDatatype("aligned").datatype()).isEqualTo(aligned);
  }

  @H5py("test_dtype::TestOffsets.test_aligned_offsets")
  @Test
  void alignedMembersStayWhereTheyAre() throws IOException {
    Compound type =
        committed(
            compound()
                .member("f0", INT32, 0)
                .member("f1", INT64, 8)
                .member("f2", INT16, 16)
                .build(24));
    assertThat(type.size()).isEqualTo(24);
    assertThat(type.members()).extracting(Compound.Member::offset).containsExactly(0L, 8L, 16L);
  }

  @H5py("test_dtype::TestOffsets.test_aligned_data")
  @Test
  void alignedMembersAreRead() throws IOException {
    Compound type =
        compound()
            .member("f0", INT32, 0)
            .member("f1", FLOAT64, 8)
            .member("f2", INT16, 16)
            .build(24);
    Aligned[] records =
        IntStream.range(0, 10)
            .mapToObj(i -> new Aligned(20 * i - 100, i / 7.0, (short) (100 - 20 * i)))
            .toArray(Aligned[]::new);
    assertThat(stored(type, records).read(Aligned[].class)).containsExactly(records);
  }

  @H5py("test_dtype::TestOffsets.test_compound_robustness")
  @Test
  void membersAreInAnyPlaceWithGapsBetween() throws IOException {
    Compound type =
        compound()
            .member("f0", FLOAT64, 25)
            .member("f1", UINT64, 9)
            .member("f2", UINT32, 0)
            .member("f3", UINT16, 5)
            .build(39);
    Scattered[] records =
        IntStream.range(0, 10)
            .mapToObj(i -> new Scattered(3.14, 1 + i * 4, 2 + i * 4, 3 + i * 4))
            .toArray(Scattered[]::new);
    Dataset data = stored(type, records);
    assertThat(data.read(Scattered[].class)).containsExactly(records);
    assertThat(data.field("f0").readDoubles()).hasSize(10).containsOnly(3.14);
    assertThat(data.field("f1").readLongs()).startsWith(1, 5, 9).endsWith(37);
    assertThat(data.field("f2").readLongs()).startsWith(2, 6, 10).endsWith(38);
    assertThat(data.field("f3").readInts()).startsWith(3, 7, 11).endsWith(39);
  }
}
