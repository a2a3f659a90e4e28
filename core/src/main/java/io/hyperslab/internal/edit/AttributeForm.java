package io.hyperslab.internal.edit;

import io.hyperslab.dataspace.Dataspace;
import io.hyperslab.datatype.Datatype;
import java.util.OptionalLong;

/// What an attribute is to be.
///
/// @param name at least one character, none of them NUL
/// @param datatype of the elements
/// @param committedDatatype the header of the committed datatype to share, which is `datatype`
/// @param dataspace size and shape
/// @param data the elements; not to be modified
public record AttributeForm(
    String name,
    Datatype datatype,
    OptionalLong committedDatatype,
    Dataspace dataspace,
    byte[] data) {}
