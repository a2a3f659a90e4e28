package io.hyperslab.error;

/// What a file may demand of the reader before it is refused with a [LimitExceededException].
///
/// Every count and size that a file claims is checked against what the file could really hold;
/// these limits come on top, so that a small hostile file cannot ask for much memory or time. The
/// defaults let every real file through that was ever met; [#trusted()] lifts them as far as the
/// JVM allows.
///
/// @param metadataBlock the largest block of metadata read at once, in bytes
/// @param messagesPerHeader header messages of one object
/// @param chunksPerHeader continuation blocks of one object header
/// @param treeDepth levels of any B-tree
/// @param softLinks soft and external links followed while one path is resolved
/// @param pathComponents names in one path
/// @param externalDepth files that refer to files (external links, virtual sources)
/// @param externalFiles other files that are open at a time because one file was opened: those that
///   it refers to, those that they refer to, and so on, with HDF5 structure or of raw data. Each
///   takes two file descriptors of the process until the file that was opened is closed
/// @param virtualSources mappings of one virtual dataset, and sources looked for in one request
/// @param datatypeDepth nesting of one datatype
/// @param datatypeMembers members of one compound or enumeration
/// @param datatypeSize the size of one element, in bytes
/// @param decodedChunk the size of one decoded chunk, in bytes
/// @param variableLengthElement the size of one variable-length element, in bytes
/// @param result the bytes that one read call may return; nine sixteenths of the heap by default
public record Limits(
    long metadataBlock,
    int messagesPerHeader,
    int chunksPerHeader,
    int treeDepth,
    int softLinks,
    int pathComponents,
    int externalDepth,
    int externalFiles,
    int virtualSources,
    int datatypeDepth,
    int datatypeMembers,
    long datatypeSize,
    long decodedChunk,
    long variableLengthElement,
    long result) {
  private static final long MIB = 1L << 20;

  /// The limits for files of unknown origin.
  public static Limits defaults() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Limits(
        64 * MIB,
        65_536,
        1_024,
        64,
        16,
        1_000,
        8,
        4_096,
        100_000,
        32,
        65_536,
        256 * MIB,
        Math.min(1024 * MIB, heap / 4),
        Math.min(256 * MIB, heap / 4),
        heap / 16 * 9);
  }

  /// The limits for files that are trusted: only the format's own bounds and the depth of nesting
  /// remain.
  public static Limits trusted() {
    return defaults().toBuilder()
        .metadataBlock(Integer.MAX_VALUE - 8L)
        .messagesPerHeader(Integer.MAX_VALUE)
        .chunksPerHeader(Integer.MAX_VALUE)
        .externalFiles(Integer.MAX_VALUE)
        .virtualSources(Integer.MAX_VALUE)
        .datatypeMembers(Integer.MAX_VALUE)
        .datatypeSize(Integer.MAX_VALUE)
        .decodedChunk(Long.MAX_VALUE)
        .variableLengthElement(Integer.MAX_VALUE - 8L)
        .result(Long.MAX_VALUE)
        .build();
  }

  /// A builder that starts from these limits.
  public Builder toBuilder() {
    return new Builder(this);
  }

  /// Changes some limits and keeps the others.
  public static final class Builder {
    private long metadataBlock;
    private int messagesPerHeader;
    private int chunksPerHeader;
    private int treeDepth;
    private int softLinks;
    private int pathComponents;
    private int externalDepth;
    private int externalFiles;
    private int virtualSources;
    private int datatypeDepth;
    private int datatypeMembers;
    private long datatypeSize;
    private long decodedChunk;
    private long variableLengthElement;
    private long result;

    private Builder(Limits from) {
      metadataBlock = from.metadataBlock;
      messagesPerHeader = from.messagesPerHeader;
      chunksPerHeader = from.chunksPerHeader;
      treeDepth = from.treeDepth;
      softLinks = from.softLinks;
      pathComponents = from.pathComponents;
      externalDepth = from.externalDepth;
      externalFiles = from.externalFiles;
      virtualSources = from.virtualSources;
      datatypeDepth = from.datatypeDepth;
      datatypeMembers = from.datatypeMembers;
      datatypeSize = from.datatypeSize;
      decodedChunk = from.decodedChunk;
      variableLengthElement = from.variableLengthElement;
      result = from.result;
    }

    /// See metadataBlock of [Limits].
    public Builder metadataBlock(long value) {
      metadataBlock = value;
      return this;
    }

    /// See messagesPerHeader of [Limits].
    public Builder messagesPerHeader(int value) {
      messagesPerHeader = value;
      return this;
    }

    /// See chunksPerHeader of [Limits].
    public Builder chunksPerHeader(int value) {
      chunksPerHeader = value;
      return this;
    }

    /// See treeDepth of [Limits].
    public Builder treeDepth(int value) {
      treeDepth = value;
      return this;
    }

    /// See softLinks of [Limits].
    public Builder softLinks(int value) {
      softLinks = value;
      return this;
    }

    /// See pathComponents of [Limits].
    public Builder pathComponents(int value) {
      pathComponents = value;
      return this;
    }

    /// See externalDepth of [Limits].
    public Builder externalDepth(int value) {
      externalDepth = value;
      return this;
    }

    /// See externalFiles of [Limits].
    public Builder externalFiles(int value) {
      externalFiles = value;
      return this;
    }

    /// See virtualSources of [Limits].
    public Builder virtualSources(int value) {
      virtualSources = value;
      return this;
    }

    /// See datatypeDepth of [Limits].
    public Builder datatypeDepth(int value) {
      datatypeDepth = value;
      return this;
    }

    /// See datatypeMembers of [Limits].
    public Builder datatypeMembers(int value) {
      datatypeMembers = value;
      return this;
    }

    /// See datatypeSize of [Limits].
    public Builder datatypeSize(long value) {
      datatypeSize = value;
      return this;
    }

    /// See decodedChunk of [Limits].
    public Builder decodedChunk(long value) {
      decodedChunk = value;
      return this;
    }

    /// See variableLengthElement of [Limits].
    public Builder variableLengthElement(long value) {
      variableLengthElement = value;
      return this;
    }

    /// See result of [Limits].
    public Builder result(long value) {
      result = value;
      return this;
    }

    /// The limits.
    public Limits build() {
      return new Limits(
          metadataBlock,
          messagesPerHeader,
          chunksPerHeader,
          treeDepth,
          softLinks,
          pathComponents,
          externalDepth,
          externalFiles,
          virtualSources,
          datatypeDepth,
          datatypeMembers,
          datatypeSize,
          decodedChunk,
          variableLengthElement,
          result);
    }
  }
}
