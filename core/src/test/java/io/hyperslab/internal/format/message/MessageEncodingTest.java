package io.hyperslab.internal.format.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every message is written as it was stored, in every version; what is stored stands here as the
/// specification says.
class MessageEncodingTest {
  private static final Bytes INT32 = new Bytes().u8(0x10, 8, 0, 0).u32(4).u16(0, 32);
  private static final Bytes SCALAR_V1 = new Bytes().u8(1, 0, 0, 0).u32(0);
  private static final Bytes SCALAR_V2 = new Bytes().u8(2, 0, 0, 0);

  private static Arguments of(String name, MessageType type, Bytes bytes) {
    return Arguments.of(name, (Function<Bytes, HeaderMessage>) b -> type.decode(b.cursor()), bytes);
  }

  static List<Arguments> stored() {
    return List.of(
        of("scalar 1", MessageType.DATASPACE, SCALAR_V1),
        of("simple 1", MessageType.DATASPACE, new Bytes().u8(1, 2, 0).zeros(5).u64(3, 4)),
        of(
            "growing 1",
            MessageType.DATASPACE,
            new Bytes().u8(1, 2, 1).zeros(5).u64(3, 4).u64(-1, 4)),
        of("scalar 2", MessageType.DATASPACE, SCALAR_V2),
        of("null 2", MessageType.DATASPACE, new Bytes().u8(2, 0, 0, 2)),
        of("growing 2", MessageType.DATASPACE, new Bytes().u8(2, 1, 1, 1).u64(3, 9)),
        of("datatype", MessageType.DATATYPE, INT32),
        of("links", MessageType.LINK_INFO, new Bytes().u8(0, 3).u64(9, 0x100, 0x200, 0x300)),
        of("links, no order", MessageType.LINK_INFO, new Bytes().u8(0, 0).u64(-1, -1)),
        of(
            "attributes",
            MessageType.ATTRIBUTE_INFO,
            new Bytes().u8(0, 3).u16(9).u64(0x100, 0x200, 0x300)),
        of("attributes, no order", MessageType.ATTRIBUTE_INFO, new Bytes().u8(0, 0).u64(-1, -1)),
        of("old fill value", MessageType.OLD_FILL_VALUE, new Bytes().u32(3).u8(1, 2, 3)),
        of("no old fill value", MessageType.OLD_FILL_VALUE, new Bytes().u32(0)),
        of("fill value 1", MessageType.FILL_VALUE, new Bytes().u8(1, 2, 0, 1).u32(2).u8(5, 6)),
        of("default 1", MessageType.FILL_VALUE, new Bytes().u8(1, 2, 2, 1).u32(0)),
        of("undefined 2", MessageType.FILL_VALUE, new Bytes().u8(2, 3, 1, 0)),
        of("fill value 2", MessageType.FILL_VALUE, new Bytes().u8(2, 1, 0, 1).u32(1).u8(5)),
        of("default 3", MessageType.FILL_VALUE, new Bytes().u8(3, 0x0a)),
        of("undefined 3", MessageType.FILL_VALUE, new Bytes().u8(3, 0x15)),
        of("fill value 3", MessageType.FILL_VALUE, new Bytes().u8(3, 0x2b).u32(2).u8(5, 6)),
        of("hard link", MessageType.LINK, new Bytes().u8(1, 0, 1).text("a").u64(0x400)),
        of(
            "hard link in UTF-8, with order",
            MessageType.LINK,
            new Bytes().u8(1, 0x14).u64(-7).u8(1, 2).text("é").u64(0x400)),
        of("soft link", MessageType.LINK, new Bytes().u8(1, 8, 1, 1).text("a").u16(2).text("/b")),
        of(
            "external link",
            MessageType.LINK,
            new Bytes().u8(1, 8, 64, 1).text("a").u16(8).u8(0).terminated("f.h").terminated("/b")),
        of(
            "user-defined link",
            MessageType.LINK,
            new Bytes().u8(1, 8, 70, 1).text("a").u16(2).u8(9, 8)),
        of(
            "long name",
            MessageType.LINK,
            new Bytes().u8(1, 1).u16(256).text("n".repeat(256)).u64(0x400)),
        of(
            "external files",
            MessageType.EXTERNAL_FILE_LIST,
            new Bytes().u8(1, 0, 0, 0).u16(2, 2).u64(0x500).u64(8, 100, 7).u64(16, 0, -1)),
        of(
            "compact 1",
            MessageType.DATA_LAYOUT,
            new Bytes().u8(1, 1, 0).zeros(5).u32(2).u32(2).u8(7, 8)),
        of(
            "contiguous 2",
            MessageType.DATA_LAYOUT,
            new Bytes().u8(2, 2, 1).zeros(5).u64(0x800).u32(10, 20)),
        of(
            "chunked 1",
            MessageType.DATA_LAYOUT,
            new Bytes().u8(1, 3, 2).zeros(5).u64(-1).u32(10, 20, 8)),
        of("compact 3", MessageType.DATA_LAYOUT, new Bytes().u8(3, 0).u16(3).u8(1, 2, 3)),
        of("contiguous 3", MessageType.DATA_LAYOUT, new Bytes().u8(3, 1).u64(-1, 48)),
        of("chunked 3", MessageType.DATA_LAYOUT, new Bytes().u8(3, 2, 2).u64(0x900).u32(100, 4)),
        of("one chunk", MessageType.DATA_LAYOUT, v4(0, 1).u64(0x900)),
        of("one filtered", MessageType.DATA_LAYOUT, v4(3, 1).u64(33).u32(2).u64(0x900)),
        of("implicit", MessageType.DATA_LAYOUT, v4(1, 2).u64(0x900)),
        of("fixed array", MessageType.DATA_LAYOUT, v4(0, 3).u8(10).u64(0x900)),
        of("extensible", MessageType.DATA_LAYOUT, v4(0, 4).u8(32, 4, 4, 16, 10).u64(-1)),
        of("tree", MessageType.DATA_LAYOUT, v4(0, 5).u32(2048).u8(100, 40).u64(0x900)),
        of(
            "wide chunk 5",
            MessageType.DATA_LAYOUT,
            new Bytes().u8(5, 2, 0, 2, 2).u16(0x100, 4).u8(2).u64(0x900)),
        of("virtual", MessageType.DATA_LAYOUT, new Bytes().u8(4, 3).u64(0x1000).u32(5)),
        of("bogus", MessageType.BOGUS, new Bytes().u32(0xdeadbeefL)),
        of("group", MessageType.GROUP_INFO, new Bytes().u8(0, 0)),
        of("group, all", MessageType.GROUP_INFO, new Bytes().u8(0, 3).u16(20, 10, 100, 12)),
        of("stored defaults", MessageType.GROUP_INFO, new Bytes().u8(0, 1).u16(8, 6)),
        of(
            "filters 1",
            MessageType.FILTER_PIPELINE,
            new Bytes()
                .u8(1, 2)
                .zeros(6)
                .u16(1, 8, 1, 1)
                .terminated("deflate")
                .u32(9, 0)
                .u16(307, 0, 0, 2)
                .u32(7, 8)),
        of(
            "filters 2",
            MessageType.FILTER_PIPELINE,
            new Bytes().u8(2, 2).u16(1, 1, 1).u32(9).u16(307, 6, 0, 0).terminated("bzip2")),
        of(
            "attribute 1",
            MessageType.ATTRIBUTE,
            new Bytes()
                .u8(1, 0)
                .u16(2, 12, 8)
                .terminated("a")
                .align(8)
                .raw(INT32)
                .align(8)
                .raw(SCALAR_V1)
                .u32(7)
                .zeros(4)),
        of(
            "attribute 2 of a committed datatype",
            MessageType.ATTRIBUTE,
            new Bytes()
                .u8(2, 1)
                .u16(2, 10, 4)
                .terminated("a")
                .u8(2, 2)
                .u64(0x400)
                .raw(SCALAR_V2)
                .u32(7)),
        of(
            "attribute 3 of shared messages",
            MessageType.ATTRIBUTE,
            new Bytes()
                .u8(3, 3)
                .u16(3, 10, 10)
                .u8(1)
                .terminated("é")
                .u8(3, 1)
                .u64(0x11)
                .u8(3, 1)
                .u64(0x22)
                .u32(7)),
        of(
            "attribute of the first pointer",
            MessageType.ATTRIBUTE,
            new Bytes()
                .u8(2, 1)
                .u16(2, 24, 4)
                .terminated("a")
                .u8(1, 0)
                .zeros(6 + 8)
                .u64(0x400)
                .raw(SCALAR_V2)),
        of("comment", MessageType.COMMENT, new Bytes().terminated("why")),
        of(
            "old time",
            MessageType.OLD_MODIFICATION_TIME,
            new Bytes().text("19980314150926").u16(0)),
        of("time", MessageType.MODIFICATION_TIME, new Bytes().u8(1, 0, 0, 0).u32(0xffff_fffeL)),
        of("shared table", MessageType.SHARED_MESSAGE_TABLE, new Bytes().u8(0).u64(0x400).u8(2)),
        of("continuation", MessageType.CONTINUATION, new Bytes().u64(0x400, 64)),
        of("symbol table", MessageType.SYMBOL_TABLE, new Bytes().u64(0x88, 0x2a8)),
        of("K", MessageType.B_TREE_K, new Bytes().u8(0).u16(64, 32, 8)),
        of("driver", MessageType.DRIVER_INFO, new Bytes().u8(0).text("NCSAfami").u16(2).u8(1, 2)),
        of("links to it", MessageType.REFERENCE_COUNT, new Bytes().u8(0).u32(3)),
        of("cache image", MessageType.CACHE_IMAGE, new Bytes().u8(0).u64(0x700, 96)),
        of("space 0", MessageType.FILE_SPACE_INFO, new Bytes().u8(0, 2).u64(5)),
        of(
            "kept space 0",
            MessageType.FILE_SPACE_INFO,
            new Bytes().u8(0, 1).u64(5).u64(-1, -1, -1, -1, -1, 0x100)),
        of(
            "paged space",
            MessageType.FILE_SPACE_INFO,
            new Bytes().u8(1, 1, 0).u64(1, 8192).u16(10).u64(-1)),
        of(
            "kept space beyond the file",
            MessageType.FILE_SPACE_INFO,
            new Bytes().u8(1, 0, 1).u64(1, 4096).u16(0).u64(1L << 50).u64(new long[12])));
  }

