/**
 * Turns a graph, the applied revisions and a target into steps. Values only: neither a file nor a database is touched here.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.plan;

import org.jspecify.annotations.NullMarked;
