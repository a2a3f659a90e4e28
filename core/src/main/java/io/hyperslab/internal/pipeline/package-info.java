/// Door plate: the filter pipeline of chunks (`FMT4 IV.A.2.l`) and the built-in filters.
///
/// Enters: the stored bytes of one chunk, its filter mask, the stages of the pipeline with their
/// client data, and the exact size the chunk must decode to; or the bytes of a chunk that is to be
/// stored. Leaves: the decoded bytes, or the encoded ones with a filter mask, or a typed error.
///
/// It may not know where chunks are, what datatype their elements have, or how many threads work at
/// once: a filter sees bytes, sizes and client data only. What client data say about the datatype
/// is settled once, when a dataset is made, by `FilterSettings`. Nothing here does I/O. Every class
/// is stateless or belongs to one decode or encode, so all of it may be used by any number of
/// threads.
package io.hyperslab.internal.pipeline;
