package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.AttributeInfoMessage;
import io.hyperslab.internal.format.message.AttributeMessage;
import io.hyperslab.internal.format.message.DataspaceMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.Sharable;
import io.hyperslab.internal.format.superblock.Superblock;
import io.hyperslab.internal.index.LibraryAttributes.Headers;
import io.hyperslab.internal.metadata.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The root group's header of a file that the HDF5 library made: edited, and read and edited by it
/// again.
final class EditedHeader {
  private final Path path;
  private final Headers headers;
  private EditedFile file;
  private long root;

  /// What the attributes of the root group must be.
  private final Map<String, byte[]> expected = new TreeMap<>();

  private final Random random = new Random(42);

  /// Makes a file.
  EditedHeader(Path directory, Headers headers) throws IOException {
    this.path = directory.resolve(headers + ".h5");
    this.headers = headers;
    LibraryAttributes.create(path, headers).close();
    reload();
  }

  private void reload() throws IOException {
    byte[] image = Files.readAllBytes(path);
    file = new EditedFile(image);
    root = Superblock.decode(image, 0, Limits.defaults()).rootObjectHeaderAddress();
  }

  /// The file as it is, for the library.
  Path save() throws IOException {
    file.save(path);
    return path;
  }

  Path path() {
    return path;
  }

  EditedFile file() {
    return file;
  }

  long root() {
    return root;
  }

  /// What the attributes of the root group must be.
  Map<String, byte[]> expected() {
    return expected;
  }

  Random random() {
    return random;
  }

  Transaction transaction() {
    return file.transaction();
  }

  ObjectHeaderEditor edit() {
    return ObjectHeaderEditor.open(transaction(), root);
  }

  /// The root group's header as readers see it.
  ObjectHeader stored() {
    return load(root);
  }

  /// A header of the file as readers see it.
  ObjectHeader load(long address) {
    return new ObjectHeaderLoader(transaction().reader()).load(address);
  }

  byte[] value(int size) {
    byte[] value = new byte[size];
    random.nextBytes(value);
    return value;
  }

  AttributeMessage attribute(String name, byte[] value) {
    int version = headers == Headers.OLD ? 1 : 3;
    int spaceVersion = headers == Headers.OLD ? 1 : 2;
    long[] shape = {value.length};
    return new AttributeMessage(
        version,
        name,
        CharacterSet.ASCII,
        new Sharable.Here<>(new DatatypeMessage(FixedPoint.UINT8)),
        new Sharable.Here<>(
            new DataspaceMessage(
                spaceVersion, DataspaceMessage.Kind.SIMPLE, shape, shape, value.length)),
        value);
  }

  void add(ObjectHeaderEditor editor, String name, byte[] value) {
    int order = headers == Headers.OLD ? 0 : nextOrder(editor, headers == Headers.TRACKED);
    editor.add(NewMessage.of(attribute(name, value)).withCreationOrder(order));
    expected.put(name, value);
  }

  /// The library sees no attributes in a header of version 2 without the message about them.
  private static int nextOrder(ObjectHeaderEditor editor, boolean tracked) {
    int index = editor.indexOf(MessageType.ATTRIBUTE_INFO);
    AttributeInfoMessage info =
        index < 0
            ? AttributeInfoMessage.compact(tracked, tracked)
            : AttributeInfoMessage.decode(editor.messages().get(index).body().rest("info"));
    int order = info.maximumCreationIndex();
    NewMessage next =
        NewMessage.of(new AttributeInfoMessage(info.flags(), tracked ? order + 1 : 0, -1, -1, -1));
    if (index < 0) {
      editor.add(next);
    } else {
      editor.replace(index, next);
    }
    return order;
  }

  private int indexOf(ObjectHeaderEditor editor, String name) {
    List<RawMessage> messages = editor.messages();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).type() == MessageType.ATTRIBUTE.number()
          && AttributeMessage.decode(messages.get(i).body().rest("a")).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name + " is not there");
  }

  void remove(ObjectHeaderEditor editor, String name) {
    editor.remove(indexOf(editor, name));
    expected.remove(name);
  }

  void replace(ObjectHeaderEditor editor, String name, byte[] value) {
    editor.replace(indexOf(editor, name), NewMessage.of(attribute(name, value)));
    expected.put(name, value);
  }

  /// Has the library read the file, change it, and read it again; goes on with what it made of it.
  void proveToTheLibrary() throws IOException {
    save();
    try (LibraryAttributes library = LibraryAttributes.open(path)) {
      assertSame(library.all("/"));
    }
    try (LibraryAttributes library = LibraryAttributes.edit(path)) {
      for (String name : List.copyOf(expected.keySet())) {
        if (random.nextInt(8) == 0) {
          library.remove("/", name);
          expected.remove(name);
        }
      }
      for (int i = 0; i < 5; i++) {
        String name = "by the library " + random.nextInt();
        byte[] value = value(1 + random.nextInt(300));
        library.set("/", name, value);
        expected.put(name, value);
      }
    }
    try (LibraryAttributes library = LibraryAttributes.open(path)) {
      assertSame(library.all("/"));
    }
    reload();
    assertSame(attributes());
  }

  Map<String, byte[]> attributes() {
    Map<String, byte[]> found = new TreeMap<>();
    for (AttributeMessage attribute : stored().all(AttributeMessage.class)) {
      DataspaceMessage space = ((Sharable.Here<DataspaceMessage>) attribute.dataspace()).message();
      found.put(attribute.name(), Arrays.copyOf(attribute.data(), (int) space.elementCount()));
    }
    return found;
  }

  void assertSame() {
    assertSame(attributes());
  }

  private void assertSame(Map<String, byte[]> found) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, value) -> assertThat(value).as(name).isEqualTo(expected.get(name)));
  }
}
