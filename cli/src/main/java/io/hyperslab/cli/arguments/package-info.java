/// The arguments of a command: what it takes is one value ([Syntax]) that the parser, the help text
/// and the shells' completion all read.
package io.hyperslab.cli.arguments;
