package io.hyperslab.conformance.interop;

import io.hyperslab.Dataset.AllocationTime;
import io.hyperslab.DatasetBuilder;
import io.hyperslab.FillValue;
import io.hyperslab.conformance.interop.ElementKind.Element;
import io.hyperslab.conformance.interop.ExpectedObject.Dataset;
import io.hyperslab.conformance.interop.ExpectedObject.Obstacle;
import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.FixedPoint;
import io.hyperslab.datatype.ObjectReference;
import io.hyperslab.filter.FilterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A dataset that is about to be made: everything that can be chosen, chosen at random.
final class DatasetPlan {
  private static final int MOST_COMPACT = 60_000;
  private static final int SHOWN = 8;

  private final EditSession session;
  private final RandomGenerator random;
  private final ElementKind kind;
  private final DatasetBuilder builder;
  private final StringBuilder description;
  private final long[] shape;
  private final long[] maxShape;
  private final boolean chunked;
  private byte[] fill;
  private final Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
  private boolean tracked;

  DatasetPlan(EditSession session, String path, ElementKind kind) {
    this.session = session;
    this.random = session.random();
    this.kind = kind;
    this.shape = shape();
    this.maxShape = shape.clone();
    this.chunked = shape.length > 0 && !session.chance(4);
    this.fill = kind.zero();
    this.builder = session.file().createDataset(path).type(kind.type()).shape(shape);
    this.description = new StringBuilder(path + " " + kind.type() + " " + Arrays.toString(shape));
    if (chunked) {
      chooseChunks();
    } else if (session.chance(3)
        && ExpectedObject.count(shape) * kind.type().size() < MOST_COMPACT) {
      builder.compact();
      description.append(" compact");
    } else {
      builder.contiguous();
    }
    chooseFill();
    chooseTimes();
  }

  /// What makes the dataset.
  DatasetBuilder builder() {
    return builder;
  }

  /// The dataset, before anything is written to it.
  Dataset expected() {
    Dataset made = new Dataset(kind, shape, maxShape, fill, chunked, obstacles);
    made.tracksAttributes = tracked;
    return made;
  }

  private long[] shape() {
    long[] chosen = new long[random.nextInt(4)];
    int most = chosen.length == 1 ? 60 : chosen.length == 2 ? 20 : 9;
    Arrays.setAll(chosen, _ -> session.chance(25) ? 0 : random.nextInt(1, most));
    return chosen;
  }

  private void chooseChunks() {
    for (int axis = 0; axis < shape.length; axis++) {
      maxShape[axis] =
          switch (random.nextInt(session.mayBeUnlimited() ? 4 : 3)) {
            case 0, 1 -> shape[axis];
            case 2 -> shape[axis] + random.nextInt(10);
            default -> Dataspace.UNLIMITED;
          };
    }
    builder.maxShape(maxShape);
    description.append(" of ").append(Arrays.toString(maxShape));
    if (session.chance(8)) {
      builder.autoChunks();
      description.append(" auto");
      return;
    }
    long[] chunks = chunks();
    builder.chunks(chunks);
    List<FilterSpec> filters = filters(ExpectedObject.count(chunks));
    filters.forEach(builder::filter);
    description.append(" chunks ").append(Arrays.toString(chunks));
    description.append(" filters ").append(filters.stream().map(FilterSpec::id).toList());
  }

  private long[] chunks() {
    long[] chunks = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      long most = maxShape[axis] == Dataspace.UNLIMITED ? shape[axis] + 3 : maxShape[axis];
      most = Math.max(1, most);
      chunks[axis] = session.chance(4) ? most : 1 + random.nextLong(Math.min(most, 8));
    }
    return chunks;
  }

  private List<FilterSpec> filters(int count) {
    List<FilterSpec> filters = new ArrayList<>();
    boolean integer = kind.type() instanceof FixedPoint;
    boolean whole = ElementKinds.INTEGERS.contains(kind) || ElementKinds.FLOATS.contains(kind);
    switch (random.nextInt(8)) {
      case 0 -> {
        if (integer) {
          filters.add(FilterSpec.scaleOffsetInteger(0));
        }
      }
      case 1 -> {
        if (integer || whole) {
          filters.add(FilterSpec.nbit());
        }
      }
      case 2 -> {
        if (whole && count >= 8) {
          FilterSpec.SzipCoding[] codings = FilterSpec.SzipCoding.values();
          filters.add(FilterSpec.szip(codings[random.nextInt(codings.length)], 8));
          obstacles.add(Obstacle.SZIP);
        }
      }
      case 3, 4 -> filters.add(FilterSpec.shuffle());
      default -> {}
    }
    if (session.usesLzf() && session.chance(3)) {
      filters.add(FilterSpec.lzf());
      obstacles.add(Obstacle.LZF);
    } else if (session.chance(3)) {
      filters.add(FilterSpec.deflate(1 + random.nextInt(9)));
    }
    if (random.nextInt(4) == 0) {
      filters.add(FilterSpec.fletcher32());
    }
    return filters;
  }

  private void chooseFill() {
    // Of references there is none that leads nowhere and is a value.
    boolean fillable = kind.valueClass() != ObjectReference.class;
    boolean copied = chunked && !kind.isPlain();
    if (fillable && (!copied || session.fillsSequences()) && session.chance(3)) {
      if (copied) {
        obstacles.add(Obstacle.FILL_SEQUENCES);
      }
      Element value = kind.random().apply(random);
      builder.fill(value.value());
      fill = value.canonical();
      String shown = HexFormat.of().formatHex(fill, 0, Math.min(SHOWN, fill.length));
      description.append(" fill ").append(shown);
    }
  }

  private void chooseTimes() {
    if (session.chance(4)) {
      builder.fillTime(FillValue.WriteTime.ON_ALLOCATION);
      description.append(" on allocation");
    }
    if (session.chance(4)) {
      builder.allocation(AllocationTime.EARLY);
      description.append(" early");
    }
    if (session.isModern() && session.chance(4)) {
      builder.trackOrder();
      tracked = true;
    }
  }

  @Override
  public String toString() {
    return description.toString();
  }
}
