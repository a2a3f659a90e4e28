package io.hyperslab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.Datatypes;
import io.hyperslab.storage.FileResolver;
import io.hyperslab.storage.ForwardingWritableStorage;
import io.hyperslab.storage.Storage;
import io.hyperslab.storage.WritableStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sources of a virtual dataset whose medium fails when changes are given up: those of the other
/// files are given up all the same.
class VirtualWriteFailureTest extends VirtualWriteFiles {
  private final Map<String, FailingSource> sources = new HashMap<>();

  /// Fails when it is cut, if it is told to.
  private static final class FailingSource extends ForwardingWritableStorage {
    private Optional<Exception> failure = Optional.empty();

    private FailingSource(WritableStorage storage) {
      super(storage);
    }

    @Override
    public void truncate(long size) throws IOException {
      if (failure.isPresent()) {
        switch (failure.get()) {
          case IOException e -> throw e;
          case RuntimeException e -> throw e;
          default -> throw new AssertionError(failure.get());
        }
      }
      super.truncate(size);
    }
  }

  private void fail(String source, Exception failure) {
    sources.get(source).failure = Optional.of(failure);
  }

  private final FileResolver resolver =
      new FileResolver() {
        @Override
        public Storage open(Request request) throws IOException {
          return FileResolver.beside().open(request);
        }

        @Override
        public WritableStorage openForWriting(Request request) throws IOException {
          FailingSource source = new FailingSource(FileResolver.beside().openForWriting(request));
          sources.put(request.name(), source);
          return source;
        }
      };

  private Hdf5File openFailing() throws IOException {
    return Hdf5File.openReadWrite(path("v.h5"), OpenOptions.defaults().resolver(resolver));
  }

  /// Commits fives everywhere, and then changes all files.
  private Hdf5File changed() throws IOException {
    make();
    Hdf5File file = openFailing();
    file.dataset("rows").write(5);
    file.flush();
    file.dataset("rows").write(6);
    file.write("own", 6);
    return file;
  }

  /// Closes a file, which commits what is left of its changes.
  private void requireNoneAfterClose(Hdf5File file) throws IOException {
    sources.values().forEach(source -> source.failure = Optional.empty());
    file.close();
    assertThat(sources()).containsOnly(5);
    try (Hdf5File again = open()) {
      assertThat(again.find("own")).isEmpty();
    }
  }

  @Test
  void aRollbackThatFailsInASourceIsOneOfTheOtherFiles() throws IOException {
    Hdf5File file = changed();
    fail("a.h5", new IOException("no cut"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(file::rollback)
        .withMessage("no cut")
        .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
    assertThat(file.find("own")).isEmpty();
    assertThat(file.dataset("rows").readInts()).containsOnly(5);
    requireNoneAfterClose(file);
  }

  @Test
  void allFailuresOfARollbackAreTold() throws IOException {
    Hdf5File file = changed();
    fail("a.h5", new IOException("no cut"));
    fail("b.h5", new IOException("none here"));
    fail("c.h5", new IllegalStateException("nor here"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(file::rollback)
        .withMessage("no cut")
        .satisfies(failure ->
            assertThat(failure.getSuppressed())
                .satisfiesExactly(
                    second -> assertThat(second).hasMessageContaining("none here"),
                    third -> assertThat(third).hasMessageContaining("nor here")));
    requireNoneAfterClose(file);
  }

  @Test
  void aStoreThatFailsWithAnUncheckedExceptionStopsNoOther() throws IOException {
    Hdf5File file = changed();
    fail("a.h5", new IllegalStateException("no cut"));
    assertThatThrownBy(file::rollback)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no cut");
    requireNoneAfterClose(file);
  }

  @Test
  void aSourceThatCannotBeClosedLeavesNoMarkOfAWriter() throws IOException {
    makeSources();
    try (Hdf5File file = Hdf5File.create(path("v.h5"), CreateOptions.defaults().latest())) {
      rows(file, Datatypes.INT32).create();
    }
    Hdf5File file = openFailing();
    file.dataset("rows").write(5);
    file.startSwmrWrite();
    fail("a.h5", new IOException("no cut"));
    assertThatExceptionOfType(IOException.class).isThrownBy(file::close).withMessage("no cut");
    assertThat(file.isOpen()).isFalse();
    try (Hdf5File again = open()) {
      assertThat(again.dataset("rows").readInts()).containsOnly(5);
    }
  }
}
