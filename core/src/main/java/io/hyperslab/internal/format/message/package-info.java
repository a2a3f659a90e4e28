/// Header messages (`FMT4 IV.A.2`): one record for each. Enters: a cursor over one message's data.
/// Leaves: the message's fields, and its data again. Follows no address, resolves no shared
/// message.
package io.hyperslab.internal.format.message;
