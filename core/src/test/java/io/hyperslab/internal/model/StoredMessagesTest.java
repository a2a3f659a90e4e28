package io.hyperslab.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.Fixtures;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.header.SharedMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.index.ObjectHeader;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages of files that the HDF5 library made are written byte for byte as it wrote them.
class StoredMessagesTest {
  private final Set<MessageType> met = EnumSet.noneOf(MessageType.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attributes-earliest.h5",
        "attributes-latest.h5",
        "dialect-0.h5",
        "dialect-1.h5",
        "dialect-2.h5",
        "external.h5",
        "groups-new.h5",
        "groups-old.h5",
        "layouts-earliest.h5",
        "layouts-latest.h5",
        "layouts-v110.h5",
        "links-user-defined.h5",
        "types.h5",
        "virtual.h5"
      })
  void messagesAreWrittenAsTheLibraryWroteThem(String name) throws IOException {
    assertThat(messages(name)).isPositive();
  }

  @Test
  void theFilesHaveMostKindsOfMessages() throws IOException {
    messages("layouts-earliest.h5");
    messages("layouts-latest.h5");
    messages("attributes-latest.h5");
    messages("groups-new.h5");
    messages("external.h5");
    assertThat(met)
        .contains(
            MessageType.DATASPACE,
            MessageType.DATATYPE,
            MessageType.FILL_VALUE,
            MessageType.DATA_LAYOUT,
            MessageType.FILTER_PIPELINE,
            MessageType.EXTERNAL_FILE_LIST,
            MessageType.ATTRIBUTE,
            MessageType.ATTRIBUTE_INFO,
            MessageType.LINK_INFO,
            MessageType.GROUP_INFO,
            MessageType.SYMBOL_TABLE);
  }

  /// Compares all messages of all objects.
  ///
  /// @return how many
  private int messages(String name) throws IOException {
    Path path = Fixtures.path(name);
    FileSettings settings =
        new FileSettings(
            Limits.defaults(),
            FilterRegistry.builtIn(),
            FileResolver.beside(),
            true,
            true,
            false,
            false,
            100);
    int count = 0;
    try (FileModel file = FileModel.open(Storage.file(path), Optional.of(path), settings)) {
      Deque<Long> pending = new ArrayDeque<>(Set.of(file.root().address()));
      Set<Long> seen = new HashSet<>();
      while (!pending.isEmpty()) {
        long address = pending.pop();
        if (seen.add(address)) {
          ObjectHeader header = file.headers().load(address);
          for (RawMessage message : header.rawMessages()) {
            assertWrittenAlike(header.version(), message);
            count++;
          }
          if (file.object(address) instanceof GroupModel group) {
            for (LinkMessage link : group.links().all()) {
              if (link.target() instanceof LinkMessage.Hard(long target)) {
                pending.push(target);
              }
            }
          }
        }
      }
    }
    return count;
  }

  private void assertWrittenAlike(int headerVersion, RawMessage message) {
    MessageType type = MessageType.of(message.type()).orElseThrow();
    met.add(type);
    Cursor body = message.body().rest(type.specificationName());
    Encoder out = new Encoder(body.context());
    if (message.shared()) {
      SharedMessage.decode(message.body().rest("Shared Message")).encode(out);
    } else {
      type.decode(message.body()).encode(out);
    }
    byte[] stored = body.bytes(body.remaining());
    // Version 1 pads messages to 8 bytes.
    int padding = headerVersion == 1 ? stored.length - out.size() : 0;
    assertThat(padding).as("padding of %s", type).isBetween(0, 7);
    assertThat(Arrays.copyOf(out.toBytes(), out.size() + padding)).as("%s", type).isEqualTo(stored);
  }
}
