package io.hyperslab.internal.model;

import io.hyperslab.internal.bytes.Encoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The new links of a file that the structures of their groups do not have yet, by group. Whoever
/// asks [GroupModel#links()] sees them; whoever looks at the structures does not.
///
/// Changed by the file's writer while nobody reads.
public final class LinkHold {
  private final Map<Long, HeldLinks> groups = new HashMap<>();

  /// The group whose links were replaced last, and those it has now: as a rule, the next ones come
  /// to it, too.
  private long recentGroup;

  private @Nullable HeldLinks recent;
  private long links;
  private long weight;
  private volatile boolean empty = true;

  /// Whether there are none. May be asked at any time.
  public boolean isEmpty() {
    return empty;
  }

  /// Bytes of memory that they take.
  public long weight() {
    return weight;
  }

  /// Those of a group; null if links of this group are to be stored at once.
  ///
  /// @param group its address
  public @Nullable HeldLinks find(long group) {
    HeldLinks known = recent;
    if (known != null && group == recentGroup) {
      return known;
    }
    return groups.isEmpty() ? null : groups.get(group);
  }

  /// The addresses of all groups that have some.
  public List<Long> groups() {
    List<Long> some = new ArrayList<>();
    groups.forEach((group, held) -> {
      if (held.size() > 0) {
        some.add(group);
      }
    });
    return some;
  }

  /// Adds one to those of a group; see [HeldLinks#add(byte[\], int, long, Encoder)].
  public void add(HeldLinks held, byte[] name, int hash, long order, Encoder message) {
    long before = held.weight();
    held.add(name, hash, order, message);
    count(1, held.weight() - before);
  }

  /// Takes the last one of a group away; see [HeldLinks#removeLast(long)].
  public void removeLast(HeldLinks held, long orderBefore) {
    long before = held.weight();
    held.removeLast(orderBefore);
    count(-1, held.weight() - before);
  }

  /// Puts others in the place of those of a group, if there are any.
  ///
  /// @param held null if links of this group are to be stored at once
  /// @return those that there were
  public @Nullable HeldLinks replace(long group, @Nullable HeldLinks held) {
    HeldLinks before = held == null ? groups.remove(group) : groups.put(group, held);
    recentGroup = group;
    recent = held;
    if (before != null) {
      count(-before.size(), -before.weight());
    }
    if (held != null) {
      count(held.size(), held.weight());
    }
    return before;
  }

  /// Forgets all.
  public void clear() {
    groups.clear();
    recent = null;
    count(-links, -weight);
  }

  private void count(long more, long moreWeight) {
    links += more;
    weight += moreWeight;
    if (empty != (links == 0)) {
      empty = links == 0;
    }
  }
}
