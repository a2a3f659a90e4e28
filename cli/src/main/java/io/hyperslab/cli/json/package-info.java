/// JSON: elements as text ([JsonElements]), numbers as the shortest decimals that are read back as
/// the same number ([ShortestText]), and whole files in the form of HDF5/JSON of The HDF Group
/// ([JsonDump]).
///
/// What is written is ASCII: other characters are escaped, so that bytes that are no text survive
/// as the lone surrogates that stand for them.
package io.hyperslab.cli.json;
