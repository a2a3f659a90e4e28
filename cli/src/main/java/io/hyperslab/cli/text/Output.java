package io.hyperslab.cli.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;

/// Where a command writes: buffered bytes, never dropped silently. Not safe for several threads.
///
/// A failure to write is an [OutputFailedException] at once, so that a command whose reader went
/// away stops, and a full disk is not taken for success. Names from a file keep their bytes
/// ([NameBytes]).
public final class Output {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used;

  /// @param out closed by whoever made it
  public Output(OutputStream out) {
    this.out = out;
  }

  /// Writes a text.
  public Output print(String text) {
    return write(NameBytes.of(text));
  }

  /// Writes a text and ends the line, with a line feed on every system.
  public Output println(String text) {
    return print(text).println();
  }

  /// Ends the line.
  public Output println() {
    if (used == buffer.length) {
      drain();
    }
    buffer[used++] = '\n';
    return this;
  }

  /// Writes bytes as they are.
  public Output write(byte[] bytes) {
    if (bytes.length > buffer.length - used) {
      drain();
    }
    if (bytes.length > buffer.length) {
      send(bytes, bytes.length);
    } else {
      System.arraycopy(bytes, 0, buffer, used, bytes.length);
      used += bytes.length;
    }
    return this;
  }

  /// Hands on everything that was written.
  public void flush() {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw new OutputFailedException(e);
    }
  }

  /// A writer of characters into this, for those who need one. It is flushed into this only.
  public PrintWriter writer() {
    return new PrintWriter(new CharacterWriter());
  }

  /// A stream of bytes into this, for those who need one. Closing it closes nothing.
  public OutputStream stream() {
    return new ByteStream();
  }

  private final class ByteStream extends OutputStream {
    @Override
    public void write(int value) {
      Output.this.write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      Output.this.write(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  private final class CharacterWriter extends Writer {
    @Override
    public void write(char[] characters, int offset, int length) {
      print(new String(characters, offset, length));
    }

    @Override
    public void flush() {
      // What was written is in the buffer already.
    }

    @Override
    public void close() {
      // Standard output outlives its writers.
    }
  }

  private void drain() {
    int length = used;
    used = 0; // what could not be written once is not written again
    send(buffer, length);
  }

  private void send(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new OutputFailedException(e);
    }
  }
}
