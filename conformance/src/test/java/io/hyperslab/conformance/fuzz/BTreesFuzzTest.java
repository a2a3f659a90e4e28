package io.hyperslab.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.btree.BTreeV2RecordType;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.index.BTreeV2;
import io.hyperslab.internal.index.SymbolTableIndex;
import io.hyperslab.internal.index.SymbolTableLink;
import io.hyperslab.internal.metadata.MetadataReader;
import java.util.List;

class BTreesFuzzTest {
  private static final int TYPE_AT = 5;
  private static final int GROUP_INTERNAL_K = 16;
  private static final int GROUP_LEAF_K = 4;
  private static final List<BTreeV2RecordType<?>> TYPES =
      List.of(LinkNameRecord.TYPE, AttributeNameRecord.TYPE);

  /// Walks the tree of a group, or one of version 2 whose records have the type that it says. The
  /// local heap of a group is where the first byte of the image says.
  @FuzzTest
  void walksAndSearches(byte[] input) {
    FuzzedImage image = FuzzedImage.of(input);
    image.read(reader -> {
      if (image.signature().equals("TREE")) {
        group(reader, image);
      } else {
        versionTwo(reader, image);
      }
    });
  }

  private static void group(MetadataReader reader, FuzzedImage image) {
    long heap = (image.image()[0] & 0xff) * 8L;
    SymbolTableIndex index =
        new SymbolTableIndex(reader, image.address(), heap, GROUP_INTERNAL_K, GROUP_LEAF_K);
    var _ = index.find("b");
    for (SymbolTableLink link : index) {
      String _ = link.toString();
    }
  }

  private static void versionTwo(MetadataReader reader, FuzzedImage image) {
    long at = image.address() + TYPE_AT;
    int id = at >= 0 && at < image.image().length ? image.image()[(int) at] : -1;
    for (BTreeV2RecordType<?> type : TYPES) {
      if (type.id() == id) {
        walk(BTreeV2.open(reader, image.address(), type));
      }
    }
  }

  private static <R> void walk(BTreeV2<R> tree) {
    for (R record : tree) {
      String _ = record.toString();
    }
    var _ = tree.find(record -> Integer.compare(record.hashCode(), 0));
  }
}
