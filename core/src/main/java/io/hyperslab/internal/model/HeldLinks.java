package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.Cursor;
import io.hyperslab.internal.bytes.Encoder;
import io.hyperslab.internal.bytes.FormatContext;
import io.hyperslab.internal.bytes.Lookup3;
import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkInfoMessage;
import io.hyperslab.internal.format.message.LinkMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// New links of one group that its structures in the file do not have yet. To put them there one by
/// one costs many times as much as to put many there at once.
///
/// Changed by the file's writer while nobody reads.
public final class HeldLinks {
  /// Not the number of a link.
  public static final int NONE = -1;

  private static final String STRUCTURE = "link message";
  private static final int FIRST_CAPACITY = 8;
  private static final int FIRST_BYTES = 256;

  /// Bytes of memory that an object like this takes besides its arrays.
  private static final int WEIGHT = 400;

  private final boolean oldStyle;
  private final boolean tracksOrder;
  private final long stored;
  private long nextOrder;
  private long room;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int count;

  /// Where the name of each link starts in the bytes, and behind the last one where they end.
  private int[] starts = new int[FIRST_CAPACITY];

  /// Where the message of each link starts, which is behind its name.
  private int[] messages = new int[FIRST_CAPACITY];

  /// The creation order of each link; 0 where that is not tracked.
  private long[] orders = new long[FIRST_CAPACITY];

  private int[] hashes = new int[FIRST_CAPACITY];

  /// A hash in the upper half and the number of its link plus 1 in the lower one, each in the first
  /// free place from that which the hash says.
  private long[] table = new long[2 * FIRST_CAPACITY];

  private HeldLinks(boolean oldStyle, boolean tracksOrder, long stored, long nextOrder, long room) {
    this.oldStyle = oldStyle;
    this.tracksOrder = tracksOrder;
    this.stored = stored;
    this.nextOrder = nextOrder;
    this.room = room;
  }

  /// None yet, of a group with a symbol table.
  ///
  /// @param stored how many links the group stores
  /// @param room bytes for names and messages that the group's heap is sure to have
  public static HeldLinks ofOldStyle(long stored, long room) {
    return new HeldLinks(true, false, stored, 0, room);
  }

  /// None yet, of a group with dense storage.
  ///
  /// @param info says whether creation order is tracked, and the next one
  /// @param stored how many links the group stores
  /// @param room bytes for names and messages that the group's heap is sure to have
  public static HeldLinks ofDense(LinkInfoMessage info, long stored, long room) {
    return new HeldLinks(
        false, info.tracksCreationOrder(), stored, info.maximumCreationIndex(), room);
  }

  /// None yet, when all of these are stored.
  ///
  /// @param newRoom bytes for names and messages that the group's heap is sure to have now
  public HeldLinks next(long newRoom) {
    return new HeldLinks(oldStyle, tracksOrder, stored + count, nextOrder, newRoom);
  }

  /// The hash of a name, by which groups of the new style sort their links.
  ///
  /// @param name its bytes
  public static int hash(byte[] name) {
    return Lookup3.hash(name, 0, name.length);
  }

  /// Whether the group has a symbol table.
  public boolean oldStyle() {
    return oldStyle;
  }

  /// Whether links keep the order in which they were made.
  public boolean tracksOrder() {
    return tracksOrder;
  }

  /// How many links the group stores besides these, at most; 0 if it stores none.
  public long stored() {
    return stored;
  }

  /// The creation order of the next link.
  public long nextOrder() {
    return nextOrder;
  }

  /// How many there are.
  public int size() {
    return count;
  }

  /// Whether the group's heap is sure to have room for so many bytes more.
  public boolean hasRoom(long more) {
    return more <= room;
  }

  /// The number of the link of a name, or [#NONE].
  ///
  /// @param hash of the name
  public int find(byte[] name, int hash) {
    for (int at = place(hash); table[at] != 0; at = at + 1 & table.length - 1) {
      if ((int) (table[at] >>> Integer.SIZE) == hash) {
        int number = (int) table[at] - 1;
        if (Arrays.equals(bytes, starts[number], messages[number], name, 0, name.length)) {
          return number;
        }
      }
    }
    return NONE;
  }

  private int place(int hash) {
    return hash & table.length - 1;
  }

