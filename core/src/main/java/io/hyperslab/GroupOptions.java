package io.hyperslab;

import io.hyperslab.internal.edit.GroupForm;
import io.hyperslab.internal.edit.ObjectForm;
import java.util.Optional;

/// How a group is made: immutable; each method returns changed options.
///
/// ```java
/// file.createGroup("runs", GroupOptions.defaults().trackOrder());
/// ```
public final class GroupOptions {
  private static final GroupOptions DEFAULTS = new GroupOptions(GroupForm.PLAIN);

  private final GroupForm form;

  private GroupOptions(GroupForm form) {
    this.form = form;
  }

  /// Nothing but a group.
  public static GroupOptions defaults() {
    return DEFAULTS;
  }

  /// Links and attributes know the order in which they are made, and can be listed by it. Needs
  /// [LibraryVersion#V18].
  public GroupOptions trackOrder() {
    return new GroupOptions(
        new GroupForm(
            true,
            true,
            form.maximumCompact(),
            form.minimumDense(),
            true,
            new ObjectForm(
                true,
                true,
                form.attributes().maximumCompact(),
                form.attributes().minimumDense(),
                form.attributes().times())));
  }

  /// When links go to dense storage and come back; 8 and 6 unless set. Needs [LibraryVersion#V18].
  ///
  /// @param maximumCompact links kept in the group's header at most
  /// @param minimumDense links kept in dense storage at least
  /// @throws IllegalArgumentException unless 0 <= `minimumDense` <= `maximumCompact` <= 65535
  public GroupOptions linkPhaseChange(int maximumCompact, int minimumDense) {
    return new GroupOptions(
        new GroupForm(
            form.tracksOrder(),
            form.indexesOrder(),
            maximumCompact,
            minimumDense,
            true,
            form.attributes()));
  }

  /// When attributes go to dense storage and come back; 8 and 6 unless set. Needs
  /// [LibraryVersion#V18].
  ///
  /// @param maximumCompact attributes kept in the group's header at most
  /// @param minimumDense attributes kept in dense storage at least
  /// @throws IllegalArgumentException unless 0 <= `minimumDense` <= `maximumCompact` <= 65535
  public GroupOptions attributePhaseChange(int maximumCompact, int minimumDense) {
    ObjectForm attributes = form.attributes();
    return withAttributes(
        new ObjectForm(
            attributes.tracksOrder(),
            attributes.indexesOrder(),
            maximumCompact,
            minimumDense,
            attributes.times()));
  }

  /// Records when the group is made. Without this, equal work makes equal files.
  public GroupOptions trackTimes() {
    ObjectForm attributes = form.attributes();
    return withAttributes(
        new ObjectForm(
            attributes.tracksOrder(),
            attributes.indexesOrder(),
            attributes.maximumCompact(),
            attributes.minimumDense(),
            Optional.of(DatasetBuilder.now())));
  }

  private GroupOptions withAttributes(ObjectForm attributes) {
    return new GroupOptions(
        new GroupForm(
            form.tracksOrder(),
            form.indexesOrder(),
            form.maximumCompact(),
            form.minimumDense(),
            form.newStyle(),
            attributes));
  }

  /// How a group is made that is like another one.
  static GroupOptions of(GroupForm form) {
    return new GroupOptions(form);
  }

  GroupForm form() {
    return form;
  }
}
