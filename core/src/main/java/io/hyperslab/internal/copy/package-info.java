/// Copies objects, within a file or into another one. Enters: objects, and rules. Leaves: new
/// objects through the editor of the file that they are made in. Knows no path but for messages.
package io.hyperslab.internal.copy;
