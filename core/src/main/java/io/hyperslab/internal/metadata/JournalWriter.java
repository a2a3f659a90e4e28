package io.hyperslab.internal.metadata;

import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.format.journal.JournalFooter;
import io.hyperslab.internal.format.journal.JournalHeader;
import io.hyperslab.internal.format.journal.JournalImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.NavigableMap;
import java.util.zip.CRC32C;

/// Writes a journal behind the end of a file, which counts once its footer is written too. Images
/// that are stored in the file already are only pointed to.
final class JournalWriter {
  private final WrittenFile file;
  private final long journal;
  private final long length;
  private final CRC32C checksum = new CRC32C();
  private final byte[] buffer;
  private int buffered;
  private long at;

  private JournalWriter(WrittenFile file, long journal, long length) {
    this.file = file;
    this.journal = journal;
    this.length = length;
    this.at = journal;
    this.buffer = new byte[(int) Math.min(length, WrittenFile.PIECE)];
  }

  /// Writes the journal but for its footer.
  ///
  /// @param journal its address; nothing behind it counts
  /// @return what writes the footer
  static JournalWriter write(
      WrittenFile file, long journal, JournalHeader header, NavigableMap<Long, Image> images)
      throws IOException {
    long body = JournalHeader.SIZE + header.imageCount() * JournalImage.SIZE;
    long length = body + heldBytes(images) + JournalFooter.SIZE;
    file.reserve(journal, length);
    JournalWriter writer = new JournalWriter(file, journal, length);
    writer.write(header, images, journal + body);
    return writer;
  }

  /// Writes the footer: the journal is complete.
  void complete() throws IOException {
    Encoder unchecked = new Encoder(JournalHeader.CONTEXT);
    new JournalFooter(journal, length, 0).encode(unchecked);
    checksum.update(unchecked.toBytes(), 0, JournalFooter.CHECKED_SIZE);
    Encoder footer = new Encoder(JournalHeader.CONTEXT);
    new JournalFooter(journal, length, (int) checksum.getValue()).encode(footer);
    file.overwrite(at, MemorySegment.ofArray(footer.toBytes()));
  }

  private static long heldBytes(NavigableMap<Long, Image> images) {
    long bytes = 0;
    for (Image image : images.values()) {
      bytes += image instanceof Image.Held held ? held.size() : 0;
    }
    return bytes;
  }

  private void write(JournalHeader header, NavigableMap<Long, Image> images, long body)
      throws IOException {
    Encoder encoder = new Encoder(JournalHeader.CONTEXT);
    header.encode(encoder);
    appendChecked(encoder);
    long source = body;
    for (Map.Entry<Long, Image> entry : images.entrySet()) {
      appendPlace(entry.getKey(), entry.getValue(), source);
      source += entry.getValue() instanceof Image.Held held ? held.size() : 0;
    }
    for (Image image : images.values()) {
      if (image instanceof Image.Held held) {
        append(held.bytes(), held.bytes().length);
      }
    }
    flush();
  }

  private void appendPlace(long address, Image image, long source) throws IOException {
    JournalImage place =
        switch (image.asBytes()) {
          case Image.Held held -> {
            CRC32C crc = new CRC32C();
            crc.update(held.bytes());
            yield new JournalImage(address, held.size(), source, (int) crc.getValue());
          }
          case Image.Stored stored ->
              new JournalImage(
                  address,
                  stored.size(),
                  stored.source(),
                  file.stored().checksum(stored.source(), stored.size()));
          case Image.Decoded decoded ->
              throw new IllegalStateException("not encoded: " + decoded.structure());
        };
    Encoder encoder = new Encoder(JournalHeader.CONTEXT);
    place.encode(encoder);
    appendChecked(encoder);
  }

  private void appendChecked(Encoder encoder) throws IOException {
    byte[] bytes = encoder.toBytes();
    checksum.update(bytes);
    append(bytes, bytes.length);
  }

  private void append(byte[] bytes, int length) throws IOException {
    for (int done = 0; done < length; ) {
      if (buffered == buffer.length) {
        flush();
      }
      int count = Math.min(length - done, buffer.length - buffered);
      System.arraycopy(bytes, done, buffer, buffered, count);
      buffered += count;
      done += count;
    }
  }

  private void flush() throws IOException {
    file.overwrite(at, MemorySegment.ofArray(buffer).asSlice(0, buffered));
    at += buffered;
    buffered = 0;
  }
}
