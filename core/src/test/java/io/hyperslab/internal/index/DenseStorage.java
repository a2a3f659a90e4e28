package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.format.btree.AttributeNameRecord;
import io.hyperslab.internal.format.btree.LinkNameRecord;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.metadata.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/// The dense storage of the one object of a file that has any: its heap, and the index of the
/// names.
final class DenseStorage {
  private static final int LINKS = 5;
  private static final int ATTRIBUTES = 8;

  private final Transaction transaction;
  private final long heapAddress;
  private final long indexAddress;
  private final FractalHeapEditor heap;

  private DenseStorage(Transaction transaction, byte[] image, int type) {
    this.transaction = transaction;
    this.heapAddress = find(image, new Bytes().text("FRHP").u8(0));
    this.indexAddress = find(image, new Bytes().text("BTHD").u8(0, type));
    this.heap = FractalHeapEditor.open(transaction, heapAddress);
  }

  /// Where a structure starts, of which there is one.
  static long find(byte[] image, Bytes start) {
    byte[] pattern = start.bytes();
    long found = -1;
    for (int at = 0; at + pattern.length <= image.length; at++) {
      if (Arrays.equals(image, at, at + pattern.length, pattern, 0, pattern.length)) {
        // Bytes of something that was freed may still be there.
        assertThat(found).isEqualTo(-1);
        found = at;
      }
    }
    assertThat(found).isNotNegative();
    return found;
  }

  long heapAddress() {
    return heapAddress;
  }

  long indexAddress() {
    return indexAddress;
  }

  /// Deletes heap and index.
  void delete() {
    FractalHeapEditor.open(transaction, heapAddress).delete();
    BTreeV2Editor.open(transaction, indexAddress, LinkNameRecord.TYPE).delete();
  }

  private static Cursor object(EditedFile file, long heap, byte[] id) {
    BlockFilter.Factory noFilters =
        message -> {
          throw new AssertionError("not filtered");
        };
    return FractalHeap.open(file.transaction().reader(), heap, noFilters).object(id, "message");
  }

  /// The names and targets of all soft links, as a reader finds them.
  static Map<String, String> links(EditedFile file, byte[] image) {
    DenseStorage storage = new DenseStorage(file.transaction(), image, LINKS);
    Map<String, String> found = new HashMap<>();
    for (LinkNameRecord entry :
        BTreeV2.open(file.transaction().reader(), storage.indexAddress, LinkNameRecord.TYPE)) {
      LinkMessage link = LinkMessage.decode(object(file, storage.heapAddress, entry.id()));
      found.put(link.name(), ((LinkMessage.Soft) link.target()).path());
    }
    return found;
  }

  /// The names and data of all attributes, as a reader finds them.
  static Map<String, byte[]> attributes(EditedFile file, byte[] image) {
    DenseStorage storage = new DenseStorage(file.transaction(), image, ATTRIBUTES);
    Map<String, byte[]> found = new HashMap<>();
    for (AttributeNameRecord entry :
        BTreeV2.open(file.transaction().reader(), storage.indexAddress, AttributeNameRecord.TYPE)) {
      AttributeMessage attribute =
          AttributeMessage.decode(object(file, storage.heapAddress, entry.heapId()));
      found.put(attribute.name(), attribute.data());
    }
    return found;
  }

  private static int hash(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return Lookup3.hash(bytes, 0, bytes.length);
  }

  /// The links of a group.
  static final class Links {
    private final DenseStorage storage;
    private final BTreeV2Editor<LinkNameRecord> names;

    Links(EditedFile file, byte[] image) {
      storage = new DenseStorage(file.transaction(), image, LINKS);
      names = BTreeV2Editor.open(storage.transaction, storage.indexAddress, LinkNameRecord.TYPE);
    }

    private ToIntFunction<LinkNameRecord> order(String name) {
      int hash = hash(name);
      return found -> {
        int byHash = Integer.compareUnsigned(found.hash(), hash);
        return byHash != 0 ? byHash : name(storage.heap.object(found.id())).compareTo(name);
      };
    }

    /// A soft link's message: version, flags, type, length of name (2 bytes), name, length of
    /// value, value.
    static byte[] message(String name, String target) {
      return new Bytes()
          .u8(1, 0x09, 1)
          .u16(name.length())
          .text(name)
          .u16(target.length())
          .text(target)
          .bytes();
    }

    private static String name(byte[] message) {
      return LinkMessage.decode(Cursor.over(message, 0, "link message", Bytes.CONTEXT)).name();
    }

    void add(String name, String target) {
      byte[] id = storage.heap.insert(message(name, target));
      assertThat(names.insert(new LinkNameRecord(hash(name), id), order(name))).isTrue();
    }

    void remove(String name) {
      LinkNameRecord found = names.find(order(name)).orElseThrow();
      assertThat(names.remove(order(name))).isTrue();
      storage.heap.remove(found.id());
    }

    void removeIfPresent(String name) {
      names
          .find(order(name))
          .ifPresent(found -> {
            names.remove(order(name));
            storage.heap.remove(found.id());
          });
    }

    long size() {
      return names.size();
    }

    void save() {
      storage.heap.save();
      names.save();
    }

    DenseStorage storage() {
      return storage;
    }
  }

  /// The attributes of an object.
  static final class Attributes {
    private final DenseStorage storage;
    private final BTreeV2Editor<AttributeNameRecord> names;

    Attributes(EditedFile file, byte[] image) {
      storage = new DenseStorage(file.transaction(), image, ATTRIBUTES);
      names =
          BTreeV2Editor.open(storage.transaction, storage.indexAddress, AttributeNameRecord.TYPE);
    }

    private ToIntFunction<AttributeNameRecord> order(String name) {
      int hash = hash(name);
      return found -> {
        int byHash = Integer.compareUnsigned(found.hash(), hash);
        return byHash != 0 ? byHash : name(storage.heap.object(found.heapId())).compareTo(name);
      };
    }

    /// An attribute of bytes: version 3, no flags, sizes of name, datatype and dataspace, character
    /// set; name; datatype of version 1 and class 0, one byte without a sign; dataspace of version
    /// 2 with one dimension; data.
    private static byte[] message(String name, byte[] data) {
      return new Bytes()
          .u8(3, 0)
          .u16(name.length() + 1, 12, 12)
          .u8(0)
          .terminated(name)
          .u8(0x10, 0, 0, 0)
          .u32(1)
          .u16(0, 8)
          .u8(2, 1, 0, 1)
          .u64(data.length)
          .raw(data)
          .bytes();
    }

    private static String name(byte[] message) {
      Cursor cursor = Cursor.over(message, 0, "attribute message", Bytes.CONTEXT);
      cursor.skip(9);
      return cursor.terminatedText("name");
    }

    void add(String name, byte[] data) {
      byte[] id = storage.heap.insert(message(name, data));
      AttributeNameRecord added = new AttributeNameRecord(id, 0, 0, hash(name));
      assertThat(names.insert(added, order(name))).isTrue();
    }

    void remove(String name) {
      AttributeNameRecord found = names.find(order(name)).orElseThrow();
      assertThat(names.remove(order(name))).isTrue();
      storage.heap.remove(found.heapId());
    }

    void save() {
      storage.heap.save();
      names.save();
    }
  }
}
