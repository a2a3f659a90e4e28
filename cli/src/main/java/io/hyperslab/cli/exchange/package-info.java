/// Data in and out of other formats: the engines of `hyperslab export` and `hyperslab import`.
///
/// [Exporter] writes a dataset, or a part of one, as a table (CSV, TSV), as JSON, as an array of
/// numpy or as an image, and a whole group as arrays of numpy. [Importer] does the way back. Both
/// go piece by piece, so that neither side has to fit into memory, and lose nothing unless an
/// option says so: what the format cannot hold is a [io.hyperslab.error.DatatypeMismatchException].
///
/// In a table, an element of a compound datatype is a row. Its members are columns: `a.b` is member
/// `b` of the compound `a`, `x[2]` and `y[0,1]` are elements of arrays; a dot, a bracket or a
/// backslash that belongs to a name follows a backslash ([ColumnName]). Texts are always in quotes,
/// numbers never, so that each is what it was when it comes back.
package io.hyperslab.cli.exchange;
