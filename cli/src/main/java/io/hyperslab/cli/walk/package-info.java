/// Going through files as every command does: objects by name, hard links only, each once, going on
/// behind what cannot be opened; data in pieces.
package io.hyperslab.cli.walk;
