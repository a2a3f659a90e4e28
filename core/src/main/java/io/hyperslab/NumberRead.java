package io.hyperslab;

import io.hyperslab.array.NdArray;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.ResolvedSelection;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.datatype.Conversion;
import io.hyperslab.datatype.Datatype;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.internal.bytes.Memory;
import io.hyperslab.internal.bytes.Saturated;
import io.hyperslab.internal.convert.Projection;
import io.hyperslab.internal.number.HeapRoom;
import io.hyperslab.internal.number.NumberArrays;
import io.hyperslab.internal.number.NumberCodec;
import io.hyperslab.internal.number.NumberConversion;
import io.hyperslab.internal.number.NumberTarget;
import io.hyperslab.internal.transfer.AdjoiningRead;
import io.hyperslab.internal.transfer.DatasetReader;
import io.hyperslab.internal.transfer.PieceReader;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Numbers of a dataset straight into a Java array: read to where they belong if they are stored
/// like that, else converted piece by piece on the way. They are in memory once.
///
/// @param reader of the dataset
/// @param selection which elements
/// @param projection what is taken of each
/// @param conversion what happens to values that do not fit
record NumberRead(
    DatasetReader reader, Selection selection, Projection projection, Conversion conversion) {
  /// All selected numbers in C order.
  ///
  /// @param component class of the array's components
  /// @return nothing if the elements are no numbers or there is no dataspace, or one cannot be held
  ///   by the array: to be read as an [NdArray], which tells which one
  Optional<NumberTarget> read(Class<?> component) {
    if (!NumberCodec.isNumber(projection.base())) {
      return Optional.empty();
    }
    Dataspace space = reader.dataspace();
    if (space.isNull()) {
      return Optional.empty();
    }
    if (projection.isWhole()
        && selection.equals(Selection.all())
        && NumberTarget.isStoredAs(component, projection.base())
        && reader.isShort(space)) {
      NumberTarget all = allocate(component, projection.resultShape(space.shape()));
      reader.readShort(all.memory());
      return Optional.of(all);
    }
    ResolvedSelection resolved = reader.resolve(selection);
    reader.requireAllowed(resolved);
    long[] shape = projection.resultShape(resolved.resultShape());
    NumberTarget target = allocate(component, shape);
    try {
      if (projection.isWhole() && target.isStoredAs(projection.base())) {
        reader.readInto(target.memory(), resolved);
      } else if (!readAdjoining(resolved, shape, target)) {
        new PieceReader(reader, selection)
            .forEachInAnyOrder((box, elements) -> take(box, elements, shape, target));
      }
      return Optional.of(target);
    } catch (DatatypeMismatchException _) {
      return Optional.empty();
    }
  }

  private static NumberTarget allocate(Class<?> component, long[] shape) {
    long count = 1;
    for (long extent : shape) {
      count = Saturated.multiply(count, extent);
    }
    int length = NumberArrays.arrayLength(count);
    HeapRoom.beside(MemorySegment.NULL).take(length, NumberTarget.size(component));
    return numbers(component, length);
  }

  /// A new array of numbers.
  ///
  /// @throws io.hyperslab.error.LimitExceededException if the JVM has no room for it
  static NumberTarget numbers(Class<?> component, int length) {
    long size = (long) length * NumberTarget.size(component);
    return Memory.guarded(() -> NumberTarget.allocate(component, length), size, "elements", -1);
  }

  /// Reads elements that adjoin, and only have to be copied, widened or put into another order of
  /// bytes.
  ///
  /// @return whether it did; if not, nothing was read
  private boolean readAdjoining(ResolvedSelection resolved, long[] shape, NumberTarget target) {
    Datatype base = projection.base();
    boolean same = target.isStoredAs(base);
    Datatype type = same ? base : target.datatype();
    return (same || NumberConversion.of(base, type).keepsValues())
        && AdjoiningRead.read(
            reader, resolved, projection, conversion, NdArray.of(target.memory(), type, shape));
  }

  private void take(Selection box, NdArray stored, long[] shape, NumberTarget target) {
    NdArray elements = projection.apply(stored, conversion);
    ResolvedSelection part = box.resolve(shape);
    long[] extent = part.resultShape();
    int count = (int) elements.size();
    if (!isInOnePiece(extent, shape)) {
      NumberTarget some = numbers(target.component(), count);
      NumberArrays.convert(elements.segment(), elements.datatype(), count, conversion, some, 0);
      array(target.memory(), target, shape)
          .view(part)
          .copyFrom(array(some.memory(), target, extent));
      return;
    }
    int first = first(part.low(), shape);
    if (!elements.isContiguous() && target.isStoredAs(elements.datatype())) {
      long size = NumberTarget.size(target.component());
      MemorySegment memory = target.memory().asSlice(first * size, count * size);
      NdArray.of(memory, elements.datatype(), elements.shape()).copyFrom(elements);
    } else {
      NumberArrays.convert(
          elements.segment(), elements.datatype(), count, conversion, target, first);
    }
  }

  private static NdArray array(MemorySegment memory, NumberTarget numbers, long[] shape) {
    return NdArray.of(memory, numbers.datatype(), shape);
  }

  /// Whether the elements of a box follow each other in C order.
  private static boolean isInOnePiece(long[] extent, long[] shape) {
    int axis = 0;
    while (axis < extent.length && extent[axis] == 1) {
      axis++;
    }
    for (axis++; axis < extent.length; axis++) {
      if (extent[axis] != shape[axis]) {
        return false;
      }
    }
    return true;
  }

  private static int first(long[] low, long[] shape) {
    long first = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      first = first * shape[axis] + low[axis];
    }
    return (int) first;
  }
}
