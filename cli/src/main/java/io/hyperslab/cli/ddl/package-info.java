/// Files as text in HDF5's data description language (DDL), with the layout of h5dump 1.10: what
/// enters is an open file and what to show of it, what leaves is text.
///
/// Text is handled as bytes, one character each ([io.hyperslab.cli.text.Latin1]), since names and
/// values need not be valid in any character set and columns count bytes.
package io.hyperslab.cli.ddl;
