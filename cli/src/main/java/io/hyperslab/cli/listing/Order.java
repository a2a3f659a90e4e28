package io.hyperslab.cli.listing;

import io.hyperslab.Dataset;
import io.hyperslab.Group;
import io.hyperslab.Link;
import io.hyperslab.error.Hdf5Exception;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which order the links of a group are listed.
public enum Order {
  /// By the bytes of their names.
  NAME,
  /// By their names, numbers in them by value: `run2` before `run10`.
  NATURAL,
  /// As they were made, where the group knows; else by name.
  CREATED,
  /// The largest datasets first.
  SIZE;

  /// The links of a group in this order.
  List<Link> linksOf(Group group) {
    return switch (this) {
      case NAME -> group.links();
      case CREATED -> group.linksInCreationOrder();
      case NATURAL -> sorted(group, Comparator.comparing(Link::name, Order::compareNaturally));
      case SIZE -> {
        Map<String, BigInteger> sizes = new HashMap<>();
        List<Link> links = group.links();
        links.forEach(link -> sizes.put(link.name(), size(group, link)));
        Comparator<Link> order =
            Comparator.comparing(link -> sizes.getOrDefault(link.name(), BigInteger.ZERO));
        yield sorted(group, order.reversed());
      }
    };
  }

  private static List<Link> sorted(Group group, Comparator<Link> order) {
    List<Link> links = new ArrayList<>(group.links());
    links.sort(order);
    return links;
  }

  private static BigInteger size(Group group, Link link) {
    try {
      return link instanceof Link.Hard && group.follow(link) instanceof Dataset dataset
          ? DatasetFacts.bytes(dataset)
          : BigInteger.valueOf(-1);
    } catch (Hdf5Exception | UncheckedIOException e) {
      return BigInteger.valueOf(-1); // The listing says what is wrong with it.
    }
  }

  private static int compareNaturally(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      int numberEnd = digitsEnd(left, i);
      int otherEnd = digitsEnd(right, j);
      int order;
      if (numberEnd > i && otherEnd > j) {
        order =
            new BigInteger(left.substring(i, numberEnd))
                .compareTo(new BigInteger(right.substring(j, otherEnd)));
        i = numberEnd;
        j = otherEnd;
      } else {
        order = Character.compare(left.charAt(i++), right.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = Integer.compare(left.length() - i, right.length() - j);
    return rest != 0 ? rest : left.compareTo(right);
  }

  private static int digitsEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
