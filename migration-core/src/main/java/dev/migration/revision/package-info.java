/**
 * Revisions and the graph they form. Values only: neither a file nor a database is touched here.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.revision;

import org.jspecify.annotations.NullMarked;
