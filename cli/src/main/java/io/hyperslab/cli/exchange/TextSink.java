package io.hyperslab.cli.exchange;

import io.hyperslab.cli.text.NameBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/// Writes text as UTF-8; bytes of a file that were no valid text become what they were. Belongs to
/// one thread.
final class TextSink extends Writer {
  private static final int FULL = 1 << 16;

  private final OutputStream out;
  private final StringBuilder pending = new StringBuilder();

  /// @param out not closed
  TextSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    pending.append(characters, offset, length);
    drain();
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    pending.append(text, offset, offset + length);
    drain();
  }

  @Override
  public void write(int character) throws IOException {
    pending.append((char) character);
    drain();
  }

  /// Hands on what there is, but for half of a character.
  private void drain() throws IOException {
    if (pending.length() >= FULL) {
      int end = pending.length();
      int ready = Character.isHighSurrogate(pending.charAt(end - 1)) ? end - 1 : end;
      out.write(NameBytes.of(pending.substring(0, ready)));
      pending.delete(0, ready);
    }
  }

  @Override
  public void flush() throws IOException {
    out.write(NameBytes.of(pending.toString()));
    pending.setLength(0);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
