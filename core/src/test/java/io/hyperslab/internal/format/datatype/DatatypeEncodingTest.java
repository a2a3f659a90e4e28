package io.hyperslab.internal.format.datatype;

import static io.hyperslab.datatype.Datatypes.BFLOAT16;
import static io.hyperslab.datatype.Datatypes.BOOLEAN;
import static io.hyperslab.datatype.Datatypes.COMPLEX128;
import static io.hyperslab.datatype.Datatypes.FLOAT128;
import static io.hyperslab.datatype.Datatypes.FLOAT16;
import static io.hyperslab.datatype.Datatypes.FLOAT32;
import static io.hyperslab.datatype.Datatypes.FLOAT64;
import static io.hyperslab.datatype.Datatypes.INT16;
import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT64;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.OBJECT_REFERENCE;
import static io.hyperslab.datatype.Datatypes.REFERENCE;
import static io.hyperslab.datatype.Datatypes.REGION_REFERENCE;
import static io.hyperslab.datatype.Datatypes.UINT64;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;
import static io.hyperslab.datatype.Datatypes.array;
import static io.hyperslab.datatype.Datatypes.compound;
import static io.hyperslab.datatype.Datatypes.enumeration;
import static io.hyperslab.datatype.Datatypes.fixedString;
import static io.hyperslab.datatype.Datatypes.nativeComplex;
import static io.hyperslab.datatype.Datatypes.opaque;
import static io.hyperslab.datatype.Datatypes.variableLength;
import static io.hyperslab.datatype.Datatypes.variableString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.ArrayType;
import io.hyperslab.datatype.BitPadding;
import io.hyperslab.datatype.Bitfield;
import io.hyperslab.datatype.ByteOrder;
import io.hyperslab.datatype.Compound;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.datatype.Enumeration;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.FloatingPoint;
import io.hyperslab.datatype.FloatingPoint.Normalization;
import io.hyperslab.datatype.Opaque;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.datatype.StringType.Padding;
import io.hyperslab.datatype.Time;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.index.ObjectHeaderLoader;
import io.hyperslab.internal.metadata.MetadataReader;
import io.hyperslab.internal.number.LibraryTypes;
import io.hyperslab.storage.Storage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5.Dialect;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatatypeEncodingTest {
  private static final int DATATYPE_MESSAGE = 3;

  @TempDir Path directory;

  private static FloatingPoint vax() {
    return new FloatingPoint(
        4,
        ByteOrder.VAX,
        32,
        0,
        BitPadding.ZERO,
        BitPadding.ZERO,
        BitPadding.ZERO,
        Normalization.IMPLIED,
        31,
        23,
        8,
        129,
        0,
        23);
  }

  private static FloatingPoint odd() {
    return new FloatingPoint(
        6,
        ByteOrder.BIG_ENDIAN,
        44,
        0,
        BitPadding.ZERO,
        BitPadding.ONE,
        BitPadding.ONE,
        Normalization.NONE,
        42,
        30,
        10,
        500,
        3,
        25);
  }

  private static List<Datatype> types() {
    Enumeration color = enumeration(INT16.bigEndian(), Map.of("RED", -3L));
    Enumeration states = enumeration(INT8, "OPEN", "A NAME OF MORE THAN 8", "SEVEN77");
    Compound point = compound().member("x", FLOAT64).member("yy", INT8).build(12);
    Compound nested = compound().member("color", color).member("point", point).build();
    return List.of(
        INT8,
        INT64.bigEndian(),
        UINT64,
        new FixedPoint(4, ByteOrder.BIG_ENDIAN, true, 19, 5, BitPadding.ONE, BitPadding.ONE),
        FLOAT16,
        BFLOAT16,
        FLOAT32.bigEndian(),
        FLOAT64,
        FLOAT128,
        odd(),
        vax(),
        new Time(4, ByteOrder.LITTLE_ENDIAN, 32),
        new Time(8, ByteOrder.BIG_ENDIAN, 64),
        fixedString(7),
        fixedString(300, CharacterSet.ASCII, Padding.SPACE_PADDED),
        fixedString(1, CharacterSet.UTF8, Padding.NULL_TERMINATED),
        new Bitfield(2, ByteOrder.BIG_ENDIAN, 7, 3, BitPadding.ONE, BitPadding.ZERO),
        opaque(5, ""),
        opaque(5, "12345678"),
        opaque(1, "nine char"),
        OBJECT_REFERENCE,
        REGION_REFERENCE,
        REFERENCE,
        BOOLEAN,
        color,
        states,
        VARIABLE_STRING,
        variableString(CharacterSet.ASCII),
        variableLength(INT32),
        variableLength(variableLength(nested)),
        array(INT16, 3),
        array(variableLength(array(vax(), 2)), 300, 1, 2),
        array(point, 2, 2),
        point,
        nested,
        COMPLEX128,
        compound().member("a", states).member("b", array(point, 3)).member("c", nested).build(),
        compound().member("a", array(states, 3)).member("b", nested).member("c", vax()).build(),
        compound().member("n", nested).member("v", vax()).member("a", array(color, 2)).build(),
        compound().member("text", VARIABLE_STRING).member("behind", FLOAT32, 70000).build(70010),
        compound()
            .member("reference", REFERENCE)
            .member("old", OBJECT_REFERENCE)
            .member("sequence", variableLength(color))
            .build());
  }

  private static byte[] encode(Datatype type, int version) {
    Encoder out = new Encoder(Bytes.CONTEXT);
    DatatypeCodec.encode(out, type, version);
    return out.toBytes();
  }

  /// The body of each datatype's message, as the library wrote it.
  private Map<Integer, byte[]> commit(List<Datatype> types, Dialect dialect) throws IOException {
    Path path = directory.resolve("types.h5");
    List<Long> addresses = new ArrayList<>();
    try (Libhdf5File file = Libhdf5.create(path, dialect)) {
      for (int i = 0; i < types.size(); i++) {
        file.commit("t" + i, new Libhdf5Type(LibraryTypes.of(types.get(i))));
        ByteBuffer reference = ByteBuffer.wrap(file.reference("t" + i));
        addresses.add(reference.order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong());
      }
    }
    FormatContext context = new FormatContext(8, 8, Files.size(path), Limits.defaults());
    Map<Integer, byte[]> bodies = new TreeMap<>();
    try (Storage storage = Storage.file(path)) {
      MetadataReader reader = new MetadataReader(storage, 0, context);
      for (int i = 0; i < types.size(); i++) {
        ObjectHeader header = new ObjectHeaderLoader(reader).load(addresses.get(i));
        for (RawMessage message : header.rawMessages()) {
          if (message.type() == DATATYPE_MESSAGE) {
            Cursor body = message.body().rest("datatype");
            bodies.put(i, body.bytes(body.remaining()));
          }
        }
      }
    }
    return bodies;
  }

  @ParameterizedTest
  @EnumSource
  void everyDatatypeIsEncodedLikeInTheLibrary(Dialect dialect) throws IOException {
    List<Datatype> types = types();
    Map<Integer, byte[]> library = commit(types, dialect);
    assertThat(library).hasSameSizeAs(types);
    int version =
        switch (dialect) {
          case EARLIEST -> 1;
          case V18, V110 -> 3;
          case V112 -> 4;
        };
    library.forEach((i, body) -> {
      // Headers of version 1 pad their messages.
      byte[] ours = Arrays.copyOf(encode(types.get(i), version), body.length);
      assertThat(ours).as("%s", types.get(i)).isEqualTo(body);
      DecodedDatatype decoded = DatatypeCodec.decodeStated(new Bytes().raw(body).cursor());
      assertThat(decoded.type()).isEqualTo(types.get(i));
      byte[] again = Arrays.copyOf(encode(decoded.type(), decoded.version()), body.length);
      assertThat(again).as("%s again", types.get(i)).isEqualTo(body);
    });
  }

  @Test
  void complexNumbersAreEncodedLikeInHdf52() {
    // Committed by HDF5 2.0.0: COMPLEX_IEEE_F32BE, an array of two, a sequence.
    String complex = "5b0100000800000011211f000400000000002000170800177f000000";
    FloatingPoint part = FLOAT32.bigEndian();
    assertThat(encode(nativeComplex(part), 1)).asHexString().isEqualToIgnoringCase(complex);
    assertThat(encode(array(nativeComplex(part), 2), 5))
        .asHexString()
        .isEqualToIgnoringCase("5a000000100000000102000000" + complex);
    assertThat(encode(variableLength(nativeComplex(part)), 5))
        .asHexString()
        .isEqualToIgnoringCase("5900000010000000" + complex);
  }

  @Test
  void theLowestVersionIsThatOfTheNewestPart() {
    assertThat(DatatypeCodec.lowestVersion(COMPLEX128)).isEqualTo(1);
    assertThat(DatatypeCodec.lowestVersion(variableLength(array(INT8, 1)))).isEqualTo(2);
    assertThat(DatatypeCodec.lowestVersion(compound().member("v", vax()).build())).isEqualTo(3);
    assertThat(DatatypeCodec.lowestVersion(array(nativeComplex(FLOAT16), 4))).isEqualTo(5);
  }

  @Test
  void sizesFollowTheFilesAddresses() {
    Compound type =
        compound()
            .member("text", VARIABLE_STRING)
            .member("reference", OBJECT_REFERENCE)
            .member("rows", array(variableLength(REGION_REFERENCE), 2))
            .member("last", INT32)
            .build(80);
    Datatype narrow = DatatypeCodec.inFile(type, 4);
    assertThat(narrow.size()).isEqualTo(80 - 4 - 4 - 2 * 4);
    assertThat(((Compound) narrow).members())
        .extracting(Compound.Member::offset)
        .containsExactly(0L, 12L, 16L, 40L);
    FormatContext context = new FormatContext(4, 8, 1 << 20, Limits.defaults());
    DatatypeCodec.encode(new Encoder(context), narrow, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatatypeCodec.encode(new Encoder(context), type, 1));
    assertThat(DatatypeCodec.inFile(type, 8)).isEqualTo(type);
  }

  @Test
  void whatCouldNotBeReadAgainIsRefused() {
    Compound.Member member = new Compound.Member("a", 0, INT32);
    List<Datatype> impossible =
        List.of(
            new Compound(8, List.of(member, new Compound.Member("b", 2, INT32))),
            new Compound(3, List.of(member)),
            new Compound(8, List.of()),
            new Compound(4, List.of(new Compound.Member("a\0b", 0, INT32))),
            new FixedPoint(4, ByteOrder.VAX, true, 32, 0, BitPadding.ZERO, BitPadding.ZERO),
            new FixedPoint(4, ByteOrder.BIG_ENDIAN, true, 32, 1, BitPadding.ZERO, BitPadding.ZERO),
            new FixedPoint(1L << 32, ByteOrder.BIG_ENDIAN, true, 32, 1, null, null),
            new ArrayType(List.of(0L), INT8),
            new ArrayType(List.of(), INT8),
            new Enumeration(INT8, List.of(new Enumeration.Member("A", BigInteger.valueOf(128)))),
            enumeration(INT8, new String[70_000]),
            new Opaque(4, "a\0b"),
            new Opaque(4, "x".repeat(249)),
            FloatingPoint.ieee(64, ByteOrder.LITTLE_ENDIAN, 15));
    for (Datatype type : impossible) {
      assertThatIllegalArgumentException().isThrownBy(() -> encode(type, 1));
    }
    assertThat(encode(new Opaque(4, "x".repeat(248)), 1)).hasSize(8 + 248);
    Limits limits = Limits.defaults().toBuilder().datatypeDepth(3).build();
    Encoder out = new Encoder(new FormatContext(8, 8, 1 << 20, limits));
    DatatypeCodec.encode(out, array(array(INT8, 1), 1), 1);
    assertThatThrownBy(() -> DatatypeCodec.encode(out, array(array(array(INT8, 1), 1), 1), 1))
        .isInstanceOf(LimitExceededException.class);
  }
}
