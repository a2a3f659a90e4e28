/// What tests of other modules use: libhdf5 as an oracle, and storages that record, count, fail or
/// read short.
package io.hyperslab.testkit;
