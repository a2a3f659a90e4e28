/// What points into datasets: serialized selections, references, and the mappings of virtual
/// datasets (`FMT4 III.F`, `VIII`). Enters: a cursor over bytes of the global heap or of an
/// element. Leaves: records, and their bytes. Follows no address.
package io.hyperslab.internal.format.selection;
