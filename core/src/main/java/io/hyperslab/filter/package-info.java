/// The SPI of chunk filters, and how filters are asked for when a dataset is created. Enters: bytes
/// and client data. Leaves: the decoded or encoded bytes.
package io.hyperslab.filter;
