package io.hyperslab.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.CreateOptions;
import io.hyperslab.Dataset;
import io.hyperslab.Dataset.AllocationTime;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.Hdf5File;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.GrowableMemoryStorage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FillCopiesTest {
  private static final int COUNT = 6;
  private static final String FILL = "nobody wrote this";

  /// Bytes of a text of variable length in a dataset: its length, and where it is.
  private static final int DESCRIPTOR = 16;

  enum Layout {
    COMPACT,
    CONTIGUOUS,
    CHUNKED,
    CHUNKED_EARLY
  }

  private final GrowableMemoryStorage medium = WritableStorage.memory();

  private static Dataset create(Hdf5File file, Layout layout) {
    DatasetBuilder texts =
        file.createDataset("texts").type(Datatypes.VARIABLE_STRING).shape(COUNT).fill(FILL);
    return switch (layout) {
      case COMPACT -> texts.compact().create();
      case CONTIGUOUS -> texts.contiguous().create();
      case CHUNKED -> texts.maxShape(Dataspace.UNLIMITED).chunks(3).create();
      case CHUNKED_EARLY -> texts.chunks(3).allocation(AllocationTime.EARLY).create();
    };
  }

  private static void write(Dataset texts, int index, String text) {
    texts.write(Selection.slice(index, index + 1), new String[] {text});
  }

  @ParameterizedTest
  @EnumSource
  void replacingAnElementThatWasFilledTakesNothingFromTheOthers(Layout layout) throws IOException {
    String[] expected = new String[COUNT];
    Arrays.fill(expected, FILL);
    try (Hdf5File file = Hdf5File.create(medium, CreateOptions.defaults())) {
      Dataset texts = create(file, layout);
      for (int i : new int[] {1, 0, 2, 4, 5, 3}) {
        expected[i] = "element " + i;
        write(texts, i, expected[i]);
        // Takes the room of what the last write gave back.
        file.write("other " + i, new String[] {"of the size of a fill", "and another one"});
        assertThat(texts.readStrings()).containsExactly(expected);
      }
      Dataset another =
          file.createDataset("another")
              .type(Datatypes.VARIABLE_STRING)
              .shape(COUNT)
              .chunks(2)
              .fill(FILL)
              .create();
      write(another, 0, FILL);
      assertThat(another.readStrings()).containsOnly(FILL).hasSize(COUNT);
    }
    try (Hdf5File file = Hdf5File.open(medium.toBytes())) {
      assertThat(file.dataset("texts").readStrings()).containsExactly(expected);
    }
  }

  @Test
  void theFillValueSurvivesTheElementsThatHeldIt() throws IOException {
    try (Hdf5File file = Hdf5File.create(medium, CreateOptions.defaults())) {
      Dataset texts = create(file, Layout.CHUNKED);
      for (int i = 0; i < COUNT; i++) {
        write(texts, i, "");
      }
      texts.resize(COUNT + 4);
      file.write("other", new String[] {"in the room of the fill values"});
      String[] added = new String[4];
      Arrays.fill(added, FILL);
      assertThat(texts.readStrings(Selection.slice(COUNT, COUNT + 4))).containsExactly(added);
    }
  }

  @Test
  void eachFilledElementOfAChunkLeadsToDataOfItsOwn() throws IOException {
    try (Hdf5File file = Hdf5File.create(medium, CreateOptions.defaults())) {
      Dataset texts = create(file, Layout.CHUNKED);
      write(texts, 1, "one");
      byte[] chunk = texts.readRawChunk(0).orElseThrow().toArray(ValueLayout.JAVA_BYTE);
      Set<ByteBuffer> places = new HashSet<>();
      for (int at = 0; at < chunk.length; at += DESCRIPTOR) {
        places.add(ByteBuffer.wrap(chunk, at + Integer.BYTES, DESCRIPTOR - Integer.BYTES).slice());
      }
      assertThat(places).hasSize(3);
    }
  }
}
