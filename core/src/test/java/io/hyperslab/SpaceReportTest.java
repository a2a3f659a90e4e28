package io.hyperslab;

import static io.hyperslab.testkit.Libhdf5.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperslab.datatype.Datatypes;
import io.hyperslab.error.Hdf5Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.hdf5.H5F_info2_t;
import org.bytedeco.hdf5.global.hdf5;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the bytes of files are, with what libhdf5 says of whole files.
class SpaceReportTest {
  private static final long DATASET_BYTES = 4000;

  @TempDir private Path folder;

  /// A file of libhdf5 that keeps its free space and shares messages.
  private Path writeByLibrary() {
    Path path = folder.resolve("library.h5");
    long creation = check("H5Pcreate", hdf5.H5Pcreate(hdf5.H5P_CLS_FILE_CREATE_ID_g()));
    check(
        "H5Pset_file_space_strategy",
        hdf5.H5Pset_file_space_strategy(creation, hdf5.H5F_FSPACE_STRATEGY_FSM_AGGR, true, 1));
    check("H5Pset_userblock", hdf5.H5Pset_userblock(creation, 512));
    check("H5Pset_shared_mesg_nindexes", hdf5.H5Pset_shared_mesg_nindexes(creation, 2));
    check("H5Pset_shared_mesg_index", hdf5.H5Pset_shared_mesg_index(creation, 0, 2, 10));
    check("H5Pset_shared_mesg_index", hdf5.H5Pset_shared_mesg_index(creation, 1, 8, 10));
    long file =
        check("H5Fcreate", hdf5.H5Fcreate(path.toString(), hdf5.H5F_ACC_TRUNC, creation, 0));
    long space =
        check("H5Screate_simple", hdf5.H5Screate_simple(1, new long[] {1000}, (long[]) null));
    long layout = check("H5Pcreate", hdf5.H5Pcreate(hdf5.H5P_CLS_DATASET_CREATE_ID_g()));
    check("H5Pset_alloc_time", hdf5.H5Pset_alloc_time(layout, hdf5.H5D_ALLOC_TIME_EARLY));
    for (String name : List.of("first", "second", "third")) {
      long dataset =
          check(
              "H5Dcreate2",
              hdf5.H5Dcreate2(file, name, hdf5.H5T_STD_I32LE_g(), space, 0, layout, 0));
      check("H5Dclose", hdf5.H5Dclose(dataset));
    }
    check("H5Ldelete", hdf5.H5Ldelete(file, "second", 0));
    check("H5Pclose", hdf5.H5Pclose(layout));
    check("H5Sclose", hdf5.H5Sclose(space));
    check("H5Pclose", hdf5.H5Pclose(creation));
    check("H5Fclose", hdf5.H5Fclose(file));
    return path;
  }

  @Test
  void aFileHasTheStructuresThatLibhdf5Says() throws IOException {
    Path path = writeByLibrary();
    FileStructures structures;
    try (Hdf5File file = Hdf5File.open(path)) {
      structures = file.structures();
    }
    long id = check("H5Fopen", hdf5.H5Fopen(path.toString(), hdf5.H5F_ACC_RDONLY, 0));
    try (H5F_info2_t info = new H5F_info2_t()) {
      check("H5Fget_info2", hdf5.H5Fget_info2(id, info));
      assertThat(structures.superblock()).isEqualTo(info._super_super_size());
      assertThat(structures.superblockExtension()).isEqualTo(info._super_super_ext_size());
      assertThat(structures.sharedMessageTable()).isEqualTo(info.sohm_hdr_size());
      assertThat(structures.sharedMessageIndexes() + structures.unmadeSharedMessageLists())
          .isEqualTo(info.sohm_msgs_info().index_size());
      assertThat(structures.sharedMessageHeaps()).isEqualTo(info.sohm_msgs_info().heap_size());
      assertThat(structures.freeSpaceManagers()).isEqualTo(info._free_meta_size()).isPositive();
      assertThat(
              structures.freeSections().stream().mapToLong(FileStructures.FreeSection::size).sum())
          .isEqualTo(info._free_tot_space())
          .isGreaterThanOrEqualTo(DATASET_BYTES);
      assertThat(structures.freeSections())
          .hasSize((int) hdf5.H5Fget_free_sections(id, hdf5.H5FD_MEM_DEFAULT, 0, null));
    } finally {
      check("H5Fclose", hdf5.H5Fclose(id));
    }
  }

