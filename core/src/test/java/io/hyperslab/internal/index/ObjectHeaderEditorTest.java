package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.StringType.CharacterSet;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.internal.format.header.ObjectTimes;
import io.hyperslab.internal.format.header.RawMessage;
import io.hyperslab.internal.format.message.AttributeInfoMessage;
import io.hyperslab.internal.format.message.CommentMessage;
import io.hyperslab.internal.format.message.ContinuationMessage;
import io.hyperslab.internal.format.message.DataLayoutMessage;
import io.hyperslab.internal.format.message.DataspaceMessage;
import io.hyperslab.internal.format.message.DatatypeMessage;
import io.hyperslab.internal.format.message.FillValueMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.format.message.MessageType;
import io.hyperslab.internal.format.message.UnknownMessage;
import io.hyperslab.internal.index.LibraryAttributes.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an editor does to one header, apart from attributes that come and go.
class ObjectHeaderEditorTest {
  private static final int UNKNOWN = 0x33;
  private static final int FAIL_IF_UNKNOWN_AND_WRITING = 0x08;
  private static final int MARK_IF_UNKNOWN = 0x10;
  private static final int WAS_UNKNOWN = 0x20;

  @TempDir private Path directory;
  private EditedHeader header;

  private void create(Headers form) throws IOException {
    header = new EditedHeader(directory, form);
  }

  @Test
  void theLibraryCountsTheMessagesOfVersion1() throws IOException {
    create(Headers.OLD);
    ObjectHeaderEditor editor = header.edit();
    header.add(editor, "a", header.value(100));
    header.add(editor, "b", header.value(100));
    editor.save();
    int inFile = header.file().toBytes()[(int) header.root() + 2];
    int nil = 0;
    for (ObjectHeaderBlocks.Block block :
        ObjectHeaderBlocks.load(header.transaction().reader(), header.root()).blocks()) {
      nil += block.nilCount();
    }
    // Two attributes, the symbol table, and the way to the second block.
    assertThat(inFile).isEqualTo(4 + nil);
  }

  @Test
  void theNumberOfHardLinksIsInThePrefixOrAMessage() throws IOException {
    for (Headers form : List.of(Headers.OLD, Headers.NEW)) {
      create(form);
      assertThat(header.edit().referenceCount()).isEqualTo(1);
      for (long count : new long[] {3, 2}) {
        ObjectHeaderEditor editor = header.edit();
        editor.referenceCount(count);
        editor.save();
        try (LibraryAttributes library = LibraryAttributes.open(header.save())) {
          assertThat(library.links("/")).isEqualTo(count);
        }
        assertThat(header.edit().referenceCount()).isEqualTo(count);
      }
      ObjectHeaderEditor editor = header.edit();
      editor.referenceCount(1);
      editor.save();
      assertThat(header.stored().referenceCount()).isEqualTo(1);
      assertThat(header.stored().has(MessageType.REFERENCE_COUNT)).isFalse();
      try (LibraryAttributes library = LibraryAttributes.open(header.save())) {
        assertThat(library.links("/")).isEqualTo(1);
      }
    }
  }

