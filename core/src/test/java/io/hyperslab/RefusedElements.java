package io.hyperslab;

import io.hyperslab.dataspace.Selection;
import io.hyperslab.error.DatatypeMismatchException;
import io.hyperslab.error.UnsupportedFeatureException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Elements that cannot be written; see [RefusedChangesTest].
final class RefusedElements {
  private RefusedElements() {}

  static List<RefusedChange> all() {
    return List.of(
        new RefusedChange(
            "selection beyond the shape",
            file -> file.dataset("numbers").write(Selection.of("2"), 1),
            IndexOutOfBoundsException.class,
            "2"),
        new RefusedChange(
            "selection of other dimensions",
            file -> file.dataset("grow").write(Selection.of("0, 0, 0"), 1),
            IllegalArgumentException.class,
            "3"),
        new RefusedChange(
            "points beyond the shape",
            file ->
                file.dataset("grow")
                    .write(Selection.points(new long[] {0, 0}, new long[] {3, 0}), 1),
            IndexOutOfBoundsException.class,
            "3"),
        new RefusedChange(
            "array of another shape",
            file -> file.dataset("grow").write(new int[2][3]),
            IllegalArgumentException.class,
            "[2, 3]"),
        new RefusedChange(
            "array of another size",
            file -> file.dataset("numbers").write(new int[5]),
            IllegalArgumentException.class,
            "[5]"),
        new RefusedChange(
            "irregular array",
            file -> file.dataset("numbers").write(new int[][] {{1, 2, 3}, {4}}),
            IllegalArgumentException.class,
            ""),
        new RefusedChange(
            "number out of range",
            file -> file.dataset("bytes").write(new int[] {1, 2, 128}),
            DatatypeMismatchException.class,
            "128"),
        new RefusedChange(
            "fraction for an integer",
            file -> file.dataset("grow").write(1.5),
            DatatypeMismatchException.class,
            "1.5"),
        new RefusedChange(
            "NaN for an integer",
            file -> file.dataset("grow").write(Double.NaN),
            DatatypeMismatchException.class,
            "NaN"),
        new RefusedChange(
            "long that is no int",
            file -> file.dataset("compact").write(Selection.of("0"), 1L << 40),
            DatatypeMismatchException.class,
            String.valueOf(1L << 40)),
        new RefusedChange(
            "text for a number",
            file -> file.dataset("numbers").write(Selection.of("0, 0"), "1"),
            DatatypeMismatchException.class,
            ""),
        new RefusedChange(
            "number for a text",
            file -> file.dataset("strings").write(Selection.of("0"), 1),
            DatatypeMismatchException.class,
            ""),
        new RefusedChange(
            "text that is too long",
            file -> file.dataset("fixed").write(new String[] {"four", "fiver"}),
            DatatypeMismatchException.class,
            "fiver"),
        new RefusedChange(
            "text with a NUL among texts that are right",
            file -> file.dataset("strings").write(new String[] {"first", "x\0", "third"}),
            DatatypeMismatchException.class,
            "NUL"),
        new RefusedChange(
            "name that is no member",
            file -> file.dataset("colors").write(Selection.of("1"), "BLUE"),
            DatatypeMismatchException.class,
            "BLUE"),
        new RefusedChange(
            "elements of no dataspace",
            file -> file.dataset("nothing").write(1),
            UnsupportedFeatureException.class,
            "dataspace is null"),
        new RefusedChange(
            "elements that no source has",
            file -> file.dataset("virtual").write(new int[3]),
            UnsupportedFeatureException.class,
            "2 of 3 mapped"),
        new RefusedChange(
            "memory of another size",
            file ->
                file.dataset("numbers")
                    .writeFrom(MemorySegment.ofArray(new byte[23]), Selection.all()),
            IllegalArgumentException.class,
            "23 bytes"),
        new RefusedChange(
            "stored texts",
            file ->
                file.dataset("strings")
                    .writeFrom(MemorySegment.ofArray(new byte[48]), Selection.all()),
            UnsupportedFeatureException.class,
            "variable length"),
        new RefusedChange(
            "rows beyond the largest extent",
            file -> file.dataset("grow").append(new int[8][3]),
            IllegalArgumentException.class,
            "[11, 3]"),
        new RefusedChange(
            "rows of another length",
            file -> file.dataset("grow").append(new int[] {1, 2}),
            IllegalArgumentException.class,
            "[2]"),
        new RefusedChange(
            "rows that the datatype does not hold",
            file -> file.dataset("grow").append(new double[] {1, 2, Double.NaN}),
            DatatypeMismatchException.class,
            "NaN"),
        new RefusedChange(
            "rows of what cannot grow",
            file -> file.dataset("numbers").append(new int[] {1, 2, 3}),
            IllegalArgumentException.class,
            "[3, 3]"),
        new RefusedChange(
            "rows of what has no dimensions",
            file -> file.dataset("g/data").append(1.0),
            IllegalArgumentException.class,
            "without dimensions"),
        new RefusedChange(
            "stored chunk of what has none",
            file ->
                file.dataset("numbers").writeRawChunk(MemorySegment.ofArray(new byte[24]), 0, 0, 0),
            IllegalStateException.class,
            "not chunked"),
        new RefusedChange(
            "stored chunk outside",
            file ->
                file.dataset("grow").writeRawChunk(MemorySegment.ofArray(new byte[24]), 0, 3, 0),
            IndexOutOfBoundsException.class,
            "3"),
        new RefusedChange(
            "stored chunk of another size without filters",
            file ->
                file.dataset("grow").writeRawChunk(MemorySegment.ofArray(new byte[23]), 0, 0, 0),
            IllegalArgumentException.class,
            "23"),
        new RefusedChange(
            "empty stored chunk",
            file -> file.dataset("packed").writeRawChunk(MemorySegment.ofArray(new byte[0]), 0, 0),
            IllegalArgumentException.class,
            "0 bytes"));
  }
}