  @Test
  void everyByteOfAFileOfLibhdf5IsAccountedFor() throws IOException {
    Path path = writeByLibrary();
    try (Hdf5File file = Hdf5File.open(path)) {
      SpaceReport report = SpaceReport.of(file);

      assertThat(report.bytes()).isEqualTo(Files.size(path));
      assertThat(report.overlapping()).isZero();
      assertThat(report.failures()).isZero();
      assertThat(report.objects()).isEqualTo(3);
      assertThat(report.total(SpaceUse.RAW_DATA))
          .isEqualTo(new SpaceReport.Total(2, 2 * DATASET_BYTES, DATASET_BYTES));
      assertThat(report.bytes(SpaceUse.USER_BLOCK)).isEqualTo(512);
      assertThat(report.bytes(SpaceUse.FREE_SPACE)).isGreaterThanOrEqualTo(DATASET_BYTES);
    }
  }

  @Test
  void blocksAreToldWithTheirOwners() throws IOException {
    Path path = folder.resolve("owners.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root()
          .createGroup("group")
          .createDataset("data")
          .shape(100)
          .chunks(30)
          .write(new int[100]);
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      List<String> told = new ArrayList<>();
      SpaceReport.of(
          file,
          (use, address, size, owner) -> {
            if (use == SpaceUse.RAW_DATA) {
              told.add(address + " " + size + " " + owner);
            }
          });

      assertThat(told)
          .containsExactlyElementsOf(
              file.dataset("/group/data").storedChunks().stream()
                  .map(chunk -> chunk.address() + " 120 /group/data")
                  .toList())
          .hasSize(4);
    }
  }

  @Test
  void textsAreFoundInGlobalHeaps() throws IOException {
    Path path = folder.resolve("texts.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root()
          .createDataset("texts")
          .type(Datatypes.VARIABLE_STRING)
          .shape(2)
          .write(new String[] {"a".repeat(5000), "b"});
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      SpaceReport report = SpaceReport.of(file);

      assertThat(report.bytes(SpaceUse.GLOBAL_HEAP)).isGreaterThan(5000);
      assertThat(report.bytes()).isEqualTo(Files.size(path));
      assertThat(report.metadataBytes())
          .isEqualTo(
              report.bytes()
                  - report.bytes(SpaceUse.UNACCOUNTED)
                  - report.bytes(SpaceUse.GLOBAL_HEAP)
                  - report.bytes(SpaceUse.RAW_DATA));
    }
  }

  @Test
  void aBrokenObjectHidesNoOther() throws IOException {
    Path path = folder.resolve("broken.h5");
    long header;
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root().createGroup("broken");
      file.root().write("whole", new int[100]);
      file.flush();
      header = file.group("broken").address();
    }
    byte[] image = Files.readAllBytes(path);
    image[(int) header] = 77;
    List<String> failed = new ArrayList<>();
    try (Hdf5File file = Hdf5File.open(image)) {
      SpaceReport report =
          SpaceReport.of(
              file,
              new SpaceReport.Visitor() {
                @Override
                public void block(SpaceUse use, long address, long size, String owner) {
                  // Only failures are of interest.
                }

                @Override
                public void failed(String owner, Hdf5Exception failure) {
                  failed.add(owner);
                }
              });

      assertThat(failed).containsExactly("/broken");
      assertThat(report.failures()).isOne();
      assertThat(report.bytes(SpaceUse.RAW_DATA)).isEqualTo(400);
      assertThat(report.bytes(SpaceUse.UNACCOUNTED)).isPositive();
      assertThat(report.bytes()).isEqualTo(image.length);
    }
  }

  @Test
  void whatReachesOutOfTheFileCountsAsFarAsItIsInIt() throws IOException {
    Path path = folder.resolve("claims.h5");
    try (Hdf5File file = Hdf5File.create(path, CreateOptions.defaults().earliest())) {
      for (String name : List.of("a", "b", "c")) {
        file.root().write(name, new int[100]);
      }
    }
    ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    long inside = 0;
    int claims = 0;
    for (int at = 0; at + 18 <= image.capacity(); at++) {
      // Version 3, contiguous, an address, 400 bytes.
      if (image.getShort(at) == 0x103 && image.getLong(at + 10) == 400) {
        image.putLong(at + 10, 1L << 62);
        inside += image.capacity() - image.getLong(at + 2);
        claims++;
      }
    }
    assertThat(claims).isEqualTo(3);
    try (Hdf5File file = Hdf5File.open(image.array())) {
      SpaceReport report = SpaceReport.of(file);

      assertThat(report.failures()).isEqualTo(3);
      assertThat(report.bytes(SpaceUse.RAW_DATA)).isEqualTo(inside);
      assertThat(report.bytes() - report.overlapping()).isEqualTo(image.capacity());
    }
  }

  @Test
  void aFileThatIsWrittenIsRefused() {
    try (Hdf5File file = Hdf5File.createInMemory()) {
      assertThatThrownBy(() -> SpaceReport.of(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("open for writing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
