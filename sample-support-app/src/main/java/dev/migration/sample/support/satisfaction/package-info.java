/** Ratings of resolved tickets by customers. */
@NullMarked
package dev.migration.sample.support.satisfaction;

import org.jspecify.annotations.NullMarked;
