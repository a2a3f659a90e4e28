package io.hyperslab.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperslab.internal.bytes.Cursor;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Random changes of a file, with a model of what it must hold after each.
final class Workload {
  /// A piece of space in use.
  ///
  /// @param address where
  /// @param bytes what it must hold; never changed
  record Block(long address, byte[] bytes) {
    private boolean overlaps(Block other) {
      return address < other.address + other.bytes.length && other.address < address + bytes.length;
    }
  }

  /// Thrown by an operation that shall fail.
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Transaction transaction;
  private final Random random;
  private List<Block> blocks = new ArrayList<>();

  Workload(Transaction transaction, long seed) {
    this.transaction = transaction;
    this.random = new Random(seed);
  }

  /// What the file holds besides what it held at first.
  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /// Takes what is there for granted.
  void keep(Block block) {
    blocks.add(block);
  }

  /// Goes back to an earlier state of the model.
  void restore(List<Block> earlier) {
    blocks = new ArrayList<>(earlier);
  }

  /// One operation: a single change, or several that belong together and may fail together.
  void step() {
    if (random.nextInt(4) > 0) {
      change();
      return;
    }
    List<Block> before = List.copyOf(blocks);
    boolean fails = random.nextBoolean();
    try {
      transaction.perform(() -> several(fails));
    } catch (Failure e) {
      blocks = new ArrayList<>(before);
    } catch (UncheckedIOException e) {
      blocks = new ArrayList<>(before);
      throw e;
    }
  }

  private boolean several(boolean fails) {
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      structuralChange();
    }
    List<Block> before = List.copyOf(blocks);
    try {
      transaction.perform(() -> {
        structuralChange();
        structuralChange();
        if (random.nextBoolean()) {
          throw new Failure();
        }
        return true;
      });
    } catch (Failure e) {
      blocks = new ArrayList<>(before);
    }
    structuralChange();
    if (fails) {
      throw new Failure();
    }
    return true;
  }

  private void change() {
    if (random.nextInt(3) == 0) {
      overwriteRaw();
    } else {
      structuralChange();
    }
  }

  /// A change that an operation can undo.
  private void structuralChange() {
    switch (random.nextInt(6)) {
      case 0, 1 -> allocate();
      case 2 -> allocateRaw();
      case 3 -> rewrite();
      case 4 -> free();
      default -> allocateOnly();
    }
  }

  private int size() {
    return random.nextInt(20) == 0 ? random.nextInt(1, 9000) : random.nextInt(1, 700);
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private void allocate() {
    byte[] bytes = bytes(size());
    long address = transaction.allocate(SpaceKind.METADATA, bytes.length);
    add(new Block(address, bytes));
    transaction.write(address, bytes.clone());
  }

  private void allocateRaw() {
    byte[] bytes = bytes(size());
    long address = transaction.allocate(SpaceKind.RAW, bytes.length);
    int written = random.nextInt(bytes.length + 1);
    Arrays.fill(bytes, written, bytes.length, (byte) 0);
    transaction.writeRaw(address, MemorySegment.ofArray(bytes).asSlice(0, written));
    add(new Block(address, bytes));
  }

  private void allocateOnly() {
    byte[] bytes = new byte[size()];
    add(new Block(transaction.allocate(SpaceKind.RAW, bytes.length), bytes));
  }

  private void add(Block block) {
    assertThat(blocks).noneMatch(block::overlaps);
    blocks.add(block);
  }

  private void rewrite() {
    if (!blocks.isEmpty()) {
      int index = random.nextInt(blocks.size());
      Block old = blocks.get(index);
      byte[] bytes = bytes(old.bytes().length);
      transaction.write(old.address(), bytes.clone());
      blocks.set(index, new Block(old.address(), bytes));
    }
  }

  private void overwriteRaw() {
    if (!blocks.isEmpty()) {
      int index = random.nextInt(blocks.size());
      Block old = blocks.get(index);
      byte[] bytes = old.bytes().clone();
      int from = random.nextInt(bytes.length);
      byte[] part = bytes(random.nextInt(bytes.length - from + 1));
      System.arraycopy(part, 0, bytes, from, part.length);
      // Until the write has succeeded nobody knows what fresh space holds.
      blocks.remove(index);
      transaction.writeRaw(old.address() + from, MemorySegment.ofArray(part));
      blocks.add(index, new Block(old.address(), bytes));
    }
  }

  private void free() {
    if (!blocks.isEmpty()) {
      Block block = blocks.remove(random.nextInt(blocks.size()));
      transaction.free(block.address(), block.bytes().length);
    }
  }

  /// Reads everything through the transaction.
  void check() {
    for (Block block : blocks) {
      Cursor cursor = transaction.reader().read(block.address(), block.bytes().length, "block");
      assertThat(cursor.bytes(block.bytes().length)).isEqualTo(block.bytes());
    }
  }
}
