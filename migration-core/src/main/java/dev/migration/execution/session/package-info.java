/**
 * The connection on which everything happens: how it is opened, guarded, spoken to and closed.
 *
 * <p>API: nothing; what it throws is in {@link dev.migration.execution.failure}.
 */
@NullMarked
package dev.migration.execution.session;

import org.jspecify.annotations.NullMarked;
