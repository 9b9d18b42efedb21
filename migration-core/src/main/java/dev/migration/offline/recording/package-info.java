/**
 * Calls Java revisions on a connection that runs nothing and writes down what it is told.
 *
 * <p>Internal but for its exception.
 */
@NullMarked
package dev.migration.offline.recording;

import org.jspecify.annotations.NullMarked;
