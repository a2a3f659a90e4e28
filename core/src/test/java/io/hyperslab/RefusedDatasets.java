package io.hyperslab;

import static io.hyperslab.datatype.Datatypes.INT32;
import static io.hyperslab.datatype.Datatypes.INT8;
import static io.hyperslab.datatype.Datatypes.VARIABLE_STRING;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.FilterException;
import io.hyperslab.error.LimitExceededException;
import io.hyperslab.error.MissingFilterException;
import io.hyperslab.error.NameExistsException;
import io.hyperslab.error.NoSuchObjectException;
import io.hyperslab.error.UnsupportedFeatureException;
import io.hyperslab.filter.FilterSpec;
import java.util.List;

/// Datasets that cannot be, and extents that they cannot have; see [RefusedChangesTest].
final class RefusedDatasets {
  private static final int UNKNOWN_FILTER = 511;

  private RefusedDatasets() {}

  private static DatasetBuilder fresh(Hdf5File file) {
    return file.createDataset("fresh/group/values").type(INT32);
  }

  static List<RefusedChange> all() {
    return List.of(
        new RefusedChange(
            "dataset of a name that is taken",
            file -> file.createDataset("g").type(INT32).shape(2).create(),
            NameExistsException.class,
            "name is g"),
        new RefusedChange(
            "values of a name that is taken",
            file -> file.write("g/data", new String[] {"text", "more"}),
            NameExistsException.class,
            "name is data"),
        new RefusedChange(
            "dataset below a dataset",
            file -> file.write("numbers/x", 1),
            NoSuchObjectException.class,
            "not a group"),
        new RefusedChange(
            "dataset without a datatype",
            file -> file.createDataset("fresh/new").shape(2).create(),
            IllegalStateException.class,
            "no datatype"),
        new RefusedChange(
            "dataset without a shape",
            file -> fresh(file).create(),
            IllegalStateException.class,
            "no shape"),
        new RefusedChange(
            "dataset of negative size",
            file -> fresh(file).shape(-1).create(),
            IllegalArgumentException.class,
            "-1"),
        new RefusedChange(
            "dataset larger than its largest size",
            file -> fresh(file).shape(5).maxShape(4).create(),
            IllegalArgumentException.class,
            "4"),
        new RefusedChange(
            "dataset whose largest size has other dimensions",
            file -> fresh(file).shape(5).maxShape(5, 5).create(),
            IllegalArgumentException.class,
            ""),
        new RefusedChange(
            "dataset of more dimensions than there can be",
            file -> fresh(file).shape(new long[33]).create(),
            IllegalArgumentException.class,
            "33"),
        new RefusedChange(
            "dataset of more elements than can be counted",
            file -> fresh(file).shape(1L << 40, 1L << 30).create(),
            LimitExceededException.class,
            "expected a product of at most"),
        new RefusedChange(
            "dataset of more bytes than can be counted",
            file -> fresh(file).shape(1L << 40, 1L << 22).create(),
            LimitExceededException.class,
            "size is 2^63 bytes or more"),
        new RefusedChange(
            "compact dataset that no header holds",
            file -> fresh(file).shape(20_000).compact().create(),
            LimitExceededException.class,
            "80000 bytes"),
        new RefusedChange(
            "chunks of another number of dimensions",
            file -> fresh(file).shape(5, 5).chunks(5).create(),
            IllegalArgumentException.class,
            "chunks of shape [5]"),
        new RefusedChange(
            "chunks of no size",
            file -> fresh(file).shape(5, 5).chunks(5, 0).create(),
            IllegalArgumentException.class,
            "chunks of shape [5, 0]"),
        new RefusedChange(
            "chunks larger than a dimension that cannot grow",
            file -> fresh(file).shape(5, 5).chunks(5, 6).create(),
            IllegalArgumentException.class,
            "chunks of shape [5, 6]"),
        new RefusedChange(
            "chunks of 4 GiB",
            file ->
                fresh(file)
                    .shape(0, 0)
                    .maxShape(Dataspace.UNLIMITED, Dataspace.UNLIMITED)
                    .chunks(1 << 16, 1 << 16)
                    .create(),
            IllegalArgumentException.class,
            "chunks of shape [65536, 65536]"),
        new RefusedChange(
            "chunks of a single element",
            file -> fresh(file).scalar().autoChunks().create(),
            IllegalArgumentException.class,
            "no dimensions has no chunks"),
        new RefusedChange(
            "filters for one piece",
            file -> fresh(file).shape(5).contiguous().gzip(3).create(),
            IllegalArgumentException.class,
            "need chunks"),
        new RefusedChange(
            "growth in one piece",
            file -> fresh(file).shape(5).maxShape(9).contiguous().create(),
            IllegalArgumentException.class,
            "need chunks"),
        new RefusedChange(
            "growth in a header",
            file -> fresh(file).shape(5).maxShape(9).compact().create(),
            IllegalArgumentException.class,
            "need chunks"),
        new RefusedChange(
            "a required filter that nobody has",
            file -> fresh(file).shape(5).filter(FilterSpec.of(UNKNOWN_FILTER).required()).create(),
            MissingFilterException.class,
            "511"),
        new RefusedChange(
            "a filter that does not fit the datatype",
            file ->
                file.createDataset("fresh/text")
                    .type(VARIABLE_STRING)
                    .shape(5)
                    .filter(FilterSpec.scaleOffsetInteger(0).required())
                    .create(),
            FilterException.class,
            "filter 6"),
        new RefusedChange(
            "more filters than there can be",
            file -> {
              DatasetBuilder builder = fresh(file).shape(5);
              for (int i = 0; i < 33; i++) {
                builder.shuffle();
              }
              builder.create();
            },
            IllegalArgumentException.class,
            "33 filters"),
        new RefusedChange(
            "a fill value that is an array",
            file -> fresh(file).shape(5).fill(new int[] {1, 2}).create(),
            IllegalArgumentException.class,
            "fill value"),
        new RefusedChange(
            "a fill value that the datatype does not hold",
            file -> file.createDataset("fresh/x").type(INT8).shape(5).fill(1000).create(),
            DatatypeMismatchException.class,
            "1000"),
        new RefusedChange(
            "values that the datatype does not hold",
            file -> file.createDataset("fresh/x").type(INT8).write(new int[] {1, 2, 1000}),
            DatatypeMismatchException.class,
            "1000"),
        new RefusedChange(
            "values that the datatype does not hold, in chunks",
            file ->
                file.createDataset("fresh/x")
                    .type(INT8)
                    .chunks(1)
                    .gzip(1)
                    .write(new int[] {1, 2, 1000}),
            DatatypeMismatchException.class,
            "1000"),
        new RefusedChange(
            "values of another shape",
            file -> fresh(file).shape(3, 4).write(new int[4][3]),
            IllegalArgumentException.class,
            "[4, 3]"),
        new RefusedChange(
            "texts of which one cannot be stored",
            file -> file.write("fresh/x", new String[] {"good", "with\0NUL"}),
            DatatypeMismatchException.class,
            "NUL"),
        new RefusedChange(
            "irregular arrays",
            file -> file.write("fresh/x", new int[][] {{1, 2}, {3}}),
            IllegalArgumentException.class,
            ""),
        new RefusedChange(
            "filters for data in another file",
            file -> fresh(file).shape(5).external("raw", 0, 20).gzip(1).create(),
            IllegalArgumentException.class,
            "no filters"),
        new RefusedChange(
            "other files with too little room",
            file -> fresh(file).shape(5).external("raw", 0, 19).create(),
            IllegalArgumentException.class,
            "room for 19 bytes"),
        new RefusedChange(
            "a mapping of more elements than it takes",
            file ->
                fresh(file)
                    .shape(5)
                    .map(new VirtualSource(".", "/x", Selection.of("0:4"), Selection.of("0:3")))
                    .create(),
            IllegalArgumentException.class,
            "4"),
        new RefusedChange(
            "a mapping beyond the shape",
            file ->
                fresh(file)
                    .shape(5)
                    .map(
                        new VirtualSource(
                            ".",
                            "/x",
                            Selection.of("0:4"),
                            Selection.box(new long[] {2}, new long[] {4})))
                    .create(),
            IndexOutOfBoundsException.class,
            ""),
        new RefusedChange(
            "extent of what cannot grow",
            file -> file.dataset("numbers").resize(3, 3),
            IllegalArgumentException.class,
            "[3, 3]"),
        new RefusedChange(
            "extent above the largest",
            file -> file.dataset("grow").resize(11, 3),
            IllegalArgumentException.class,
            "[11, 3]"),
        new RefusedChange(
            "extent of other dimensions",
            file -> file.dataset("grow").resize(4),
            IllegalArgumentException.class,
            "[4]"),
        new RefusedChange(
            "negative extent",
            file -> file.dataset("grow").resize(-1, 3),
            IllegalArgumentException.class,
            "[-1, 3]"),
        new RefusedChange(
            "extent of what is not chunked",
            file -> file.dataset("numbers").resize(1, 3),
            UnsupportedFeatureException.class,
            "not chunked, expected chunked"),
        new RefusedChange(
            "extent of an axis that is not there",
            file -> file.dataset("grow").resizeAxis(2, 3),
            IndexOutOfBoundsException.class,
            "2"),
        new RefusedChange(
            "extent of more elements than can be stored",
            file -> file.dataset("early").resize(1L << 62),
            LimitExceededException.class,
            "2^63"));
  }
}