  /// Version 4 up to and including the chunk indexing type: chunks of 3 by 5 elements of 4 bytes.
  private static Bytes v4(int flags, int indexing) {
    return new Bytes().u8(4, 2, flags, 3, 1, 3, 5, 4, indexing);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stored")
  void aMessageIsWrittenAsItWasStored(
      String name, Function<Bytes, HeaderMessage> decoder, Bytes bytes) {
    Encoder out = new Encoder(Bytes.CONTEXT);
    decoder.apply(bytes).encode(out);
    assertThat(out.toBytes()).as(name).containsExactly(bytes.bytes());
  }

  @Test
  void addressesAndLengthsHaveTheWidthsOfTheFile() {
    FormatContext narrow = new FormatContext(4, 2, 1 << 20, Limits.defaults());
    Encoder out = new Encoder(narrow);
    new DataLayoutMessage.Contiguous(3, -1, 0x123).encode(out);
    new SymbolTableMessage(0x88, 0x2a8).encode(out);
    assertThat(out.toBytes())
        .containsExactly(new Bytes().u8(3, 1).u32(-1).u16(0x123).u32(0x88, 0x2a8).bytes());
    DataspaceMessage large =
        new DataspaceMessage(
            2, DataspaceMessage.Kind.SIMPLE, new long[] {70_000}, new long[] {70_000}, 70_000);
    assertThatIllegalArgumentException().isThrownBy(() -> large.encode(out));
  }

  @Test
  void anUnknownMessageKeepsItsBytes() {
    Bytes bytes = new Bytes().u8(9, 8, 7);
    Encoder out = new Encoder(Bytes.CONTEXT);
    UnknownMessage.decode(0x33, bytes.cursor()).encode(out);
    assertThat(out.toBytes()).containsExactly(9, 8, 7);
  }

  @Test
  void aNewMessageStoresNoMoreThanItMust() {
    Encoder out = new Encoder(Bytes.CONTEXT);
    GroupInfoMessage.defaults().encode(out);
    new GroupInfoMessage(8, 6, 100, 8).encode(out);
    new DatatypeMessage(FixedPoint.INT32).encode(out);
    new LinkMessage("a", CharacterSet.ASCII, OptionalLong.empty(), new LinkMessage.Hard(0x400))
        .encode(out);
    assertThat(out.toBytes())
        .containsExactly(
            new Bytes()
                .u8(0, 0)
                .u8(0, 2)
                .u16(100, 8)
                .raw(INT32)
                .u8(1, 0, 1)
                .text("a")
                .u64(0x400)
                .bytes());
  }

  @Test
  void whatAVersionDoesNotKnowIsRefused() {
    Encoder out = new Encoder(Bytes.CONTEXT);
    DataspaceMessage empty =
        new DataspaceMessage(1, DataspaceMessage.Kind.NULL, new long[0], new long[0], 0);
    assertThatIllegalArgumentException().isThrownBy(() -> empty.encode(out));
    DataLayoutMessage.Chunked tree =
        new DataLayoutMessage.Chunked(4, 0, new long[] {1}, 1, new ChunkIndexing.BTreeV1(), -1);
    assertThatIllegalArgumentException().isThrownBy(() -> tree.encode(out));
  }
}
