/// What makes shells complete the command's arguments: scripts made from each command's syntax, and
/// the paths that a file holds.
package io.hyperslab.cli.completion;
