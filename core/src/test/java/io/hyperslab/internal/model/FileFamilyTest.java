package io.hyperslab.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.Limits;
import io.hyperslab.internal.bytes.HandMadeFile;
import io.hyperslab.internal.metadata.StructureCache;
import io.hyperslab.internal.pipeline.FilterRegistry;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.FileResolver.Kind;
import io.hyperslab.storage.ForwardingStorage;
import io.hyperslab.storage.Storage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that leads to others beside it, at most three of them.
class FileFamilyTest {
  private static final byte[] IMAGE =
      new HandMadeFile().put(64, HandMadeFile.header(HandMadeFile.linkInfo())).image(64);

  @TempDir private Path directory;
  private FileModel root;

  @BeforeEach
  void open() throws IOException {
    for (String name : List.of("root", "a", "b", "c", "d")) {
      Files.write(directory.resolve(name + ".h5"), IMAGE);
    }
    root = open(FileResolver.beside());
  }

  private FileModel open(FileResolver resolver) throws IOException {
    Path path = directory.resolve("root.h5");
    Limits limits = Limits.defaults().toBuilder().externalFiles(3).build();
    FileSettings settings =
        new FileSettings(
            limits, FilterRegistry.builtIn(), resolver, false, false, false, false, 100);
    return FileModel.open(Storage.file(path), Optional.of(path), settings);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  private FileModel link(FileModel from, String name) {
    return from.file(Kind.EXTERNAL_LINK, name);
  }

  @Test
  void aFileIsOpenOnceHoweverItIsNamed() throws IOException {
    FileModel a = link(root, "a.h5");
    assertThat(link(root, "a.h5")).isSameAs(a);
    assertThat(link(root, "././a.h5")).isSameAs(a);
    assertThat(link(root, directory.resolve("a.h5").toString())).isSameAs(a);
    assertThat(root.file(Kind.VIRTUAL_SOURCE, "a.h5")).isSameAs(a);
    Files.createSymbolicLink(directory.resolve("same.h5"), Path.of("a.h5"));
    assertThat(link(root, "same.h5")).isSameAs(a);
    Storage raw = root.rawFile("a.h5");
    assertThat(root.rawFile("./a.h5")).isSameAs(raw);
    assertThat(link(root, "b.h5")).isNotSameAs(a);
  }

  @Test
  void anyNumberOfNamesOfOneFileIsFollowed() {
    FileModel a = link(root, "a.h5");
    StringBuilder name = new StringBuilder("a.h5");
    for (int i = 0; i < 1500; i++) {
      assertThat(link(root, name.insert(0, "./").toString())).isSameAs(a);
    }
    assertThat(link(root, "a.h5")).isSameAs(a);
  }

  @Test
  void filesLeadToTheSameFilesAsFarAsTheyAreAsDeep() {
    FileModel a = link(root, "a.h5");
    FileModel b = link(root, "b.h5");
    assertThat(link(a, "c.h5")).isSameAs(link(b, "c.h5"));
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> link(root, "c.h5"));
  }

  @Test
  void allFilesTogetherAreLimited() {
    link(root, "a.h5");
    FileModel b = link(root, "b.h5");
    b.rawFile("c.h5");
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> link(b, "d.h5"))
        .satisfies(e -> {
          assertThat(e.found()).isEqualTo("4");
          assertThat(e.expected()).isEqualTo("at most 3");
        });
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> root.rawFile("d.h5"));
    assertThat(link(root, "./b.h5")).isSameAs(b);
  }

  @Test
  void aFileThatWasClosedMakesRoomForAnother() throws IOException {
    FileModel a = link(root, "a.h5");
    link(root, "b.h5");
    link(root, "c.h5");
    a.close();
    assertThatIllegalStateException().isThrownBy(() -> link(a, "b.h5"));
    assertThat(link(root, "d.h5").isOpen()).isTrue();
  }

  @Test
  void allFilesEndWithTheFirst() throws IOException {
    FileModel a = link(root, "a.h5");
    FileModel c = link(a, "c.h5");
    Storage raw = c.rawFile("d.h5");
    root.close();
    assertThat(a.isOpen()).isFalse();
    assertThat(c.isOpen()).isFalse();
    assertThatIllegalStateException().isThrownBy(raw::size);
    assertThatIllegalStateException().isThrownBy(() -> link(root, "a.h5"));
  }

  @Test
  void partsOfOneFileAreFilesOfTheirOwn() throws IOException {
    Path container = directory.resolve("container");
    Files.write(container, new byte[3 * IMAGE.length]);
    FileResolver parts =
        request ->
            new ForwardingStorage(Storage.memory(request.name(), MemorySegment.ofArray(IMAGE))) {
              @Override
              public Optional<Path> path() {
                return Optional.of(container);
              }

              @Override
              public List<Path> paths() {
                return List.of(container);
              }
            };
    try (FileModel file = open(parts)) {
      FileModel first = link(file, "first");
      assertThat(link(file, "second")).isNotSameAs(first);
      assertThat(link(file, "first")).isSameAs(first);
    }
  }

  @Test
  void theCachesOfAllFilesShareTheirRoom() {
    FileModel a = link(root, "a.h5");
    ChunkCache.Key key = new ChunkCache.Key(1, 1);
    for (FileModel each : List.of(root, a, link(root, "b.h5"))) {
      each.chunks().keep(key, MemorySegment.ofArray(new byte[40]));
    }
    assertThat(root.chunks().find(key)).isNull();
    assertThat(a.chunks().find(key)).isNotNull();
    long weight = StructureCache.defaultCapacity() / 5 * 3;
    Object first = new Object();
    for (FileModel each : List.of(root, a)) {
      each.reader().cache().get(1, Object.class, () -> first, value -> weight);
    }
    Object second = new Object();
    assertThat(root.reader().cache().get(1, Object.class, () -> second, value -> weight))
        .isSameAs(second);
  }

  @Test
  void threadsThatOpenTheSameFileGetTheSame() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<FileModel>> opened = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String name = "./".repeat(i % 20) + "a.h5";
        opened.add(pool.submit(() -> link(root, name)));
      }
      FileModel a = link(root, "a.h5");
      for (Future<FileModel> each : opened) {
        assertThat(each.get()).isSameAs(a);
      }
    }
    link(root, "b.h5");
    assertThat(link(root, "c.h5").isOpen()).isTrue();
  }
}
