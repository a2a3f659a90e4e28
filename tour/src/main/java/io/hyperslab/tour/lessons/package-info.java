/// The lessons, in the order of [io.hyperslab.tour.Catalogue].
@org.jspecify.annotations.NullMarked
package io.hyperslab.tour.lessons;
