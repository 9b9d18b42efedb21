/**
 * Writes revisions: what somebody wants comes in, files go out. No database is touched, and no file is overwritten but by a
 * rebase.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.authoring;

import org.jspecify.annotations.NullMarked;