  @Test
  void timesAreSetWhereTheyAreKept() throws IOException {
    create(Headers.TRACKED);
    ObjectHeaderEditor editor = header.edit();
    ObjectTimes times = new ObjectTimes(1, 2, 3, 4);
    assertThat(editor.times()).isPresent();
    editor.times(times);
    editor.save();
    assertThat(header.stored().times()).contains(times);
    create(Headers.NEW);
    assertThat(header.edit().times()).isEmpty();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> header.edit().times(times));
  }

  @Test
  void nothingIsWrittenWhenNothingChanges() throws IOException {
    create(Headers.NEW);
    byte[] before = header.file().toBytes();
    header.edit().save();
    assertThat(header.file().toBytes()).isEqualTo(before);
  }

  @Test
  void aChangeThatFailsChangesNothing() throws IOException {
    create(Headers.NEW);
    ObjectHeaderEditor editor = header.edit();
    header.add(editor, "a", header.value(10));
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> editor.add(NewMessage.of(header.attribute("b", header.value(65_536)))))
        .withMessageContaining("65535");
    editor.save();
    header.assertSame();
    header.proveToTheLibrary();
  }

  @Test
  void messagesMayBeAsLargeAsTheirSizeFieldAllows() throws IOException {
    for (Headers form : List.of(Headers.OLD, Headers.NEW)) {
      create(form);
      NewMessage small = NewMessage.of(header.attribute("a", header.value(8)));
      int overhead = small.size(header.transaction().context()) - 8;
      int largest = (form == Headers.OLD ? 65_528 : 65_535) - overhead;
      ObjectHeaderEditor editor = header.edit();
      header.add(editor, "a", header.value(largest));
      header.add(editor, "b", header.value(10));
      header.add(editor, "c", header.value(largest));
      editor.save();
      NewMessage tooLarge = NewMessage.of(header.attribute("d", header.value(largest + 1)));
      assertThatExceptionOfType(UnsupportedFeatureException.class)
          .isThrownBy(() -> header.edit().add(tooLarge));
      header.proveToTheLibrary();
    }
  }

  @Test
  void roomThatNoNilMessageCoversIsGivenBack() throws IOException {
    create(Headers.NEW);
    long address =
        ObjectHeaderEditor.create(
            header.transaction(),
            ObjectHeaderForm.version2(0),
            List.of(
                NewMessage.of(header.attribute("a", header.value(60_000))),
                NewMessage.of(header.attribute("b", header.value(60_000))),
                NewMessage.of(new CommentMessage("c"))));
    ObjectHeaderEditor editor = ObjectHeaderEditor.open(header.transaction(), address);
    assertThat(header.load(address).storedSize()).isGreaterThan(120_000);
    editor.removeAll(MessageType.ATTRIBUTE);
    editor.save();
    assertThat(header.load(address).storedSize()).isLessThan(100);
    assertThat(header.load(address).get(CommentMessage.class).comment()).isEqualTo("c");
  }

  @Test
  void unknownMessagesAreKeptAndMarked() throws IOException {
    create(Headers.NEW);
    NewMessage unknown = NewMessage.of(new UnknownMessage(UNKNOWN, new byte[] {1, 2, 3}));
    long address =
        ObjectHeaderEditor.create(
            header.transaction(),
            ObjectHeaderForm.version2(0),
            List.of(unknown, unknown.withFlags(MARK_IF_UNKNOWN)));
    ObjectHeaderEditor editor = ObjectHeaderEditor.open(header.transaction(), address);
    editor.save();
    assertThat(header.load(address).rawMessages()).noneMatch(RawMessage::wasUnknown);
    editor.add(NewMessage.of(new CommentMessage("changed")));
    editor.save();
    List<RawMessage> messages = header.load(address).rawMessages();
    assertThat(messages)
        .filteredOn(message -> message.type() == UNKNOWN)
        .extracting(RawMessage::flags)
        .containsExactlyInAnyOrder(0, MARK_IF_UNKNOWN | WAS_UNKNOWN);
    for (RawMessage message : messages) {
      if (message.type() == UNKNOWN) {
        assertThat(message.body().rest("unknown").bytes(3)).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void whatMustBeKnownToChangeAnObjectPreventsThat() throws IOException {
    create(Headers.NEW);
    long address =
        ObjectHeaderEditor.create(
            header.transaction(),
            ObjectHeaderForm.version2(0),
            List.of(
                NewMessage.of(new UnknownMessage(UNKNOWN, new byte[0]))
                    .withFlags(FAIL_IF_UNKNOWN_AND_WRITING)));
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> ObjectHeaderEditor.open(header.transaction(), address))
        .withMessageContaining("0x33");
    assertThat(header.load(address).rawMessages()).hasSize(1);
  }

  @Test
  void replacedMessagesKeepFlagsAndOrder() throws IOException {
    create(Headers.TRACKED);
    ObjectHeaderEditor editor = header.edit();
    editor.add(NewMessage.of(new CommentMessage("a")).constant());
    editor.add(NewMessage.of(header.attribute("b", header.value(5))).withCreationOrder(7));
    editor.replace(
        editor.indexOf(MessageType.COMMENT), NewMessage.of(new CommentMessage("much longer")));
    NewMessage larger = NewMessage.of(header.attribute("b", header.value(500)));
    editor.replace(editor.indexOf(MessageType.ATTRIBUTE), larger);
    editor.save();
    ObjectHeaderEditor again = header.edit();
    int comment = again.indexOf(MessageType.COMMENT);
    int attribute = again.indexOf(MessageType.ATTRIBUTE);
    assertThat(again.messages().get(comment).constant()).isTrue();
    assertThat(again.messages().get(attribute).creationOrder()).isEqualTo(7);
    assertThatIllegalArgumentException().isThrownBy(() -> again.replace(comment, larger));
  }

  @Test
  void continuationsAreNotForCallersToChange() throws IOException {
    create(Headers.OLD);
    ObjectHeaderEditor editor = header.edit();
    header.add(editor, "a", header.value(1000));
    int index = editor.indexOf(MessageType.CONTINUATION);
    assertThat(index).isNotNegative();
    assertThatIllegalArgumentException().isThrownBy(() -> editor.remove(index));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> editor.add(NewMessage.of(new ContinuationMessage(64, 64))));
  }

  /// A dataset without elements, in a header of either version, with or without room to spare.
  private long dataset(ObjectHeaderForm form) {
    boolean old = form.version() == 1;
    long[] shape = {4};
    return ObjectHeaderEditor.create(
        header.transaction(),
        form,
        List.of(
            NewMessage.of(
                new DataspaceMessage(old ? 1 : 2, DataspaceMessage.Kind.SIMPLE, shape, shape, 4)),
            NewMessage.of(new DatatypeMessage(FixedPoint.UINT8)).constant(),
            NewMessage.of(
                    new FillValueMessage(
                        old ? 2 : 3, 2, 2, FillValueMessage.State.DEFAULT, new byte[0]))
                .constant(),
            NewMessage.of(new DataLayoutMessage.Contiguous(3, -1, 4))));
  }

  private void link(String name, long address) {
    ObjectHeaderEditor group = header.edit();
    group.add(
        NewMessage.of(
            new LinkMessage(
                name, CharacterSet.ASCII, OptionalLong.empty(), new LinkMessage.Hard(address))));
    group.save();
  }

  @Test
  void theLibraryTakesNewHeadersForItsOwn() throws IOException {
    create(Headers.NEW);
    Map<String, ObjectHeaderForm> forms = new TreeMap<>();
    ObjectTimes times = new ObjectTimes(1, 2, 3, 4);
    for (int spare : new int[] {0, 3, 8, 100, 5000}) {
      forms.put("old" + spare, ObjectHeaderForm.version1(spare));
      forms.put("new" + spare, ObjectHeaderForm.version2(spare));
      forms.put(
          "all" + spare, new ObjectHeaderForm(2, true, true, 20, 10, Optional.of(times), spare));
    }
    forms.forEach((name, form) -> link(name, dataset(form)));
    byte[] value = header.value(100);
    try (LibraryAttributes library = LibraryAttributes.edit(header.save())) {
      for (String name : forms.keySet()) {
        assertThat(library.links(name)).as(name).isEqualTo(1);
        for (int i = 0; i < 30; i++) {
          library.set(name, "a" + i, value);
        }
      }
    }
    try (LibraryAttributes library = LibraryAttributes.open(header.path())) {
      for (String name : forms.keySet()) {
        Map<String, byte[]> found = library.all(name);
        assertThat(found).as(name).hasSize(30);
        assertThat(found.values()).as(name).allMatch(other -> Arrays.equals(other, value));
      }
    }
  }

  @Test
  void ourMessagesMoveOutOfTheWayWhereThereIsNoRoomToGrow() throws IOException {
    create(Headers.NEW);
    long old = dataset(ObjectHeaderForm.version1(0));
    long current = dataset(ObjectHeaderForm.version2(0));
    byte[] value = header.value(50);
    for (long address : new long[] {old, current}) {
      ObjectHeaderEditor editor = ObjectHeaderEditor.open(header.transaction(), address);
      if (address == current) {
        editor.add(NewMessage.of(AttributeInfoMessage.compact(false, false)));
      }
      editor.add(NewMessage.of(header.attribute("a", value)));
      editor.save();
      assertThat(header.load(address).all(ContinuationMessage.class)).hasSize(1);
      assertThat(header.load(address).get(DataspaceMessage.class).elementCount()).isEqualTo(4);
    }
    link("old", old);
    link("new", current);
    try (LibraryAttributes library = LibraryAttributes.edit(header.save())) {
      for (String name : List.of("old", "new")) {
        assertThat(library.all(name)).containsOnlyKeys("a");
        library.set(name, "b", value);
        assertThat(library.all(name)).containsOnlyKeys("a", "b");
      }
    }
  }

  @Test
  void anEmptyHeaderHasRoomForTheWayToMore() throws IOException {
    create(Headers.NEW);
    for (ObjectHeaderForm form :
        List.of(ObjectHeaderForm.version1(0), ObjectHeaderForm.version2(0))) {
      long address = ObjectHeaderEditor.create(header.transaction(), form, List.of());
      ObjectHeaderEditor editor = ObjectHeaderEditor.open(header.transaction(), address);
      editor.add(NewMessage.of(new CommentMessage("a comment that needs room")));
      editor.save();
      assertThat(header.load(address).get(CommentMessage.class).comment()).startsWith("a comment");
    }
  }

  @Test
  void deletedHeadersGiveAllTheirSpaceBack() throws IOException {
    create(Headers.NEW);
    long end = 0;
    for (int round = 0; round < 50; round++) {
      for (ObjectHeaderForm form :
          List.of(ObjectHeaderForm.version1(10), ObjectHeaderForm.version2(10))) {
        long address = ObjectHeaderEditor.create(header.transaction(), form, List.of());
        for (int i = 0; i < 10; i++) {
          ObjectHeaderEditor editor = ObjectHeaderEditor.open(header.transaction(), address);
          editor.add(NewMessage.of(header.attribute("a" + i, header.value(5000))));
          editor.save();
        }
        ObjectHeaderEditor.open(header.transaction(), address).delete();
      }
      if (round == 1) {
        end = header.transaction().endOfAddress();
      }
    }
    assertThat(header.transaction().endOfAddress()).isEqualTo(end);
  }
}
