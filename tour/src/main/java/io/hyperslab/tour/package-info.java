/// The tour: lessons that are programs. A [io.hyperslab.tour.Lesson] runs, and what it shows on its
/// [io.hyperslab.tour.Page] is printed beside the code that made it.
@org.jspecify.annotations.NullMarked
package io.hyperslab.tour;
