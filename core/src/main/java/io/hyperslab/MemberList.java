package io.hyperslab;

import io.hyperslab.internal.bytes.Text;
import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.LinkListing;
import io.hyperslab.internal.model.ObjectKind;
import io.hyperslab.internal.transfer.ObjectKinds;
import io.hyperslab.internal.transfer.Workers;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

  /// Links that one thread shows before it takes more.
  private static final int PART = 8192;

  /// The links with the kinds of objects, in the order of their names' bytes.
  List<Group.Member> members() {
    @Nullable ObjectKind[] kinds = kinds();
    Group.Member[] members = new Group.Member[listed.size()];
    Workers.run(
        file.settings().parallelism(),
        (members.length + PART - 1) / PART,
        part -> {
          int end = Math.min(members.length, (part + 1) * PART);
          for (int i = part * PART; i < end; i++) {
            members[i] = new Group.Member(link(i), kind(kinds[i]));
          }
        });
    if (!listed.isAscending()) {
      Arrays.sort(members, Comparator.comparing(Group.Member::name, Text::compareBytes));
    }
    return Collections.unmodifiableList(Arrays.asList(members));
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
    ObjectKind[] found = ObjectKinds.of(file, Arrays.copyOf(addresses, count));
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
