/// Objects created, changed and deleted. Enters: what is to be. Leaves: changed structures, in the
/// file's transaction. Everything here is done by the one writer of a file.
package io.hyperslab.internal.edit;
