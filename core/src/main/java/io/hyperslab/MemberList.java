package io.hyperslab;

import io.hyperslab.internal.format.message.LinkMessage;
import io.hyperslab.internal.model.FileModel;
import io.hyperslab.internal.model.LinkTable;
import io.hyperslab.internal.model.ObjectKind;
import io.hyperslab.internal.transfer.ObjectKinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Says of many links at once what they lead to.
final class MemberList {
  private static final Optional<Hdf5Object.Kind> NO_OBJECT = Optional.empty();
  private static final Optional<Hdf5Object.Kind> GROUP = Optional.of(Hdf5Object.Kind.GROUP);
  private static final Optional<Hdf5Object.Kind> DATASET = Optional.of(Hdf5Object.Kind.DATASET);
  private static final Optional<Hdf5Object.Kind> DATATYPE =
      Optional.of(Hdf5Object.Kind.NAMED_DATATYPE);

  private MemberList() {}

  /// The links with the kinds of objects, in the same order.
  ///
  /// @param link shows a link as users see it
  static List<Group.Member> of(
      FileModel file, List<LinkTable.Listed> listed, Function<LinkMessage, Link> link) {
    ObjectKind[] kinds = kinds(file, listed);
    int next = 0;
    List<Group.Member> members = new ArrayList<>(listed.size());
    for (LinkTable.Listed each : listed) {
      Optional<Hdf5Object.Kind> kind = NO_OBJECT;
      if (each.kind() != null) {
        kind = kind(each.kind());
      } else if (each.link().target() instanceof LinkMessage.Hard) {
        kind = kind(kinds[next]);
        next++;
      }
      members.add(new Group.Member(link.apply(each.link()), kind));
    }
    return members;
  }

  /// The kinds of those objects whose groups do not know them.
  private static ObjectKind[] kinds(FileModel file, List<LinkTable.Listed> listed) {
    long[] addresses = new long[listed.size()];
    int count = 0;
    for (LinkTable.Listed each : listed) {
      if (each.kind() == null && each.link().target() instanceof LinkMessage.Hard hard) {
        addresses[count] = hard.objectHeaderAddress();
        count++;
      }
    }
    return ObjectKinds.of(file, Arrays.copyOf(addresses, count));
  }

  private static Optional<Hdf5Object.Kind> kind(ObjectKind kind) {
    return switch (kind) {
      case GROUP -> GROUP;
      case DATASET -> DATASET;
      case DATATYPE -> DATATYPE;
    };
  }
}
