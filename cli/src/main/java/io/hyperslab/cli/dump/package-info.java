/// What all forms of a dump share, whatever its language: the options, the objects of a file and
/// their paths, values as text, and the lines that they are set into, as h5dump does it.
///
/// Text is handled as bytes, one character each ([io.hyperslab.cli.text.Latin1]), since names and
/// values need not be valid in any character set and columns count bytes.
package io.hyperslab.cli.dump;
