package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hyperslab.error.Hdf5Exception;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MalformedFileException;
import io.hyperslab.internal.bytes.Bytes;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import io.hyperslab.testkit.Libhdf5;
import io.hyperslab.testkit.Libhdf5File;
import io.hyperslab.testkit.Libhdf5Layout;
import io.hyperslab.testkit.Libhdf5Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups and datasets that say of themselves what cannot be.
class DamagedGroupsTest {
  @TempDir private Path directory;

  private static int find(byte[] image, int from, Bytes wanted) {
    byte[] pattern = wanted.bytes();
    for (int at = from; at + pattern.length <= image.length; at++) {
      if (Arrays.equals(image, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }

  private static void put(byte[] image, int at, Bytes bytes) {
    byte[] put = bytes.bytes();
    System.arraycopy(put, 0, image, at, put.length);
  }

  @Test
  void aHardLinkThatLeadsNowhereIsRefusedWithTheKinds() throws IOException {
    Path path = directory.resolve("nowhere.h5");
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      byte[] element = new byte[4];
      file.dataset("a", Libhdf5Type.int32(), new long[] {1}, Libhdf5Layout.contiguous(), element);
    }
    byte[] image = Files.readAllBytes(path);
    long address;
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThat(file.root().members()).hasSize(1);
      address = file.get("a").address();
    }
    int symbols = find(image, 0, new Bytes().text("SNOD"));
    put(image, find(image, symbols, new Bytes().u64(address)), new Bytes().u64(-1));
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> file.root().members());
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> file.root().get("a"));
      assertThat(file.root().names()).containsExactly("a");
    }
  }

  @Test
  void anEmptyDatasetIsReadWhereverItsElementsShouldBe() throws IOException {
    Path path = directory.resolve("empty.h5");
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      file.dataset(
          "a", Libhdf5Type.int32(), new long[] {0}, Libhdf5Layout.contiguous(), new byte[0]);
    }
    byte[] image = Files.readAllBytes(path);
    // Version, layout class, address, size.
    int layout = find(image, 0, new Bytes().u8(3, 1).u64(-1, 0));
    put(image, layout + 2, new Bytes().u64(image.length - 1L));
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThat(file.dataset("a").readInts()).isEmpty();
      assertThat(file.dataset("a").read().size()).isZero();
    }
  }

  /// A group with links of a tracked order, and another number for the next one.
  private static byte[] withNextOrder(int links, long next) throws IOException {
    GrowableMemoryStorage storage = WritableStorage.memory();
    long address;
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults())) {
      Group group = file.root().createGroup("group", GroupOptions.defaults().trackOrder());
      for (int i = 0; i < links; i++) {
        group.linkSoft("link" + i, "/nowhere");
      }
      address = group.address();
    }
    byte[] image = storage.toBytes();
    // Version, both flags, next creation order.
    int info = find(image, (int) address, new Bytes().u8(0, 3).u64(links));
    put(image, info + 2, new Bytes().u64(next));
    putChecksum(image, (int) address);
    return image;
  }

  /// Corrects the checksum of an object header of version 2.
  private static void putChecksum(byte[] image, int header) {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int flags = image[header + 5];
    int sizeAt = header + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    long mask = (1L << 8 * width) - 1;
    int length = sizeAt + width - header + (int) (bytes.getLong(sizeAt) & mask);
    bytes.putInt(header + length, Lookup3.hash(image, header, length));
  }

  private static Hdf5File edit(byte[] image) throws IOException {
    return Hdf5File.openReadWrite(WritableStorage.memory(image), OpenOptions.defaults());
  }

  @Test
  void whenNoCreationOrderIsLeftALinkIsRefused() throws IOException {
    for (int links : new int[] {2, 20}) {
      try (Hdf5File file = edit(withNextOrder(links, Long.MAX_VALUE))) {
        Group group = file.group("group");
        assertThatExceptionOfType(LimitExceededException.class)
            .isThrownBy(() -> group.linkSoft("new", "/nowhere"))
            .withMessageContaining("creation order of a link");
        assertThat(group.names()).hasSize(links);
      }
    }
  }

  @Test
  void aCreationOrderThatAnotherLinkHasIsRefused() throws IOException {
    GrowableMemoryStorage storage = WritableStorage.memory(withNextOrder(20, 5));
    try (Hdf5File file = Hdf5File.openReadWrite(storage, OpenOptions.defaults())) {
      Group group = file.group("group");
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> group.linkSoft("new", "/nowhere"))
          .withMessageContaining("creation order is 5, which is the next one");
      assertThat(group.namesInCreationOrder()).hasSize(20);
    }
  }

  @Test
  void attributesOfOneNameAreNotLostWhenThereAreMore() throws IOException {
    GrowableMemoryStorage storage = WritableStorage.memory();
    long address;
    try (Hdf5File file = Hdf5File.create(storage, CreateOptions.defaults())) {
      Group group = file.root().createGroup("group");
      for (int i = 0; i < 8; i++) {
        group.attributes().set("name" + i, i);
      }
      address = group.address();
    }
    byte[] image = storage.toBytes();
    int name = find(image, (int) address, new Bytes().terminated("name1"));
    put(image, name, new Bytes().terminated("name0"));
    putChecksum(image, (int) address);
    try (Hdf5File file = edit(image)) {
      Attributes attributes = file.group("group").attributes();
      assertThatExceptionOfType(MalformedFileException.class)
          .isThrownBy(() -> attributes.set("name8", 8))
          .withMessageContaining("present twice");
      assertThat(attributes.names()).hasSize(8);
    }
  }

  @Test
  void anEmptyOldGroupWithoutItsHeapIsNotListed() throws IOException {
    Path path = directory.resolve("heap.h5");
    try (Libhdf5File file = Libhdf5.create(path, Libhdf5.Dialect.EARLIEST)) {
      file.group("group");
    }
    byte[] image = Files.readAllBytes(path);
    int first = find(image, 0, new Bytes().text("HEAP"));
    put(image, find(image, first + 1, new Bytes().text("HEAP")), new Bytes().text("HEAD"));
    try (Hdf5File file = Hdf5File.open(image)) {
      assertThatExceptionOfType(Hdf5Exception.class)
          .isThrownBy(() -> file.group("group").names())
          .withMessageContaining("signature");
      assertThat(file.root().names()).containsExactly("group");
    }
  }

  @Test
  void whatWasRolledBackIsForgottenEvenIfItCannotBeCutOff() throws IOException {
    for (CreateOptions options :
        new CreateOptions[] {CreateOptions.defaults().earliest(), CreateOptions.defaults()}) {
      GrowableMemoryStorage memory = WritableStorage.memory();
      RefusingStorage storage = new RefusingStorage(memory, Integer.MAX_VALUE);
      try (Hdf5File file = Hdf5File.create(storage, options)) {
        for (int i = 0; i < 50; i++) {
          file.root().linkSoft("before" + i, "/nowhere");
        }
        file.flush();
        file.root().write("large", new int[1 << 16]);
        for (int i = 0; i < 50; i++) {
          file.root().linkSoft("after" + i, "/nowhere");
        }
        storage.refuseCuts();
        assertThatExceptionOfType(IOException.class).isThrownBy(file::rollback);
        storage.allow();
        assertThat(file.root().names()).hasSize(50).allMatch(name -> name.startsWith("before"));
        file.root().createGroup("new");
      }
      try (Hdf5File file = Hdf5File.open(memory.toBytes())) {
        assertThat(file.root().names()).hasSize(51).contains("new", "before49");
        assertThat(FileCheck.of(file).isSound()).isTrue();
      }
    }
  }
}
