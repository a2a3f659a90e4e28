/// Pictures of numbers: what a chart shows is reduced to what can be seen while it is read, then
/// painted to a picture (PNG, SVG) or drawn with characters.
///
/// Reading ([Source], the reducers) knows files and nothing of pictures; a [Chart] is all that
/// painting knows.
package io.hyperslab.cli.plot;
