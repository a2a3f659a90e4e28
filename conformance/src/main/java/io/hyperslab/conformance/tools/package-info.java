/// The stand-ins for the programs of HDF5 (`io.hyperslab.cli.tool`), case by case against the
/// programs themselves.
///
/// The cases of a program stand in a text, `h5diff.cases` say, of UTF-8 lines. Empty lines and
/// lines that begin with `#` say nothing. Header lines, each valid for the cases that follow it:
///
/// | line | meaning |
/// | --- | --- |
/// | `tool: CLASS` | the stand-in: a class with a public constructor without parameters |
/// | `files: GLOB...` | input files that are there for every case, if they are known; `files:` alone ends that |
/// | `elsewhere: NAME...` | input files that are known to be missing where only the corpus is there: cases that name them are skipped then |
///
/// Every other line is a case, its columns separated by tabs:
///
/// 1. The arguments, quoted as for a shell. Input files are named without folders; those that are
///    named (also as `FILE/object`, or as the pattern of a family, or behind `--option=`) are there
///    when the program starts.
/// 2. What has to be equal, separated by commas:
///
///    | word | what |
///    | --- | --- |
///    | `stdout` | the bytes on standard output |
///    | `status` | the exit status |
///    | `same:FILE` | the bytes of a file, which has to be there |
///    | `absent:FILE` | a file is there with neither |
///    | `dump:FILE` | what `h5dump FILE` prints of it |
///    | `dump-p:FILE` | what `h5dump -p FILE` prints of it |
///    | `layout:FILE` | what `h5dump -pH FILE` prints of it, without addresses and compressed sizes |
///    | `ls:FILE` | what `h5ls -Svr FILE` prints of it |
///    | `diff:FILE` | `h5diff` finds the two files equal |
///
/// 3. Why it differs; absent or empty if it must not. A case with a reason has to differ still.
///
/// The program and its stand-in run in one folder each, with equal files. A line that begins with
/// `+` runs once more in the folders of the case before it. Arguments that begin with `$` name a
/// program themselves (`$ h5import ...`, `+ $ h5repack ...`, `$ sh -c '...'`): it runs in both
/// folders, and nothing is compared.
package io.hyperslab.conformance.tools;