  /// Adds a link behind the others.
  ///
  /// @param name none of these has it
  /// @param order its creation order; 0 where that is not tracked
  /// @param message the link, as it is to be stored
  public void add(byte[] name, int hash, long order, Encoder message) {
    reserve(name.length + message.size());
    int start = starts[count];
    System.arraycopy(name, 0, bytes, start, name.length);
    messages[count] = start + name.length;
    message.copyTo(bytes, messages[count]);
    hashes[count] = hash;
    orders[count] = order;
    enter(count);
    count++;
    starts[count] = start + name.length + message.size();
    if (tracksOrder) {
      nextOrder = Math.max(nextOrder, Math.addExact(order, 1));
    }
    room -= starts[count] - start;
  }

  private void reserve(int more) {
    if (count + 1 == starts.length) {
      int capacity = Math.multiplyExact(2, starts.length);
      starts = Arrays.copyOf(starts, capacity);
      messages = Arrays.copyOf(messages, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
      orders = Arrays.copyOf(orders, capacity);
      table = new long[Math.multiplyExact(2, capacity)];
      for (int number = 0; number < count; number++) {
        enter(number);
      }
    }
    int needed = Math.addExact(starts[count], more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
  }

  private void enter(int number) {
    int at = place(hashes[number]);
    while (table[at] != 0) {
      at = at + 1 & table.length - 1;
    }
    table[at] = entry(number);
  }

  private long entry(int number) {
    return (long) hashes[number] << Integer.SIZE | number + 1;
  }

  /// Takes the last link away.
  ///
  /// @param orderBefore what [#nextOrder()] was before it was added
  public void removeLast(long orderBefore) {
    count--;
    // Nobody had to look past its place but for those behind it, which are gone.
    int at = place(hashes[count]);
    while (table[at] != entry(count)) {
      at = at + 1 & table.length - 1;
    }
    table[at] = 0;
    nextOrder = orderBefore;
    room += starts[count + 1] - starts[count];
  }

  /// Names and messages of all links; not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the message of a link starts in the bytes.
  public int messageStart(int number) {
    return messages[number];
  }

  /// Bytes of the message of a link.
  public int messageLength(int number) {
    return starts[number + 1] - messages[number];
  }

  /// The bytes of a link's name.
  public byte[] name(int number) {
    return Arrays.copyOfRange(bytes, starts[number], messages[number]);
  }

  /// The hash of a link's name.
  public int hash(int number) {
    return hashes[number];
  }

  /// The creation order of a link; 0 where that is not tracked.
  public long order(int number) {
    return orders[number];
  }

  /// A cursor over a link's message.
  public Cursor message(int number, FormatContext context) {
    return Cursor.over(bytes, messageStart(number), messageLength(number), -1, STRUCTURE, context);
  }

  /// The link of a name.
  public Optional<LinkMessage> find(String name, FormatContext context) {
    byte[] wanted = Text.encode(name);
    int number = find(wanted, hash(wanted));
    return number == NONE
        ? Optional.empty()
        : Optional.of(LinkMessage.decode(message(number, context)));
  }

  /// All of them, in the order in which they were added.
  public List<LinkMessage> all(FormatContext context) {
    List<LinkMessage> all = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      all.add(LinkMessage.decode(message(number, context)));
    }
    return all;
  }

  /// The numbers of all links by the hashes of their names, and then by the names.
  public int[] byHash() {
    long[] keys = new long[count];
    for (int number = 0; number < count; number++) {
      keys[number] = Integer.toUnsignedLong(hashes[number]) << 31 | number;
    }
    Arrays.sort(keys);
    int[] sorted = new int[count];
    for (int i = 0; i < count; i++) {
      int number = (int) keys[i] & Integer.MAX_VALUE;
      int at = i;
      while (at > 0
          && hashes[sorted[at - 1]] == hashes[number]
          && compareNames(sorted[at - 1], number) > 0) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = number;
    }
    return sorted;
  }

  /// The numbers of all links by the unsigned bytes of their names.
  public int[] byName() {
    Integer[] sorted = new Integer[count];
    Arrays.setAll(sorted, number -> number);
    Arrays.sort(sorted, this::compareNames);
    return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
  }

  private int compareNames(int left, int right) {
    return Arrays.compareUnsigned(
        bytes, starts[left], messages[left], bytes, starts[right], messages[right]);
  }

  /// The numbers of all links by their creation order.
  public int[] byOrder() {
    Integer[] sorted = new Integer[count];
    Arrays.setAll(sorted, number -> number);
    Arrays.sort(sorted, (left, right) -> Long.compare(orders[left], orders[right]));
    return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
  }

  /// Bytes of memory that they take.
  long weight() {
    return count == 0 ? 0 : WEIGHT + bytes.length + 9L * Integer.BYTES * starts.length;
  }
}
