package io.hyperslab.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.format.message.ContinuationMessage;
import io.hyperslab.internal.index.LibraryAttributes.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Attributes come and go in headers that the HDF5 library made, and that it reads and edits again.
class ObjectHeaderAttributesTest {
  @TempDir private Path directory;
  private EditedHeader header;
  private Random random;

  private void create(Headers form) throws IOException {
    header = new EditedHeader(directory, form);
    random = header.random();
  }

  @ParameterizedTest
  @EnumSource
  void hundredAttributesAreAddedOneByOne(Headers form) throws IOException {
    create(form);
    for (int i = 0; i < 100; i++) {
      ObjectHeaderEditor editor = header.edit();
      int size = 1 + random.nextInt(i % 10 == 0 ? 3000 : 60);
      header.add(editor, "a" + i, header.value(size));
      editor.save();
      header.assertSame();
    }
    header.proveToTheLibrary();
    // Few blocks, however often it grew.
    assertThat(header.stored().all(ContinuationMessage.class)).hasSizeLessThan(12);
  }

  @ParameterizedTest
  @EnumSource
  void attributesAreRemovedInAnyOrder(Headers form) throws IOException {
    create(form);
    ObjectHeaderEditor all = header.edit();
    for (int i = 0; i < 60; i++) {
      header.add(all, "a" + i, header.value(1 + random.nextInt(200)));
    }
    all.save();
    header.proveToTheLibrary();
    List<String> names = new ArrayList<>(header.expected().keySet());
    Collections.shuffle(names, random);
    for (int i = 0; i < names.size(); i++) {
      if (i == names.size() / 2) {
        header.proveToTheLibrary();
      }
      // The library may have been faster.
      if (header.expected().containsKey(names.get(i))) {
        ObjectHeaderEditor editor = header.edit();
        header.remove(editor, names.get(i));
        editor.save();
        header.assertSame();
      }
    }
    header.proveToTheLibrary();
  }

  @ParameterizedTest
  @EnumSource
  void attributesBecomeLargerAndSmaller(Headers form) throws IOException {
    create(form);
    ObjectHeaderEditor all = header.edit();
    for (int i = 0; i < 20; i++) {
      header.add(all, "a" + i, header.value(20));
    }
    all.save();
    for (int i = 0; i < 200; i++) {
      ObjectHeaderEditor editor = header.edit();
      byte[] value = header.value(1 + random.nextInt(400));
      header.replace(editor, "a" + random.nextInt(20), value);
      editor.save();
      header.assertSame();
    }
    header.proveToTheLibrary();
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandChangesAreThoseOfAMap(Headers form) throws IOException {
    create(form);
    ObjectHeaderEditor editor = header.edit();
    for (int i = 0; i < 10_000; i++) {
      List<String> names = List.copyOf(header.expected().keySet());
      int choice = random.nextInt(names.size() > 60 ? 3 : 4);
      int size = 1 + random.nextInt(random.nextInt(200) == 0 ? 60_000 : 150);
      if (names.isEmpty() || choice == 3) {
        header.add(editor, "a" + i, header.value(size));
      } else {
        String name = names.get(random.nextInt(names.size()));
        if (choice == 0) {
          header.replace(editor, name, header.value(size));
        } else if (choice == 1 || names.size() > 60) {
          header.remove(editor, name);
        }
      }
      if (random.nextInt(8) == 0) {
        editor.save();
        header.assertSame();
        editor = header.edit();
      }
    }
    editor.save();
    header.proveToTheLibrary();
  }
}
