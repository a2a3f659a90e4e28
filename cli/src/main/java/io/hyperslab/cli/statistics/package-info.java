/// What a file consists of and what it could be instead: space by use, datasets, and advice on
/// filters and chunk shapes that was measured on the file's own data.
package io.hyperslab.cli.statistics;
