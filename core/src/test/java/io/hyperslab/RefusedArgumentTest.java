package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperslab.FileProperties.FileSpaceStrategy;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wrong arguments are refused with the names of file and object, and stay of their class.
class RefusedArgumentTest {
  @TempDir private Path folder;
  private Path path;
  private Hdf5File file;
  private Dataset data;

  @BeforeEach
  void open() throws IOException {
    path = folder.resolve("arguments.h5");
    file = Hdf5File.create(path);
    data = file.createDataset("g/data").type(INT32).shape(2, 3).chunks(1, 3).create();
    data.attributes().set("a", new int[] {1, 2, 3});
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void selectionsBeyondTheShapeNameTheDataset() {
    Selection beyond = Selection.of("0, 5");
    MemorySegment memory = MemorySegment.ofArray(new byte[4]);
    Stream.<ThrowingCallable>of(
            () -> data.read(beyond),
            () -> data.readInts(beyond),
            () -> data.readInto(memory, beyond),
            () -> data.select(beyond),
            () -> data.write(beyond, 1),
            () -> data.writeFrom(memory, beyond),
            () -> data.chunkSelections(beyond).toList(),
            () -> data.attributes().get("a").read(Selection.of("7")),
            () -> data.attributes().get("a").select(Selection.of("7")))
        .forEach(read ->
            assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(read)
                .withMessageContainingAll(path.toString(), "/g/data")
                .satisfies(e ->
                    assertThat(e)
                        .isInstanceOfAny(
                            IndexOutOfBoundsException.class, IllegalStateException.class)));
  }

  @Test
  void shapesThatDoNotFitNameTheDatasetOnce() {
    String name = path + ": /g/data: ";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.write(new int[4]))
        .withMessageStartingWith(name)
        .satisfies(e -> assertThat(e.getMessage().indexOf(name, 1)).isNegative());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.resize(1, 1, 1))
        .withMessageStartingWith(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.read(Selection.of("0, 0, 0")))
        .withMessageStartingWith(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.attributes().modify("a", new int[2]))
        .withMessageStartingWith(name);
  }

  @Test
  void whatANewDatasetCannotBeNamesTheNewDataset() {
    assertThatExceptionOfType(DatatypeMismatchException.class)
        .isThrownBy(() -> file.createDataset("g/new").type(INT8).shape(2).fill(1000).create())
        .satisfies(e -> assertThat(e.objectPath()).contains("/g/new"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.createDataset("g/new").type(INT8).shape(2).maxShape(5, 5).create())
        .withMessageContaining("/g/new");
    assertThat(file.group("g").names()).containsExactly("data");
  }

  @Test
  void aMappingHasAsManyDimensionsAsItsSource() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            file.createDataset("virtual")
                .type(INT32)
                .shape(2)
                .map(new VirtualSource(".", "/g/data", Selection.of("0:2"), Selection.all()))
                .create())
        .withMessageContaining("1 dimensions, but /g/data has 2");
    assertThat(file.root().names()).containsExactly("g");
  }

  @Test
  void aFileThatIsThereManagesItsSpaceAsItDoes() throws IOException {
    var paged = CreateOptions.defaults().fileSpace(FileSpaceStrategy.PAGED_AGGREGATION, false, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> {
          file.close();
          Hdf5File.openOrCreate(path, paged);
        })
        .withMessageContainingAll(path.toString(), "PAGES", "the file has");
    Path other = folder.resolve("paged.h5");
    Hdf5File.openOrCreate(other, paged).close();
    Hdf5File.openOrCreate(other, paged).close();
    Hdf5File.openOrCreate(other).close();
  }
}
