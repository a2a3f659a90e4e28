/// Shapes and selections: which elements of a dataset there are, and which of them are asked for.
///
/// A [io.hyperslab.dataspace.Selection] is what a user writes, before any shape is known. Resolved
/// against a shape it becomes a [io.hyperslab.dataspace.ResolvedSelection], whose indices are
/// absolute and known to lie inside. Every type of this package is immutable and thread-safe,
/// builders excepted.
package io.hyperslab.dataspace;
