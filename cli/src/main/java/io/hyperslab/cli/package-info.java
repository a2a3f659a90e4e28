/// The `hyperslab` command. Knows the public API of the library and nothing else of it.
package io.hyperslab.cli;
