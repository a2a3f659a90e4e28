/// Elements of any datatype as values that commands print, compare and read from the command line.
package io.hyperslab.cli.value;
