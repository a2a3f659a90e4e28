package io.hyperslab.internal.format.datatype;

import io.hyperslab.datatype.Datatype;

/// A datatype as elements in the file have it, and the size that its encoding states.
///
/// The two differ where a library stored the size that variable-length data or a reference has in
/// memory; libhdf5 sets the size right when it opens the object, and moves what stands behind.
///
/// @param type the type, with the size in the file
/// @param statedSize the size in the encoding
/// @param version the version of the outermost encoding, 1 to 5: what [DatatypeCodec#encode] takes
///   to make the same bytes again
public record DecodedDatatype(Datatype type, long statedSize, int version) {}
