package io.hyperslab.datatype;

/// What one element of a dataset or attribute is (`FMT4 IV.A.2.d`): a value, compared by content.
///
/// The records say everything the file says; nothing is rounded to what Java has. `toString` gives
/// a short form for people, such as `int32`, `float64 big-endian`, `string[10]`, `compound{a:
/// int32, b: float64}`.
public sealed interface Datatype
    permits NumericType,
        Time,
        StringType,
        Opaque,
        Compound,
        Reference,
        Enumeration,
        VariableLength,
        ArrayType,
        Complex {
  /// The bytes of one element as stored in the dataset; for variable-length data the size of its
  /// descriptor, not of the data.
  long size();

  /// Whether an element holds, anywhere in it, data that is stored elsewhere in the file
  /// (variable-length sequences and strings) or that points into it (references).
  boolean hasIndirectData();
}
