/// The commands: each says what it takes ([io.hyperslab.cli.arguments.Syntax]) and does it with the
/// engines of the other rooms.
package io.hyperslab.cli.command;
