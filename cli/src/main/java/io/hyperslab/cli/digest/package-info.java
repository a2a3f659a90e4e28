/// The digest of a file: one JSON document with every object, link, attribute and datatype, and a
/// hash of every byte of data, for comparing what two readers make of a file. Knows the public API
/// of the library and nothing of the command line.
package io.hyperslab.cli.digest;
