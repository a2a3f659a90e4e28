package io.hyperslab.cli.dump;

import io.hyperslab.Attribute;
import io.hyperslab.Attributes;
import io.hyperslab.Group;
import io.hyperslab.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What of a file is printed, and how.
///
/// @param content what is printed
/// @param layout how it is set into lines
/// @param order the order of links and attributes
public record DumpOptions(Content content, Layout layout, Order order) {
  /// What is printed.
  ///
  /// @param data elements of datasets
  /// @param attributeData elements of attributes
  /// @param attributes attributes at all
  /// @param properties layout, filters and fill values of datasets
  /// @param objectIds addresses of objects
  /// @param regions data that region references point to
  /// @param bits the bits of integers that are printed, each on its own; none for whole integers
  /// @param binary the form of elements that are not printed, but written as they are
  public record Content(
      boolean data,
      boolean attributeData,
      boolean attributes,
      boolean properties,
      boolean objectIds,
      boolean regions,
      List<PackedBits> bits,
      Optional<BinaryForm> binary) {}

  /// How it is set into lines.
  ///
  /// @param columns the width of a line
  /// @param perLine the most elements of a line; 0 for as many as fit
  /// @param indices whether lines of data start with coordinates
  /// @param characters whether one-byte integers are printed as text
  /// @param values how values are written
  public record Layout(
      int columns, int perLine, boolean indices, boolean characters, ValueStyle values) {}

  /// The order of links and attributes.
  ///
  /// @param byCreation in the order of their creation where that is tracked, else by name
  /// @param descending the last one first
  public record Order(boolean byCreation, boolean descending) {
    /// The links of a group in this order.
    public List<Link> links(Group group) {
      boolean tracked = byCreation && group.tracksCreationOrder();
      return ordered(tracked ? group.linksInCreationOrder() : group.links());
    }

    /// The attributes of an object in this order.
    public List<Attribute> attributes(Attributes attributes) {
      if (byCreation && attributes.tracksCreationOrder()) {
        return ordered(attributes.namesInCreationOrder().stream().map(attributes::get).toList());
      }
      return ordered(attributes.stream().toList());
    }

    /// The attributes of an object in the order in which a walk through the file meets them: like
    /// that of h5dump it asks for the order of their creation also where that is not tracked, and
    /// meets them as they are stored.
    public List<Attribute> walkedAttributes(Attributes attributes) {
      return byCreation && !attributes.tracksCreationOrder()
          ? ordered(attributes.namesAsStored().stream().map(attributes::get).toList())
          : attributes(attributes);
    }

    private <T> List<T> ordered(List<T> ascending) {
      if (!descending) {
        return ascending;
      }
      List<T> reversed = new ArrayList<>(ascending);
      Collections.reverse(reversed);
      return reversed;
    }
  }
}
