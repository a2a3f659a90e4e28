/// Listings of files for people. Knows the public API of the library and nothing of the command
/// line.
package io.hyperslab.cli.listing;
