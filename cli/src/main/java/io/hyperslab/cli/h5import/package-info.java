/// A stand-in for `h5import` of HDF5 1.10.8: numbers and texts of plain files become datasets.
///
/// The command line names input files, each with a configuration ([ImportCommandLine]); a
/// configuration is a file of keywords ([KeywordFile]), the head of what `h5dump` printed
/// ([DumpedHead]), or a few options. It fills an [ImportSettings], which [NumberImport] and
/// [TextImport] follow.
package io.hyperslab.cli.h5import;
