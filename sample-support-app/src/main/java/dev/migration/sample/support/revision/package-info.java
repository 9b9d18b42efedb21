/** Revisions that are written in Java; the others are SQL files in {@code db/revisions}. */
@NullMarked
package dev.migration.sample.support.revision;

import org.jspecify.annotations.NullMarked;
