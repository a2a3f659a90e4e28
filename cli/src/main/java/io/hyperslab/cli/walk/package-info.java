/// Going through a file as every command does: by name, hard links only, each object once, going on
/// behind what cannot be opened.
package io.hyperslab.cli.walk;
