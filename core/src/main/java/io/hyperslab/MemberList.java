package io.hyperslab;

import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.LinkListing;
import io.hyperslab.internal.model.ObjectKind;
import io.hyperslab.internal.transfer.ObjectKinds;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.RandomAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says of many links at once what they lead to.
///
/// @param file the file they are in
/// @param listed the links
/// @param link shows a link as users see it
record MemberList(FileModel file, LinkListing listed, Function<LinkMessage, Link> link) {
  private static final Optional<Hdf5Object.Kind> NO_OBJECT = Optional.empty();
  private static final Optional<Hdf5Object.Kind> GROUP = Optional.of(Hdf5Object.Kind.GROUP);
  private static final Optional<Hdf5Object.Kind> DATASET = Optional.of(Hdf5Object.Kind.DATASET);
  private static final Optional<Hdf5Object.Kind> DATATYPE =
      Optional.of(Hdf5Object.Kind.NAMED_DATATYPE);

  /// The links with the kinds of objects, in the order of their names' bytes.
  List<Group.Member> members() {
    @Nullable ObjectKind[] kinds = kinds();
    if (listed.isAscending()) {
      return columns(kinds);
    }
    Group.Member[] members = new Group.Member[listed.size()];
    Arrays.setAll(members, i -> new Group.Member(link(i), kind(kinds[i])));
    Arrays.sort(members, Comparator.comparing(Group.Member::name, Text::compareBytes));
    return Collections.unmodifiableList(Arrays.asList(members));
  }

  private List<Group.Member> columns(@Nullable ObjectKind[] kinds) {
    int size = listed.size();
    Object[] links = new Object[size];
    long[] addresses = new long[size];
    for (int i = 0; i < size; i++) {
      String name = listed.plainName(i);
      links[i] = name == null ? link(i) : name;
      addresses[i] = name == null ? -1 : file.storedAddress(listed.address(i));
    }
    return new Columns(links, addresses, kinds);
  }

  /// Members in columns: each becomes an object when it is asked for. Of a million in memory, a
  /// garbage collector has half as many objects to move.
  private static final class Columns extends AbstractList<Group.Member> implements RandomAccess {
    /// Of each the name, if it is a plain hard link; else the link.
    private final Object[] links;

    /// Of plain hard links, as stored.
    private final long[] addresses;

    private final @Nullable ObjectKind[] kinds;

    Columns(Object[] links, long[] addresses, @Nullable ObjectKind[] kinds) {
      this.links = links;
      this.addresses = addresses;
      this.kinds = kinds;
    }

    @Override
    public int size() {
      return links.length;
    }

    @Override
    public Group.Member get(int index) {
      Link link =
          links[index] instanceof String name
              ? new Link.Hard(name, OptionalLong.empty(), addresses[index])
              : (Link) links[index];
      return new Group.Member(link, kind(kinds[index]));
    }
  }

  private Link link(int index) {
    String name = listed.plainName(index);
    return name == null
        ? link.apply(listed.message(index))
        : new Link.Hard(name, OptionalLong.empty(), file.storedAddress(listed.address(index)));
  }

  /// The kinds of objects by the links that lead to them; null for links that are not hard.
  private @Nullable ObjectKind[] kinds() {
    @Nullable ObjectKind[] kinds = new @Nullable ObjectKind[listed.size()];
    long[] addresses = new long[kinds.length];
    int[] asked = new int[kinds.length];
    int count = 0;
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = listed.kind(i);
      if (kinds[i] == null && listed.isHard(i)) {
        addresses[count] = listed.address(i);
        asked[count] = i;
        count++;
      }
    }
    ObjectKind[] found =
        ObjectKinds.of(file, count == kinds.length ? addresses : Arrays.copyOf(addresses, count));
    for (int i = 0; i < count; i++) {
      kinds[asked[i]] = found[i];
    }
    return kinds;
  }

  private static Optional<Hdf5Object.Kind> kind(@Nullable ObjectKind kind) {
    return switch (kind) {
      case null -> NO_OBJECT;
      case GROUP -> GROUP;
      case DATASET -> DATASET;
      case DATATYPE -> DATATYPE;
    };
  }
}
