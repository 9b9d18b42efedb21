/** What a caller of the REST API gets to read when a request cannot be fulfilled. */
@NullMarked
package dev.migration.sample.support.problem;

import org.jspecify.annotations.NullMarked;
