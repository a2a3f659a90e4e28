package io.hyperslab.cli.listing;

/// What a listing says.
///
/// @param recursive everything below, not only the group's own links
/// @param tree as a tree, with names instead of paths
/// @param depth levels below the group at most
/// @param facts further columns: how well datasets are compressed, how many attributes there are,
///   where links lead
/// @param verbose further lines about each object
/// @param colored with the escape sequences of a terminal
/// @param order in which links come
public record ListingOptions(
    boolean recursive,
    boolean tree,
    long depth,
    boolean facts,
    boolean verbose,
    boolean colored,
    Order order) {
  /// One line for each link.
  public static ListingOptions plain() {
    return new ListingOptions(false, false, Long.MAX_VALUE, false, false, false, Order.NAME);
  }
}
