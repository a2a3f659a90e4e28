/// What `hyperslab repack` takes and shows.
package io.hyperslab.cli.repack;
