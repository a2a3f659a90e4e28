package io.hyperslab;

import io.hyperslab.dataspace.Selection;

/// Some elements of a dataset, as a value to be written: to a dataset or attribute of the datatype
/// [io.hyperslab.datatype.Datatypes#REGION_REFERENCE]. What is read is a
/// [StoredReference.ToRegion].
///
/// @param target the dataset
/// @param selection its elements; resolved when the reference is written
public record RegionReference(Dataset target, Selection selection) {}
