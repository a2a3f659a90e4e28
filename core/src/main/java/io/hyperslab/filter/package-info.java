/// The SPI of chunk filters. Enters: encoded bytes and client data. Leaves: the decoded bytes.
package io.hyperslab.filter;
