package io.hyperslab.cli.h5stat;

import io.hyperslab.FileProperties;
import io.hyperslab.FileStructures;
import io.hyperslab.FileStructures.FreeSection;
import io.hyperslab.Hdf5Object.Kind;
import io.hyperslab.StorageLayout;
import io.hyperslab.cli.h5stat.Census.Headers;
import io.hyperslab.cli.h5stat.StatOptions.Part;
import io.hyperslab.cli.h5stat.StatOptions.Thresholds;
import io.hyperslab.cli.text.Output;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Prints statistics as `h5stat` does.
///
/// @param out where they go
/// @param fileSize bytes of the file
/// @param properties of the file
/// @param structures of the file
/// @param census what is in it
/// @param thresholds what counts as small
record StatReport(
    Output out,
    long fileSize,
    FileProperties properties,
    FileStructures structures,
    Census census,
    Thresholds thresholds) {
  private static final int SMALL_SECTION = 10;
  private static final int LAST_KNOWN_FILTER = 6;
  private static final List<String> FILTERS =
      List.of("NO", "GZIP", "SHUFFLE", "FLETCHER32", "SZIP", "NBIT", "SCALEOFFSET");

  /// Prints parts, in an order of its own.
  ///
  /// @param parts none for all but the metadata of groups and datasets alone
  void print(Set<Part> parts) {
    boolean all = parts.isEmpty();
    for (Part part : Part.values()) {
      boolean alone = part == Part.GROUP_METADATA || part == Part.DATASET_METADATA;
      if (all ? !alone : parts.contains(part)) {
        print(part);
      }
    }
  }

  private void print(Part part) {
    switch (part) {
      case FILE -> printFile();
      case FILE_METADATA -> printFileMetadata();
      case GROUPS -> printGroups();
      case GROUP_METADATA -> printGroupMetadata();
      case DATASETS -> printDatasets();
      case DATATYPES -> printDatatypes();
      case DATASET_METADATA -> printDatasetMetadata();
      case ATTRIBUTES -> printAttributes();
      case FREE_SPACE -> printFreeSpace();
      case SUMMARY -> printSummary();
    }
  }

  private void line(String name, long value) {
    out.println(name + ": " + Long.toUnsignedString(value));
  }

  private void line(String name, Headers headers) {
    out.println(name + ": " + headers.total() + "/" + headers.free());
  }

  private void printFile() {
    out.println("File information");
    line("\t# of unique groups", census.objects(Kind.GROUP));
    line("\t# of unique datasets", census.objects(Kind.DATASET));
    line("\t# of unique named datatypes", census.objects(Kind.NAMED_DATATYPE));
    line("\t# of unique links", census.symbolicLinks());
    line("\t# of unique other", census.otherLinks());
    line("\tMax. # of links to object", census.mostHardLinks());
    line("\tMax. # of objects in group", census.links().largest());
  }

  private void printFileMetadata() {
    out.println("File space information for file metadata (in bytes):");
    line("\tSuperblock", structures.superblock());
    line("\tSuperblock extension", structures.superblockExtension());
    line("\tUser block", properties.userBlockSize());
    out.println("\tObject headers: (total/unused)");
    line("\t\tGroups", census.headers(Kind.GROUP));
    line("\t\tDatasets(exclude compact data)", census.headers(Kind.DATASET));
    line("\t\tDatatypes", census.headers(Kind.NAMED_DATATYPE));
    out.println("\tGroups:");
    line("\t\tB-tree/List", census.groupIndexes());
    line("\t\tHeap", census.groupHeaps());
    out.println("\tAttributes:");
    line("\t\tB-tree/List", census.attributeIndexes());
    line("\t\tHeap", census.attributeHeaps());
    out.println("\tChunked datasets:");
    line("\t\tIndex", census.chunkIndexes());
    out.println("\tDatasets:");
    line("\t\tHeap", census.datasetHeaps());
    out.println("\tShared Messages:");
    line("\t\tHeader", structures.sharedMessageTable());
    line("\t\tB-tree/List", sharedMessageIndexes());
    line("\t\tHeap", structures.sharedMessageHeaps());
    out.println("\tFree-space managers:");
    line("\t\tHeader", structures.freeSpaceManagers());
    line("\t\tAmount of free space", freeSpace());
  }

  /// The program counts lists before there are any.
  private long sharedMessageIndexes() {
    return structures.sharedMessageIndexes() + structures.unmadeSharedMessageLists();
  }

  private long freeSpace() {
    return structures.freeSections().stream().mapToLong(FreeSection::size).sum();
  }

  private void printGroups() {
    out.println("Small groups (with 0 to " + (thresholds.links() - 1) + " links):");
    long total = printSmall(census.links(), "\t# of groups with ", " link(s): ");
    line("\tTotal # of small groups", total);
    out.println("Group bins:");
    long all = printNone(census.links(), "\t# of groups with 0 link: ");
    all += printBins(census.links().digits(), "\t# of groups with ", " links: ");
    line("\tTotal # of groups", all);
  }

  private long printSmall(Counts counts, String before, String after) {
    long total = 0;
    for (Map.Entry<Long, Long> size : counts.small().entrySet()) {
      out.println(before + size.getKey() + after + size.getValue());
      total += size.getValue();
    }
    return total;
  }

  private long printNone(Counts counts, String before) {
    long none = counts.digits().getOrDefault(0, 0L);
    if (none > 0) {
      out.println(before + none);
    }
    return none;
  }

  private long printBins(SortedMap<Integer, Long> digits, String before, String after) {
    long total = 0;
    for (Map.Entry<Integer, Long> bin : digits.tailMap(1).entrySet()) {
      long least = 1;
      for (int i = 1; i < bin.getKey(); i++) {
        least *= 10;
      }
      String most = Long.toUnsignedString(least * 10 - 1); // as 64 bits have it
      out.println(before + least + " - " + most + after + bin.getValue());
      total += bin.getValue();
    }
    return total;
  }

  private void printGroupMetadata() {
    out.println("File space information for groups' metadata (in bytes):");
    line("\tObject headers (total/unused)", census.headers(Kind.GROUP));
    line("\tB-tree/List", census.groupIndexes());
    line("\tHeap", census.groupHeaps());
  }

  private void printDatasets() {
    if (census.objects(Kind.DATASET) == 0) {
      return;
    }
    out.println("Dataset dimension information:");
    line("\tMax. rank of datasets", census.ranks().lastKey());
    out.println("\tDataset ranks:");
    census.ranks().forEach((rank, count) -> line("\t\t# of dataset with rank " + rank, count));
    printSizes();
    out.println("Dataset storage information:");
    line("\tTotal raw data size", census.rawData());
    line("\tTotal external raw data size", census.externalData());
    out.println("Dataset layout information:");
    line("\tDataset layout counts[COMPACT]", census.layouts(StorageLayout.COMPACT));
    line("\tDataset layout counts[CONTIG]", census.layouts(StorageLayout.CONTIGUOUS));
    line("\tDataset layout counts[CHUNKED]", census.layouts(StorageLayout.CHUNKED));
    line("\tDataset layout counts[VIRTUAL]", census.layouts(StorageLayout.VIRTUAL));
    out.println("\tNumber of external files : " + census.externalFiles());
    printFilters();
  }

  private void printSizes() {
    Counts sizes = census.sizes();
    out.println("1-D Dataset information:");
    line("\tMax. dimension size of 1-D datasets", sizes.largest());
    out.println(
        "\tSmall 1-D datasets (with dimension sizes 0 to " + (thresholds.size() - 1) + "):");
    long total = printSmall(sizes, "\t\t# of datasets with dimension sizes ", ": ");
    line("\t\tTotal # of small datasets", total);
    if (!sizes.isEmpty()) {
      out.println("\t1-D Dataset dimension bins:");
      long all = printNone(sizes, "\t\t# of datasets with dimension size 0: ");
      all += printBins(sizes.digits(), "\t\t# of datasets with dimension size ", ": ");
      line("\t\tTotal # of datasets", all);
    }
  }

  private void printFilters() {
    out.println("Dataset filters information:");
    out.println("\tNumber of datasets with:");
    for (int id = 0; id <= LAST_KNOWN_FILTER; id++) {
      line("\t\t" + FILTERS.get(id) + " filter", census.filters().getOrDefault(id, 0L));
    }
    long others = 0;
    for (Map.Entry<Integer, Long> filter : census.filters().entrySet()) {
      others += filter.getKey() > LAST_KNOWN_FILTER ? filter.getValue() : 0;
    }
    line("\t\tUSER-DEFINED filter", others);
  }

  private void printDatatypes() {
    List<TypeCounts.Type> types = census.types();
    if (types.isEmpty()) {
      return;
    }
    out.println("Dataset datatype information:");
    line("\t# of unique datatypes used by datasets", types.size());
    long total = 0;
    for (int i = 0; i < types.size(); i++) {
      TypeCounts.Type type = types.get(i);
      out.println("\tDataset datatype #" + i + ":");
      out.println("\t\tCount (total/named) = (" + type.count() + "/" + type.committed() + ")");
      out.println("\t\tSize (desc./elmt) = (" + type.described() + "/" + type.size() + ")");
      total += type.count();
    }
    line("\tTotal dataset datatype count", total);
  }

  private void printDatasetMetadata() {
    out.println("File space information for datasets' metadata (in bytes):");
    line("\tObject headers (total/unused)", census.headers(Kind.DATASET));
    line("\tIndex for Chunked datasets", census.chunkIndexes());
    line("\tHeap", census.datasetHeaps());
  }

  private void printAttributes() {
    out.println(
        "Small # of attributes (objects with 1 to " + thresholds.attributes() + " attributes):");
    long total = printSmall(census.attributes(), "\t# of objects with ", " attributes: ");
    line("\tTotal # of objects with small # of attributes", total);
    out.println("Attribute bins:");
    long all = printBins(census.attributes().digits(), "\t# of objects with ", " attributes: ");
    line("\tTotal # of objects with attributes", all);
    line("\tMax. # of attributes to objects", census.attributes().largest());
  }

  private void printFreeSpace() {
    Counts sections = new Counts(0, SMALL_SECTION - 1L);
    structures.freeSections().forEach(section -> sections.add(section.size()));
    out.println("Free-space persist: " + (properties.persistFreeSpace() ? "TRUE" : "FALSE"));
    out.println("Free-space section threshold: " + properties.freeSpaceThreshold() + " bytes");
    out.println("Small size free-space sections (< " + SMALL_SECTION + " bytes):");
    long total = printSmall(sections, "\t# of sections of size ", ": ");
    line("\tTotal # of small size sections", total);
    out.println("Free-space section bins:");
    long all = printBins(sections.digits(), "\t# of sections of size ", ": ");
    line("\tTotal # of sections", all);
  }

  private void printSummary() {
    out.println("File space management strategy: " + strategy());
    out.println("File space page size: " + properties.pageSize() + " bytes");
    out.println("Summary of file space information:");
    long metadata = metadata();
    long known = metadata + census.rawData() + freeSpace();
    out.println("  File metadata: " + metadata + " bytes");
    out.println("  Raw data: " + census.rawData() + " bytes");
    String percent =
        new BigDecimal((double) freeSpace() / fileSize * 100)
            .setScale(1, RoundingMode.HALF_EVEN)
            .toPlainString();
    out.println(
        "  Amount/Percent of tracked free space: " + freeSpace() + " bytes/" + percent + "%");
    long rest = Math.abs(fileSize - known);
    out.println(
        fileSize < known
            ? "  ??? File has " + rest + " more bytes accounted for than its size! ???"
            : "  Unaccounted space: " + rest + " bytes");
    out.println("Total space: " + (known + rest) + " bytes");
    if (census.externalFiles() > 0) {
      out.println("External raw data: " + census.externalData() + " bytes");
    }
  }

  private String strategy() {
    return switch (properties.strategy()) {
      case FREE_SPACE_MANAGER_AND_AGGREGATORS -> "H5F_FSPACE_STRATEGY_FSM_AGGR";
      case PAGED_AGGREGATION -> "H5F_FSPACE_STRATEGY_PAGE";
      case AGGREGATORS -> "H5F_FSPACE_STRATEGY_AGGR";
      case NONE -> "H5F_FSPACE_STRATEGY_NONE";
    };
  }

  private long metadata() {
    long sum = structures.superblock() + structures.superblockExtension();
    sum += properties.userBlockSize();
    for (Kind kind : Kind.values()) {
      sum += census.headers(kind).total();
    }
    sum += census.groupIndexes() + census.groupHeaps();
    sum += census.attributeIndexes() + census.attributeHeaps();
    sum += census.chunkIndexes() + census.datasetHeaps();
    sum += structures.sharedMessageTable() + sharedMessageIndexes();
    return sum + structures.sharedMessageHeaps() + structures.freeSpaceManagers();
  }
}
