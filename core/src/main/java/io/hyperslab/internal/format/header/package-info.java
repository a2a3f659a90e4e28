/// Data object headers (`FMT4 IV.A.1`): prefixes, blocks of messages, shared message pointers.
/// Enters: a cursor over one block. Leaves: records with undecoded message bodies, and their bytes.
/// Follows no address.
package io.hyperslab.internal.format.header;
